"""The outbox: catching up, reading a mail before it leaves, sending, and saying what became of one."""

from __future__ import annotations

from pathlib import Path
from threading import Event
from typing import Any

import pytest

from sparktui.domain.notice import NoticeState
from sparktui.mail_settings import MailSettings
from sparktui.services import outbox
from sparktui.services.delivery import Outcome
from sparktui.services.delivery.maildir import Maildir
from sparktui.services.desk import Desk
from sparktui.services.mail_text import texts_of
from sparktui.services.partner import set_partner
from sparktui.services.tick import tick
from sparktui.store import schema
from tests.driver import NARROW, WIDE, at_the_desk
from tests.portfolio import a_trial, on


@pytest.fixture
def expiring(desk: Desk) -> Desk:
    """A desk two days before whose present a trial came in that expires today, and one whose name is hostile."""
    earlier = on(desk, "2026-11-20")
    set_partner(earlier, name="Northwind Networks", administrators=("ada@northwind.example",))
    a_trial(earlier, "Contoso", "2026-09-23")
    a_trial(earlier, "Acme [/] \x1b[31m Ltd", "2026-09-23", admin_email="jane@acme.example")
    return desk.with_partner_of_record()


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_on_another_day_the_outbox_says_that_its_mails_are_those_of_today(
    expiring: Desk, size: tuple[int, int]
) -> None:
    async with at_the_desk(expiring, size) as ada:
        await ada.press("full_stop", "b")
        ada.sees("Mails as of today, Sun 22 Nov 2026; none is written or sent ahead.")
        ada.sees_not("u catches up")
        await ada.press("escape")
        ada.sees("u catches up")
        ada.sees_not("as of today")


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_a_person_catches_up_reads_and_sends(expiring: Desk, size: tuple[int, int], tmp_path: Path) -> None:
    async with at_the_desk(expiring, size) as ada:
        ada.app._mail = MailSettings(maildir=tmp_path / "mail")
        ada.sees("b: owed work")
        await ada.press("b")
        ada.sees("u catches up", "No notice is here.")
        await ada.press("u")
        assert "4 notices queued" in ada.notices
        ada.sees_not("owed work")
        ada.sees("Queued 4", "expiry", "jane.doe@contoso.example", "Subject")
        await ada.press("s")
        ada.sees("Send the mails?", "4 queued mails go to the folder")
        await ada.press("enter")
        ada.sees("Queued 4")
        await ada.press("s", "s")
        ada.sees("Queued 0", "Sent 4")
    assert len(list((tmp_path / "mail" / "new").iterdir())) == 4


async def test_where_nobody_is_needed_it_opens_on_what_is_to_be_sent_and_not_on_what_was_missed(desk: Desk) -> None:
    a_trial(on(desk, "2026-09-23"), "Contoso", "2026-09-23")
    tick(on(desk, "2027-01-31"), texts_of(MailSettings()))
    async with at_the_desk(desk) as ada:
        await ada.press("b")
        ada.sees("Queued 0", "Missed 2", "No notice is here.")
        ada.sees_in("VirtualTable", "No notice is here.")


async def test_nothing_is_sent_twice_and_keys_say_why_they_are_off(expiring: Desk, tmp_path: Path) -> None:
    async with at_the_desk(expiring) as ada:
        ada.app._mail = MailSettings(maildir=tmp_path / "mail")
        await ada.press("b", "u", "m")
        assert "only what failed or is unknown waits" in ada.notices
        await ada.press("s", "s", "s")
        assert "Nothing is queued." in ada.notices
        await ada.press("f", "f", "f")
        ada.sees("[Sent 4]")
    counts = outbox.count_states(expiring)
    assert (counts[NoticeState.SENT], counts[NoticeState.QUEUED]) == (4, 0)


async def test_sending_says_how_far_it_is_and_escape_stops_it(
    expiring: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on, deliver = Event(), Maildir.deliver

    def slowly(folder: Maildir, *mail: Any) -> Outcome:
        go_on.wait(timeout=10)
        return deliver(folder, *mail)

    monkeypatch.setattr(Maildir, "deliver", slowly)
    async with at_the_desk(expiring) as ada:
        ada.app._mail = MailSettings(maildir=tmp_path / "mail")
        await ada.press("b", "u", "s")
        await ada.pilot.press("s")
        ada.sees("Sending … esc stops it.")
        await ada.pilot.press("s", "escape")
        assert "Sending" in ada.notices
        go_on.set()
        await ada.settle()
        ada.sees("Queued 3", "Sent 1")
        assert "It was stopped; what was done by then stays done." in ada.notices
        ada.sees_not("Sending")
        await ada.press("s", "s")
        ada.sees("Queued 0", "Sent 4")


async def test_sample_data_never_leave_the_sample(expiring: Desk, tmp_path: Path) -> None:
    async with at_the_desk(expiring, note="sample data") as ada:
        ada.app._mail = MailSettings(maildir=tmp_path / "real")
        await ada.press("b", "u", "s", "s")
    assert not (tmp_path / "real").exists()
    assert len(list((expiring.database.path.with_name("mail") / "new").iterdir())) == 4


async def test_another_day_sends_nothing(expiring: Desk) -> None:
    async with at_the_desk(expiring) as ada:
        await ada.press("b", "u", "full_stop", "s")
        assert "read-only" in ada.notices
    counts = outbox.count_states(expiring)
    assert (counts[NoticeState.SENT], counts[NoticeState.QUEUED]) == (0, 4)


async def test_what_is_said_quickly_of_one_mail_after_the_other_is_all_recorded(
    expiring: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    tick(expiring, texts_of(MailSettings()))
    with expiring.database.writing() as connection:
        connection.execute(schema.notices.update().values(state=NoticeState.UNKNOWN))
    go_on, resolve = Event(), outbox.resolve

    def slowly(*wanted: Any) -> None:
        go_on.wait(timeout=10)
        resolve(*wanted)

    monkeypatch.setattr(outbox, "resolve", slowly)
    async with at_the_desk(expiring) as ada:
        await ada.press("b")
        for _ in range(3):
            await ada.pilot.press("m", "down")
        go_on.set()
        await ada.settle()
        ada.sees("Unknown 5", "Sent 3")
    assert outbox.count_states(expiring)[NoticeState.SENT] == 3
