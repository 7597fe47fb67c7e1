"""Names from outside on the customer list: whatever is in them is shown as text and does nothing."""

from __future__ import annotations

import unicodedata

import pytest
from rich.cells import cell_len
from textual.widgets import Input

from sparktui.screens.customers import CustomersScreen
from sparktui.services.desk import Desk
from tests.driver import NARROW, WIDE, Driver, at_the_desk
from tests.portfolio import TODAY, a_trial_expiring, days

HOSTILE = {
    "a closing tag": "[/] Ltd",
    "a region": "Acme [EU] Ltd",
    "a link": "[@click=app.quit]Acme[/]",
    "a style": "[bold red on blue]Acme[/bold red on blue]",
    "an escape sequence": "\x1b[2J\x1b]0;owned\x07Acme\x9b31m",
    "line ends": "Acme\r\nLtd\x0b\x0cKG\u2028AG",
    "right to left": "\u202eemcA\u2066 \u05d0\u05d1\u05d2 Acme",
    "combining marks": "A" + "\u0301" * 500 + "cme",
    "wide letters": "株式会社サンプル" * 6,
    "ten kilobytes": "Acme " * 2_000,
    "nothing to see": "\u200b\u2060\ufeff\u00ad",
}
EVERY = pytest.mark.parametrize("size", [NARROW, (170, 40), WIDE])


def a_portfolio(desk: Desk) -> None:
    """Record a trial for each hostile name, and a harmless one after them."""
    for number, name in enumerate(HOSTILE.values()):
        address = f"jane@c{number}.example"
        a_trial_expiring(desk, name, TODAY + days(10 + number), admin_email=address, notes=name)
    a_trial_expiring(desk, "Zulu", TODAY + days(40))


def is_in_order(ada: Driver, width: int) -> None:
    """Assert that nothing on the screen acts on a terminal, and that every line is as wide as the terminal at most."""
    for line in ada.text.split("\n"):
        assert not any(unicodedata.category(char) in ("Cc", "Cf", "Zl", "Zp") for char in line), repr(line)
        assert cell_len(line) <= width, repr(line)


@EVERY
async def test_every_name_is_shown_as_text_in_its_columns(desk: Desk, size: tuple[int, int]) -> None:
    a_portfolio(desk)
    async with at_the_desk(desk, size) as ada:
        ada.sees("[/] Ltd", "Acme [EU] Ltd", "[@click=app.quit]", "[bold red on", "Zulu", f"[All {len(HOSTILE) + 1}]")
        lines = [line for line in ada.part("#list") if "days left" in line]
        assert len(lines) == len(HOSTILE) + 1
        places = {cell_len(line[: line.index("days left") - 3]) for line in lines}
        assert len(places) == 1, "the column of the state stands straight"
        for _ in lines:
            is_in_order(ada, size[0])
            await ada.press("down")
        assert isinstance(ada.app.screen, CustomersScreen)
        assert "Zulu" in ada.here


async def test_orders_filters_marks_and_dialogs_survive_them(desk: Desk) -> None:
    a_portfolio(desk)
    async with at_the_desk(desk, NARROW) as ada:
        for keys in (("s", "home"), ("space", "f", "f", "f", "f"), ("escape", "end"), ("x",), ("escape", "o")):
            await ada.press(*keys)
            is_in_order(ada, NARROW[0])
        await ada.press("escape", "r")
        is_in_order(ada, NARROW[0])


async def test_what_looks_like_markup_is_searched_for_as_it_is_written(desk: Desk) -> None:
    a_portfolio(desk)
    async with at_the_desk(desk) as ada:
        await ada.press("slash")
        for text, found in (("[EU]", "Acme [EU] Ltd"), ("[/] ltd", "[/] Ltd"), ("app.quit", "[@click=app.quit]")):
            ada.app.screen.query_one(Input).value = text
            await ada.settle()
            ada.sees(f"1 of {len(HOSTILE) + 1}")
            assert found in ada.here
        ada.app.screen.query_one(Input).value = "[/nothing] \x1b[31m"
        await ada.settle()
        ada.sees(f"0 of {len(HOSTILE) + 1}", "Nothing matches")
        is_in_order(ada, WIDE[0])


async def test_a_click_on_a_link_in_a_name_is_a_click_on_its_row(desk: Desk) -> None:
    a_portfolio(desk)
    async with at_the_desk(desk) as ada:
        lines = ada.part("#list")
        row = next(at for at, line in enumerate(lines) if "@click" in line)
        await ada.click("#list", offset=(lines[row].index("@click") + 2, row))
        assert ada.app.is_running
        assert "@click" in ada.here
        ada.sees_in("#preview", "jane@c2.example")
