"""Users brought in, and trials and the audit written to files, from the command line."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from tests.cli.conftest import CommandLine


def test_users_are_brought_in(acme: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "users.csv"
    file.write_text("Customer Admin Email,Email,Display Name\nJane@acme.example,bo@acme.example,Bo\n")
    before = acme.data()
    assert acme.ok("import", "users", str(file), "--dry-run")["written"] is False
    assert acme("import", "users", str(file), "--dry-run").out.splitlines()[-1] == "Dry run: nothing was written."
    assert acme.data() == before
    report = acme.ok("import", "users", str(file))
    assert (report["read"], report["created"], report["written"]) == (1, 1, True)
    assert acme.ok("trials", "show", "acme")["users"] == 1
    assert acme.ok("import", "users", str(file))["unchanged"] == 1


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_what_is_exported_is_imported_unchanged(acme: CommandLine, tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"trials.{ending}"
    assert acme.ok("export", "trials", "--output", str(file)) == {"file": str(file), "rows": 1}
    before = acme.data()
    report = acme.ok("import", "customers", str(file))
    assert (report["unchanged"], report["created"], report["updated"]) == (1, 0, 0)
    assert acme.data() == before


def test_an_export_replaces_a_file_only_when_told(acme: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "audit.json"
    assert acme("export", "audit", "--output", str(file)).out == f"1 audit entries written to {file}.\n"
    assert len(json.loads(file.read_text())) >= 1
    for what in ("trials", "shipments", "audit"):
        refused = acme("export", what, "--output", str(file))
        assert refused.code == 2
        assert "replace it with --overwrite." in refused.err
    assert acme("export", "audit", "--output", str(file), "--overwrite").code == 0
    assert acme("export", "audit", "--output", str(tmp_path / "audit.pdf")).code == 2
    assert acme("export", "audit").code == 2


def test_the_audit_is_exported_with_who_did_what(acme: CommandLine, tmp_path: Path) -> None:
    acme.ok("trials", "extend", "acme")
    file = tmp_path / "audit.csv"
    acme.ok("export", "audit", "--output", str(file))
    with file.open(newline="") as lines:
        rows = list(csv.reader(lines))
    assert len(rows) == 3
    assert any("trials.extend" in cell for cell in rows[2])
    assert any("ada@northwind.example" in cell for cell in rows[2])


def test_an_export_as_of_an_earlier_day_knows_no_later_conversion(acme: CommandLine, tmp_path: Path) -> None:
    order = ("--offer=A-SPK", "--plan=M3", "--deal-id=0042", "--webex-url=acme.webex.com")
    acme.ok("convert", "order", "acme", *order, "--admin-email=Jane@acme.example")
    acme.ok("convert", "place", "acme", "--order-number=8123")
    acme.ok("convert", "complete", "acme")
    file = tmp_path / "trials.json"
    acme.ok("export", "trials", "--output", str(file))
    assert json.loads(file.read_text())[0]["Converted On"] == "2026-11-22"
    acme.ok("export", "trials", "--output", str(file), "--overwrite", on="2026-11-21")
    assert json.loads(file.read_text())[0]["Converted On"] == ""
