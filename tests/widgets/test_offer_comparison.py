"""Two offers are compared at one look, with all their words, in any width."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.binding import Binding

from sparktui.widgets.offer_comparison import OfferColumn, OfferComparison, PartFate
from tests.widgets.hosts import HOSTILE, drawn

SPK = OfferColumn(
    "A-SPK",
    "A-SPK Cisco Spark",
    "Converts the whole trial.",
    (
        PartFate("Messaging", "converts", "with every space and file"),
        PartFate("Site content and settings", "converts", "together with the site"),
        PartFate("Calling", "converts", "with C1, C2 or C3", matters=False),
    ),
)
WX = OfferColumn(
    "A-WX",
    "A-WX WebEx",
    "Converts the Spark part only.",
    (
        PartFate("Messaging", "converts", "business messaging"),
        PartFate("Site content and settings", "lost", "for ever"),
        PartFate("Calling", "lost", "no plan with calling", matters=False),
    ),
)


class OffersHost(App[None]):
    """The comparison in an app that keeps what is picked, and hears the keys that it leaves."""

    BINDINGS = [Binding(key, f"left('{key}')") for key in ("left", "right", "up", "enter")]  # noqa: RUF012

    def __init__(self, *columns: OfferColumn) -> None:
        super().__init__()
        self.animation_level = "none"
        self.columns = columns or (SPK, WX)
        self.picked: str | None = None
        self.left: list[str] = []

    def compose(self) -> ComposeResult:
        yield OfferComparison()

    def on_mount(self) -> None:
        self.offers.show(self.columns, self.picked)

    @property
    def offers(self) -> OfferComparison:
        return self.query_one(OfferComparison)

    def on_offer_comparison_picked(self, message: OfferComparison.Picked) -> None:
        self.picked = message.key
        self.offers.show(self.columns, self.picked)

    def action_left(self, key: str) -> None:
        self.left.append(key)

    @property
    def lines(self) -> list[str]:
        return [" ".join(line.split()) for line in drawn(self.offers)]


async def test_where_there_is_room_every_offer_has_its_words() -> None:
    app = OffersHost()
    async with app.run_test(size=(120, 20)):
        assert app.lines == [
            "( ) A-SPK Cisco Spark ( ) A-WX WebEx",
            "Converts the whole trial. Converts the Spark part only.",
            "Messaging ✓ converts with every space and file ✓ converts business messaging",
            "Site content and settings ✓ converts together with the site ✕ lost for ever",
            "Calling · none with C1, C2 or C3 · none no plan with calling",
        ]


async def test_where_there_is_not_the_words_are_those_of_the_offer_under_the_cursor() -> None:
    app = OffersHost()
    async with app.run_test(size=(70, 20)) as pilot:
        assert app.lines == [
            "( ) A-SPK ( ) A-WX A-SPK Cisco Spark",
            "Messaging ✓ converts ✓ converts with every space and file",
            "Site content ✓ converts ✕ lost together with the site",
            "and settings",
            "Calling · none · none with C1, C2 or C3",
        ]
        await pilot.press("right")
        assert app.lines[2] == "Site content ✓ converts ✕ lost for ever"
        await pilot.resize_terminal(120, 20)
        assert "Converts the Spark part only." in app.lines[1]


async def test_space_and_enter_pick_and_enter_on_what_is_picked_goes_on() -> None:
    app = OffersHost()
    async with app.run_test(size=(120, 20)) as pilot:
        await pilot.press("enter")
        assert (app.picked, app.left) == ("A-SPK", [])
        await pilot.press("enter", "up", "left", "right", "right", "space")
        assert (app.picked, app.left) == ("A-WX", ["enter", "up", "left", "right"])
        assert "(•) A-WX" in app.lines[0]


async def test_a_click_on_a_name_picks_and_below_it_only_goes_there() -> None:
    app = OffersHost()
    async with app.run_test(size=(70, 20)) as pilot:
        head = drawn(app.offers)[0]
        await pilot.click(OfferComparison, offset=(head.index("( ) A-WX") + 5, 2))
        assert (app.picked, app.offers.current) == (None, "A-WX")
        await pilot.click(OfferComparison, offset=(head.index("( ) A-SPK") + 5, 0))
        assert app.picked == "A-SPK"
        await pilot.click(OfferComparison, offset=(2, 2))
        assert app.offers.current == "A-SPK"


async def test_rows_of_equal_outcome_are_quiet_and_a_difference_stands_out() -> None:
    app = OffersHost()
    async with app.run_test(size=(120, 20)):
        strips = [app.offers.render_line(y) for y in range(2, 5)]
        bold = [
            any(segment.style and segment.style.bold and "M" not in segment.text for segment in strip)
            for strip in strips
        ]
        assert bold == [False, True, False]


async def test_nothing_to_compare_is_nothing_to_draw_and_hostile_words_are_only_letters() -> None:
    app = OffersHost(*(OfferColumn(name, text, text, (PartFate(text, text, text),)) for name, text in HOSTILE.items()))
    async with app.run_test(size=(80, 24)) as pilot:
        assert "\x1b" not in "".join(drawn(app.offers))
        app.offers.show((), None)
        await pilot.press("left", "space", "enter")
        assert app.picked is None
        assert "".join(app.lines) == ""
