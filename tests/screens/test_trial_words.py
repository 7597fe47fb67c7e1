"""The words of the trial's screen: days, refusals, and what an entry of the history says."""

from __future__ import annotations

from datetime import date

import pytest

from sparktui.rules.finding import Finding, Level, Verdict
from sparktui.screens.day_words import distance, near, short
from sparktui.screens.history_rows import changes, command_words
from sparktui.screens.refusal import refusal

TODAY = date(2026, 11, 22)
BLOCK = Finding("EXT-1", "Once", Level.BLOCK, "It was extended.", "Convert it.", "Extend")


@pytest.mark.parametrize(
    ("day", "words"),
    [("2026-11-22", "today"), ("2026-11-23", "1 day"), ("2026-12-10", "18 days"), ("2026-11-21", "1 day ago")],
)
def test_a_day_tells_how_far_it_is(day: str, words: str) -> None:
    assert distance(date.fromisoformat(day), TODAY) == words


def test_the_year_is_said_where_it_is_in_doubt() -> None:
    assert short(date(2027, 1, 8), TODAY) == "Fri 08 Jan"
    assert short(date(2027, 11, 22), TODAY) == "Mon 22 Nov 2027"
    assert near(date(2025, 11, 22), TODAY) == "Sat 22 Nov 2025 · 365 days ago"


def test_a_refusal_says_why_by_which_rule_and_what_to_do_with_which_key() -> None:
    verdict = Verdict("extend", TODAY, (BLOCK,))
    assert refusal(verdict, {"EXT-1": "c"}) == "It was extended. Convert it: key c. (EXT-1, Extend)"
    assert refusal(verdict) == "It was extended. Convert it. (EXT-1, Extend)"
    assert refusal(Verdict("extend", TODAY, ())) == ""


def test_changes_say_before_and_after_in_words() -> None:
    before = {"extended_on": None, "services": "messaging:5", "paid_services": ["care"]}
    after = {"extended_on": "2026-11-22", "services": "messaging:5; care:1", "paid_services": [], "note": "hello"}
    assert list(changes(before, after)) == [
        "extended: Sun 22 Nov 2026",
        "services: messaging:5 → messaging:5; care:1",
        "paid services: care → none",
        "note: hello",
    ]


def test_what_looks_like_a_day_and_is_none_stays_as_it_is() -> None:
    assert list(changes({}, {"note": "2026-02-30"})) == ["note: 2026-02-30"]


def test_an_unknown_command_speaks_for_itself() -> None:
    assert command_words("trials.extend") == "Trial extended"
    assert command_words("something.new") == "something.new"
