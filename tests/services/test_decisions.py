"""Decisions: who decided what about a trial that comes to its end, and which trials still wait for one."""

from __future__ import annotations

import pytest

from sparktui.domain.decision import Choice, Decision
from sparktui.domain.listing import ListQuery
from sparktui.domain.trial import Trial
from sparktui.errors import BadInput, ReadOnly, Refused
from sparktui.services import conversion, customer_list
from sparktui.services.decisions import count_undecided, decide
from sparktui.services.desk import Desk
from sparktui.services.edit_trial import edit_trial
from sparktui.services.trial_view import view_trial
from tests.portfolio import ADA, BEN, TODAY, a_desk, a_trial, a_trial_expiring, days, on, place_order, with_operator


def waiting(desk: Desk) -> list[int]:
    ids = list(customer_list.every_id(desk, ListQuery(desk.today, undecided_only=True)))
    assert count_undecided(desk, desk.today) == len(ids)
    return ids


@pytest.fixture
def expiring(desk: Desk) -> Trial:
    return a_trial_expiring(desk, "Contoso", TODAY + days(5))


def test_a_trial_waits_until_somebody_decides(desk: Desk, expiring: Trial) -> None:
    a_trial(desk, "Far away", TODAY)
    assert waiting(desk) == [expiring.id]
    decide(desk, expiring, "convert", BEN, " They want plan M3. ")
    assert waiting(desk) == []
    shown = view_trial(desk, expiring.id)
    assert shown.decision == Decision(TODAY + days(5), Choice.CONVERT, BEN, "They want plan M3.", TODAY, ADA)
    assert not shown.is_undecided


def test_the_audit_says_who_decided_what(desk: Desk, expiring: Trial) -> None:
    decide(desk, expiring, "lapse", ADA)
    decide(with_operator(desk, BEN), expiring, "convert", BEN, "They called.")
    latest = view_trial(desk, expiring.id).history[0]
    assert (latest.command, latest.operator) == ("trials.decide", BEN)
    deadline = str(TODAY + days(5))
    assert latest.before == {"decision": "lapse", "deadline": deadline, "owner": ADA, "note": ""}
    assert latest.after == {"decision": "convert", "deadline": deadline, "owner": BEN, "note": "They called."}


def test_an_extension_asks_anew(desk: Desk, expiring: Trial) -> None:
    decided = decide(desk, expiring, "extend", ADA)
    edit_trial(desk, decided, extend=True)
    assert waiting(desk) == []
    assert waiting(on(desk, TODAY + days(27))) == []
    later = on(desk, TODAY + days(28))
    assert waiting(later) == [expiring.id]
    decide(later, expiring, "lapse", ADA)
    assert waiting(later) == []
    assert view_trial(later, expiring.id).history[0].before == {}


def test_what_the_rules_forbid_is_not_decided(desk: Desk) -> None:
    in_grace = a_trial_expiring(desk, "Contoso", TODAY - days(1))
    with pytest.raises(Refused, match="cannot be extended") as refused:
        decide(desk, in_grace, "extend", ADA)
    assert "EXT-2" in [finding.rule for finding in refused.value.verdict.blocks]
    assert waiting(desk) == [in_grace.id]


@pytest.mark.parametrize(
    ("choice", "owner", "said"),
    [("Convert", ADA, "“Convert” is no decision"), ("sell", ADA, "“sell” is no decision"), ("lapse", "  ", "no owner")],
)
def test_a_decision_is_one_of_three_and_somebodys(
    desk: Desk, expiring: Trial, choice: str, owner: str, said: str
) -> None:
    with pytest.raises(BadInput, match=said):
        decide(desk, expiring, choice, owner)
    assert waiting(desk) == [expiring.id]


def test_nothing_is_left_to_decide_once_a_trial_is_lost_or_sold(desk: Desk) -> None:
    lost = a_trial_expiring(desk, "Lost", TODAY - days(31))
    sold = a_trial_expiring(desk, "Sold", TODAY + days(3), deal_id="4711")
    place_order(desk, sold)
    conversion.complete(desk, sold)
    for trial in (lost, sold):
        with pytest.raises(Refused, match="Nothing is left to decide") as refused:
            decide(desk, trial, "lapse", ADA)
        assert [finding.rule for finding in refused.value.verdict.blocks] == ["CNV-2"]
    assert waiting(desk) == []


def test_a_dry_run_decides_nothing(desk: Desk, expiring: Trial) -> None:
    before = view_trial(desk, expiring.id)
    decide(desk, expiring, "lapse", ADA, dry_run=True)
    assert view_trial(desk, expiring.id) == before


def test_a_desk_that_only_reads_decides_nothing(desk: Desk, expiring: Trial) -> None:
    reading = a_desk(desk.database.path, read_only=True)
    with pytest.raises(ReadOnly):
        decide(reading, expiring, "lapse", ADA)
    reading.database.close()
