"""What holds for every command: dry runs and read-only runs write nothing, hostile names do nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sparktui.cli.program import program
from tests.cli.conftest import ACME, CommandLine
from tests.cli.test_convert import RIGHT
from tests.cli.test_program import leaves
from tests.services.mailbox import SEVERAL, UPS, a_mail

CHANGES = {
    "partner set": ("--name=Northwind",),
    "trials new": ("--customer=Zeppelin", *ACME[1:2], "--admin-email=a@z.example", *ACME[3:6]),
    "trials extend": ("acme",),
    "trials add-service": ("acme", "care"),
    "trials contact": ("acme", "--note=spoke"),
    "requests add": ("acme",),
    "requests handle": ("asked",),
    "trials decide": ("acme", "--choice=lapse"),
    "tick": (),
    "convert draft": ("acme", "--offer=A-SPK"),
    "convert order": ("acme", *RIGHT),
    "convert place": ("ready", "--order-number=8"),
    "convert complete": ("placed",),
    "convert cancel": ("placed", "--reason=no"),
    "shipments add": ("acme", UPS),
    "shipments update": (SEVERAL, "--state=delivered"),
    "shipments answer": ("M-1", "--reject"),
    "rma open": ("returning", "--device=DX80"),
    "rma advance": ("R-1",),
    "rma cancel": ("R-1", "--reason=no"),
}


# Commands that need files or queued mail; the tests of each hold their dry runs.
HELD_BESIDE_THEIR_FILES = {
    "db restore",
    "db upgrade",
    "import customers",
    "import mail",
    "import users",
    "outbox resolve",
    "outbox send",
}


def test_every_command_that_knows_a_dry_run_is_held_to_it() -> None:
    dry = {
        " ".join(words)
        for words, command in leaves(program)
        if any("--dry-run" in option.opts for option in command.params)
    }
    assert dry == CHANGES.keys() | HELD_BESIDE_THEIR_FILES


@pytest.fixture
def desk(acme: CommandLine) -> CommandLine:
    """Give the command line with a trial in each state from which some command goes on."""
    for name in ("asked", "ready", "placed"):
        start = ("--start=2026-11-01", "--days=30", "--service=messaging", "--deal-id=7")
        acme.ok("trials", "new", f"--customer={name}", "--country=US", f"--admin-email=a@{name}.example", *start)
    acme.ok("requests", "add", "asked")
    for name in ("ready", "placed"):
        acme.ok(
            "convert", "order", name, "--offer=A-SPK", "--plan=M1", "--deal-id=7", f"--admin-email=a@{name}.example"
        )
    acme.ok("convert", "place", "placed", "--order-number=8123")
    acme.ok("shipments", "add", "asked", SEVERAL)
    devices = ("--device=DX80:2", *ACME[3:6])
    acme.ok("trials", "new", "--customer=returning", "--country=DE", "--admin-email=a@returning.example", *devices)
    acme.ok("rma", "open", "returning", "--device=DX80")
    acme.waiting(a_mail())
    return acme


def test_a_dry_run_says_what_would_be_and_writes_nothing(desk: CommandLine) -> None:
    before = desk.data()
    for command, arguments in CHANGES.items():
        assert desk.ok(*command.split(), *arguments, "--dry-run")["written"] is False, command
        told = desk(*command.split(), *arguments, "--dry-run")
        assert (told.code, told.out.splitlines()[-1]) == (0, "Dry run: nothing was written."), command
    assert desk.data() == before
    for command, arguments in CHANGES.items():
        if command != "convert cancel":  # the order of `placed` is complete by then
            assert desk.ok(*command.split(), *arguments)["written"] is True, command
            assert desk.data() != before, command


def test_a_read_only_run_writes_nothing(desk: CommandLine, tmp_path: Path) -> None:
    before = desk.db.read_bytes()
    for command, arguments in CHANGES.items():
        answer = desk("--read-only", *command.split(), *arguments, "--json")
        assert (answer.code, answer.json["error"]["kind"]) == (2, "read_only"), command
    assert desk("--read-only", "db", "upgrade").code == 2
    assert desk("--read-only", "db", "restore", str(desk.db), "--yes").code == 2
    assert desk("trials", "list", "--read-only").code == 0
    assert desk("--read-only", "db", "check").code == 0
    assert desk.db.read_bytes() == before


def test_a_read_only_run_makes_no_database(cli: CommandLine) -> None:
    assert cli("--read-only", "trials", "list").code == 2
    assert not cli.db.exists()


HOSTILE = "Evil\x1b]0;owned\x07\x1b[2J [bold]x[/] \u202egnp.exe\u009b2J\u2028end"


COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def test_a_hostile_name_does_nothing_to_the_terminal(cli: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("click.utils.should_strip_ansi", lambda *_: False)  # as in a terminal
    cli.ok("trials", "new", f"--customer={HOSTILE}", *ACME[1:], f"--notes={HOSTILE}", "--device=DX80")
    cli.ok("requests", "add", "T-1", f"--note={HOSTILE}")
    cli.ok("partner", "set", f"--name={HOSTILE}")
    assert cli.ok("trials", "show", "T-1")["customer"]["name"] == HOSTILE
    assert "\x1b[1m" in cli("trials", "show", "T-1").out
    commands = (
        ["trials", "list"],
        ["trials", "show", "T-1"],
        ["trials", "extend", "T-1", "--dry-run"],
        ["requests", "list"],
        ["convert", "check", "T-1", "--offer=A-SPK", f"--deal-id={HOSTILE}", f"--webex-url={HOSTILE}"],
        ["convert", "order", "T-1", f"--admin-email={HOSTILE}", f"--device-contact={HOSTILE}"],
        ["convert", "cancel", "T-1", f"--reason={HOSTILE}"],
        ["partner", "show"],
        ["rules", "explain", "END-5", "--trial", "T-1"],
        ["rules", "explain", HOSTILE],
        ["trials", "show", HOSTILE + "?"],
        ["trials", "list", "--json"],
        [HOSTILE],
        ["trials", "list", f"--{HOSTILE}"],
        ["trials", "list", "--phase", HOSTILE],
        ["db", "backup", HOSTILE + "/x"],
    )
    for command in commands:
        answer = cli(*command)
        for char in "\x1b\x07\u202e\u009b\u2028":
            assert char not in COLOUR.sub("", answer.out + answer.err), command


def test_a_name_of_wide_letters_stays_in_its_column(cli: CommandLine) -> None:
    cli.ok("trials", "new", "--customer=" + "株式会社サンプル" * 8, *ACME[1:])
    header, line = cli("trials", "list").out.splitlines()[:2]
    wide = sum(ord(char) > 0x2FFF for char in line)
    assert line.index("8 days left") + wide == header.index("State")
