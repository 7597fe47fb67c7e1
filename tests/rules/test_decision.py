"""When a trial waits for a decision, and that an extension asks anew."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sparktui import reference_data
from sparktui.domain.decision import Choice
from sparktui.domain.lifecycle import Phase
from sparktui.rules.decision import asks
from sparktui.rules.examples.example import with_trial
from sparktui.rules.next_step import next_step
from tests.rules.usual import USUAL, D

POLICY = reference_data.policy()
UNDECIDED = USUAL.trial
DECIDED = replace(UNDECIDED, decided_for=D("2017-08-18"))
EXTENDED = with_trial(USUAL, extended_on=D("2017-08-15"), decided_for=D("2017-08-18")).trial


@pytest.mark.parametrize(
    ("day", "is_asked"),
    [
        ("2017-08-10", False),
        ("2017-08-11", True),
        ("2017-08-18", True),
        ("2017-08-19", True),
        ("2017-09-17", True),
        ("2017-09-18", False),
    ],
)
def test_it_is_asked_from_the_reminder_to_the_last_day_of_grace(day: str, is_asked: bool) -> None:
    assert asks(UNDECIDED, D(day), POLICY) is is_asked
    assert asks(DECIDED, D(day), POLICY) is False


def test_what_is_sold_needs_no_decision_from_that_day_on() -> None:
    sold = replace(UNDECIDED, converted_on=D("2017-08-20"))
    assert asks(sold, D("2017-08-19"), POLICY)
    assert not asks(sold, D("2017-08-20"), POLICY)


def test_an_extension_asks_anew_at_its_own_reminder() -> None:
    assert EXTENDED.lifecycle(POLICY).phase(D("2017-09-10")) is Phase.EXPIRING
    assert not asks(EXTENDED, D("2017-09-09"), POLICY)
    assert asks(EXTENDED, D("2017-09-10"), POLICY)


@pytest.mark.parametrize(
    ("day", "undecided", "decided"),
    [
        ("2017-08-11", "Decide by 18 Aug", "Contact customer"),
        ("2017-08-19", "Decide by 17 Sep", "Convert by 17 Sep"),
        ("2017-09-18", "", ""),
    ],
)
def test_the_next_thing_to_do_is_to_decide(day: str, undecided: str, decided: str) -> None:
    assert next_step(UNDECIDED, D(day), POLICY) == undecided
    assert next_step(DECIDED, D(day), POLICY) == decided


@pytest.mark.parametrize(
    ("day", "choice", "words"),
    [
        ("2017-08-12", Choice.CONVERT, "Convert"),
        ("2017-08-12", Choice.EXTEND, "Extend by 18 Aug"),
        ("2017-08-12", Choice.LAPSE, "Left to lapse"),
        ("2017-08-19", Choice.CONVERT, "Convert by 17 Sep"),
        ("2017-08-19", Choice.LAPSE, "Left to lapse"),
        ("2017-09-18", Choice.LAPSE, ""),
    ],
)
def test_what_was_decided_is_what_is_to_be_done(day: str, choice: Choice, words: str) -> None:
    spoken_to = replace(DECIDED, contacted_on=D("2017-08-10"))
    assert next_step(spoken_to, D(day), POLICY, choice) == words


def test_an_answer_to_the_customer_comes_before_the_decision() -> None:
    asking = replace(UNDECIDED, purchase_requested_on=D("2017-08-11"))
    assert next_step(asking, D("2017-08-12"), POLICY) == "Answer request"
