"""A page of a few words in the middle of the screen: nothing here yet, or something is wrong, and what to do.

One job: show a title, a text and some keys, and tell which was clicked. Must not: know what the keys do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message

from sparktui.widgets.key_bar import KeyHint
from sparktui.widgets.pieces import Piece, StyleName
from sparktui.widgets.table_rows import Column
from sparktui.widgets.wrapped_rows import WrappedRows, row


class NoticePanel(Vertical):
    """A title, paragraphs, and one line for each key with what it does."""

    DEFAULT_CSS = """
    NoticePanel {
        align: center middle;
        & > Vertical { width: 68; max-width: 92%; height: auto; }
        & WrappedRows { margin-bottom: 1; }
    }
    """

    @dataclass
    class Chosen(Message):
        """The key of ``command`` was clicked."""

        command: str

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # the name that all widgets have for it
        super().__init__(id=id)
        # Made here, so that `show` can be called before they are on the screen.
        self._words = WrappedRows(Column("", 20, grow=1), id="notice-words")
        self._keys = WrappedRows(Column("", 4), Column("", 20, grow=1), id="notice-keys")

    def compose(self) -> ComposeResult:
        """Return the parts."""
        with Vertical():
            yield self._words
            yield self._keys

    def show(self, title: str, words: Sequence[str], keys: Sequence[KeyHint], style: StyleName = "strong") -> None:
        """Show ``title`` in ``style``, the paragraphs ``words``, and ``keys``, those that are off with the reason."""
        paragraphs = [row((Piece(title, style), Piece(""))), *(row((Piece(text), Piece(""))) for text in words)]
        self._words.show(paragraphs)
        self._keys.show(
            [
                row(
                    Piece(hint.key, "muted" if hint.off else "accent"),
                    Piece(f"{hint.title}: {hint.off}" if hint.off else hint.title, "muted" if hint.off else ""),
                    key=hint.command,
                )
                for hint in keys
            ]
        )

    def on_wrapped_rows_pressed(self, event: WrappedRows.Pressed) -> None:
        """Tell which key was clicked."""
        event.stop()
        self.post_message(self.Chosen(event.key))
