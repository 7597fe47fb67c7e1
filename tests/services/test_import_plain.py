"""Rows with nothing out of the ordinary are read in a shorter way, and nobody can tell by what is recorded."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from sparktui.services import customer_file, maintenance
from sparktui.services.desk import Desk
from sparktui.services.import_customers import import_customers
from sparktui.services.import_plain import PlainRows
from sparktui.services.tabular import Row
from sparktui.store import import_rows
from sparktui.store.audit_words import in_words
from sparktui.store.bulk import Known
from tests.portfolio import TODAY, a_desk, a_trial
from tests.services.customer_files import HEADINGS, a_file, a_row, entries, everything

WORDS = {
    "customer_name": (
        "Contoso",
        " Müller & Söhne ",
        'A "quoted" \\ name',
        "\u0130stanbul",
        "株式会社",
        "Tab\tin it",
        "",
    ),
    "country": ("US", "de", "XX"),
    "period_days": ("30", " 60", "45"),
    "services": ("messaging:25", "Messaging; meetings:5; calling", "care", "meetings", "messaging; messaging", ""),
    "site_url": ("", "", "HTTPS://Site{}.WebEx.com./meet", "site{}.webex.com", "site{}.example"),
    "deal_id": ("", "00{}", "D-{}"),
    "devices": ("", "DX80:1; Sx10 “plus”:2", "DX80:0"),
    "paid_services": ("", "", "care; calling", "messaging", "nothing"),
    "notes": ("", "Wants a quote,\nsays “soon”", "x" * 400),
}

NOBODY = Known({}, {})


def some_rows(count: int) -> list[dict[str, str]]:
    """Make up rows of which most are right in all, and the others wrong in all ways that a cell can be."""
    random, rows = Random(5), []
    for number in range(count):
        is_odd = number % 3 == 0
        cells = {
            field: random.choice(words if is_odd else words[: max(2, len(words) // 2)]).format(number)
            for field, words in WORDS.items()
        }
        starts = TODAY - timedelta(days=random.randrange(-20, 160))
        for field, last in (("extended_on", 60), ("converted_on", 90)):
            cells[field] = str(starts + timedelta(days=random.randrange(last))) if random.random() < 0.2 else ""
        address = random.choice(
            ("Jane.Doe{}@a.example", "j{}@müller.example", "j{}@b.example ", "j{}")[: 4 if is_odd else 1]
        )
        rows.append(a_row(starts=str(starts), admin_email=address.format(number), **cells))
    return rows


def recorded(desk: Desk) -> list[tuple[Any, ...]]:
    """Return all that is recorded but the audit, whose instants differ, and what the audit tells, letter by letter."""
    told = [(entry.trial_id, entry.customer_id, json.dumps(entry.after)) for entry in entries(desk)]
    return [row for row in everything(desk) if not row[0].startswith("audit")] + told


def test_a_file_is_recorded_as_if_every_row_had_been_read_the_long_way(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = a_file(tmp_path, *some_rows(400))
    report = import_customers(desk, file, skip_invalid=True)
    assert report.created > 100
    assert len(report.rejected) > 50
    other = a_desk(tmp_path / "other.db")
    monkeypatch.setattr(PlainRows, "read", lambda *_: None)
    assert import_customers(other, file, skip_invalid=True) == report
    assert recorded(other) == recorded(desk)
    for each in (desk, other):
        assert maintenance.check(each.database, each.policy) == []
        each.database.close()


def plain_rows(desk: Desk) -> PlainRows:
    return PlainRows(desk, customer_file.layout(list(HEADINGS.values()), "customers.csv"))


def read(desk: Desk, cells: dict[str, str], known: Known = NOBODY) -> import_rows.NewRow | None:
    return plain_rows(desk).read(Row(2, tuple(a_row(**cells).values())), known)


def test_an_everyday_row_is_plain(desk: Desk) -> None:
    site = " https://Contoso.webex.com "
    new = read(desk, {"services": "meetings:5", "site_url": site, "paid_services": "care", "notes": "“a”"})
    assert new is not None
    assert (new.runs, new.held_site, new.services) == (True, "contoso.webex.com", '{"meetings": 5}')
    assert new.site_as_written == site
    assert in_words(json.loads(new.after)) == (new.after, new.sealed_after)


@pytest.mark.parametrize(
    "cells",
    [
        {"customer_name": " "},
        {"country": "XX"},
        {"period_days": "45"},
        {"extended_on": "2026-12-01"},
        {"services": "messaging", "site_url": "contoso.webex.com"},
        {"services": "meetings", "site_url": "contoso.example"},
        {"services": "messaging", "paid_services": "messaging"},
        {"admin_email": "jane"},
        {"deal_id": "D-1"},
        {"notes": "\ud800"},
    ],
)
def test_a_row_with_something_wrong_is_not_plain(desk: Desk, cells: dict[str, str]) -> None:
    assert read(desk, cells) is None


def test_a_row_of_a_customer_on_record_is_not_plain(desk: Desk) -> None:
    customer = a_trial(desk).customer
    assert read(desk, {}) is not None
    assert read(desk, {}, Known({customer.admin_email: customer}, {})) is None


def test_what_a_plain_row_holds_stands_in_the_order_of_the_columns() -> None:
    names = [name for name in import_rows.OF_ROW if name in import_rows.NewRow._fields]
    assert tuple(names) == import_rows.NewRow._fields
