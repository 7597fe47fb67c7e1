"""A mailbox on a server: read over a protected line from where it was left, and never changed."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from sparktui.errors import BadInput, OutsideFailure, ReadOnly
from sparktui.mail_settings import ImapServer, Security
from sparktui.services.desk import Desk
from sparktui.services.import_mail import MailImportReport, import_mailbox
from sparktui.services.mail.found import BEGINNING, LARGEST
from sparktui.services.mail.imap import opened
from sparktui.services.needs_attention import list_attention
from tests.portfolio import a_desk, a_trial
from tests.services.mail.imap_server import Account, serving
from tests.services.mail.made_mails import FEDEX, LINE, UPS, a_mail, raw

LOOKING = {"CAPABILITY", "LOGIN", "EXAMINE", "UID SEARCH", "UID FETCH", "LOGOUT"}


def announced(number: str, deal: str = "0042") -> bytes:
    """Return a mail that announces the shipment ``number`` for a deal."""
    return a_mail(f"Tracking Information: {number}\nDeal ID: {deal}", Message_ID=f"<{number}@x>").as_bytes()


@pytest.fixture
def account() -> Account:
    return Account()


@pytest.fixture
def server(account: Account, tmp_path: Path) -> Iterator[ImapServer]:
    with serving(account, tmp_path) as reached:
        yield reached


def test_a_mailbox_is_read_from_where_it_was_left_and_never_changed(
    desk: Desk, account: Account, server: ImapServer
) -> None:
    a_trial(desk, "Contoso", deal_id="0042")
    assert import_mailbox(desk, server) == MailImportReport()
    account.arrive(announced(UPS), a_mail(subject="lunch?").as_bytes(), raw("gone"))
    del account.mails[3]
    account.mails[9] = announced("RB123456785GB", deal="99")
    steps: list[tuple[int, int | None]] = []
    report = import_mailbox(desk, server, progress=lambda done, total: steps.append((done, total)))
    assert (report.read, report.shipments, report.ignored, report.duplicates) == (3, 1, 1, 0)
    assert [mail.message_id for mail in report.needs_attention] == ["<RB123456785GB@x>"]
    assert steps == [(0, 3), (1, 3), (2, 3), (3, 3)]
    [item] = list_attention(desk).items
    assert item.kept.mail.source == "INBOX of ada at localhost, mail 9, part 1"

    before = len(account.commands)
    assert import_mailbox(desk, server) == MailImportReport()
    assert not any("FETCH" in command for command in account.commands[before:])
    account.arrive(announced(FEDEX))
    assert import_mailbox(desk, server).shipments == 1

    account.validity = 8  # the numbers mean other mails from now on
    report = import_mailbox(desk, server)
    assert (report.read, report.shipments, report.ignored, report.duplicates) == (4, 0, 1, 3)
    assert report.numbered_anew
    assert import_mailbox(desk, server) == MailImportReport()
    assert account.verbs == LOOKING
    assert not any("BODY[" in command or "RFC822)" in command for command in account.commands)


def test_a_dry_run_remembers_nothing(desk: Desk, account: Account, server: ImapServer) -> None:
    a_trial(desk, "Contoso", deal_id="0042")
    account.arrive(announced(UPS), announced(UPS), announced(FEDEX))
    for _ in range(2):
        report = import_mailbox(desk, server, dry_run=True)
        assert (report.read, report.shipments, report.duplicates) == (3, 2, 1)
    assert import_mailbox(desk, server).shipments == 2


def test_each_folder_is_remembered_by_itself(desk: Desk, account: Account, server: ImapServer, tmp_path: Path) -> None:
    account.arrive(a_mail(subject="lunch?").as_bytes())
    assert import_mailbox(desk, server).read == 1
    other = Account(folder="Archive/Trials", mails=dict(account.mails))
    with serving(other, tmp_path) as another:
        assert import_mailbox(desk, another).read == 1
        assert import_mailbox(desk, another).read == 0
    assert import_mailbox(desk, server).read == 0


def test_what_was_read_before_the_line_broke_is_recorded_and_counts_once(
    desk: Desk, account: Account, server: ImapServer
) -> None:
    a_trial(desk, "Contoso", deal_id="0042")
    account.arrive(*(a_mail(subject="lunch?").as_bytes() for _ in range(100)))
    account.arrive(announced(UPS), announced(FEDEX))
    account.hangs_up_at = "UID FETCH 101"
    report = import_mailbox(desk, server)
    assert (report.read, report.ignored, report.shipments) == (100, 100, 0)
    assert "cannot be read" in report.stopped
    with pytest.raises(OutsideFailure, match="cannot be read"):
        import_mailbox(desk, server)  # nothing at all came of it
    account.hangs_up_at = "never"
    report = import_mailbox(desk, server)
    assert (report.read, report.shipments) == (2, 2)


def test_a_mail_that_is_too_large_is_not_loaded(account: Account, server: ImapServer) -> None:
    account.arrive(raw(b"x" * (LARGEST + 100)), announced(UPS))
    with opened(server) as mailbox:
        large, small = mailbox.mails(mailbox.numbers_after(0))
    assert (large.is_whole, len(large.content)) == (False, BEGINNING)
    assert (small.is_whole, small.content) == (True, announced(UPS))


@pytest.mark.parametrize("password", ["open sesame", 'a "quoted\\" one', "Sesam öffne dich"])
@pytest.mark.parametrize("security", [Security.TLS, Security.STARTTLS])
def test_the_line_is_private_before_the_password_is_said(tmp_path: Path, security: Security, password: str) -> None:
    account = Account(password=password, mails={1: LINE.encode()})
    with serving(account, tmp_path, security=security) as server, opened(server) as mailbox:
        assert mailbox.numbers_after(0) == [1]
    verbs = [command.split()[0] for command in account.commands]
    assert ("STARTTLS" in verbs) is (security is Security.STARTTLS)
    assert security is Security.TLS or verbs.index("STARTTLS") < min(
        verbs.index(verb) for verb in verbs if verb in ("LOGIN", "AUTHENTICATE")
    )


def test_the_password_may_stand_in_a_file(account: Account, server: ImapServer, tmp_path: Path) -> None:
    path = tmp_path / "password"
    path.write_text(f"{account.password}\n")
    with opened(replace(server, password="", password_file=path)) as mailbox:
        assert mailbox.numbers_after(0) == []
    with (
        pytest.raises(BadInput, match=r"password in .* cannot be read"),
        opened(replace(server, password="", password_file=tmp_path)),
    ):
        pass


def test_the_password_of_the_environment_goes_before_the_file(server: ImapServer, tmp_path: Path) -> None:
    path = tmp_path / "password"
    path.write_text("another\n")
    with opened(replace(server, password_file=path)) as mailbox:
        assert mailbox.numbers_after(0) == []


def failure(server: ImapServer) -> str:
    """Return what is said where ``server`` cannot be read."""
    with pytest.raises(OutsideFailure) as failed, opened(server) as mailbox:
        list(mailbox.mails(mailbox.numbers_after(0)))
    return str(failed.value)


def test_a_server_that_cannot_be_read_is_told_in_words(account: Account, server: ImapServer, tmp_path: Path) -> None:
    account.arrive(announced(UPS))
    assert "does not open for ada with this password" in failure(replace(server, password="friend"))
    assert "has no folder 'Elsewhere'" in failure(replace(server, folder="Elsewhere"))
    assert "a certificate that is not trusted" in failure(replace(server, ca_file=None))
    assert "cannot be read" in failure(replace(server, ca_file=tmp_path / "missing.pem"))
    assert "cannot be read" in failure(replace(server, host="nowhere.invalid"))
    assert "cannot be read" in failure(replace(server, security=Security.STARTTLS, timeout=1))
    assert "cannot be read" in failure(replace(server, security=Security.STARTTLS, port=993))
    with serving(account, tmp_path, name="other.example") as another:
        assert "a certificate that is not trusted" in failure(another)
    account.is_silent_at = "EXAMINE"
    assert "no answer in time" in failure(replace(server, timeout=0.2))
    account.is_silent_at = "never"
    for command in ("LOGIN", "EXAMINE", "UID SEARCH", "UID FETCH"):
        account.hangs_up_at = command
        assert "cannot be read: the line broke." in failure(server), command
    assert account.password not in "".join(failure(server))
    account.greeting = "* BYE come back at noon"
    assert "cannot be read: * BYE come back at noon." in failure(server)
    account.greeting, account.validity = "* OK ready", "none"
    assert "cannot be read" in failure(server)


def test_a_server_is_called_only_for_a_desk_that_may_record(
    desk: Desk, account: Account, server: ImapServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    looking = a_desk(desk.database.path, read_only=True)
    with pytest.raises(ReadOnly):
        import_mailbox(looking, server)
    looking.database.close()
    with pytest.raises(BadInput, match="No mailbox is named"):
        import_mailbox(desk, None)
    monkeypatch.setitem(sys.modules, "imap_tools.mailbox", None)
    with pytest.raises(BadInput, match="needs the extra “imap”"):
        import_mailbox(desk, server)
    assert account.commands == []
