"""Writing trials to a file from the list: which ones, where to, and never over a file unasked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sparktui.screens.customers import CustomersScreen
from sparktui.screens.export_dialog import ExportDialog
from sparktui.services.desk import Desk
from sparktui.services.import_customers import import_customers
from tests.driver import NARROW, WIDE, Driver, at_the_desk
from tests.screens.portfolio_of_customers import IN_ORDER, every_phase
from tests.services.customer_files import cells_of, counts, everything

PROPOSED = Path("trials-2026-11-22.csv")


def names_in(path: Path) -> list[str]:
    """Return the customers in a file, as they stand in it."""
    return [row["Customer Name"] for row in cells_of(path)]


async def write_to(ada: Driver, name: str) -> None:
    """Type another name for the file, and write it."""
    await ada.press("end", *["backspace"] * len(str(PROPOSED)))
    await ada.type(name)
    await ada.press("enter")


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_all_trials_are_written_to_a_file_that_imports_unchanged(desk: Desk, size: tuple[int, int]) -> None:
    every_phase(desk)
    async with at_the_desk(desk, size) as ada:
        await ada.press("x")
        ada.sees("(•) All trials 9", "CSV and XLSX import again without a change.")
        ada.sees_not("The marked trials", "The trials of the list")
        await ada.press("enter")
        assert isinstance(ada.app.screen, CustomersScreen)
        assert f"9 trials are in {PROPOSED.absolute()}." in ada.notices
    assert set(names_in(PROPOSED)) == set(IN_ORDER)
    before = everything(desk)
    assert counts(import_customers(desk, PROPOSED)) == (0, 0, 9, 0)
    assert everything(desk) == before


async def test_marked_trials_or_those_of_the_list_are_written(desk: Desk) -> None:
    every_phase(desk)
    async with at_the_desk(desk) as ada:
        await ada.press("space", "end", "space", "x")
        ada.sees("(•) The marked trials 2", "( ) All trials 9")
        await ada.press("enter")
        assert set(names_in(PROPOSED)) == {"Asked Co", "Lost Ltd"}
        await ada.press("escape", "f", "f", "f", "x")
        ada.sees("(•) The trials of the list as it is now 2", "( ) All trials 9")
        await write_to(ada, "grace.json")
        assert [item["Customer Name"] for item in json.loads(Path("grace.json").read_text())] == [
            "Lastday AG",
            "Grace Inc",
        ]
        await ada.press("x", "shift+tab", "down", "space", "tab")
        await write_to(ada, "all.csv")
        assert len(names_in(Path("all.csv"))) == 9


async def test_a_file_that_exists_is_replaced_only_after_a_question(desk: Desk) -> None:
    every_phase(desk)
    PROPOSED.write_text("precious")
    async with at_the_desk(desk) as ada:
        await ada.press("x", "enter")
        ada.sees("Replace the file?", "Keep it", "Replace")
        await ada.press("enter")
        assert isinstance(ada.app.screen, ExportDialog), "enter as it stands keeps the file"
        assert PROPOSED.read_text() == "precious"
        await ada.press("enter", "r")
        assert isinstance(ada.app.screen, CustomersScreen)
    assert len(names_in(PROPOSED)) == 9


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("trials.txt", "The name ends in .csv, .xlsx or .json."),
        ("nowhere/trials.csv", "No such file or directory"),
    ],
)
async def test_a_place_that_cannot_be_is_told_and_nothing_is_written(desk: Desk, name: str, said: str) -> None:
    every_phase(desk)
    async with at_the_desk(desk) as ada:
        await ada.press("x")
        await write_to(ada, name)
        assert isinstance(ada.app.screen, ExportDialog)
        ada.sees(said)
        await ada.press("escape")
        assert isinstance(ada.app.screen, CustomersScreen)
    assert [path.name for path in Path().iterdir() if path.suffix in (".csv", ".txt")] == []
