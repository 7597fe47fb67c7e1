"""Trials are handed out as a file that imports again without a change, and the audit as it stands."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from sparktui.errors import BadInput
from sparktui.services.desk import Desk
from sparktui.services.export import AUDIT_HEADINGS, export_audit, export_trials
from sparktui.services.import_customers import import_customers
from sparktui.services.tabular import open_table
from tests.portfolio import ADA, TODAY, a_trial
from tests.services.customer_files import (
    HEADINGS,
    a_file,
    a_row,
    cells_of,
    counts,
    entries,
    everything,
    facts_on_record,
)

HOSTILE = [
    "=1+1",
    "'=1+1",
    "@SUM(A1)",
    "-5",
    "'",
    "''quoted''",
    'Say "hi", all',
    "two\nlines",
    "a\r\nb",
    "c\rd",
    "tab\there",
    "semi;colon",
    "colon:5",
    "Müller & Söhne",
    "株式会社サンプル",
    "שלום\u202e",
    "🙂‍↔️",
    "e\u0301 and é",
    "Acme [/weird] Ltd",
    "\x1b[31mred",
    "_x000D_",
    "007",
    "1e5",
    "TRUE",
    "2026-11-22",
    "non\u00a0breaking",
    "\ufeffmark",
    "Line",
    "\x85next",
]


def a_portfolio(random: Random) -> list[dict[str, str]]:
    """Make up the trials of a few customers whose names and notes try to break the file."""
    return [
        a_row(
            random.choice(HOSTILE) + random.choice(["", " Ltd", random.choice(HOSTILE)]),
            str(TODAY - timedelta(days=random.randrange(300))),
            admin_email=f"Jane.{number}@customer.example",
            period_days=random.choice(["30", "60", "90"]),
            country=random.choice(["US", "DE"]),
            services=random.choice(
                ["messaging:7", "meetings:1; calling:2", "messaging; meetings; calling; room-systems"]
            ),
            deal_id=random.choice(["", "0042", "0000000000"]),
            devices=random.choice(["", "DX80:1; SX10:2", f"{random.choice(HOSTILE).replace(';', ',')}.:3"]),
            paid_services=random.choice(["", "care"]) if number % 2 else "",
            notes=random.choice(["", *HOSTILE]),
        )
        for number in range(random.randrange(1, 8))
    ]


def emptied(desk: Desk, empty_database: Path) -> Desk:
    """Return ``desk`` with nothing recorded; a desk opened anew would prepare all its statements again."""
    with closing(sqlite3.connect(empty_database)) as source, closing(sqlite3.connect(desk.database.path)) as target:
        source.backup(target)
    return desk


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_an_exported_file_imports_again_without_a_change(
    desk: Desk, tmp_path: Path, empty_database: Path, ending: str
) -> None:
    random, file = Random(ending), tmp_path / f"trials.{ending}"
    for number in range(150):
        emptied(desk, empty_database)
        imported = import_customers(desk, a_file(tmp_path, *a_portfolio(random)), skip_invalid=True)
        assert (imported.created, imported.rejected) == (imported.read, ()), f"portfolio {number}"
        assert export_trials(desk, file, overwrite=True) == imported.created
        facts, before = facts_on_record(desk), everything(desk)
        again = import_customers(desk, file)
        assert (counts(again), again.notes) == ((0, 0, imported.created, 0), ()), f"portfolio {number}"
        assert everything(desk) == before
        if number % 5 == 0:
            assert counts(import_customers(emptied(desk, empty_database), file)) == (imported.created, 0, 0, 0)
            assert facts_on_record(desk) == facts, f"portfolio {number}"


def test_the_columns_and_rows_stand_in_the_order_of_the_specification(desk: Desk, tmp_path: Path) -> None:
    rows = [
        a_row("Zebra", extended_on="2026-11-15", site_url="zebra.webex.com", services="meetings:3", devices="DX80:1"),
        a_row("Acme", "2026-01-10", converted_on="2026-02-01", deal_id="0042", paid_services="care", notes="=1+1"),
    ]
    import_customers(desk, a_file(tmp_path, *rows))
    for name in ("trials.csv", "trials.XLSX"):
        assert export_trials(desk, tmp_path / name) == 2
        table = open_table(tmp_path / name)
        assert list(table.headings) == list(HEADINGS.values())
        assert [row.cells for row in table] == [tuple(row.values()) for row in rows]
    assert export_trials(desk, tmp_path / "trials.json") == 2
    assert json.loads((tmp_path / "trials.json").read_text(encoding="utf-8")) == rows


def test_an_export_for_a_day_knows_no_later_conversion(desk: Desk, tmp_path: Path) -> None:
    import_customers(desk, a_file(tmp_path, a_row(converted_on="2026-11-20")))
    export_trials(desk, tmp_path / "then.csv", day=TODAY - timedelta(days=3))
    assert cells_of(tmp_path / "then.csv")[0]["Converted On"] == ""
    export_trials(desk, tmp_path / "now.csv", day=TODAY)
    assert cells_of(tmp_path / "now.csv")[0]["Converted On"] == "2026-11-20"
    assert counts(import_customers(desk, tmp_path / "then.csv")) == (0, 0, 1, 0)


def test_an_empty_desk_gives_headings_only(desk: Desk, tmp_path: Path) -> None:
    assert export_trials(desk, tmp_path / "trials.csv") == 0
    assert export_trials(desk, tmp_path / "trials.json") == 0
    assert json.loads((tmp_path / "trials.json").read_text()) == []
    assert import_customers(desk, tmp_path / "trials.csv").read == 0


def test_the_audit_is_handed_out_with_its_seals(desk: Desk, tmp_path: Path) -> None:
    a_trial(desk, "Müller")
    import_customers(desk, a_file(tmp_path, a_row("Contoso", deal_id="7")))
    for name in ("audit.csv", "audit.xlsx"):
        assert export_audit(desk, tmp_path / name) == 3
        table = open_table(tmp_path / name)
        assert table.headings == AUDIT_HEADINGS
        started = dict(zip(table.headings, next(iter(table)).cells, strict=True))
        assert (started["trial"], started["customer"], started["operator"]) == ("T-000001", "Müller", ADA)
        assert json.loads(started["after"])["customer"] == "Müller"
    export_audit(desk, tmp_path / "audit.json")
    listed = json.loads((tmp_path / "audit.json").read_text(encoding="utf-8"))
    assert [item["command"] for item in listed] == ["trials.new", "import.customers", "import.customers"]
    assert listed[1]["after"]["deal_id"] == "7"
    assert (listed[2]["trial"], listed[2]["customer"], listed[2]["acknowledged"]) == ("", "", [])
    assert [item["seal"] for item in listed] == [entry.seal for entry in entries(desk)]


@pytest.mark.parametrize("name", ["trials.txt", "trials", "trials.csv.gz"])
def test_another_ending_is_refused(desk: Desk, tmp_path: Path, name: str) -> None:
    for export in (export_trials, export_audit):
        with pytest.raises(BadInput, match=r"none of \.csv, \.xlsx and \.json"):
            export(desk, tmp_path / name)
    assert [path.name for path in tmp_path.glob("trials*")] == []


def test_a_file_is_overwritten_only_when_allowed(desk: Desk, tmp_path: Path) -> None:
    for ending in ("csv", "xlsx", "json"):
        file = tmp_path / f"mine.{ending}"
        file.write_text("mine")
        with pytest.raises(BadInput, match="exists already"):
            export_trials(desk, file)
        assert file.read_text() == "mine"
        assert export_trials(desk, file, overwrite=True) == 0
        assert file.read_bytes() != b"mine"
