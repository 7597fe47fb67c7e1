"""Texts from outside that try to break the trial's screen and forms: they are letters, and nothing else."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from sparktui.screens.new_trial import NewTrialScreen
from sparktui.services import edit_trial, requests
from sparktui.services.desk import Desk
from tests.driver import NARROW, WIDE, Driver
from tests.portfolio import TODAY, a_trial, a_trial_expiring, days, on, with_operator
from tests.screens.at_the_trial import at_the_trial, said
from tests.widgets.hosts import HOSTILE

TEXTS = {name: text for name, text in HOSTILE.items() if text and "\ud800" not in text}


def is_harmless(ada: Driver) -> bool:
    """Return whether nothing on the screen can act on a terminal, and no line is wider than the screen."""
    return all(
        line.replace("\u200d", "").isprintable() and cell_len(line) <= ada.app.size.width
        for line in ada.text.split("\n")
    )


@pytest.mark.parametrize("size", [NARROW, WIDE])
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
async def test_every_text_of_a_trial(desk: Desk, text: str, size: tuple[int, int]) -> None:
    hostile = with_operator(desk, text[:300])
    trial = a_trial(
        hostile, text, admin_email="jane@contoso.example", notes=text, devices=f"{text[:90].replace(';', ',')}:1"
    )
    edit_trial.record_contact(hostile, trial, text)
    requests.add_request(hostile, trial, text)
    async with at_the_trial(desk, trial, size) as ada:
        assert is_harmless(ada)
        for _ in range(7):
            await ada.press("right", "end")
            assert is_harmless(ada)
        await ada.press("e")
        assert is_harmless(ada)
        ada.sees("Edit Trial ·")
        await ada.press("escape", "o")
        assert is_harmless(ada)
        await ada.press("escape", "n")
        assert is_harmless(ada)
        assert isinstance(ada.app.screen, NewTrialScreen)


async def test_a_hostile_name_is_taken_from_the_record_as_it_is(desk: Desk) -> None:
    name = "Acme [/weird] \x1b[31mLtd"
    lost = a_trial_expiring(desk, name, TODAY - days(60), admin_email="jane@acme.example")
    async with at_the_trial(desk, lost) as ada:
        await ada.press("n", "tab", "tab", "right", "ctrl+o")
        ada.sees("Acme [/weird] \N{REPLACEMENT CHARACTER}[31mLtd · T-000002")


async def test_markup_in_a_note_that_is_typed_stays_as_typed(desk: Desk) -> None:
    async with at_the_trial(desk, a_trial(desk)) as ada:
        await ada.press("o")
        ada.app.screen.query_one("PlainInput").value = "[b]spoke[/b] [@click=app.quit]x[/]"  # type: ignore[attr-defined]
        await ada.press("enter")
        assert "[b]spoke[/b] [@click=app.quit]x[/]" in said(ada, "#tab-rows")


async def test_ten_thousand_letters_of_notes_do_not_bury_the_other_trials(desk: Desk) -> None:
    a_trial(on(desk, "2026-01-05"), starts="2026-01-05", period_days="30")
    trial = a_trial(desk, starts="2026-11-01", notes="x" * 10_000 + "\n" + "word " * 2_000)
    async with at_the_trial(desk, trial) as ada:
        ada.sees("T-000001")
