"""A field holds exactly what is typed, shows it harmlessly, and takes one line of a paste."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult
from textual.events import Paste

from sparktui.widgets.text_field import LONGEST, TextField
from tests.widgets.hosts import HOSTILE


class FieldHost(App[None]):
    """A field in an app that remembers what it said."""

    def __init__(self) -> None:
        super().__init__()
        self.animation_level = "none"
        self.said: list[str] = []

    def compose(self) -> ComposeResult:
        yield TextField("Deal ID", placeholder="digits")

    @property
    def field(self) -> TextField:
        return self.query_one(TextField)

    def on_text_field_changed(self, message: TextField.Changed) -> None:
        assert message.control is self.field
        self.said.append(message.value)

    def on_text_field_entered(self, message: TextField.Entered) -> None:
        assert message.control is self.field
        self.said.append("enter")

    @property
    def text(self) -> str:
        return "\n".join(strip.text.rstrip() for strip in self.screen._compositor.render_strips())


async def test_what_is_typed_is_told_and_what_is_filled_in_is_not() -> None:
    app = FieldHost()
    async with app.run_test(size=(60, 5)) as pilot:
        app.field.fill("004")
        await pilot.press("2", "enter")
        assert app.said == ["0042", "enter"]
        app.field.take("77")
        await pilot.press("1")
        assert app.said[2:] == ["77", "771"]
        assert app.field.value == "771"


async def test_sign_and_hint_stand_beside_and_below() -> None:
    app = FieldHost()
    async with app.run_test(size=(60, 5)) as pilot:
        assert "digits" in app.text
        app.field.judge("block", ("What is wrong.", "How to mend it."))
        await pilot.pause()
        assert "✕" in app.text
        assert "What is wrong.\n" in app.text
        assert "How to mend it." in app.text
        app.field.judge("ok")
        await pilot.pause()
        assert "✓" in app.text
        assert "mend" not in app.text


@pytest.mark.parametrize(
    ("pasted", "value"),
    [
        ("0042\nsecond", "0042"),
        ("\r\n \t 0042 \r\n", "0042"),
        ("\n\n", ""),
        ("a\x1b[31mb\x07\x9b", "a[31mb"),
        ("Zürich 株式", "Zürich 株式"),
        ("x" * 2_000, "x" * LONGEST),
    ],
)
async def test_a_paste_is_one_clean_line(pasted: str, value: str) -> None:
    app = FieldHost()
    async with app.run_test(size=(60, 5)) as pilot:
        await pilot.pause()
        app.field.input.post_message(Paste(pasted))
        await pilot.pause()
        assert app.field.value == value


async def test_a_paste_replaces_what_is_selected() -> None:
    app = FieldHost()
    async with app.run_test(size=(60, 5)) as pilot:
        app.field.fill("wrong")
        await pilot.press("shift+home")
        app.field.input.post_message(Paste("right"))
        await pilot.pause()
        assert app.field.value == "right"


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
async def test_hostile_text_is_held_as_it_is_and_shown_as_letters(text: str) -> None:
    app = FieldHost()
    async with app.run_test(size=(60, 8)) as pilot:
        app.field.fill(text)
        app.field.judge("warn", text)
        await pilot.press("home", "end")
        assert app.field.value == text
        assert not set(app.text) & set("\x1b\x07\x00\x9b\u202e")
