"""What was decided about a trial, in words.

One job: one decision as a sentence. Must not: know whether it is still in force.
"""

from __future__ import annotations

from datetime import date

from sparktui.domain.decision import Decision
from sparktui.screens.day_words import short


def decision_words(made: Decision, day: date) -> str:
    """Return what was decided, when, by whom, who sees to it, and the note, as seen on ``day``."""
    words = f"{made.choice.words.capitalize()}: decided {short(made.decided_on, day)} by {made.operator}"
    owner = "" if made.owner == made.operator else f"; {made.owner} sees to it"
    return f"{words}{owner}. {made.note}".rstrip()
