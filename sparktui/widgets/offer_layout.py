"""The lines in which offers are compared.

One job: columns of fates to lines of a width. Must not: know the screen, or what a fate means.

Where there is room, every offer has its marks and words. Where there is not, every offer has its marks, and the
words are those of the offer under the cursor; so nothing is cut, and the difference is still seen in one look.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rich.cells import cell_len

from sparktui.widgets.glyphs import Glyphs
from sparktui.widgets.pieces import Piece, StyleName
from sparktui.widgets.text import cut, fit, one_line, wrap

OUTCOME = 10
"""The cells of a mark and its outcome, such as ``✓ converts``."""
LEAST_WORDS = 30
_GAP = 2
_STYLES: dict[str, StyleName] = {"converts": "success", "kept": "success", "new": "warning", "lost": "error"}


@dataclass(frozen=True, slots=True)
class PartFate:
    """What an offer does to one part of a trial. ``matters`` is False where the trial has none, so nothing is lost."""

    part: str
    outcome: str
    words: str
    matters: bool = True


@dataclass(frozen=True, slots=True)
class OfferColumn:
    """One offer: its key and name, what it is in a sentence, and the fate of each part, in one order for all offers."""

    key: str
    name: str
    summary: str
    fates: tuple[PartFate, ...]


class OfferLine(NamedTuple):
    """One line, and whether the offers' names stand in it."""

    pieces: tuple[Piece, ...]
    is_head: bool = False


@dataclass(frozen=True, slots=True)
class Placing:
    """Where the columns stand: the width of the parts, the left edge and width of each offer, and of shared words."""

    part: int
    lefts: tuple[int, ...]
    each: int
    words: int

    def column_at(self, x: int) -> int | None:
        """Return the place of the offer whose column holds the cell ``x``."""
        return next((place for place, left in enumerate(self.lefts) if left <= x < left + self.each + _GAP), None)


def place_columns(columns: Sequence[OfferColumn], width: int) -> Placing:
    """Return the placing in ``width`` cells; ``words`` is 0 where every offer has room for its own."""
    count = max(len(columns), 1)
    longest = max((cell_len(fate.part) for column in columns for fate in column.fates), default=0)
    each = (width - 1 - longest - _GAP * count) // count
    if each >= OUTCOME + _GAP + LEAST_WORDS:
        part, words = longest, 0
    else:
        part, each = min(longest, 14), OUTCOME
        words = max(width - 1 - part - (_GAP + each) * count - _GAP, 8)
    return Placing(part, tuple(1 + part + _GAP + place * (each + _GAP) for place in range(len(columns))), each, words)


def lay_out(
    columns: Sequence[OfferColumn], picked: str | None, cursor: int, width: int, signs: Glyphs
) -> list[OfferLine]:
    """Return all lines; ``cursor`` is the place of the offer whose words are shown where not all find room."""
    if not columns or width <= 0:
        return []
    placing = place_columns(columns, width)
    lines = [_head(columns, picked, cursor, placing, signs)]
    if not placing.words:
        summaries = [wrap(one_line(column.summary), placing.each) for column in columns]
        for y in range(max(len(summary) for summary in summaries)):
            cells = [fit(summary[y] if y < len(summary) else "", placing.each) for summary in summaries]
            below = [Piece(" " * _GAP + cell, "muted") for cell in cells]
            lines.append(OfferLine((Piece(" " * (1 + placing.part)), *below)))
    for row in range(len(columns[0].fates)):
        lines += _row(columns, row, cursor, placing, signs)
    return lines


def _head(
    columns: Sequence[OfferColumn], picked: str | None, cursor: int, placing: Placing, signs: Glyphs
) -> OfferLine:
    laid = [Piece(" " * (1 + placing.part))]
    for column in columns:
        is_picked = column.key == picked
        box = f"({signs.picked})" if is_picked else "( )"
        name = column.name if not placing.words else column.key
        text = cut(f"{box} {one_line(name)}", placing.each, signs.ellipsis)
        rest = " " * (placing.each - cell_len(text))
        laid += (Piece(" " * _GAP), Piece(text, "accent" if is_picked else "strong"), Piece(rest))
    if placing.words:
        laid += (Piece(" " * _GAP), Piece(fit(one_line(columns[cursor].name), placing.words), "heading"))
    return OfferLine(tuple(laid), is_head=True)


def _row(columns: Sequence[OfferColumn], row: int, cursor: int, placing: Placing, signs: Glyphs) -> list[OfferLine]:
    fates = [column.fates[row] for column in columns]
    matters = any(fate.matters for fate in fates)
    differs = matters and len({fate.outcome for fate in fates}) > 1
    parts = wrap(one_line(fates[0].part), placing.part)
    part_style: StyleName = "strong" if differs else "" if matters else "muted"
    own = [wrap(one_line(fate.words), placing.each - OUTCOME - _GAP) if not placing.words else [] for fate in fates]
    shared = wrap(one_line(fates[cursor].words), placing.words) if placing.words else []
    lines = []
    for y in range(max(len(parts), len(shared), *(len(words) for words in own))):
        laid = [Piece(" " + fit(parts[y] if y < len(parts) else "", placing.part), part_style)]
        for fate, words in zip(fates, own, strict=True):
            mark = f"{signs.mark(fate.outcome)} {one_line(fate.outcome)}" if matters else f"{signs.unknown} none"
            laid.append(Piece(" " * _GAP))
            laid.append(
                Piece(fit(mark if y == 0 else "", OUTCOME), _STYLES.get(fate.outcome, "") if matters else "muted")
            )
            if not placing.words:
                text = words[y] if y < len(words) else ""
                laid.append(Piece(" " * _GAP + fit(text, placing.each - OUTCOME - _GAP), "" if differs else "muted"))
        if placing.words:
            laid += (Piece(" " * _GAP), Piece(shared[y] if y < len(shared) else "", "" if differs else "muted"))
        lines.append(OfferLine(tuple(laid)))
    return lines
