"""Looking after the database from the command line."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from sparktui.store.database import SCHEMA_VERSION
from tests.cli.conftest import CommandLine


def test_info_makes_nothing(cli: CommandLine, tmp_path: Path) -> None:
    before = sorted(tmp_path.rglob("*"))
    told = cli.ok("info")
    assert (told["database_exists"], told["schema_version"], told["as_of"]) == (False, None, "2026-11-22")
    assert told["database"] == str(cli.db)
    assert told["config"].startswith(str(tmp_path))
    assert told["log"].startswith(str(tmp_path))
    assert "not made yet" in cli("info").out
    assert sorted(tmp_path.rglob("*")) == before
    cli.ok("trials", "list")
    assert cli.ok("info")["schema_version"] == SCHEMA_VERSION


def test_info_tells_of_a_database_that_is_none(cli: CommandLine) -> None:
    cli.db.write_text("this is a letter, not a database")
    answer = cli("info", "--json")
    assert answer.code == 3
    assert "not a readable database" in answer.json["problem"]
    assert answer.json["version"]


def test_a_backup_brings_back_what_was(acme: CommandLine, tmp_path: Path) -> None:
    kept = tmp_path / "kept.db"
    assert acme.ok("db", "backup", str(kept)) == {"file": str(kept)}
    assert acme("db", "backup", str(kept)).code == 2
    before = acme.data()
    acme.ok("trials", "extend", "acme")

    refused = acme("db", "restore", str(kept))
    assert refused.code == 2
    assert "--yes" in refused.err
    tried = acme.ok("db", "restore", str(kept), "--dry-run")
    assert (tried["written"], tried["kept"]) == (False, None)
    assert acme.ok("trials", "show", "acme")["extended_on"] == "2026-11-22"

    restored = acme.ok("db", "restore", str(kept), "--yes")
    assert acme.data() == before
    assert Path(restored["kept"]).exists()
    assert acme("db", "restore", str(tmp_path / "none.db"), "--yes").code == 2


def test_a_restored_backup_needs_no_consent_where_nothing_is_replaced(acme: CommandLine, tmp_path: Path) -> None:
    kept = tmp_path / "kept.db"
    acme.ok("db", "backup", str(kept))
    elsewhere = CommandLine(tmp_path / "new" / "desk.db", acme._capsys)
    assert elsewhere("db", "restore", str(kept)).code == 0
    assert elsewhere.ok("trials", "list")["total"] == 1


def test_upgrading_makes_the_tables_and_then_has_nothing_to_do(cli: CommandLine) -> None:
    assert cli.ok("db", "upgrade", "--dry-run")["written"] is False
    assert not cli.db.exists()
    assert cli.ok("db", "upgrade") == {"written": True, "before": None, "after": SCHEMA_VERSION, "backup": None}
    assert cli.ok("db", "upgrade")["written"] is False


def test_damage_is_found_and_fails(acme: CommandLine) -> None:
    assert acme.ok("db", "check")["problems"] == []
    with closing(sqlite3.connect(acme.db)) as connection, connection:
        connection.execute("UPDATE trials SET expires_on = '2030-01-01'")
    answer = acme("db", "check")
    assert answer.code == 3
    assert "T-000001 is kept with the expiry 2030-01-01" in answer.err


def test_a_check_tells_the_last_seal_to_be_noted_elsewhere(acme: CommandLine) -> None:
    noted = acme.ok("db", "check")["audit"]
    assert acme.ok("db", "check")["audit"] == noted
    acme.ok("trials", "contact", "acme", "--note=Spoke with Jane Doe.")
    later = acme.ok("db", "check")["audit"]
    assert later["entries"] == noted["entries"] + 1
    assert later["seal"] != noted["seal"]
    assert later["seal"] in acme("db", "check").out


def test_a_database_that_is_not_there_is_not_made_to_look_after_it(cli: CommandLine, tmp_path: Path) -> None:
    for command in (["check"], ["backup", str(tmp_path / "kept.db")]):
        assert cli("db", *command).code == 2
    assert not cli.db.exists()
