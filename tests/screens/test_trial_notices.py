"""The notices of a trial: what is owed, what was sent, what was missed, each with its day."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from sparktui.domain.notice import NoticeState
from sparktui.domain.trial import Trial
from sparktui.services import edit_trial, partner
from sparktui.services.desk import Desk
from sparktui.store import outbox
from tests.driver import NARROW, WIDE
from tests.portfolio import TODAY, a_trial, a_trial_expiring, days, on
from tests.screens.at_the_trial import at_the_trial, said
from tests.services.owed_work import notices, tick_on, with_partner_admins, with_users

TO_NOTICES = ("right", "right")


def became(desk: Desk, trial: Trial, recipient: str, state: NoticeState, said: str = "") -> None:
    """Let the trial's first queued notice to ``recipient`` be in ``state``."""
    found = next(notice for notice in notices(desk, trial) if notice.recipient == recipient)
    sent_at = datetime(2026, 11, 18, 23, 30, tzinfo=UTC) if state is NoticeState.SENT else None
    with desk.database.writing() as connection:
        outbox.move(connection, found, state, said=said, sent_at=sent_at)


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_each_notice_says_where_it_stands(desk: Desk, size: tuple[int, int]) -> None:
    desk = with_partner_admins(desk)
    trial = a_trial_expiring(on(desk, "2026-10-01"), "Contoso", TODAY + days(3))
    with_users(desk, trial, "u1@contoso.example", "u2@contoso.example")
    tick_on(desk, "2026-11-18")
    became(desk, trial, "jane.doe@contoso.example", NoticeState.SENT)
    became(desk, trial, "ada@northwind.example", NoticeState.FAILED, "550 [bold]no such user[/]")
    async with at_the_trial(desk, trial, size) as ada:
        await ada.press(*TO_NOTICES)
        ada.sees_in("#tab-rows", "Reminder due Wed 18 Nov · 4 days ago")
        ada.sees_in("#tab-rows", "failed, true to 24 Nov ada@northwind.example 550 [bold]no such user[/]")
        ada.sees_in("#tab-rows", "queued, true to 24 Nov ben@northwind.example")
        ada.sees_in("#tab-rows", "sent Wed 18 Nov jane.doe@contoso.example")
        told = said(ada, "#tab-rows")
        assert "Expiry due Wed 25 Nov · 3 days to come jane.doe@contoso.example ada@northwind" in told
        assert "End of access due Fri 25 Dec · 33 days to come every user (2 on record)" in told
        assert "Nothing is sent from here; b goes to the outbox." in told


async def test_the_day_of_sending_is_the_partners(desk: Desk) -> None:
    desk = with_partner_admins(desk)
    trial = a_trial_expiring(on(desk, "2026-10-01"), "Contoso", TODAY + days(3))
    tick_on(desk, "2026-11-18")
    became(desk, trial, "jane.doe@contoso.example", NoticeState.SENT)
    partner.set_partner(desk, timezone="Asia/Tokyo")
    async with at_the_trial(desk.with_partner_of_record(), trial) as ada:
        await ada.press(*TO_NOTICES)
        ada.sees_in("#tab-rows", "sent Thu 19 Nov jane.doe@contoso.example")


async def test_what_was_missed_and_what_nobody_has_worked_out_is_said(desk: Desk) -> None:
    desk = with_partner_admins(desk)
    trial = a_trial_expiring(on(desk, "2026-09-20"), "Contoso", TODAY - days(8))
    async with at_the_trial(desk, trial) as ada:
        await ada.press(*TO_NOTICES)
        ada.sees_in("#tab-rows", "owed, not worked out yet b, then u in the outbox catches up.")
        ada.sees_in("#tab-rows", "End of access due Mon 14 Dec · 22 days nobody to mail: no user is on record")
        tick_on(desk, TODAY)
        await ada.press("f4")
        ada.sees_in("#tab-rows", "Reminder due Sat 07 Nov · 15 days ago missed, true to 13 Nov jane.doe@contoso")
        ada.sees_in("#tab-rows", "Expiry due Sat 14 Nov · 8 days ago queued, true to 14 Dec jane.doe@contoso")


async def test_a_great_many_users_are_counted(desk: Desk) -> None:
    trial = a_trial_expiring(on(desk, "2026-09-20"), "Contoso", TODAY - days(30))
    with_users(desk, trial, *(f"u{number}@contoso.example" for number in range(1_205)))
    tick_on(desk, TODAY)
    async with at_the_trial(desk, trial) as ada:
        await ada.press(*TO_NOTICES)
        assert "End of access due Sun 22 Nov · today queued, true to 07 Dec u0@contoso" in said(ada, "#tab-rows")
        assert "and 1,200 more" in said(ada, "#tab-rows")


async def test_after_an_extension_the_old_ones_stay_and_new_ones_are_to_come(desk: Desk) -> None:
    desk = with_partner_admins(desk)
    trial = a_trial_expiring(on(desk, "2026-10-01"), "Contoso", TODAY + days(3))
    tick_on(desk, "2026-11-18")
    became(desk, trial, "jane.doe@contoso.example", NoticeState.SENT)
    trial = edit_trial.edit_trial(desk, trial, extend=True)
    async with at_the_trial(desk, trial) as ada:
        await ada.press(*TO_NOTICES)
        told = said(ada, "#tab-rows")
        assert "Reminder due Fri 18 Dec · 26 days to come jane.doe@contoso.example" in told
        assert "Before of the end on Wed 25 Nov, which an extension has moved sent Wed 18 Nov jane.doe@contoso" in told
        assert "void ada@northwind.example ben@northwind.example" in told


async def test_a_converted_trial_is_owed_no_mail(desk: Desk) -> None:
    async with at_the_trial(desk, a_trial(desk, converted_on="2026-11-20")) as ada:
        await ada.press(*TO_NOTICES)
        ada.sees_in("#tab-rows", "Reminder due Mon 23 Nov · 1 day not owed: converted by that day")


async def test_on_a_day_ahead_what_is_owed_by_then_is_no_work_for_today(desk: Desk) -> None:
    trial = a_trial_expiring(on(desk, "2026-10-01"), "Contoso", TODAY + days(10))
    async with at_the_trial(desk, trial) as ada:
        await ada.press(*TO_NOTICES, "t")
        await ada.type("+3d")
        await ada.press("enter")
        ada.sees_in("#tab-rows", "Reminder due Wed 25 Nov · this day owed by then jane.doe@contoso.example")
        ada.sees_not("catches up")


async def test_a_loss_says_what_was_recorded(desk: Desk) -> None:
    trial = a_trial_expiring(on(desk, "2026-09-01"), "Contoso", TODAY - days(31), services="messaging:5; calling:2")
    with_users(desk, trial, "u1@contoso.example", "u2@contoso.example")
    async with at_the_trial(desk, trial) as ada:
        ada.sees_in("#saved-note", "The loss is not recorded yet: b, then u in the outbox catches up.")
        tick_on(desk, TODAY)
        await ada.press("f4")
        ada.sees_in("#saved-note", "Recorded as lost on Sun 22 Nov; 2 users moved to the free consumer organisation.")
        await ada.press("left")
        told = said(ada, "#tab-rows")
        assert "Owed work of the day · ada@northwind.example lost: Sun 22 Nov 2026" in told
        assert "gone: licences: messaging: 5; calling: 2; calling configuration; the organisation; admin" in told
