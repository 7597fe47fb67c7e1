"""Pictures of screens, few and on frozen days. They change only when somebody means to change them."""
