"""The queue of mail that needs attention: looked at, and answered once."""

from __future__ import annotations

from functools import partial

import pytest

from sparktui.domain.mail import MailKind, ReadMail
from sparktui.errors import BadInput, Conflict, NotFound, Refused
from sparktui.services import needs_attention, shipments
from sparktui.services.desk import Desk
from sparktui.services.mail_intake import record_mail
from sparktui.services.needs_attention import AttentionItem, accept, assign, find_attention, list_attention, reject
from sparktui.services.shipment_changes import add_shipment
from sparktui.services.trial_view import view_trial
from sparktui.services.waiting_numbers import count_naming
from sparktui.store import audit
from tests.portfolio import ADA, BEN, TODAY, a_trial, a_trial_expiring, days, with_operator
from tests.services.mailbox import NOBODYS, SEVERAL, UPS, a_mail, a_wish


def waiting(desk: Desk, mail: ReadMail) -> AttentionItem:
    """Record ``mail``, which must wait, and return it as the queue shows it."""
    kept = record_mail(desk, mail).needs_attention
    assert kept
    return find_attention(desk, kept.id)


def recorded(desk: Desk) -> dict[str, str]:
    return {line.shipment.number: line.trial.customer.name for line in shipments.list_shipments(desk).lines}


def test_who_came_first_is_shown_first_with_what_speaks_for_whom(desk: Desk) -> None:
    a_trial(desk, "Contoso")
    waiting(desk, a_mail(text="for contoso"))
    waiting(desk, a_mail(numbers=(SEVERAL,)))
    page = list_attention(desk)
    assert page.total == 2
    assert [item.clues for item in page.items] == [("name Contoso: T-000001",), ()]
    assert [item.suggestion.reference if item.suggestion else None for item in page.items] == ["T-000001", None]
    assert [item.kept.mail.numbers for item in list_attention(desk, limit=1, offset=1).items] == [(SEVERAL,)]


def test_a_suggestion_follows_what_is_on_record_now(desk: Desk) -> None:
    item = waiting(desk, a_mail(text="for contoso"))
    assert item.suggestion is None
    trial = a_trial(desk, "Contoso")
    assert find_attention(desk, item.kept.id).suggestion == trial


def test_accepting_attaches_to_what_was_suggested(desk: Desk) -> None:
    a_trial(desk, "Contoso")
    item = waiting(desk, a_mail(text="for contoso"))
    answered = accept(desk, item)
    assert recorded(desk) == {UPS: "Contoso"}
    assert [shipment.number for shipment in answered.shipments] == [UPS]
    kept = needs_attention.read_mail(desk, item.kept.id)
    assert (kept.state, kept.trial_id, kept.answered_on, kept.answered_by) == ("accepted", 1, TODAY, ADA)
    assert list_attention(desk).total == 0
    with desk.database.reading() as connection:
        commands = [entry.command for entry in audit.of_trial(connection, 1)]
    assert commands == ["attention.accept", "attention.accept", "trials.new"]


def test_without_a_suggestion_nothing_can_be_accepted(desk: Desk) -> None:
    item = waiting(desk, a_mail())
    with pytest.raises(BadInput, match="Nothing suggests a trial"):
        accept(desk, item)
    assert list_attention(desk).total == 1


def test_a_person_may_say_whose_it_is_against_all_suggestions(desk: Desk) -> None:
    a_trial(desk, "Contoso")
    fabrikam = a_trial(desk, "Fabrikam")
    assign(desk, waiting(desk, a_mail(text="for contoso")), fabrikam)
    assert recorded(desk) == {UPS: "Fabrikam"}


def test_a_number_that_a_person_has_read_takes_the_place_of_what_was_found(desk: Desk) -> None:
    trial = a_trial(desk, "Contoso")
    for mail in (
        a_mail(numbers=()),
        a_mail(numbers=("see below",)),
        a_mail(kind=MailKind.UNREADABLE, numbers=(), reason="Broken."),
    ):
        item = waiting(desk, mail)
        if not mail.numbers:
            with pytest.raises(BadInput, match="names no tracking number"):
                assign(desk, item, trial)
        with pytest.raises(BadInput, match="is no tracking number"):
            assign(desk, item, trial, numbers=("not / one",))
        with pytest.raises(BadInput, match="is no tracking number"):
            assign(desk, item, trial, numbers=("by courier",))
        assign(desk, item, trial, numbers=(" 1z5r-8939 0357567127",))
    assert recorded(desk) == {UPS: "Contoso"}
    assert list_attention(desk).total == 0


def test_a_number_of_another_trial_is_told_and_nothing_is_written(desk: Desk) -> None:
    contoso, fabrikam = a_trial(desk, "Contoso"), a_trial(desk, "Fabrikam")
    item = waiting(desk, a_mail(numbers=(SEVERAL, UPS)))
    add_shipment(desk, contoso, UPS)
    with pytest.raises(Conflict, match=f"{UPS} is the shipment S-000001 of T-000001 already"):
        assign(desk, item, fabrikam)
    assert recorded(desk) == {UPS: "Contoso"}
    assert list_attention(desk).total == 1
    assign(desk, item, contoso)
    assert recorded(desk) == {UPS: "Contoso", SEVERAL: "Contoso"}


def test_rejecting_attaches_nothing_and_keeps_the_reason(desk: Desk) -> None:
    a_trial(desk, "Contoso")
    item = waiting(desk, a_mail(text="for contoso"))
    with pytest.raises(BadInput, match="longer than"):
        reject(desk, item, "x" * 1_001)
    reject(desk, item, " Not one of ours. ")
    assert recorded(desk) == {}
    kept = needs_attention.read_mail(desk, item.kept.id)
    assert (kept.state, kept.trial_id, kept.answer) == ("rejected", None, "Not one of ours.")


def test_a_mail_is_answered_once(desk: Desk) -> None:
    trial = a_trial(desk, "Contoso")
    item = waiting(desk, a_mail(text="for contoso"))
    reject(with_operator(desk, BEN), item)
    for answer in (partial(accept, desk, item), partial(assign, desk, item, trial), partial(reject, desk, item)):
        with pytest.raises(Conflict, match=f"M-000001 has been rejected by {BEN}"):
            answer()
    with pytest.raises(Conflict):
        find_attention(desk, item.kept.id)
    assert recorded(desk) == {}


def test_a_dry_run_answers_nothing(desk: Desk) -> None:
    trial = a_trial(desk, "Contoso")
    item = waiting(desk, a_mail(text="for contoso"))
    assert accept(desk, item, dry_run=True).kept.state == "accepted"
    assert assign(desk, item, trial, dry_run=True).kept.state == "assigned"
    assert reject(desk, item, dry_run=True).kept.state == "rejected"
    assert (recorded(desk), list_attention(desk).total) == ({}, 1)


def test_other_mails_of_the_same_number_are_settled_with_it(desk: Desk) -> None:
    trial = a_trial(desk, "Contoso")
    a_trial(desk, "Fabrikam")
    first = waiting(desk, a_mail(numbers=(UPS,)))
    same = waiting(desk, a_mail(numbers=("1Z 5R8939 0357567127",)))
    more = waiting(desk, a_mail(numbers=(UPS, SEVERAL)))
    against = waiting(desk, a_mail(numbers=(UPS,), text="for Fabrikam\ncontoso"))
    answered = assign(desk, first, trial)
    assert answered.settled == 1
    states = [needs_attention.read_mail(desk, item.kept.id).state for item in (first, same, more, against)]
    assert states == ["assigned", "assigned", "waiting", "waiting"]
    assert recorded(desk) == {UPS: "Contoso"}


def test_a_wish_to_buy_marks_the_trial_that_a_person_names(desk: Desk) -> None:
    trial = a_trial(desk, "Contoso")
    assign(desk, waiting(desk, a_wish()), trial)
    assert str(view_trial(desk, trial.id).trial.purchase_requested_on) == "2026-11-20"


def test_a_wish_for_a_lost_trial_is_refused_by_the_rule(desk: Desk) -> None:
    lost = a_trial_expiring(desk, "Contoso", TODAY - days(31))
    item = waiting(desk, a_wish(addresses=("jane.doe@contoso.example",)))
    assert item.suggestion == lost
    with pytest.raises(Refused) as refused:
        accept(desk, item)
    assert refused.value.verdict.of("END-6").level == "block"
    reject(desk, item, "They ordered anew.")


def test_a_mail_can_be_read_whatever_became_of_it(desk: Desk) -> None:
    hostile = "\x1b[2J[@click=app.quit]\u202e"
    item = waiting(desk, a_mail(subject=hostile, text=hostile, numbers=(NOBODYS,)))
    assert needs_attention.find_mail(desk, "M-000001").mail == item.kept.mail
    assert item.kept.mail.text == hostile
    for nowhere in ("M-9", "9", "T-1", hostile):
        with pytest.raises(NotFound):
            needs_attention.find_mail(desk, nowhere)


def test_waiting_mail_is_found_by_the_numbers_that_stand_in_it(desk: Desk) -> None:
    ups, several = a_mail(numbers=("1Z 5R8939 0357567127",)), a_mail(numbers=("780-4576-8393", "986578788855"))
    first, second = (waiting(desk, mail).kept.id for mail in (ups, several))
    settled = waiting(desk, a_mail(numbers=("986578788856",)))
    reject(desk, settled)

    def found(text: str) -> list[int]:
        page = list_attention(desk, text=text)
        assert page.total == len(page.items)
        assert count_naming(desk, text) == (page.total if text.strip() else 0)
        return [item.kept.id for item in page.items]

    assert found("1z5r8939-0357567127") == found("756 7127") == [first]
    assert found("78045768393") == found("98657878885") == [second]
    assert found("") == found("  ") == [first, second]
    for nothing in ("127", "1Z5R8939x", "acme", "%%%1", "____1", "7127\n98", "'; DROP 1", "\0 1234", "9" * 10_000):
        assert found(nothing) == [], nothing
