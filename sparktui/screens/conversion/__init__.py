"""The parts of the conversion wizard: its steps, what they show, and how drafts are saved."""
