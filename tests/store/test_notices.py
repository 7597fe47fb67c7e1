"""Notices in the database: one of each by constraint, the same judgement as the domain's, and few statements a day."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from datetime import timedelta

import pytest
from sqlalchemy import event

from sparktui.domain.notice import NoticeKind, NoticeState, standing, terms
from sparktui.errors import Conflict
from sparktui.services.desk import Desk
from sparktui.store import notices, outbox, trials
from tests.portfolio import D, a_trial, a_trial_expiring, days, on
from tests.services.owed_work import notices as all_notices
from tests.services.owed_work import tick_on, with_partner_admins


def test_the_database_itself_refuses_a_second_notice_of_the_same(desk: Desk) -> None:
    a_trial_expiring(on(desk, "2026-10-01"), "Contoso", "2026-11-30")
    tick_on(desk, "2026-11-24")
    again = (
        "INSERT INTO notices (trial_id, kind, audience, recipient, recipient_key, deadline, due_on, state)"
        " SELECT trial_id, kind, audience, upper(recipient), recipient_key, deadline, due_on, 'queued' FROM notices"
    )
    with pytest.raises(Conflict), desk.database.writing() as connection:
        connection.exec_driver_sql(again)
    with closing(sqlite3.connect(desk.database.path)) as outside, pytest.raises(sqlite3.IntegrityError):
        outside.execute(again)


def test_settling_in_the_database_judges_as_the_domain_does(desk: Desk) -> None:
    """Random trials, deadlines, extensions and conversions, asked on random days."""
    chance = random.Random(5)
    first = D("2026-01-01")
    for number in range(60):
        a_trial(on(desk, first), f"Customer {number}", first, period_days=str(chance.choice((30, 60, 90))))
    with desk.database.writing() as connection:
        for number in range(1, 61):
            trial = trials.get(connection, number)
            assert trial is not None
            expires_on = trial.lifecycle(desk.policy).expires_on
            extended_on = chance.choice((None, expires_on, expires_on - days(chance.randrange(20))))
            if extended_on:
                connection.exec_driver_sql(
                    "UPDATE trials SET extended_on = ?, expires_on = ? WHERE id = ?",
                    (str(extended_on), str(expires_on + days(30)), number),
                )
            converted_on = chance.choice((None, expires_on + days(chance.randrange(-20, 61))))
            connection.exec_driver_sql(
                "UPDATE trials SET converted_on = ? WHERE id = ?", (converted_on and str(converted_on), number)
            )
            for deadline in (expires_on, expires_on + days(30)):
                for term in terms(desk.policy):
                    connection.exec_driver_sql(
                        "INSERT INTO notices (trial_id, kind, audience, recipient, recipient_key, deadline, due_on,"
                        " state) VALUES (?, ?, 'user', 'a@x.example', 'a@x.example', ?, ?, 'queued')",
                        (number, term.kind.value, str(deadline), str(deadline + timedelta(days=term.due))),
                    )
    seen: set[NoticeState | None] = set()
    for number in range(1, 61):
        with desk.database.writing(dry_run=True) as connection:
            trial = trials.get(connection, number)
            assert trial is not None
            # Any day, with a weight on the one on which the conversion begins to count.
            day = chance.choice((first + days(chance.randrange(20, 190)), trial.converted_on or first + days(60)))
            before = outbox.of_trial(connection, trial, desk.policy)
            assert len(before) == 6
            wanted = [standing(notice, trial, desk.policy, day) or NoticeState.QUEUED for notice in before]
            settled = notices.settle_trial(connection, number, day, desk.policy)
            after = [notice.state for notice in outbox.of_trial(connection, trial, desk.policy)]
        assert after == wanted, (trial, day)
        assert (settled.void, settled.missed) == (after.count(NoticeState.VOID), after.count(NoticeState.MISSED))
        seen.update(after)
    assert seen == {NoticeState.QUEUED, NoticeState.VOID, NoticeState.MISSED}


def test_a_days_work_takes_as_many_statements_for_many_trials_as_for_one(desk: Desk) -> None:
    desk = with_partner_admins(on(desk, "2026-10-01"))
    a_trial_expiring(desk, "Contoso", "2026-11-30", services="calling:5")
    tick_on(desk, "2026-11-22")
    few = _statements(desk, "2026-11-23")
    for number in range(20):
        a_trial_expiring(desk, f"Fabrikam {number}", "2026-12-01", services="calling:5")
    tick_on(desk, "2026-11-23")
    many = _statements(desk, "2026-11-24")
    assert len([found for found in all_notices(desk) if found.kind is NoticeKind.REMINDER]) == 63
    assert many == few < 40


def _statements(desk: Desk, day: str) -> int:
    """Return how many statements the work of ``day`` takes."""
    count = 0

    def one_more(*_: object) -> None:
        nonlocal count
        count += 1

    engine = desk.database._engine
    event.listen(engine, "before_cursor_execute", one_more)
    tick_on(desk, day)
    event.remove(engine, "before_cursor_execute", one_more)
    return count
