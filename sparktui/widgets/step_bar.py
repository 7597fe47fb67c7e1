"""The steps of something that takes several, on one line: which are done, where one is, how it stands at large.

One job: show the steps and tell which was chosen. Must not: know what a step is about, or whether it may be entered.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from rich.cells import cell_len
from textual.binding import Binding, BindingType
from textual.events import Click, Focus
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from sparktui.widgets import pieces
from sparktui.widgets.glyphs import Glyphs, terminal_glyphs
from sparktui.widgets.pieces import Painter, Piece, StyleName, place_at
from sparktui.widgets.text import cut, one_line

Standing = Literal["here", "ok", "block", "warn", "open"]

_STYLES: dict[Standing, StyleName] = {
    "here": "accent",
    "ok": "success",
    "block": "error",
    "warn": "warning",
    "open": "",
}
_GAP = 2


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its number, its title, a ``short`` one for narrow terminals, and how it stands.

    ``detail`` says what was decided in it; it comes behind the title, and instead of a short one.
    """

    number: int
    title: str
    short: str
    standing: Standing
    detail: str = ""


class StepBar(Widget, can_focus=True):
    """A line of steps. With the focus on it, left and right move, enter goes to a step, and so does its number."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = pieces.COMPONENT_CLASSES
    DEFAULT_CSS = f"""
    StepBar {{
        height: 1;
        {pieces.CSS}
    }}
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "move(-1)", "Left", show=False),
        Binding("right", "move(1)", "Right", show=False),
        Binding("enter,space", "choose", "Go", show=False),
        *(Binding(str(number), f"choose({number})", f"Step {number}", show=False) for number in range(1, 10)),
    ]

    @dataclass
    class Chosen(Message):
        """The person wants to go to the step ``number``."""

        number: int

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # the name that all widgets have for it
        super().__init__(id=id)
        self._steps: tuple[Step, ...] = ()
        self._right: tuple[Piece, ...] = ()
        self._cursor = 0

    def show(self, steps: Sequence[Step], right: Sequence[Piece] = ()) -> None:
        """Show ``steps``, and how all stands in the pieces at the ``right`` end."""
        wanted = (tuple(steps), tuple(Piece(one_line(text), style) for text, style in right))
        if wanted != (self._steps, self._right):
            began = bool(self._steps)
            self._steps, self._right = wanted
            self._cursor = self._cursor if began else self._here
            self.refresh()

    def on_focus(self, event: Focus) -> None:
        """Begin at the step where the person is."""
        self._cursor = self._here

    @property
    def _here(self) -> int:
        return next((place for place, step in enumerate(self._steps) if step.standing == "here"), 0)

    def action_move(self, steps: int) -> None:
        """Move the cursor."""
        self._cursor = max(0, min(self._cursor + steps, len(self._steps) - 1))
        self.refresh()

    def action_choose(self, number: int | None = None) -> None:
        """Tell which step was chosen: the one with that number, or the one under the cursor."""
        chosen = [step for step in self._steps if step.number == number] if number else self._steps[self._cursor :]
        if chosen:
            self.post_message(self.Chosen(chosen[0].number))

    def on_click(self, event: Click) -> None:
        """Tell which step stands where the click went."""
        at = event.get_content_offset(self)
        texts = (mark + text + " " * _GAP for mark, text in self._laid_out()[0])
        place = place_at(at.x, texts) if at is not None else None
        if place is not None:
            event.stop()
            self.post_message(self.Chosen(self._steps[place].number))

    def render_line(self, y: int) -> Strip:
        """Return the line."""
        laid: list[Piece] = []
        words, at_right = self._laid_out()
        for place, (step, (mark, text)) in enumerate(zip(self._steps, words, strict=True)):
            name: StyleName = "strong" if step.standing == "here" else "muted" if step.standing == "open" else ""
            if self.has_focus and place == self._cursor:
                laid.append(Piece(mark + text, "cursor"))
            else:
                laid += (Piece(mark, _STYLES.get(step.standing, name)), Piece(text, name))
            laid.append(Piece(" " * _GAP))
        laid.append(Piece(" " * max(self.size.width - _cells(laid) - _cells(at_right), 0)))
        return Painter(self).strip((*laid, *at_right), self.size.width)

    def _laid_out(self) -> tuple[list[tuple[str, str]], tuple[Piece, ...]]:
        """Return each step's mark and words, and what stands at the right: as much of both as finds room.

        Titles become short ones first, then pieces leave the right end but for the first, then short titles are cut.
        """
        signs, room = terminal_glyphs(), self.size.width - _GAP * len(self._steps)
        long = [self._words(step, signs) for step in self._steps]
        short = [self._short_words(step, signs) for step in self._steps]
        fewer = [(short, self._right[:count]) for count in range(max(len(self._right), 1), 0, -1)]
        for words, right in ((long, self._right), *fewer):
            if sum(cell_len(mark + text) for mark, text in words) + _cells(right) <= room:
                return words, right
        each = max((room - _cells(self._right[:1])) // max(len(self._steps), 1) - 1, 1)
        return [(mark, cut(text, each, signs.ellipsis)) for mark, text in short], self._right[:1]

    @staticmethod
    def _words(step: Step, signs: Glyphs) -> tuple[str, str]:
        detail = f" {one_line(step.detail)}" if step.detail else ""
        return signs.mark(step.standing), f" {step.number} {step.title}{detail}"

    @staticmethod
    def _short_words(step: Step, signs: Glyphs) -> tuple[str, str]:
        return signs.mark(step.standing), f" {step.number} {one_line(step.detail) or step.short}"


def _cells(laid: Sequence[Piece]) -> int:
    return sum(cell_len(piece.text) for piece in laid)
