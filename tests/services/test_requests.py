"""Purchase requests: a customer asks, the trial is marked, somebody handles it."""

from __future__ import annotations

import pytest

from sparktui.domain.listing import ListQuery
from sparktui.errors import BadInput, Refused
from sparktui.rules.catalogue import Action
from sparktui.services import customer_list
from sparktui.services.desk import Desk
from sparktui.services.lookup import find_trial
from sparktui.services.requests import add_request, handle_requests, waiting_requests
from sparktui.services.trial_view import view_trial
from tests.portfolio import ADA, BEN, TODAY, a_trial, a_trial_expiring, days, on, with_operator


def waiting(desk: Desk) -> list[tuple[str, str]]:
    total, items = waiting_requests(desk)
    assert total == len(items)
    return [(item.trial.customer.name, item.request.note) for item in items]


def test_who_asked_first_waits_longest(desk: Desk) -> None:
    contoso, fabrikam = a_trial(desk, "Contoso"), a_trial(desk, "Fabrikam")
    add_request(desk, contoso, " How do we buy? ")
    add_request(desk, fabrikam, "A quote, please.", on=TODAY - days(3))
    assert waiting(desk) == [("Fabrikam", "A quote, please."), ("Contoso", "How do we buy?")]


def test_requests_are_read_page_by_page(desk: Desk) -> None:
    for number in range(5):
        add_request(desk, a_trial(desk, f"Customer {number}"), on=TODAY - days(number))
    total, items = waiting_requests(desk, limit=2, offset=1)
    assert total == 5
    assert [item.trial.customer.name for item in items] == ["Customer 3", "Customer 2"]


def test_a_trial_stays_marked_with_its_oldest_request(desk: Desk) -> None:
    trial = add_request(desk, a_trial(desk), on=TODAY - days(2))
    assert add_request(desk, trial).purchase_requested_on == TODAY - days(2)
    assert add_request(desk, trial, on=TODAY - days(5)).purchase_requested_on == TODAY - days(5)


def test_a_marked_trial_stands_first_until_somebody_handles_it(desk: Desk) -> None:
    urgent = a_trial_expiring(desk, "Urgent", TODAY - days(30))
    asking = a_trial(desk, "Asking", TODAY)
    add_request(desk, asking)
    assert list(customer_list.every_id(desk, ListQuery(TODAY))) == [asking.id, urgent.id]
    handle_requests(desk, asking, "Sent a quote.")
    assert list(customer_list.every_id(desk, ListQuery(TODAY))) == [urgent.id, asking.id]


def test_all_requests_of_a_trial_are_handled_together(desk: Desk) -> None:
    trial = a_trial(desk)
    add_request(desk, trial, "First.", on=TODAY - days(1))
    add_request(desk, trial, "Second.")
    tomorrow = with_operator(on(desk, TODAY + days(1)), BEN)
    assert handle_requests(tomorrow, trial, "Called them.").purchase_requested_on is None
    assert waiting(desk) == []
    handled = view_trial(desk, trial.id).requests
    assert {(item.handled_on, item.handled_by, item.outcome) for item in handled} == {
        (TODAY + days(1), BEN, "Called them.")
    }
    latest = view_trial(desk, trial.id).history[0]
    assert (latest.command, latest.operator, latest.after["handled"]) == ("requests.handle", BEN, 2)


def test_the_rules_see_a_waiting_request(desk: Desk) -> None:
    trial = add_request(desk, a_trial(desk))
    verdict = view_trial(desk, trial.id).verdicts[Action.LOOK_AFTER]
    assert verdict.of("TRL-6") in verdict.warnings


def test_nothing_waits_twice(desk: Desk) -> None:
    trial = add_request(desk, a_trial(desk))
    handle_requests(desk, trial)
    with pytest.raises(BadInput, match="No purchase request of T-000001 is waiting"):
        handle_requests(desk, trial)


def test_nobody_asks_tomorrow(desk: Desk) -> None:
    with pytest.raises(BadInput, match="lies in the future"):
        add_request(desk, a_trial(desk), on=TODAY + days(1))
    assert waiting(desk) == []


def test_nobody_asks_to_buy_a_trial_before_it_starts(desk: Desk) -> None:
    trial = a_trial(desk)
    with pytest.raises(BadInput, match=f"lies before T-000001, which starts on {trial.starts_on}"):
        add_request(desk, trial, on=trial.starts_on - days(1))
    assert waiting(desk) == []
    add_request(desk, trial, on=trial.starts_on)
    assert len(waiting(desk)) == 1


def test_a_lost_trial_can_no_longer_be_bought(desk: Desk) -> None:
    last_chance = a_trial_expiring(desk, "Contoso", TODAY - days(30))
    tomorrow = on(desk, TODAY + days(1))
    with pytest.raises(Refused) as refused:
        add_request(tomorrow, last_chance)
    assert [finding.rule for finding in refused.value.verdict.blocks] == ["END-6"]
    assert add_request(desk, last_chance).purchase_requested_on == TODAY


def test_a_dry_run_leaves_nobody_waiting(desk: Desk) -> None:
    trial = a_trial(desk)
    before = view_trial(desk, trial.id)
    add_request(desk, trial, dry_run=True)
    assert view_trial(desk, trial.id) == before
    add_request(desk, trial)
    handle_requests(desk, trial, dry_run=True)
    assert waiting(desk) == [("Contoso", "")]
    assert find_trial(desk, "Contoso").purchase_requested_on == TODAY
    assert view_trial(desk, trial.id).history[0].operator == ADA
