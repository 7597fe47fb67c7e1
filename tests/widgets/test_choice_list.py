"""One of a few things is chosen, or several; keys that mean nothing here are left to what is around."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.binding import Binding

from sparktui.widgets.choice_list import Choice, ChoiceList
from tests.widgets.hosts import HOSTILE, drawn

PLANS = (Choice("M1", "M1  messaging", "loses calling", "error"), Choice("C3", "C3  everything"), Choice("C1", "C1"))


class ChoiceHost(App[None]):
    """A list in an app that keeps what is picked, and hears the keys that the list leaves."""

    BINDINGS = [Binding(key, f"left('{key}')") for key in ("up", "down", "enter")]  # noqa: RUF012

    def __init__(self, *, several: bool = False, choices: tuple[Choice, ...] = PLANS) -> None:
        super().__init__()
        self.animation_level = "none"
        self.several = several
        self.choices = choices
        self.picked: set[str] = set()
        self.left: list[str] = []

    def compose(self) -> ComposeResult:
        yield ChoiceList(several=self.several, heading="Plan")

    def on_mount(self) -> None:
        self.list.show(self.choices, self.picked)

    @property
    def list(self) -> ChoiceList:
        return self.query_one(ChoiceList)

    def on_choice_list_picked(self, message: ChoiceList.Picked) -> None:
        self.picked = self.picked ^ {message.key} if self.several else {message.key}
        self.list.show(self.choices, self.picked)

    def action_left(self, key: str) -> None:
        self.left.append(key)


async def test_one_is_picked_and_enter_on_it_goes_on() -> None:
    app = ChoiceHost()
    async with app.run_test(size=(60, 10)) as pilot:
        await pilot.press("down", "enter")
        assert (app.picked, app.left) == ({"C3"}, [])
        assert [line.rstrip() for line in drawn(app.list)] == [
            "      Plan",
            "  ( ) M1  messaging  loses calling",
            "❯ (•) C3  everything",
            "  ( ) C1",
        ]
        await pilot.press("enter")
        assert app.left == ["enter"]


async def test_several_are_picked_and_taken_back_with_space_and_enter_goes_on() -> None:
    app = ChoiceHost(several=True)
    async with app.run_test(size=(60, 10)) as pilot:
        await pilot.press("space", "down", "space", "down", "space", "up", "space", "enter")
        assert (app.picked, app.left) == ({"M1", "C1"}, ["enter"])
        assert "[x] M1" in drawn(app.list)[1]


async def test_at_both_ends_the_arrows_lead_out() -> None:
    app = ChoiceHost()
    async with app.run_test(size=(60, 10)) as pilot:
        await pilot.press("up", "down", "down", "down")
        assert app.left == ["up", "down"]
        assert app.list.current == "C1"


async def test_a_click_picks_and_the_heading_does_not() -> None:
    app = ChoiceHost()
    async with app.run_test(size=(60, 10)) as pilot:
        await pilot.click(ChoiceList, offset=(8, 0))
        assert app.picked == set()
        await pilot.click(ChoiceList, offset=(8, 3))
        assert app.picked == {"C1"}


async def test_the_cursor_begins_on_what_is_picked_and_stays_while_the_words_change() -> None:
    app = ChoiceHost()
    app.picked = {"C3"}
    async with app.run_test(size=(60, 10)) as pilot:
        assert app.list.current == "C3"
        await pilot.press("down")
        app.list.show([Choice(choice.key, "other words") for choice in PLANS], {"M1"})
        assert app.list.current == "C1"
        app.list.show(PLANS[:1], ())
        assert app.list.current == "M1"
        app.list.show((), ())
        await pilot.press("space", "enter", "down")
        assert app.list.current is None


async def test_while_it_is_off_nothing_is_picked() -> None:
    app = ChoiceHost()
    async with app.run_test(size=(60, 10)) as pilot:
        app.list.disabled = True
        await pilot.click(ChoiceList, offset=(8, 3))
        await pilot.press("space")
        assert app.picked == set()


async def test_a_box_stands_only_where_something_can_be_picked_or_is() -> None:
    app = ChoiceHost()
    async with app.run_test(size=(60, 10)) as pilot:
        await pilot.press("down", "enter")
        app.list.disabled = True
        await pilot.pause()
        assert [line.rstrip() for line in drawn(app.list)[1:]] == [
            "      M1  messaging  loses calling",
            "  (•) C3  everything",
            "      C1",
        ]


async def test_a_note_without_room_is_said_shorter() -> None:
    app = ChoiceHost(
        choices=(Choice("M1", "M1", "loses calling", short="loses 1"), Choice("M2", "M2", "loses meetings"))
    )
    async with app.run_test(size=(20, 10)):
        assert [line.rstrip() for line in drawn(app.list)[1:]] == ["❯ ( ) M1  loses 1", "  ( ) M2  loses mee…"]


async def test_hostile_words_are_only_letters() -> None:
    choices = tuple(Choice(name, text, text) for name, text in HOSTILE.items())
    app = ChoiceHost(choices=choices)
    async with app.run_test(size=(40, 30)):
        assert "\x1b" not in "".join(drawn(app.list))
