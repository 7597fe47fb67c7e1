"""The command line: one file per noun, each a thin layer of options and words over the services.

What a command needs beyond click is imported when the command runs, so that help and completion cost nothing.
"""
