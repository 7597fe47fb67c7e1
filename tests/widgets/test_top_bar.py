"""The line at the top: what matters most stays readable, however narrow the terminal."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.app import App, ComposeResult

from sparktui.widgets.top_bar import Heading, Part, TopBar, laid_out

HEADING = Heading(
    (Part("sample data", ((2, "sample"), (4, ""))), Part("Northwind Networks", is_cut=True), Part("tier 1")),
    (Part("Sun 22 Nov 2026", ((5, "Sun 22 Nov"),)),),
    (
        Part("36 to decide"),
        Part("b: owed work", ((3, "b: owed"),)),
        Part("ada.lind@northwind.example", ((1, "ada.lind"), (6, ""))),
    ),
)


@pytest.mark.parametrize(
    ("width", "groups"),
    [
        (
            118,
            (
                "sample data · Northwind Networks · tier 1",
                "Sun 22 Nov 2026",
                "36 to decide · b: owed work · ada.lind@northwind.example",
            ),
        ),
        (
            98,
            ("sample data · Northwind Networks · tier 1", "Sun 22 Nov 2026", "36 to decide · b: owed work · ada.lind"),
        ),
        (92, ("sample · Northwind Networks · tier 1", "Sun 22 Nov 2026", "36 to decide · b: owed · ada.lind")),
        (79, ("Northwind Networks · tier 1", "Sun 22 Nov 2026", "36 to decide · b: owed · ada.lind")),
        (78, ("Northwind Networks · tier 1", "Sun 22 Nov", "36 to decide · b: owed · ada.lind")),
        (58, ("Northwind Ne… · tier 1", "Sun 22 Nov", "36 to decide · b: owed")),
    ],
)
def test_the_least_important_gives_way_first(width: int, groups: tuple[str, str, str]) -> None:
    assert laid_out(HEADING, width) == groups


def test_where_nothing_waits_everything_is_said_at_80_columns() -> None:
    calm = Heading(HEADING.left[1:], HEADING.middle, (Part(""), Part(""), HEADING.right[-1]))
    assert laid_out(calm, 78) == ("Northwind Networks · tier 1", "Sun 22 Nov 2026", "ada.lind@northwind.example")


def test_a_long_hostile_name_is_cut_and_everything_else_stays() -> None:
    name = Part("[bold]\x1b[31mThe Honourable Company of Makers of Measuring Instruments", is_cut=True)
    left, _, right = laid_out(Heading((name, Part("tier 2")), HEADING.middle, HEADING.right), 78)
    assert left.startswith("[bold]")
    assert left.endswith("… · tier 2")
    assert "\x1b" not in left
    assert right == "36 to decide · b: owed · ada.lind"


@given(st.integers(60, 200), st.text(max_size=80), st.text(max_size=40))
def test_the_line_is_never_longer_than_the_terminal(width: int, name: str, operator: str) -> None:
    heading = Heading(
        (Part(name, is_cut=True), Part("tier 1")), HEADING.middle, (*HEADING.right[:2], Part(operator, ((6, ""),)))
    )
    groups = laid_out(heading, width)
    assert sum(cell_len(group) for group in groups) + 4 <= width


async def test_the_day_stands_in_the_middle_where_there_is_room() -> None:
    class Host(App[None]):
        def compose(self) -> ComposeResult:
            yield TopBar()

    app = Host()
    async with app.run_test(size=(82, 5)) as pilot:
        bar = app.query_one(TopBar)
        bar.show(Heading((Part("Northwind"),), (Part("Sunday"),), (Part("ada"),)))
        await pilot.pause()
        line = bar.render_line(0).text
        assert (line.index("Sunday"), len(line)) == (37, 80)
        bar.show(HEADING)
        await pilot.resize_terminal(80, 5)
        await pilot.pause()
        narrow = "Northwind Networks · tier 1      Sun 22 Nov  36 to decide · b: owed · ada.lind"
        assert bar.render_line(0).text == narrow
