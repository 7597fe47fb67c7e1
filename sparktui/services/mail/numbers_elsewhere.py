"""Tracking numbers that stand somewhere else than on the Tracking Information line.

One job: find what a check digit proves to be one, so that none is lost. Must not: attach it, or say whose it is.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from sparktui.domain.carriers import Grade
from sparktui.domain.tracking_number import compact
from sparktui.services.mail.written_numbers import TOO_MANY, NumberReader, WrittenNumber, WrittenNumbers

_MOST_LETTERS = 20_000
_MOST_SAID = 5
_MOST_WORDS_OF_LABEL = 3
_FEWEST_DIGITS = 8
_DIGIT = re.compile(r"\d")

_ELSEWHERE = "A tracking number stands outside of its Tracking Information line: {}."


def numbers_elsewhere(texts: Sequence[str], taken: Collection[str]) -> WrittenNumbers:
    """Return the numbers in ``texts`` that a check digit proves and that are not ``taken`` (compact), with a doubt.

    A number that its label or the head of its column calls something else, such as an order, is none.
    """
    reader, left = NumberReader(), _MOST_LETTERS
    found: dict[str, WrittenNumber] = {}
    for text in texts:
        for value in _values(text):
            left -= len(value)
            if left < 0:
                return _with_doubt(found, TOO_MANY)
            for number in reader.numbers_in(value, also_unknown=False).numbers:
                bare = compact(number.written)
                # A part of a number that is taken is none by itself.
                if number.grade is Grade.PROVEN and not any(bare in other or other in bare for other in taken):
                    found.setdefault(bare, number)
    return _with_doubt(found, "")


def _with_doubt(found: dict[str, WrittenNumber], doubt: str) -> WrittenNumbers:
    said = _ELSEWHERE.format(", ".join(list(found)[:_MOST_SAID])) if found else ""
    return WrittenNumbers(tuple(found.values()), " ".join(filter(None, (said, doubt))))


def _values(text: str) -> Iterator[str]:
    """Yield the cells of ``text`` with digits enough, each with what says before or above it what it is."""
    heads: list[str] = []
    above = ""
    for line in text.split("\n"):
        if not line.strip():
            continue
        cells = line.split("\t")
        if not _DIGIT.search(line):
            heads, above = cells if len(cells) > 1 else [], line
            continue
        for at, cell in enumerate(cells):
            if len(_DIGIT.findall(cell)) >= _FEWEST_DIGITS:
                before = cells[at - 1] if at else ""
                if not before or _DIGIT.search(before):
                    before = heads[at] if len(heads) == len(cells) else above
                yield f"{before} {cell}" if len(before.split()) <= _MOST_WORDS_OF_LABEL else cell
        above = ""
