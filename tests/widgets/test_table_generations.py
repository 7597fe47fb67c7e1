"""The list changes under the person: sorted anew, filtered, changed by somebody else. Nothing jumps, nothing lies."""

from __future__ import annotations

from sparktui.widgets.table_rows import Cell, TableRow
from sparktui.widgets.virtual_table import VirtualTable
from tests.widgets.hosts import TableHost, drawn, numbered_row

SMALL = (80, 24)


def from_the_end(index: int) -> TableRow:
    """Return the row at ``index`` of the same thousand customers, sorted the other way round."""
    return numbered_row(999 - index)


async def test_rows_not_yet_known_are_dots_until_they_come() -> None:
    app = TableHost(1000)
    app.answering = False
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        lines = drawn(app.table)
        assert "Customer" in lines[0]
        assert all("·" in line for line in lines[1:])
        assert app.table.cursor_key is None
        await pilot.press("enter", "space")
        assert app.said == []
        app.answer_all()
        assert "Customer 0 " in drawn(app.table)[1]
        assert "·" not in "".join(drawn(app.table))
        assert app.table.cursor_key == 1


async def test_the_old_rows_stay_and_work_until_the_new_ones_are_here() -> None:
    app = TableHost(1000)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("down", "down")
        before = drawn(app.table)
        app.answering, app.make = False, from_the_end
        app.table.reset(1000, generation=2)
        await pilot.pause()
        assert drawn(app.table) == before
        await pilot.press("enter")
        assert [opened.key for opened in app.heard(VirtualTable.Opened)] == [3]
        app.answer_all()
        assert "Customer 999 " in drawn(app.table)[1]
        assert (app.table.cursor_row, app.table.cursor_key) == (0, 1000)


async def test_late_answers_of_an_earlier_search_are_dropped() -> None:
    app = TableHost(1000)
    app.answering = False
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        first, app.asked = app.asked, []
        app.table.reset(1000, generation=2)
        await pilot.pause()
        second, app.asked = app.asked, []
        assert {wanted.generation for wanted in second} == {2}
        app.make = from_the_end
        for wanted in second:
            app.answer(wanted)
        app.make = numbered_row
        for wanted in first:
            app.answer(wanted)
        assert "Customer 999 " in drawn(app.table)[1]
        assert app.table.cursor_key == 1000


async def test_the_cursor_stays_on_its_customer_and_its_line_when_the_list_is_sorted_anew() -> None:
    app = TableHost(1000)
    async with app.run_test(size=SMALL) as pilot:
        app.table.move_to(300)
        await pilot.press("up", "up", "up")
        line = next(y for y, text in enumerate(drawn(app.table)) if text.startswith("❯"))
        app.make = from_the_end
        app.table.reset(1000, generation=2, keep_cursor_row=999 - 297)
        await pilot.pause()
        assert drawn(app.table)[line].startswith("❯")
        assert "Customer 297 " in drawn(app.table)[line]
        assert app.table.cursor_key == 298


async def test_a_step_made_while_the_new_rows_are_on_their_way_is_not_lost() -> None:
    app = TableHost(1000)
    async with app.run_test(size=SMALL) as pilot:
        app.table.move_to(10)
        app.answering = False
        app.table.reset(1000, generation=2, keep_cursor_row=10)
        await pilot.pause()
        await pilot.press("down")
        app.answer_all()
        assert app.table.cursor_key == 12


async def test_marks_belong_to_customers_not_to_lines() -> None:
    app = TableHost(1000)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("space")
        app.make = from_the_end
        app.table.reset(1000, generation=2)
        await pilot.pause()
        assert "•" not in "".join(drawn(app.table))
        await pilot.press("end")
        await pilot.pause()
        last = drawn(app.table)[23]
        assert "Customer 0 " in last
        assert "•" in last
        assert app.table.marked == {1}


async def test_a_search_without_hits_shows_at_once_and_the_next_one_comes_back() -> None:
    app = TableHost(1000)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("down")
        app.table.reset(0, generation=2)
        assert "No trial matches." in "\n".join(drawn(app.table))
        assert app.table.cursor_key is None
        app.table.reset(2, generation=3)
        await pilot.pause()
        assert "Customer 1 " in drawn(app.table)[2]
        assert app.table.cursor_key == 1


async def test_each_generation_says_where_the_cursor_is() -> None:
    app = TableHost(1000)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        app.said.clear()
        app.table.reset(1000, generation=2, keep_cursor_row=0)
        await pilot.pause()
        await pilot.pause()
        assert [(at.key, at.row) for at in app.heard(VirtualTable.Highlighted)] == [(1, 0)]


async def test_a_list_that_became_shorter_has_its_cursor_on_the_last_row() -> None:
    app = TableHost(1000)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("end")
        await pilot.pause()
        app.table.reset(400, generation=2, keep_cursor_row=999)
        await pilot.pause()
        assert (app.table.cursor_row, app.table.cursor_key) == (399, 400)
        assert "Customer 399 " in drawn(app.table)[23]


async def test_a_changed_row_is_drawn_when_its_page_comes_again() -> None:
    app = TableHost(3)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        changed = [
            numbered_row(0),
            TableRow(2, (Cell("✓"), Cell("Converted now"), Cell(""), Cell(""))),
            numbered_row(2),
        ]
        app.table.put_page(1, 0, changed)
        assert "Converted now" in drawn(app.table)[2]


async def test_rows_that_are_gone_leave_blank_lines_not_dots() -> None:
    app = TableHost(30)
    app.answering = False
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        app.table.put_page(1, 0, [numbered_row(index) for index in range(5)])
        assert "Customer 4 " in drawn(app.table)[5]
        assert drawn(app.table)[6].strip() == ""
        assert app.table.total == 30
        await pilot.press("end", "enter")
        assert app.heard(VirtualTable.Opened) == []
