"""The Tracking Information line of a mail: where it stands and how far its value reaches.

One job: find the tracking numbers in a text. Must not: know parts, charsets or HTML.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, zip_longest

from sparktui.domain.carriers import Grade
from sparktui.domain.tracking_number import compact
from sparktui.services.mail.columns import column_at
from sparktui.services.mail.written_numbers import (
    TOO_MANY,
    NumberReader,
    WrittenNumber,
    WrittenNumbers,
    is_only_numbers,
    is_only_usual,
)

_MOST_LINES = 12
_MOST_LABELS = 600
_LONGEST_VALUE = 40_000
_LONGEST_BEFORE = 500
_FEW_LINES = 2
_WORDS_BEFORE = 3
_BELOW = "Further down stands what may be another tracking number: “{}”."

_QUOTED = re.compile(r"^[^\S\n]*(?:[>|][^\S\n]*)+", re.MULTILINE)
_LABEL = re.compile(r"tracking[\s*_-]{1,20}information", re.IGNORECASE)
# What shows that a value follows: a sign, the end of the line, or a bracket.
_SIGN = re.compile(
    r"""(?:\ ?(?:numbers?|no\.?|nr\.?|ids?|line|is|are))?  [^\S\n\t]*[*_"')\]]*[^\S\n\t]*
    (?:[:=#|\t\u2013\u2014\uff1a-]|(?=[(\[\n])|\Z)""",
    re.IGNORECASE | re.VERBOSE,
)
_LATER_COLON = re.compile(r"[^\n:]{0,40}:(?!//)")


@dataclass(frozen=True, slots=True)
class TrackingLines:
    """What a text says on its Tracking Information lines; ``are_there`` is False when it has none.

    ``doubt`` says why its numbers may be others, in a sentence; it is empty when they are certain.
    """

    are_there: bool = False
    numbers: tuple[WrittenNumber, ...] = ()
    doubt: str = ""

    @property
    def rank(self) -> tuple[int, int, bool]:
        """How good a reading this is among several of the same content."""
        return sum(number.fits for number in self.numbers), len(self.numbers), self.are_there


class TrackingLineReader:
    """Reads the texts of one mail; of hostile ones that are nothing but Tracking Information lines, only the first."""

    def __init__(self) -> None:
        self._numbers = NumberReader()
        self._labels_left = _MOST_LABELS

    def read(self, text: str) -> TrackingLines:
        """Return what stands on the Tracking Information lines of ``text``, and on the lines on which they go on."""
        text = _QUOTED.sub("", text)
        are_there = False
        found: dict[str, WrittenNumber] = {}
        doubts: list[str] = []
        labels = list(islice(_LABEL.finditer(text), self._labels_left + 1))
        if len(labels) > self._labels_left:
            doubts.append(TOO_MANY)
        for label, following in zip_longest(labels[: self._labels_left], labels[1:]):
            if label is None:
                break
            begins = _value_begins(text, label)
            if begins:
                at, is_certain = begins
                are_there = True
                lines, is_cut = _value_lines(text, at, following.start() if following else len(text))
                value = self._value(lines, is_certain)
                column = self._column(text, label.start(), lines[0])
                if column and (column.fits or not value.fits):
                    value = column
                doubts += (value.doubt, TOO_MANY if is_cut and value.numbers else "")
                for number in value.numbers:
                    found.setdefault(compact(number.written), number)
        if self._numbers.is_tired:
            doubts.append(TOO_MANY)
        self._labels_left = max(0, self._labels_left - len(labels))
        return TrackingLines(are_there, tuple(found.values()), " ".join(dict.fromkeys(filter(None, doubts))))

    def _column(self, text: str, place: int, beside: str) -> WrittenNumbers | None:
        """Return the numbers of the column that the label at ``place`` heads; None where its value stands elsewhere."""
        if self._numbers.numbers_in(beside, also_unknown=True).numbers:
            return None
        read = [self._numbers.numbers_in(cell, also_unknown=True) for cell in column_at(text, place) if cell.strip()]
        found = tuple(number for cell in read for number in cell.numbers)
        doubt = " ".join(dict.fromkeys(cell.doubt for cell in read if cell.doubt))
        return WrittenNumbers(found, doubt) if found else None

    def _value(self, lines: Sequence[str], is_certain: bool) -> WrittenNumbers:
        """Return the numbers of a value that begins on the first of ``lines`` and may go on, or only begin, behind."""
        left = _MOST_LINES if self._numbers.is_only_usual(lines[0]) else _FEW_LINES
        for at, line in enumerate(lines):
            if at and left == 0:
                break
            if line.strip():
                left -= at > 0
                # Where the value does not begin behind its label, it is a line with nothing else on it.
                value = self._begun(lines[at:], is_certain and (at == 0 or self._numbers.is_only_numbers(line)))
                if value.numbers:
                    return self._gone_on(value, lines[at:])
                is_certain = is_certain and self._numbers.is_only_usual(line)
        return WrittenNumbers()

    def _gone_on(self, begun: WrittenNumbers, lines: Sequence[str]) -> WrittenNumbers:
        """Return the numbers of ``begun``, and those on the next of ``lines`` that empty ones divide from them.

        The entries of a list and the rows of a table stand so.
        """
        numbers, doubts = list(begun.numbers), [begun.doubt]
        was_empty = False
        for line in lines[1:]:
            if line.strip() and not self._numbers.is_only_numbers(line):
                break
            if line.strip() and was_empty:
                below = self._numbers.numbers_in(line, also_unknown=True)
                unproven = [number.written for number in below.numbers if number.grade is not Grade.PROVEN]
                doubts += (below.doubt, _BELOW.format(unproven[0]) if unproven else "")
                numbers += below.numbers
            was_empty = was_empty or not line.strip()
        return WrittenNumbers(tuple(numbers), " ".join(dict.fromkeys(filter(None, doubts))))

    def _begun(self, lines: Sequence[str], is_certain: bool) -> WrittenNumbers:
        """Return the numbers of the value that begins on the first of ``lines``.

        It goes on over the lines at once behind that hold nothing but numbers, and its last number may end on one
        that goes on with words.
        """
        ends = next((at for at, line in enumerate(lines) if at and not self._numbers.is_only_numbers(line)), len(lines))
        value = "\n".join(lines[:ends])
        begun = self._numbers.numbers_in(value, also_unknown=is_certain)
        if ends == len(lines) or not lines[ends].strip() or (begun.numbers and begun.numbers[-1].fits):
            return begun
        further = self._numbers.numbers_in(f"{value}\n{lines[ends]}", also_unknown=False)
        last = compact(begun.numbers[-1].written) if begun.numbers else ""
        return further if further.numbers and compact(further.numbers[-1].written).startswith(last) else begun


def _value_lines(text: str, at: int, next_label: int) -> tuple[list[str], bool]:
    """Return the lines from ``at`` to before the one with the next label, and whether they are more than are read."""
    line_end = text.find("\n", at, next_label)
    ends = next_label if line_end < 0 or next_label == len(text) else text.rfind("\n", at, next_label)
    return text[at : min(ends, at + _LONGEST_VALUE)].split("\n"), ends > at + _LONGEST_VALUE


def _value_begins(text: str, label: re.Match[str]) -> tuple[int, bool] | None:
    """Return where the value of ``label`` begins, and whether it is certainly one; None where only words follow."""
    before = text[max(text.rfind("\n", 0, label.start()) + 1, label.start() - _LONGEST_BEFORE) : label.start()]
    sign = _SIGN.match(text, label.end())
    if sign:
        return sign.end(), len(before.split()) <= _WORDS_BEFORE
    line_end = text.find("\n", label.end())
    rest = text[label.end() : line_end if line_end >= 0 else len(text)][:_LONGEST_BEFORE]
    colon = _LATER_COLON.match(rest)
    if colon:
        return label.end() + colon.end(), False
    word = rest.split()[0]
    is_value = word[0].isalnum() and (is_only_numbers(word) or is_only_usual(word))
    return (label.end(), False) if is_value else None
