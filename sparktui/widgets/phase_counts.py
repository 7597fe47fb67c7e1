"""How many trials stand in each phase, on one line; each count is a filter to choose.

One job: show counts, and tell which was clicked. Must not: count, or filter anything.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from textual.events import Click
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from sparktui.widgets import pieces
from sparktui.widgets.glyphs import Glyphs, terminal_glyphs
from sparktui.widgets.pieces import Painter, Piece, StyleName, place_at

FEWEST_LETTERS = 3


@dataclass(frozen=True, slots=True)
class PhaseCount:
    """One filter: its key, its label, and how many trials it holds; None while that is not known."""

    key: str
    label: str
    trials: int | None


def fit_counts(counts: Sequence[PhaseCount], width: int, signs: Glyphs) -> list[str]:
    """Return what is written for each filter, so that all of them fit into ``width`` cells.

    From the end on, where the least urgent ones stand, labels are cut to three letters and then left out: the mark and
    the count stay. Those that lack the fewest letters get them back where there is room.
    """
    kept = [len(count.label) for count in counts]
    for letters in (FEWEST_LETTERS, 0):
        for place in reversed(range(len(counts))):
            if _width(counts, kept, signs) > width:
                kept[place] = min(kept[place], letters)
    for place in sorted(range(len(counts)), key=lambda place: len(counts[place].label) - kept[place]):
        whole = [*kept[:place], len(counts[place].label), *kept[place + 1 :]]
        if _width(counts, whole, signs) <= width:
            kept = whole
    return [_text(count, letters, signs) for count, letters in zip(counts, kept, strict=True)]


def _width(counts: Sequence[PhaseCount], kept: Sequence[int], signs: Glyphs) -> int:
    return sum(cell_len(_text(count, letters, signs)) + 2 for count, letters in zip(counts, kept, strict=True))


def _text(count: PhaseCount, letters: int, signs: Glyphs) -> str:
    mark = signs.mark(count.key).strip()
    label = count.label[: letters if mark else max(letters, FEWEST_LETTERS)].strip()
    number = signs.unknown if count.trials is None else f"{count.trials:,}"
    return " ".join(part for part in (mark, label, number) if part)


class PhaseCounts(Widget):
    """A line of filters; the active one stands in brackets."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = pieces.COMPONENT_CLASSES
    DEFAULT_CSS = f"""
    PhaseCounts {{
        height: 1;
        {pieces.CSS}
    }}
    """

    @dataclass
    class Chosen(Message):
        """The filter ``key`` was clicked."""

        key: str

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # the name that all widgets have for it
        super().__init__(id=id)
        self._counts: tuple[PhaseCount, ...] = ()
        self._active = ""

    def show(self, counts: Sequence[tuple[str, str, int | None]], active: str) -> None:
        """Show ``counts`` as (key, label, count); the filter with the key ``active`` is the one in force."""
        wanted = tuple(PhaseCount(*count) for count in counts)
        if (wanted, active) != (self._counts, self._active):
            self._counts, self._active = wanted, active
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """Return the line."""
        laid: list[Piece] = []
        for count, text in self._laid_out():
            style: StyleName = "selected" if count.key == self._active else "" if count.trials else "muted"
            laid.append(Piece(f"[{text}]" if count.key == self._active else f" {text} ", style))
        return Painter(self).strip(laid, self.size.width)

    def on_click(self, event: Click) -> None:
        """Tell which filter stands where the click went."""
        at, laid = event.get_content_offset(self), self._laid_out()
        place = place_at(at.x, (f"[{text}]" for _, text in laid)) if at is not None else None
        if place is not None:
            event.stop()
            self.post_message(self.Chosen(laid[place][0].key))

    def _laid_out(self) -> list[tuple[PhaseCount, str]]:
        return list(zip(self._counts, fit_counts(self._counts, self.size.width, terminal_glyphs()), strict=True))
