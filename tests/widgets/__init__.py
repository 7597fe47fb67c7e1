"""The widgets, each in a small app of its own, used as a person would."""
