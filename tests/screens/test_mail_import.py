"""Mail is brought in from the screen: from the mailbox on a server, or from files, and it can be stopped."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest

from sparktui.mail_settings import ImapServer, MailSettings
from sparktui.screens import mail_import_dialog
from sparktui.services import shipments
from sparktui.services.desk import Desk
from sparktui.services.import_mail import MailImportReport
from sparktui.services.import_report import Progress
from tests.driver import NARROW, WIDE, Driver, at_the_desk
from tests.portfolio import a_trial
from tests.services.mail.imap_server import Account, serving
from tests.services.mail.made_mails import FEDEX, UPS, a_mail

FILES = ("down", "space")


@pytest.fixture
def account() -> Account:
    """A mailbox in which Contoso's shipment is announced, and one that is nobody's."""
    account = Account()
    for number, deal in ((UPS, "0042"), (FEDEX, "99")):
        mail = a_mail(f"Tracking Information: {number}\nDeal ID: {deal}", Message_ID=f"<{number}@x>")
        account.arrive(mail.as_bytes())
    return account


@pytest.fixture
def server(account: Account, tmp_path: Path) -> Iterator[ImapServer]:
    with serving(account, tmp_path) as reached:
        yield reached


@pytest.fixture
def contoso(desk: Desk) -> Desk:
    a_trial(desk, "Contoso", deal_id="0042")
    return desk


async def import_from(ada: Driver, server: ImapServer) -> None:
    """Go to the shipments and ask for the import, with the mailbox at ``server`` in the settings."""
    ada.app._mail = MailSettings(imap=server)
    await ada.press("4", "i")


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_what_came_into_the_mailbox_is_read_with_two_keys(
    contoso: Desk, account: Account, server: ImapServer, size: tuple[int, int]
) -> None:
    async with at_the_desk(contoso, size) as ada:
        await import_from(ada, server)
        ada.sees("(•) INBOX of ada at localhost", "what came since the last time", "( ) files, or a folder")
        ada.sees_not("an mbox, a Maildir")
        await ada.press("ctrl+o")
        assert "2 mails read: 1 new shipments, 1 waiting for somebody." in ada.notices
        ada.sees(UPS, "Waiting mail 1")
        await ada.press("i", "ctrl+o")
        assert "There is no new mail." in ada.notices
    assert "UID STORE" not in account.verbs


async def test_files_are_still_read_where_there_is_a_mailbox(
    contoso: Desk, server: ImapServer, account: Account, tmp_path: Path
) -> None:
    mail = tmp_path / "one.eml"
    mail.write_bytes(account.mails[1])
    async with at_the_desk(contoso) as ada:
        await import_from(ada, server)
        await ada.press(*FILES, "tab")
        await ada.type(str(mail))
        await ada.press("enter")
        ada.sees(UPS)
    assert account.commands == []
    assert shipments.find_shipment(contoso, UPS).trial_id == 1


async def test_what_is_wrong_with_the_mailbox_is_said_and_it_can_be_tried_again(
    contoso: Desk, server: ImapServer, account: Account
) -> None:
    async with at_the_desk(contoso) as ada:
        await import_from(ada, replace(server, password=""))
        await ada.press("ctrl+o")
        ada.sees("No password is set for ada at localhost.", "Set SPARKTUI_IMAP_PASSWORD or imap_password_file.")
        await ada.press("escape")
        await import_from(ada, replace(server, password="wrong [red]"))
        await ada.press("ctrl+o")
        ada.sees("does not open for ada with this password", "Check imap_user and the password.")
        account.password = "wrong [red]"
        await ada.press("ctrl+o")
        ada.sees(UPS)


async def test_a_mailbox_that_breaks_off_says_what_was_read_by_then(
    contoso: Desk, server: ImapServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = MailImportReport(read=100, ignored=100, stopped="The line broke.")
    monkeypatch.setattr(mail_import_dialog, "import_mailbox", lambda *_, **__: report)
    async with at_the_desk(contoso) as ada:
        await import_from(ada, server)
        await ada.press("ctrl+o")
        assert "100 mails read: 100 about something else. The line broke." in ada.notices


@pytest.fixture
def go_on(monkeypatch: pytest.MonkeyPatch) -> Event:
    """A server that says nothing until this is set; then its mail is read."""
    said = Event()

    def silent(desk: Desk, server: ImapServer, *, progress: Progress) -> MailImportReport:
        assert said.wait(60)
        progress(20, 100)
        raise AssertionError("nobody stopped it")

    monkeypatch.setattr(mail_import_dialog, "import_mailbox", silent)
    return said


async def test_escape_stops_an_import(contoso: Desk, server: ImapServer, go_on: Event) -> None:
    async with at_the_desk(contoso) as ada:
        await import_from(ada, server)
        await ada.pilot.press("ctrl+o", "escape")
        ada.sees("Stopping … esc again leaves at once.")
        go_on.set()
        await ada.settle()
        ada.sees("The import was stopped.", "What was recorded until then stays")


async def test_a_server_that_says_nothing_is_not_waited_for(contoso: Desk, server: ImapServer, go_on: Event) -> None:
    async with at_the_desk(contoso) as ada:
        await import_from(ada, server)
        await ada.pilot.press("ctrl+o", "escape", "escape")
        ada.sees_not("Import mail ─")
        go_on.set()
        await ada.settle()
        ada.sees("[All 0]")
        assert ada.notices == ""
