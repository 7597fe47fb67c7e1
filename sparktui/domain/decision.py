"""What somebody decided about a trial that comes to its end.

One job: the decision as a frozen value. Must not: know when one is asked for (see `rules.decision`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Choice(StrEnum):
    """What can be decided. The values are what the command line says."""

    CONVERT = "convert"
    EXTEND = "extend"
    LAPSE = "lapse"

    @property
    def words(self) -> str:
        """What it makes of the trial, in words."""
        return _WORDS[self]


_WORDS = {Choice.CONVERT: "to be converted", Choice.EXTEND: "to be extended", Choice.LAPSE: "left to lapse"}


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision. It speaks of one expiry date, the ``deadline``; once that moves, it is asked for anew.

    ``owner`` is who sees to it, ``operator`` who recorded it on ``decided_on``.
    """

    deadline: date
    choice: Choice
    owner: str
    note: str
    decided_on: date
    operator: str
