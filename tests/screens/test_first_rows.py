"""The first thing that is drawn has the customers in it, before the desk is open and what it takes is loaded."""

from __future__ import annotations

import json
import subprocess
import sys
from threading import Event
from typing import Any

import pytest

from sparktui.screens.customers import CustomersScreen
from sparktui.screens.first_rows import first_rows
from sparktui.services.desk import Desk
from sparktui.settings import Settings
from tests.driver import NARROW, WIDE, at_the_desk
from tests.portfolio import TODAY
from tests.screens.portfolio_of_customers import every_phase

BOTH = pytest.mark.parametrize("size", [NARROW, WIDE])

_LOADED_WHEN_IT_OPENS = """
import asyncio, json, sys
from pathlib import Path
from sparktui.app import SparktuiApp
from sparktui.screens.first_rows import first_rows
from sparktui.settings import Settings

def opening():
    late = ("sqlalchemy", "alembic", "pydantic", "click", "jinja2", "tomlkit", "sparktui.store.database",
            "sparktui.domain.offer", "sparktui.domain.article", "sparktui.domain.forecast", "sparktui.domain.partner",
            "sparktui.screens.trial", "sparktui.screens.help")
    print(json.dumps([name for name in late if name in sys.modules]))
    raise SystemExit

async def main():
    rows = first_rows(Settings(db=Path(sys.argv[1]), operator="ada"))
    assert rows is not None
    async with SparktuiApp(opening, first_rows=rows).run_test(size=(int(sys.argv[2]), 40)) as pilot:
        await pilot.pause()

asyncio.run(main())
"""


@BOTH
async def test_the_first_frame_is_laid_out_for_the_size_of_the_terminal(
    desk: Desk, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    lay_out = CustomersScreen._refresh_layout
    forms: list[bool] = []

    def noting(screen: CustomersScreen, *arguments: Any, **more: Any) -> None:
        forms.append(screen.has_class("-wide"))
        lay_out(screen, *arguments, **more)

    monkeypatch.setattr(CustomersScreen, "_refresh_layout", noting)
    async with at_the_desk(desk, size):
        assert set(forms) == {size == WIDE}


@BOTH
async def test_the_first_rows_can_be_walked_while_the_desk_opens(desk: Desk, size: tuple[int, int]) -> None:
    every_phase(desk)
    rows = first_rows(Settings(db=desk.database.path, operator="ada", as_of=TODAY))
    assert rows is not None
    may_open = Event()

    def opening() -> Desk:
        may_open.wait(timeout=10)
        return desk

    async with at_the_desk(opening, size, first_rows=rows, settled=False) as ada:
        await ada.pilot.pause()
        ada.sees("Asked Co", "opening…")
        first = ada.here
        await ada.pilot.press("down", "down")
        second = ada.here
        assert second not in ("", first)
        may_open.set()
        await ada.settle()
        ada.sees("[All 9]")
        assert ada.here.split("❯")[1].split()[:2] == second.split("❯")[1].split()[:2]


@pytest.mark.parametrize("columns", [80, 120, 160])
def test_nothing_that_takes_time_is_loaded_before_the_first_rows_are_drawn(desk: Desk, columns: int) -> None:
    every_phase(desk)
    command = [sys.executable, "-c", _LOADED_WHEN_IT_OPENS, str(desk.database.path), str(columns)]
    said = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    assert json.loads(said.splitlines()[0]) == []
