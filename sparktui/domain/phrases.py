"""Phrases of a text that could be somebody's name, for telling whose mail it is.

One job: give every short run of words with the way it stands in the text. Must not: know any names.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sparktui.domain.text import search_key

LONGEST_READ = 6_000
MOST_WORDS = 8
SHORTEST_NAME = 4
_MOST_MARKS = 3


@dataclass(frozen=True, slots=True)
class Phrase:
    """One run of words as it is written. ``goes_on`` says that a word with a capital letter follows at once.

    A name that goes on may be the beginning of a longer one: "Contoso" in "Contoso Pharma" is somebody else.
    """

    written: str
    goes_on: bool = False

    def is_name(self, name: str) -> bool:
        """Return whether this is ``name`` without a doubt: letter for letter, or all in capitals as on a label.

        Names of fewer than four letters stand in too many texts by chance.
        """
        wanted = " ".join(name.split())
        return len(wanted) >= SHORTEST_NAME and not self.goes_on and self.written in (wanted, wanted.upper())


def phrases(text: str) -> dict[str, list[Phrase]]:
    """Return every phrase of at most eight words in ``text`` by its search key, with each way in which it stands there.

    Marks around a phrase belong to it or not, so that both ``Acme Inc.`` and ``(Acme Inc)`` are found. Only the first
    6,000 characters are read.
    """
    found: dict[str, list[Phrase]] = {}
    words: list[str] = []
    ends_line: set[int] = set()
    for line in text[:LONGEST_READ].splitlines():
        words += line.split()
        ends_line.add(len(words) - 1)
    for first in range(len(words)):
        for last in range(first, min(first + MOST_WORDS, len(words))):
            for written, is_whole in _without_marks(words[first : last + 1]):
                follows = is_whole and last not in ends_line and words[last + 1][0].isupper()
                found.setdefault(search_key(written), []).append(Phrase(written, follows))
    return found


def _without_marks(words: list[str]) -> Iterator[tuple[str, bool]]:
    """Yield the phrase that ``words`` are with up to three marks less at each end, and whether its end is its own."""
    whole = " ".join(words)
    left = next((at for at, char in enumerate(words[0]) if char.isalnum()), 0)
    right = next((at for at, char in enumerate(reversed(words[-1])) if char.isalnum()), 0)
    for at_start in range(min(left, _MOST_MARKS) + 1):
        for at_end in range(min(right, _MOST_MARKS) + 1):
            yield whole[at_start : len(whole) - at_end], at_end == 0
