"""What a person enters beside a change: a few words, devices, and the day on which something happened.

One job: take them as they were meant, or say what is wrong with them. Must not: write anything.
"""

from __future__ import annotations

from datetime import date

from sparktui.domain.dates import in_words, parse_day
from sparktui.domain.quantities import parse_devices
from sparktui.domain.text import plain
from sparktui.domain.trial import Device
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


def devices(text: str) -> tuple[Device, ...]:
    """Return the devices that ``text`` lists, such as ``DX80:1; SX10:2``; none for an empty one.

    Raises:
        BadInput: when it cannot be read.
    """
    try:
        return parse_devices(words(text, "The list of devices"))
    except ValueError as error:
        raise BadInput(f"The list of devices {plain(str(error), 300)}.", "Write it as DX80:1; SX10:2.") from None


def written_day(text: str) -> date | None:
    """Return the day that ``text`` writes; None for an empty one.

    Raises:
        BadInput: when it is no day.
    """
    try:
        return parse_day(text.strip()) if text.strip() else None
    except ValueError as error:
        raise BadInput(f"The day {plain(text.strip(), 40)!r} {error}.", "Leave it empty where it is today.") from None


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
