"""The steps are read on one line however narrow it is, and reached by arrow, by number and by click."""

from __future__ import annotations

import pytest
from rich.cells import cell_len
from textual.app import App, ComposeResult

from sparktui.widgets.pieces import Piece
from sparktui.widgets.step_bar import Step, StepBar
from tests.widgets.hosts import HOSTILE, drawn

STEPS = (
    Step(1, "Eligibility", "Check", "ok"),
    Step(2, "Offer", "Offer", "warn", "A-SPK C3"),
    Step(3, "Order details", "Details", "here"),
    Step(4, "Devices", "Devices", "block"),
    Step(5, "Review", "Review", "open"),
)
RIGHT = (Piece("2 blocks", "error"), Piece(" · 1 warning", "warning"))
ALL = "2 blocks · 1 warning"


class StepsHost(App[None]):
    """The bar in an app that remembers what was chosen."""

    def __init__(self, steps: tuple[Step, ...] = STEPS) -> None:
        super().__init__()
        self.animation_level = "none"
        self.steps = steps
        self.chosen: list[int] = []

    def compose(self) -> ComposeResult:
        yield StepBar()

    def on_mount(self) -> None:
        self.bar.show(self.steps, RIGHT)

    @property
    def bar(self) -> StepBar:
        return self.query_one(StepBar)

    def on_step_bar_chosen(self, message: StepBar.Chosen) -> None:
        self.chosen.append(message.number)


@pytest.mark.parametrize(
    ("width", "line"),
    [
        (120, f"✓ 1 Eligibility  ! 2 Offer A-SPK C3  ● 3 Order details  ✕ 4 Devices  ○ 5 Review {' ' * 19}{ALL}"),
        (80, "✓ 1 Check  ! 2 A-SPK C3  ● 3 Details  ✕ 4 Devices  ○ 5 Review           2 blocks"),
        (60, "✓ 1 Che…  ! 2 A-S…  ● 3 Det…  ✕ 4 Dev…  ○ 5 Rev…    2 blocks"),
    ],
)
async def test_what_finds_no_room_becomes_shorter(width: int, line: str) -> None:
    app = StepsHost()
    async with app.run_test(size=(width, 5)):
        (seen,) = drawn(app.bar)
        assert seen.split() == line.split()
        assert cell_len(seen) == width


async def test_arrows_begin_where_one_is_and_enter_goes() -> None:
    app = StepsHost()
    async with app.run_test(size=(120, 5)) as pilot:
        await pilot.press("enter", "left", "left", "left", "enter", *["right"] * 9, "space")
        assert app.chosen == [3, 1, 5]


async def test_a_number_goes_to_its_step_and_others_nowhere() -> None:
    app = StepsHost()
    async with app.run_test(size=(120, 5)) as pilot:
        await pilot.press("4", "9", "1")
        assert app.chosen == [4, 1]


@pytest.mark.parametrize("width", [120, 80])
async def test_a_click_goes_to_the_step_under_it(width: int) -> None:
    app = StepsHost()
    async with app.run_test(size=(width, 5)) as pilot:
        (line,) = drawn(app.bar)
        for number in "135":
            await pilot.click(StepBar, offset=(line.index(f" {number} ") + 2, 0))
        await pilot.click(StepBar, offset=(width - 3, 0))
        assert app.chosen == [1, 3, 5]


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
async def test_hostile_words_are_only_letters(text: str) -> None:
    app = StepsHost((Step(1, "Offer", "Offer", "here", text), *STEPS[1:]))
    async with app.run_test(size=(80, 5)):
        (line,) = drawn(app.bar)
        assert cell_len(line) == 80
        assert "\x1b" not in line
