"""The screens: what a person sees and does. They talk to services, and to widgets; never to the store."""
