"""Bringing in mail from the command line: from files, from standard input, and from a mailbox on a server."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import CommandLine
from tests.services.mail.imap_server import Account, serving
from tests.services.mail.made_mails import FEDEX, UPS, a_mail, raw

HOSTILE = "Status Shipped \x1b[2J\u202e[bold]"


@pytest.fixture
def mails(tmp_path: Path) -> Path:
    """Give a folder with a shipment of Acme's, one of nobody's, and a mail about something else."""
    folder = tmp_path / "mails"
    folder.mkdir()
    acmes = a_mail(f"Tracking Information: {UPS}\nDeal ID: 0042", Date="Fri, 20 Nov 2026 10:00:00 +0000")
    (folder / "a.eml").write_bytes(acmes.as_bytes())
    (folder / "b.eml").write_bytes(raw("Soon.", f"Message-ID: <b@x>\nSubject: {HOSTILE}"))
    (folder / "c.eml").write_bytes(raw("Shall we?", "Subject: Lunch"))
    return folder


def test_mail_is_imported_and_told_as_json(acme: CommandLine, mails: Path) -> None:
    report = acme.ok("import", "mail", str(mails))
    assert report == {
        "read": 3,
        "shipments": 1,
        "purchase_requests": 0,
        "ignored": 1,
        "duplicates": 0,
        "needs_attention": [
            {
                "message_id": "<b@x>",
                "subject": HOSTILE,
                "reason": "The mail announces a shipment, and no tracking number was found in it.",
            }
        ],
        "stopped": None,
        "numbered_anew": False,
        "written": True,
    }
    [shipment] = acme.ok("trials", "show", "acme")["shipments"]
    assert shipment["number"] == UPS
    again = acme.ok("import", "mail", str(mails))
    assert (again["duplicates"], again["shipments"], again["needs_attention"], again["written"]) == (2, 0, [], False)


def test_mail_is_imported_and_told_in_words(acme: CommandLine, mails: Path) -> None:
    answer = acme("import", "mail", str(mails))
    counts = "Mails read: 3. New shipments: 1, purchase requests: 0. For you to look at: 1. Known: 0. "
    assert (answer.code, answer.out.splitlines()) == (
        0,
        [f"{counts}About something else: 1.", "Those to look at wait under `sparktui shipments mails`."],
    )
    assert answer.err.startswith("Status Shipped \N{REPLACEMENT CHARACTER}[2J")
    assert "\x1b" not in answer.err
    assert "\u202e" not in answer.err


def test_many_that_wait_are_told_in_part(acme: CommandLine, tmp_path: Path) -> None:
    for number in range(25):
        (tmp_path / f"{number}.eml").write_bytes(raw(f"{number}", f"Subject: Status Shipped {number}"))
    answer = acme("import", "mail", str(tmp_path))
    assert answer.err.count("Status Shipped") == 20
    assert "... and 5 more; --json lists them all." in answer.err


def test_one_mail_comes_on_standard_input(acme: CommandLine, mails: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO((mails / "a.eml").read_bytes())))
    assert acme.ok("import", "mail", "-")["shipments"] == 1
    monkeypatch.setattr(sys, "stdin", None)
    assert acme("import", "mail", "-").code == 2


def test_a_dry_run_and_a_read_only_run_write_nothing(acme: CommandLine, mails: Path) -> None:
    before = acme.data()
    report = acme.ok("import", "mail", str(mails), "--dry-run")
    assert (report["shipments"], len(report["needs_attention"]), report["written"]) == (1, 1, False)
    assert acme("import", "mail", str(mails), "--dry-run").out.splitlines()[-1] == "Dry run: nothing was written."
    refused = acme("--read-only", "import", "mail", str(mails), "--json")
    assert (refused.code, refused.json["error"]["kind"]) == (2, "read_only")
    assert acme.data() == before
    assert sorted(path.name for path in mails.iterdir()) == ["a.eml", "b.eml", "c.eml"]


def test_what_cannot_be_read_is_bad_input(acme: CommandLine, tmp_path: Path) -> None:
    for arguments in ((), (str(tmp_path / "missing"),), ("--imap",)):
        answer = acme("import", "mail", *arguments, "--json")
        assert answer.code == 2
        assert answer.json["error"]["kind"] in ("usage", "bad_input")


def test_a_mailbox_on_a_server_is_imported_beside_files(
    acme: CommandLine, mails: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = Account(mails={4: a_mail(f"Tracking Information: {FEDEX}\nDeal ID: 0042").as_bytes()})
    with serving(account, tmp_path) as server:
        for name, value in (
            ("HOST", server.host),
            ("PORT", str(server.port)),
            ("USER", server.user),
            ("PASSWORD", server.password),
            ("CA_FILE", str(server.ca_file)),
        ):
            monkeypatch.setenv(f"SPARKTUI_IMAP_{name}", value)
        report = acme.ok("import", "mail", "--imap", str(mails))
        assert (report["read"], report["shipments"], len(report["needs_attention"])) == (4, 2, 1)
        assert acme.ok("import", "mail", "--imap")["read"] == 0
        assert "The mailbox holds nothing new." in acme("import", "mail", "--imap").out
        account.validity = 8
        assert "The server has numbered its mails anew" in acme("import", "mail", "--imap").out
        monkeypatch.setenv("SPARKTUI_IMAP_PASSWORD", "friend")
        broken = [acme("import", "mail", str(mails), "--imap", *json) for json in ((), ("--json",))]
        answer = acme("import", "mail", "--imap", "--json")
    assert [told.code for told in broken] == [3, 3]
    assert "Mails read: 3." in broken[0].out
    assert "Stopped; the rest is read the next time." in broken[0].out
    assert (broken[1].json["read"], broken[1].json["duplicates"]) == (3, 2)
    assert "does not open for ada" in broken[1].json["stopped"]
    assert (answer.code, answer.json["error"]["kind"]) == (3, "outside_failure")
    assert "friend" not in answer.out
