"""The order sheet: lines with boxes, ticks that belong to what a line says."""

from __future__ import annotations

from textual.app import App, ComposeResult

from sparktui.widgets.order_sheet import OrderSheet, SheetLine
from tests.widgets.hosts import HOSTILE, drawn

LINES = (
    SheetLine("sign", "Sign in to Cisco Commerce."),
    SheetLine("deal_id", "Deal ID", "0042318"),
    SheetLine("access", "Management Portal access", "jane.doe@contoso.example"),
)


class SheetHost(App[None]):
    """The sheet in an app that remembers which value was asked for."""

    def __init__(self, lines: tuple[SheetLine, ...] = LINES, *, live: bool = True) -> None:
        super().__init__()
        self.animation_level = "none"
        self.lines = lines
        self.live = live
        self.wanted: list[str] = []

    def compose(self) -> ComposeResult:
        yield OrderSheet()

    def on_mount(self) -> None:
        self.sheet.show(self.lines, live=self.live)

    @property
    def sheet(self) -> OrderSheet:
        return self.query_one(OrderSheet)

    def on_order_sheet_copy_wanted(self, message: OrderSheet.CopyWanted) -> None:
        self.wanted.append(message.key)


async def test_values_stand_in_one_column_and_ticks_are_set_and_taken_back() -> None:
    app = SheetHost()
    async with app.run_test(size=(60, 10)) as pilot:
        await pilot.press("space", "down")
        app.sheet.tick(go_on=True)
        await pilot.pause()
        assert [line.rstrip() for line in drawn(app.sheet)] == [
            "  [x] Sign in to Cisco Commerce.",
            "  [x] Deal ID                   0042318",
            "❯ [ ] Management Portal access  jane.doe@contoso.example",
        ]
        app.sheet.tick(go_on=True)
        assert app.sheet.is_done
        await pilot.press("up", "space")
        assert not app.sheet.is_done


async def test_a_tick_goes_when_its_line_says_something_else() -> None:
    app = SheetHost()
    async with app.run_test(size=(60, 10)) as pilot:
        for _ in LINES:
            app.sheet.tick(go_on=True)
        app.sheet.show((*LINES[:1], SheetLine("deal_id", "Deal ID", "99"), LINES[2]), live=True)
        await pilot.pause()
        assert [line[3] for line in (text[:6] for text in drawn(app.sheet))] == ["x", " ", "x"]
        app.sheet.show(LINES, live=False)
        app.sheet.show(LINES, live=True)
        assert "[x]" not in "".join(drawn(app.sheet))


async def test_a_sheet_that_is_not_live_has_no_boxes() -> None:
    app = SheetHost(live=False)
    async with app.run_test(size=(60, 10)) as pilot:
        await pilot.press("space")
        app.sheet.tick()
        assert "[" not in "".join(drawn(app.sheet))
        assert not app.sheet.is_done


async def test_the_mouse_ticks_boxes_and_asks_for_values() -> None:
    app = SheetHost()
    async with app.run_test(size=(60, 10)) as pilot:
        await pilot.click(OrderSheet, offset=(3, 1))
        assert (app.sheet.current, app.wanted) == (LINES[1], [])
        await pilot.click(OrderSheet, offset=(40, 2))
        await pilot.click(OrderSheet, offset=(40, 0))
        assert app.wanted == ["access"]


async def test_a_long_value_is_wrapped_and_nothing_of_it_is_lost() -> None:
    app = SheetHost((*LINES[:2], SheetLine("access", "Management Portal access", "a" * 60 + "@contoso.example")))
    async with app.run_test(size=(60, 10)) as pilot:
        lines = drawn(app.sheet)
        assert "".join(line[32:].strip() for line in lines[2:]) == "a" * 60 + "@contoso.example"
        await pilot.click(OrderSheet, offset=(40, 3))
        assert app.wanted == ["access"]


async def test_an_empty_sheet_and_hostile_values() -> None:
    app = SheetHost(())
    async with app.run_test(size=(60, 30)) as pilot:
        await pilot.press("space", "down", "up")
        assert app.sheet.current is None
        app.sheet.show([SheetLine(name, text, text) for name, text in HOSTILE.items()], live=True)
        await pilot.pause()
        assert "\x1b" not in "".join(drawn(app.sheet))
