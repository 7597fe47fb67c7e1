"""The small parts of the trial's screen and forms: tabs, options, quantities, the heading, and frames."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult
from textual.widgets import Static

from sparktui.widgets.head_line import HeadLine
from sparktui.widgets.option_line import OptionLine
from sparktui.widgets.pane import Pane
from sparktui.widgets.pieces import Piece
from sparktui.widgets.quantity_row import QuantityRow
from sparktui.widgets.tab_strip import Tab, TabStrip
from tests.widgets.hosts import HOSTILE, drawn

TABS = (Tab("a", "Alpha and more", "Alpha"), Tab("b", "Beta"), Tab("c", "Gamma and more", "Gamma"))
OPTIONS = (("no", "no"), ("trial", "on trial"), ("paid", "paid for"))


class PartsHost(App[None]):
    """One of each."""

    CSS = "Screen { overflow: hidden; }"

    def __init__(self) -> None:
        super().__init__()
        self.animation_level = "none"
        self.said: list[str] = []

    def compose(self) -> ComposeResult:
        yield HeadLine()
        yield TabStrip(TABS)
        yield OptionLine("Period", OPTIONS, "trial", id="period")
        yield QuantityRow("messaging", OPTIONS, with_quantity="trial", picked="no", quantity="100")
        with Pane(id="short"):
            yield Static("one line")
        with Pane(id="long"):
            yield Static("\n".join(str(number) for number in range(50)))

    def on_tab_strip_chosen(self, event: TabStrip.Chosen) -> None:
        self.said.append(event.key)

    def on_option_line_picked(self, event: OptionLine.Picked) -> None:
        self.said.append(event.key)

    def on_quantity_row_changed(self, event: QuantityRow.Changed) -> None:
        self.said.append(f"{event.row.picked} {event.row.quantity}")


async def test_tabs_shorten_their_titles_and_keep_the_chosen_one_in_sight() -> None:
    app = PartsHost()
    async with app.run_test(size=(50, 24)) as pilot:
        strip = app.query_one(TabStrip)
        assert drawn(strip)[0].rstrip() == "[Alpha and more] Beta  Gamma and more"
        await pilot.resize_terminal(24, 24)
        assert drawn(strip)[0].rstrip() == "[Alpha] Beta  Gamma"
        await pilot.resize_terminal(14, 24)
        strip.show("c")
        assert "[Gamma]" in drawn(strip)[0]


async def test_a_click_on_a_tab_tells_which() -> None:
    app = PartsHost()
    async with app.run_test(size=(50, 24)) as pilot:
        await pilot.click(TabStrip, offset=(18, 0))
        await pilot.click(TabStrip, offset=(44, 0))
        assert app.said == ["b"]


async def test_options_are_picked_by_arrows_space_and_mouse() -> None:
    app = PartsHost()
    async with app.run_test(size=(80, 24)) as pilot:
        line = app.query_one("#period", OptionLine)
        line.focus()
        await pilot.press("right", "right", "left", "space", "space")
        assert app.said == ["paid", "trial", "paid", "no"]
        await pilot.click("#period", offset=(37, 0))
        await pilot.click("#period", offset=(3, 0))
        assert app.said[4:] == ["trial"]
        assert drawn(line)[0].split() == ["Period", "(", ")", "no", "(•)", "on", "trial", "(", ")", "paid", "for"]


async def test_a_quantity_counts_only_beside_its_option_and_takes_digits_only() -> None:
    app = PartsHost()
    async with app.run_test(size=(100, 24)) as pilot:
        row = app.query_one(QuantityRow)
        row.query_one(OptionLine).focus()
        await pilot.press("right", "tab", "backspace", "x", "-", "5")
        assert app.said[0] == "trial 100"
        assert row.quantity == "5"
        assert row.is_counted
        row.query_one(OptionLine).focus()
        await pilot.press("left")
        assert not row.is_counted
        assert not row.query_one("PlainInput").display


@pytest.mark.parametrize("name", HOSTILE.values(), ids=HOSTILE)
async def test_the_heading_never_cuts_how_it_stands(name: str) -> None:
    app = PartsHost()
    async with app.run_test(size=(120, 24)) as pilot:
        head = app.query_one(HeadLine)
        head.show(name, " · T-000001 · Germany", (Piece("Grace: last day", "error"), Piece(" · until today")))
        for width in (120, 60):
            await pilot.resize_terminal(width, 24)
            text = "\n".join(drawn(head))
            assert "Grace: last day · until today" in text
            assert "T-000001 · Germany" in text
            assert "\x1b" not in text


async def test_the_heading_takes_a_second_line_before_it_cuts_a_name_short() -> None:
    app = PartsHost()
    async with app.run_test(size=(60, 24)) as pilot:
        head = app.query_one(HeadLine)
        head.show("Contoso Pharmaceuticals", " · T-000001", (Piece("Grace: 3 days left · until Wed 25 Nov"),))
        await pilot.pause()
        assert [line.rstrip() for line in drawn(head)] == [
            "Contoso Pharmaceuticals · T-000001",
            "Grace: 3 days left · until Wed 25 Nov",
        ]


async def test_a_frame_takes_the_focus_only_while_there_is_something_to_scroll() -> None:
    app = PartsHost()
    async with app.run_test(size=(80, 30)) as pilot:
        long = app.query_one("#long", Pane)
        assert not app.query_one("#short", Pane).focusable
        assert not long.focusable
        long.styles.height = 6
        await pilot.pause()
        assert long.focusable
        long.entitle("[red]A title[/] \x1b[31m")
        assert long.border_title == "[red]A title[/] \N{REPLACEMENT CHARACTER}[31m" or "A title" in str(
            long.border_title
        )
