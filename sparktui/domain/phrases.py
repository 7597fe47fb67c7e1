"""Phrases of a text that could be somebody's name, for telling whose mail it is.

One job: give every short run of words with the way it stands in the text. Must not: know any names.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from unicodedata import normalize

from sparktui.domain.text import search_key

LONGEST_READ = 4_000
MOST_WORDS = 6
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
        wanted = normalize("NFC", " ".join(name.split()))
        return len(wanted) >= SHORTEST_NAME and not self.goes_on and self.written in (wanted, wanted.upper())


def phrases(text: str) -> dict[str, set[Phrase]]:
    """Return every phrase of at most six words in ``text`` by its search key, with each way in which it stands there.

    Marks around a phrase belong to it or not, so that both ``Acme Inc.`` and ``(Acme Inc)`` are found. Only the first
    4,000 characters are read.
    """
    found: dict[str, set[Phrase]] = {}
    for phrase in _written(normalize("NFC", text[:LONGEST_READ])):
        found.setdefault(search_key(phrase.written), set()).add(phrase)
    return found


def _written(text: str) -> set[Phrase]:
    """Return every phrase of ``text``, with up to three marks less at each end."""
    words: list[str] = []
    ends_line: set[int] = set()
    for line in text.splitlines():
        words += line.split()
        ends_line.add(len(words) - 1)
    before = [_marks(word) for word in words]
    after = [_marks(reversed(word)) for word in words]
    found: set[Phrase] = set()
    for first in range(len(words)):
        whole = ""
        for last in range(first, min(first + MOST_WORDS, len(words))):
            whole = f"{whole} {words[last]}" if whole else words[last]
            follows = last not in ends_line and words[last + 1][0].isupper()
            for start in range(before[first] + 1):
                for end in range(after[last] + 1):
                    # What stands behind a mark does not go on.
                    found.add(Phrase(whole[start : len(whole) - end], follows and not end))
    return found


def _marks(chars: Iterable[str]) -> int:
    """Return how many of ``chars`` stand before the first letter or digit, three at most; 0 where there is neither."""
    return min(_MOST_MARKS, next((at for at, char in enumerate(chars) if char.isalnum()), 0))
