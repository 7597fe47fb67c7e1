"""The outbox from the command line."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from tests.cli.conftest import CommandLine
from tests.services.mail_server import DROP, Behaviour, mail_server
from tests.services.owed_work import mails_in

DAY = "2026-11-23"
JANE = "Jane@acme.example"


@pytest.fixture
def queue(acme: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    """The command line on the day on which the reminder of Acme's trial is queued, to Jane and Ada."""
    monkeypatch.setenv("SPARKTUI_MAILDIR", str(tmp_path / "mail"))
    acme.ok("partner", "set", "--admin=ada@northwind.example")
    acme.ok("tick", on=DAY)
    return acme


def test_what_is_queued_is_listed_shown_and_put_into_the_folder(queue: CommandLine, tmp_path: Path) -> None:
    listed = queue.ok("outbox", "list")
    assert listed["total"] == 2
    assert (
        listed["items"][0].items()
        >= {
            "id": "N-000001",
            "trial": "T-000001",
            "kind": "reminder",
            "audience": "customer_admin",
            "recipient": JANE,
            "due_on": DAY,
            "state": "queued",
        }.items()
    )
    shown = queue.ok("outbox", "show", "N-1")
    assert shown["subject"] == "Your Cisco Spark trial ends on Mon 30 Nov 2026"
    assert "Acme [EU] Ltd" in shown["body"]
    assert queue.ok("outbox", "send", "--dry-run", on=DAY)["sent"] == 2
    assert not (tmp_path / "mail").exists()
    sent = queue.ok("outbox", "send", on=DAY)
    assert sent == {
        "to": f"the folder {tmp_path}/mail",
        "sent": 2,
        "failed": 0,
        "unknown": 0,
        "void": 0,
        "missed": 0,
        "put_off": 0,
        "overtaken": [],
        "stopped": None,
        "written": True,
    }
    assert len(mails_in(tmp_path / "mail")) == 2
    notices = queue.ok("trials", "show", "acme")["notices"]
    assert [(notice["state"], notice["sent_at"] is not None) for notice in notices] == [("sent", True)] * 2
    assert queue.ok("outbox", "send", on=DAY)["sent"] == 0


def test_the_list_is_narrowed_and_cut_for_people(queue: CommandLine) -> None:
    queue.ok("outbox", "send", "--limit=1", on=DAY)
    assert [item["state"] for item in queue.ok("outbox", "list", "--state=sent", "--state=failed")["items"]] == ["sent"]
    assert queue.ok("outbox", "list", "--trial=acme", "--limit=1", "--offset=1")["items"][0]["id"] == "N-000002"
    first = queue("outbox", "list", "--limit=1")
    assert "N-000001" in first.out
    assert first.out.endswith("1 to 1 of 2 notices; go on with --offset 1.\n")
    assert queue("outbox", "list", "--state=void").out == "No notice fits.\n"
    assert all(len(line) <= 80 for line in queue("outbox", "list").out.splitlines())


def test_a_notice_is_shown_with_its_words(queue: CommandLine) -> None:
    lines = queue("outbox", "show", "2").out.splitlines()
    assert lines[0] == "N-000002  reminder for ada@northwind.example"
    assert "  Trial           T-000001 (Acme [EU] Ltd), expires Mon 30 Nov 2026" in lines
    assert "Acme [EU] Ltd: trial T-000001 expires on Mon 30 Nov 2026" in lines
    assert "Administrator: Jane@acme.example" in lines


def test_what_is_no_longer_true_is_told_and_not_sent(queue: CommandLine, tmp_path: Path) -> None:
    answer = queue("outbox", "send", on="2026-11-30")
    assert answer.out.splitlines()[-1] == f"To the folder {tmp_path}/mail: 2 missed."
    assert "N-000001  missed" in answer.out
    assert not (tmp_path / "mail").exists()


def test_a_mail_server_that_is_set_is_used_and_an_unknown_mail_waits_for_a_person(
    queue: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    behaviour = Behaviour({"content": [DROP, "250 OK"]})
    with mail_server(behaviour) as server:
        monkeypatch.setenv("SPARKTUI_SMTP_HOST", server.host)
        monkeypatch.setenv("SPARKTUI_SMTP_PORT", str(server.port))
        monkeypatch.setenv("SPARKTUI_SMTP_SECURITY", "plain")
        monkeypatch.setenv("SPARKTUI_MAIL_SENDER", "trials@northwind.example")
        answer = queue("outbox", "send", on=DAY)
    assert answer.code == 3
    assert "1 sent, 1 unknown" in answer.out
    assert "outbox resolve" in answer.out
    assert [message["From"] for message in behaviour.seen] == ["trials@northwind.example"] * 2
    before = queue.data()
    assert queue.ok("outbox", "resolve", "N-1", "--as=sent", "--dry-run")["state"] == "sent"
    assert queue.data() == before
    assert queue.ok("outbox", "resolve", "N-1", "--as=queued", on=DAY)["state"] == "queued"
    assert queue("outbox", "resolve", "N-1", "--as=sent").code == 2
    assert queue("outbox", "resolve", "N-9", "--as=sent").code == 2


def test_a_mail_server_that_is_not_there_is_an_outside_failure_and_everything_stays_queued(
    queue: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        monkeypatch.setenv("SPARKTUI_SMTP_HOST", "127.0.0.1")
        monkeypatch.setenv("SPARKTUI_SMTP_PORT", str(held.getsockname()[1]))
        answer = queue("outbox", "send", "--json", on=DAY)
    assert answer.code == 3
    assert answer.json["error"]["kind"] == "outside_failure"
    assert {item["state"] for item in queue.ok("outbox", "list")["items"]} == {"queued"}


def test_a_mail_that_fails_fails_the_run_and_the_others_are_sent(
    queue: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    with mail_server(Behaviour({"recipient": ["550 nobody of that name", "250 OK"]})) as server:
        monkeypatch.setenv("SPARKTUI_SMTP_HOST", server.host)
        monkeypatch.setenv("SPARKTUI_SMTP_PORT", str(server.port))
        monkeypatch.setenv("SPARKTUI_SMTP_SECURITY", "plain")
        answer = queue("outbox", "send", "--json", on=DAY)
    assert answer.code == 3
    assert answer.json.items() >= {"sent": 1, "failed": 1, "stopped": None}.items()


@pytest.mark.parametrize("arguments", [("tick",), ("outbox", "send")])
def test_a_database_that_is_not_there_is_not_made_for_mail(cli: CommandLine, arguments: tuple[str, ...]) -> None:
    answer = cli(*arguments, "--json")
    assert answer.code == 2
    assert str(cli.db) in answer.json["error"]["message"]
    assert not cli.db.exists()


def test_a_run_that_is_stopped_on_its_way_says_so_and_fails(
    queue: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    with mail_server(Behaviour({"sender": ["553 not from you"]})) as server:
        monkeypatch.setenv("SPARKTUI_SMTP_HOST", server.host)
        monkeypatch.setenv("SPARKTUI_SMTP_PORT", str(server.port))
        monkeypatch.setenv("SPARKTUI_SMTP_SECURITY", "plain")
        answer = queue("outbox", "send", "--json", on=DAY)
    assert answer.code == 3
    assert answer.json.items() >= {"failed": 1, "stopped": "553 not from you"}.items()
    assert [item["state"] for item in queue.ok("outbox", "list")["items"]] == ["failed", "queued"]


def test_all_are_listed_as_they_were_written_and_those_of_a_state_as_they_fell_due(queue: CommandLine) -> None:
    """Acme's reminders are written first; Contoso's trial ended before, and comes in after."""
    queue.ok(
        "trials",
        "new",
        "--customer=Contoso",
        "--country=US",
        "--admin-email=sue@contoso.example",
        "--start=2026-09-20",
        "--days=60",
        "--service=messaging",
    )
    queue.ok("tick", on=DAY)
    # The reminders of Acme's trial are no longer true then, and missed as those of Contoso's are.
    queue.ok("outbox", "send", on="2026-12-01")
    every = [(item["trial"], item["due_on"]) for item in queue.ok("outbox", "list")["items"]]
    assert every == [("T-000001", DAY)] * 2 + [("T-000002", "2026-11-12")] * 2 + [("T-000002", "2026-11-19")] * 2
    missed = [item["due_on"] for item in queue.ok("outbox", "list", "--state=missed")["items"]]
    assert missed == ["2026-11-12"] * 2 + ["2026-11-19"] * 2 + [DAY] * 2
