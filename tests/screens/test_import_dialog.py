"""Importing a customer file from the list: looking first, leaving bad rows out, stopping, and what is told."""

from __future__ import annotations

from pathlib import Path
from threading import Event

import pytest

from sparktui.screens import import_dialog
from sparktui.screens.customers import CustomersScreen
from sparktui.screens.import_dialog import ImportDialog
from sparktui.services.desk import Desk
from sparktui.services.import_customers import import_customers
from sparktui.services.import_report import ImportReport, Progress
from sparktui.widgets.text_field import TextField
from tests.driver import NARROW, WIDE, Driver, at_the_desk
from tests.portfolio import a_trial
from tests.services.customer_files import a_file, a_row, cells_of, everything, on_record

BOTH = pytest.mark.parametrize("size", [NARROW, WIDE])
HERE = Path()


async def look_at(ada: Driver, name: str) -> None:
    """Open the dialog and look at the file called ``name``."""
    await ada.press("i")
    await ada.type(name)
    await ada.press("enter")


def is_open(ada: Driver) -> bool:
    """Return whether the dialog is on top."""
    return isinstance(ada.app.screen, ImportDialog)


@BOTH
async def test_a_file_is_looked_at_first_and_imported_by_a_second_key(desk: Desk, size: tuple[int, int]) -> None:
    a_file(HERE, a_row("Contoso [EU]", admin_email="jane@contoso.example"), a_row("Fabrikam"))
    async with at_the_desk(desk, size) as ada:
        await look_at(ada, "customers.csv")
        ada.sees("2 read", "2 new", "Import ^o")
        assert on_record(desk) == []
        await ada.press("enter")
        assert isinstance(ada.app.screen, CustomersScreen)
        ada.sees("[All 2]", "Contoso [EU]", "Fabrikam")
        assert "Imported: 2 new, 0 changed, 0 as they were." in ada.notices
        await look_at(ada, "customers.csv")
        ada.sees("2 as they were")
        await ada.press("enter")
        ada.sees("There is nothing to import: everything in it is recorded already.")


@BOTH
async def test_each_fault_is_shown_with_line_column_value_and_mending(desk: Desk, size: tuple[int, int]) -> None:
    a_file(HERE, a_row("Good"), a_row("Bad", country="X[/]", deal_id="\x1b[31m?"))
    async with at_the_desk(desk, size) as ada:
        await look_at(ada, "customers.csv")
        ada.sees("2 read", "1 new", "1 rejected", "what is wrong, and how to mend it")
        ada.sees(
            "3 Country", "Country 'X[/]' is not an ISO 3166-1 country code.", "Write two letters such as US or DE."
        )
        ada.sees("[ ] Leave the rejected rows out")
        assert "\x1b" not in ada.text
        await ada.press("ctrl+o")
        ada.sees("Mend the rows above, or leave them out with space.")
        await ada.press("space", "ctrl+o")
        assert isinstance(ada.app.screen, CustomersScreen)
        assert "1 new, 0 changed, 0 as they were, 1 rejected and kept in customers.csv.rejected.csv." in ada.notices
    (kept,) = cells_of(Path("customers.csv.rejected.csv"))
    assert (kept["Customer Name"], kept["Line"]) == ("Bad", "3")


async def test_many_faults_are_shown_in_part_and_counted(desk: Desk) -> None:
    a_file(HERE, *(a_row(f"Bad{number}", country="XX") for number in range(250)))
    async with at_the_desk(desk, (120, 60)) as ada:
        await look_at(ada, "customers.csv")
        ada.sees("250 rejected")
        ada.app.screen.query_one("#rejected-frame").scroll_end(animate=False)
        await ada.settle()
        ada.sees("and 50 more lines")


async def test_the_rejected_rows_are_scrolled_from_wherever_the_focus_is(desk: Desk) -> None:
    a_file(HERE, *(a_row(f"Bad{number}", country="XX") for number in range(10)))
    async with at_the_desk(desk, NARROW) as ada:
        await look_at(ada, "customers.csv")
        ada.sees("how to mend it · PgUp, PgDn")
        frame = ada.app.screen.query_one("#rejected-frame")
        assert ada.app.focused is not frame
        await ada.press(*["pagedown"] * 10)
        assert frame.scroll_offset.y == frame.max_scroll_y > 0
        await ada.press(*["pageup"] * 10)
        assert frame.scroll_offset.y == 0


async def test_after_a_refused_file_another_name_is_typed_at_once(desk: Desk) -> None:
    Path("bin.xlsx").write_bytes(bytes(range(256)))
    a_file(HERE, a_row("Contoso"))
    async with at_the_desk(desk) as ada:
        await look_at(ada, "bin.xlsx")
        ada.sees("bin.xlsx is no XLSX workbook")
        await ada.press("tab", "tab", "ctrl+o")
        await ada.type("customers.csv")
        await ada.press("enter")
        ada.sees("1 new")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("", "Name a file."),
        ("nowhere.csv", "nowhere.csv cannot be read: No such file or directory."),
        ("~nobody-of-that-name/x.csv", "There is no such home folder."),
        ("picture.png", "picture.png is a PNG picture, not a table."),
        ("empty.csv", "empty.csv is empty."),
    ],
)
async def test_a_file_that_cannot_be_used_is_told_and_another_name_is_typed(desk: Desk, name: str, said: str) -> None:
    Path("picture.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    Path("empty.csv").touch()
    async with at_the_desk(desk) as ada:
        await ada.press("i")
        ada.app.screen.query_one(TextField).take(name)
        await ada.press("enter")
        assert is_open(ada)
        ada.sees(said)


async def test_another_name_has_not_been_looked_at(desk: Desk) -> None:
    a_file(HERE, a_row("Contoso"))
    async with at_the_desk(desk) as ada:
        await look_at(ada, "customers.csv")
        ada.sees("1 new", "Import ^o")
        await ada.press("shift+tab")
        await ada.type("x")
        ada.sees("Check ^o")
        ada.sees_not("1 new")
        await ada.press("ctrl+o")
        ada.sees("customers.csvx cannot be read")


async def test_escape_leaves_with_nothing_done(desk: Desk) -> None:
    a_file(HERE, a_row("Contoso"))
    async with at_the_desk(desk) as ada:
        await look_at(ada, "customers.csv")
        await ada.press("escape")
        assert isinstance(ada.app.screen, CustomersScreen)
        ada.sees("No trials yet")


async def test_an_import_under_way_says_how_far_it_is_and_escape_stops_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_trial(desk, "Contoso")
    a_file(HERE, a_row("Fabrikam"))
    before = everything(desk)
    go_on = Event()

    def slow(desk: Desk, path: Path, *, progress: Progress, skip_invalid: bool, dry_run: bool) -> ImportReport:
        if not dry_run:
            progress(1_000, 4_000)
            go_on.wait()
        return import_customers(desk, path, progress=progress, skip_invalid=skip_invalid, dry_run=dry_run)

    monkeypatch.setattr(import_dialog, "import_customers", slow)
    async with at_the_desk(desk) as ada:
        await look_at(ada, "customers.csv")
        await ada.pilot.press("enter")
        while "1,000 of 4,000 rows" not in ada.text:
            await ada.pilot.pause()
        ada.sees("Importing … 1,000 of 4,000 rows. esc stops it.")
        await ada.pilot.press("escape")
        assert is_open(ada)
        go_on.set()
        await ada.settle()
        ada.sees("The import was stopped; nothing was changed.")
        assert everything(desk) == before
        await ada.press("escape")
        assert isinstance(ada.app.screen, CustomersScreen)
