"""The daily work from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import CommandLine


def test_a_year_from_reminder_to_release(acme: CommandLine) -> None:
    acme.ok("partner", "set", "--admin=ada@northwind.example")
    assert acme.ok("tick", on="2026-11-22")["notices_queued"] == 0
    assert acme.ok("tick", on="2026-11-23") == {
        "as_of": "2026-11-23",
        "notices_queued": 2,
        "notices_missed": 0,
        "notices_void": 0,
        "trials_lost": 0,
        "losses_void": 0,
        "numbers_released": 0,
        "sites_released": 0,
        "written": True,
    }
    assert acme.ok("tick", on="2026-11-23")["notices_queued"] == 0
    lost = acme.ok("tick", on="2026-12-31")
    assert (lost["trials_lost"], lost["sites_released"], lost["notices_missed"]) == (1, 1, 4)
    shown = acme.ok("trials", "show", "acme", on="2027-01-01")
    assert shown["loss"]["lost"]["licences"] == {"messaging": 10, "meetings": 100}
    assert shown["notices"][0] == {
        "kind": "reminder",
        "audience": "customer_admin",
        "recipient": "Jane@acme.example",
        "due_on": "2026-11-23",
        "state": "missed",
        "sent_at": None,
    }


def test_it_says_in_a_line_what_was_done_and_that_nothing_leaves(acme: CommandLine) -> None:
    answer = acme("tick", on="2026-11-23")
    assert answer.out == "As of 2026-11-23: 1 notice queued.\nNothing leaves before `sparktui outbox send`.\n"
    assert acme("tick", on="2026-11-23").out == "As of 2026-11-23: nothing was owed.\n"


def test_a_dry_run_says_what_would_be_done_and_writes_nothing(acme: CommandLine) -> None:
    before = acme.data()
    answer = acme("tick", "--dry-run", on="2026-12-31")
    assert answer.out.splitlines() == [
        "As of 2026-12-31: 2 notices missed, 1 trial lost, 1 site URL free again.",
        "Dry run: nothing was written.",
    ]
    assert acme.data() == before
    assert acme.ok("tick", "--dry-run", on="2026-12-31")["written"] is False


def test_a_read_only_database_is_left_alone(acme: CommandLine) -> None:
    answer = acme("--read-only", "tick", on="2026-11-23")
    assert (answer.code, "read-only" in answer.err) == (2, True)


def test_a_text_with_an_unknown_name_is_bad_input_naming_file_and_line(
    acme: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SPARKTUI_MAIL_TEMPLATES", str(tmp_path))
    (tmp_path / "reminder.customer_admin.txt").write_text("Subject: x\n\nDear {{ nmae }}\n")
    answer = acme("tick", "--json", on="2026-11-23")
    assert answer.code == 2
    assert answer.json["error"]["kind"] == "bad_input"
    assert "reminder.customer_admin.txt, line 3: there is no 'nmae'" in answer.json["error"]["message"]
    monkeypatch.delenv("SPARKTUI_MAIL_TEMPLATES")
    assert acme.ok("outbox", "list") == {"total": 0, "items": []}
