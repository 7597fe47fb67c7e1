"""A person at the command line: a database of their own, a day that stands still, and what each command answers.

One job: run commands in this process as the shell would, and give their exit code and output.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from sparktui.cli.program import run
from sparktui.domain.mail import ReadMail
from sparktui.services.mail_intake import record_mail
from tests.portfolio import a_desk

TODAY = "2026-11-22"
ACME = (
    "--customer=Acme [EU] Ltd",
    "--country=US",
    "--admin-email=Jane@acme.example",
    "--start=2026-10-01",
    "--days=60",
    "--service=messaging:10",
    "--service=meetings",
    "--site-url=acme.webex.com",
    "--deal-id=0042",
)


@dataclass(frozen=True)
class Answer:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The output, read as JSON."""
        return json.loads(self.out)


class CommandLine:
    """Runs commands on one database, on one day, as one operator."""

    def __init__(self, db: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.db = db
        self._capsys = capsys

    def __call__(self, *arguments: str, on: str = TODAY) -> Answer:
        """Run ``sparktui`` with ``arguments`` on the day ``on``."""
        code = run(["--db", str(self.db), "--as-of", on, "--operator", "ada@northwind.example", *arguments])
        out, err = self._capsys.readouterr()
        return Answer(code, out, err)

    def ok(self, *arguments: str, on: str = TODAY) -> Any:
        """Run a command that must succeed, with ``--json``, and return what it answers."""
        answer = self(*arguments, "--json", on=on)
        assert answer.code == 0, answer
        assert not answer.err
        return answer.json

    def waiting(self, mail: ReadMail) -> str:
        """Record ``mail``, which leaves a doubt, and return the ID under which it waits."""
        desk = a_desk(self.db)
        kept = record_mail(desk, mail).needs_attention
        desk.database.close()
        assert kept
        return kept.reference

    def data(self) -> list[str]:
        """Return everything that the database holds."""
        with closing(sqlite3.connect(self.db)) as connection:
            return list(connection.iterdump())


@pytest.fixture(autouse=True)
def _away_from_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep configuration, data and log of the person who runs the tests out of them."""
    for name in ("DB", "AS_OF", "OPERATOR", "READ_ONLY", "THEME", "CONFIG", "ASCII"):
        monkeypatch.delenv(f"SPARKTUI_{name}", raising=False)
    for name in ("CONFIG", "DATA", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    monkeypatch.setenv("COLUMNS", "80")


@pytest.fixture
def cli(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> CommandLine:
    """Give the command line on a database that does not exist yet."""
    return CommandLine(tmp_path / "desk.db", capsys)


@pytest.fixture
def acme(cli: CommandLine) -> CommandLine:
    """Give the command line with one trial, that of Acme, 8 days before its end."""
    cli.ok("trials", "new", *ACME)
    return cli
