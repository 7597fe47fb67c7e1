"""What a trial's end owes, beside what is on record of it."""

from __future__ import annotations

from datetime import date

import pytest

from sparktui import reference_data
from sparktui.domain.lifecycle import Lifecycle
from sparktui.domain.notice import Audience, Notice, NoticeKind, NoticeState
from sparktui.domain.notice_plan import Outlook, plan

POLICY = reference_data.policy()
END = date(2017, 8, 18)
USERS = 12


def a_life(converted_on: date | None = None) -> Lifecycle:
    return Lifecycle(date(2017, 5, 20), END, converted_on, POLICY)


def a_notice(kind: NoticeKind, deadline: date = END) -> Notice:
    return Notice(1, 1, "Acme", kind, Audience.CUSTOMER_ADMIN, "jane@acme.example", deadline, END, NoticeState.SENT)


def test_the_worked_example_has_its_days() -> None:
    found = plan(a_life(), (), USERS, date(2017, 8, 1)).present
    assert [(planned.kind, str(planned.due_on), str(planned.last_on)) for planned in found] == [
        (NoticeKind.REMINDER, "2017-08-11", "2017-08-17"),
        (NoticeKind.EXPIRY, "2017-08-18", "2017-09-17"),
        (NoticeKind.END_OF_ACCESS, "2017-09-17", "2017-10-02"),
    ]


@pytest.mark.parametrize(
    ("day", "outlooks"),
    [
        ("2017-08-10", (Outlook.TO_COME, Outlook.TO_COME, Outlook.TO_COME)),
        ("2017-08-11", (Outlook.NOT_WORKED_OUT, Outlook.TO_COME, Outlook.TO_COME)),
        ("2017-09-17", (Outlook.NOT_WORKED_OUT, Outlook.NOT_WORKED_OUT, Outlook.NOT_WORKED_OUT)),
    ],
)
def test_what_is_not_on_record_is_to_come_or_to_be_worked_out(day: str, outlooks: tuple[Outlook, ...]) -> None:
    found = plan(a_life(), (), USERS, date.fromisoformat(day)).present
    assert tuple(planned.outlook for planned in found) == outlooks


def test_what_is_on_record_stands_beside_its_kind() -> None:
    recorded = a_notice(NoticeKind.REMINDER)
    reminder, expiry, _ = plan(a_life(), (recorded,), USERS, END).present
    assert (reminder.outlook, reminder.notices) == (Outlook.RECORDED, (recorded,))
    assert (expiry.outlook, expiry.notices) == (Outlook.NOT_WORKED_OUT, ())


def test_notices_of_an_earlier_end_stand_apart() -> None:
    before = a_notice(NoticeKind.REMINDER, date(2017, 7, 19))
    found = plan(a_life(), (before,), USERS, date(2017, 8, 1))
    assert found.earlier == (before,)
    assert found.present[0].outlook is Outlook.TO_COME


@pytest.mark.parametrize(
    ("converted_on", "day", "outlook"),
    [
        ("2017-08-17", "2017-08-18", Outlook.NOT_OWED),
        ("2017-08-18", "2017-08-18", Outlook.NOT_OWED),
        ("2017-08-19", "2017-08-20", Outlook.NOT_WORKED_OUT),
        ("2017-08-17", "2017-08-16", Outlook.TO_COME),
    ],
)
def test_a_conversion_by_the_day_takes_the_mail_away(converted_on: str, day: str, outlook: Outlook) -> None:
    life = a_life(date.fromisoformat(converted_on))
    assert plan(life, (), USERS, date.fromisoformat(day)).present[1].outlook is outlook


def test_where_nobody_is_on_record_nobody_is_mailed() -> None:
    assert plan(a_life(), (), 0, END).present[2].outlook is Outlook.NOBODY
