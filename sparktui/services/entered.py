"""What a person enters beside a change: a few words, and the day on which something happened.

One job: take them as they were meant, or say what is wrong with them. Must not: write anything.
"""

from __future__ import annotations

from datetime import date

from sparktui.domain.dates import in_words
from sparktui.errors import BadInput
from sparktui.services.desk import Desk

LONGEST = 1_000


def words(text: str, what: str, longest: int = LONGEST) -> str:
    """Return ``text`` without blanks around it; ``what`` names it, as in "The note".

    Raises:
        BadInput: when it is too long, or holds bytes that are no characters.
    """
    entered = text.strip()
    if len(entered) > longest:
        raise BadInput(f"{what} is longer than {longest:,} characters.", "Shorten it.")
    if any("\ud800" <= char <= "\udfff" for char in entered):
        raise BadInput(f"{what} holds bytes that are no characters.", "Type it anew, or save it as UTF-8.")
    return entered


def day(desk: Desk, on: date | None, last: date | None = None) -> date:
    """Return the day ``on``, or today where none is given.

    Raises:
        BadInput: when it lies in the future, or before the day ``last`` of what was recorded last.
    """
    if on is not None and on > desk.today:
        raise BadInput(f"{in_words(on)} lies in the future.", "Give the day on which it happened.")
    happened = on or desk.today
    if last is not None and happened < last:
        raise BadInput(
            f"{in_words(happened)} comes before the last entry of {in_words(last)}.", "Give that day or a later one."
        )
    return happened
