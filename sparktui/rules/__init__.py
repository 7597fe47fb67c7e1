"""What is allowed, why, until when, and what would make it allowed. Pure: facts and a day in, findings out."""
