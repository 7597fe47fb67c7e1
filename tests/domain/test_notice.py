"""Notices: when each kind is due, until when it is true, and what becomes of a queued one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from sparktui import reference_data
from sparktui.domain.notice import Audience, Notice, NoticeKind, NoticeState, parse_reference, standing, term, terms
from tests.rules.usual import USUAL

D = date.fromisoformat
POLICY = reference_data.policy()
TRIAL = USUAL.trial  # expires on 2017-08-18
EXPIRY = D("2017-08-18")
DUE = {
    NoticeKind.REMINDER: ("2017-08-11", "2017-08-17"),
    NoticeKind.EXPIRY: ("2017-08-18", "2017-09-17"),
    NoticeKind.END_OF_ACCESS: ("2017-09-17", "2017-10-02"),
}
DAY = timedelta(days=1)


def queued(kind: NoticeKind) -> Notice:
    """Return a queued notice of the usual trial."""
    due_on = D(DUE[kind][0])
    return Notice(1, 1, "Contoso", kind, Audience.PARTNER_ADMIN, "ada@x.example", EXPIRY, due_on, NoticeState.QUEUED)


@pytest.mark.parametrize("kind", NoticeKind)
def test_a_notice_may_be_sent_from_its_day_until_it_is_no_longer_true(kind: NoticeKind) -> None:
    first, last = (D(text) for text in DUE[kind])
    assert EXPIRY + term(kind, POLICY).due * DAY == first
    assert EXPIRY + term(kind, POLICY).last * DAY == last
    notice = queued(kind)
    assert [standing(notice, TRIAL, POLICY, day) for day in (first - DAY, first, last, last + DAY)] == [
        None,
        NoticeState.QUEUED,
        NoticeState.QUEUED,
        NoticeState.MISSED,
    ]


@pytest.mark.parametrize("kind", NoticeKind)
def test_an_extension_makes_void_what_was_still_true_and_leaves_missed_what_was_over(kind: NoticeKind) -> None:
    last = D(DUE[kind][1])
    notice = queued(kind)
    before, after = (replace(TRIAL, extended_on=day) for day in (last, last + DAY))
    for day in (last, last + 400 * DAY):
        assert standing(notice, before, POLICY, day) is NoticeState.VOID
        assert standing(notice, after, POLICY, day) is NoticeState.MISSED
    mended = replace(TRIAL, period_days=60)
    assert standing(notice, mended, POLICY, last) is NoticeState.VOID


@pytest.mark.parametrize("kind", NoticeKind)
def test_a_conversion_makes_void_what_was_still_true_from_its_day_on(kind: NoticeKind) -> None:
    first, last = (D(text) for text in DUE[kind])
    notice = queued(kind)
    converted = replace(TRIAL, converted_on=last)
    assert standing(notice, converted, POLICY, first) is NoticeState.QUEUED
    assert standing(notice, converted, POLICY, last) is NoticeState.VOID
    assert standing(notice, converted, POLICY, last + DAY) is NoticeState.VOID
    late = replace(TRIAL, converted_on=last + DAY)
    assert standing(notice, late, POLICY, last + DAY) is NoticeState.MISSED


def test_administrators_are_told_twice_and_users_once() -> None:
    assert {found.kind: found.audiences for found in terms(POLICY)} == {
        NoticeKind.REMINDER: (Audience.CUSTOMER_ADMIN, Audience.PARTNER_ADMIN),
        NoticeKind.EXPIRY: (Audience.CUSTOMER_ADMIN, Audience.PARTNER_ADMIN),
        NoticeKind.END_OF_ACCESS: (Audience.USER,),
    }


@pytest.mark.parametrize(("text", "number"), [("N-000123", 123), ("n-123", 123), ("N123", 123), (" 7 ", 7)])
def test_a_notice_is_named_by_its_number(text: str, number: int) -> None:
    assert parse_reference(text) == number
    assert parse_reference(replace(queued(NoticeKind.EXPIRY), id=number).reference) == number


@pytest.mark.parametrize("text", ["", "N", "T-1", "N-1x", "-1", "1 2", "²", "9" * 40])
def test_what_is_no_number_names_no_notice(text: str) -> None:
    assert parse_reference(text) is None
