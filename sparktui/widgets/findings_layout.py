"""The lines in which findings are read: what stops the action first, then what must be acknowledged.

One job: findings to lines of a width. Must not: know rules, or change what a finding says.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import NamedTuple

from rich.cells import chop_cells

from sparktui.widgets.glyphs import Glyphs
from sparktui.widgets.pieces import Piece, StyleName
from sparktui.widgets.text import one_line, wrap

INDENT = 5
LONGEST = 5_000
_ORDER = ("block", "warn", "info")
_WORDS = {"block": "Block", "warn": "Warning", "info": "Note"}
_STYLES: dict[str, StyleName] = {"block": "error", "warn": "warning", "info": "accent"}


@dataclass(frozen=True, slots=True)
class FindingLine:
    """One finding as plain values. ``level`` is block, warn, info or ok.

    ``detail_lines`` are shown letter by letter, column under column. ``acknowledged`` is None where there is nothing
    to acknowledge.
    """

    rule: str
    level: str
    title: str
    message: str
    remedy: str = ""
    source: str = ""
    detail_lines: tuple[str, ...] = ()
    acknowledged: bool | None = None


class Line(NamedTuple):
    """One line on the screen, the place of its finding in the order shown, and whether it is its tick box."""

    pieces: tuple[Piece, ...]
    finding: int | None
    is_box: bool = False


def in_order(findings: Sequence[FindingLine]) -> tuple[FindingLine, ...]:
    """Return the findings that are read one by one, blocks first; of equal ones the order stays."""
    return tuple(finding for level in _ORDER for finding in findings if finding.level == level)


def lay_out(findings: Sequence[FindingLine], width: int, signs: Glyphs) -> list[Line]:
    """Return all lines. Words are wrapped to ``width``; longer detail lines are broken, all at the same columns."""
    lines: list[Line] = []
    for place, finding in enumerate(in_order(findings)):
        lines += _of_one(finding, place, width, signs)
        lines.append(Line((), None))
    held = sum(finding.level == "ok" for finding in findings)
    if held:
        words = "1 rule holds" if held == 1 else f"{held} rules hold"
        lines.append(Line((Piece(f" {signs.mark('ok')} ", "success"), Piece(words, "muted")), None))
    return lines


def _of_one(finding: FindingLine, place: int, width: int, signs: Glyphs) -> Iterator[Line]:
    style = _STYLES[finding.level]
    room = max(width - INDENT - 1, 8)
    head = f" {signs.mark(finding.level)} {_WORDS[finding.level]} {one_line(finding.rule)}  "
    first, *rest = wrap(one_line(finding.title), room, taken=len(head) - INDENT)
    yield Line((Piece(head, style), Piece(first, "strong")), place)
    for text in rest:
        yield Line((Piece(" " * INDENT + text, "strong"),), place)
    for text in _column_under_column(finding.detail_lines, room):
        yield Line((Piece(" " * INDENT + text),), place)
    said: tuple[tuple[str, StyleName], ...] = (
        (finding.message, ""),
        (finding.remedy, "accent"),
        (finding.source, "muted"),
    )
    for words, words_style in said:
        for text in wrap(one_line(words, LONGEST), room) if words else ():
            yield Line((Piece(" " * INDENT + text, words_style),), place)
    if finding.acknowledged is not None:
        box = "[x] acknowledged" if finding.acknowledged else "[ ] space: I have read this"
        yield Line((Piece(" " * INDENT + box, "strong"),), place, is_box=True)


def _column_under_column(lines: Sequence[str], room: int) -> Iterator[str]:
    """Return ``lines`` in ``room`` cells: the beginnings of all, then what follows of all, so that each stays in place.

    Example: two addresses and the caret below them; a caret that stands far to the right is seen without scrolling.
    """
    for texts in zip_longest(*(chop_cells(one_line(line), room) for line in lines), fillvalue=""):
        yield from (text for text in texts if text.strip())
