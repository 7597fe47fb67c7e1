"""The words in which tests tell of customer files: which rows, in which columns, and what is on record afterwards.

One job: write small files and read the desk back. Must not: go through the code that is under test to write a file.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from sparktui.domain.trial import Trial
from sparktui.services.audit_values import trial_values
from sparktui.services.desk import Desk
from sparktui.services.import_report import ImportReport
from sparktui.store import audit, bulk
from sparktui.store.audit import AuditEntry

HEADINGS = {
    "customer_name": "Customer Name",
    "country": "Country",
    "admin_email": "Admin Email",
    "start_date": "Start Date",
    "period_days": "Period Days",
    "extended_on": "Extended On",
    "services": "Services",
    "site_url": "Site URL",
    "deal_id": "Deal ID",
    "devices": "Devices",
    "paid_services": "Paid Services",
    "converted_on": "Converted On",
    "notes": "Notes",
}


def a_row(customer: str = "Contoso", starts: str = "2026-10-01", **cells: str) -> dict[str, str]:
    """Return a row under its headings: 60 days of messaging for a customer in the US, but for ``cells``.

    The cells are named as the form's fields are; the address follows from the customer's name.
    """
    usual = {
        "customer_name": customer,
        "country": "US",
        "admin_email": f"jane.doe@{customer.lower()}.example",
        "start_date": starts,
        "period_days": "60",
        "services": "messaging:25",
    }
    return {heading: {**usual, **cells}.get(field, "") for field, heading in HEADINGS.items()}


def a_file(
    folder: Path,
    *rows: Mapping[str, str],
    name: str = "customers.csv",
    without: Iterable[str] = (),
    delimiter: str = ",",
) -> Path:
    """Write ``rows`` under the headings of the first, ``without`` some of them, and return the file's path."""
    headings = [heading for heading in rows[0] if heading not in set(without)]
    path = folder / name
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, headings, extrasaction="ignore", delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)
    return path


def cells_of(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV file by heading."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def on_record(desk: Desk) -> list[Trial]:
    """Return all trials in the order in which they were recorded."""
    with desk.database.reading() as connection:
        return list(bulk.every_trial(connection))


def the_trial(desk: Desk) -> Trial:
    """Return the only trial."""
    (trial,) = on_record(desk)
    return trial


def facts_on_record(desk: Desk) -> list[dict[str, Any]]:
    """Return what is recorded of all trials, without their IDs."""
    return [trial_values(trial) for trial in on_record(desk)]


def entries(desk: Desk) -> list[AuditEntry]:
    """Return the audit, the oldest entry first."""
    with desk.database.reading() as connection:
        return list(audit.every(connection))


def everything(desk: Desk) -> list[tuple[Any, ...]]:
    """Return every row of every table, to compare before with after."""
    with desk.database.reading() as connection:
        names = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").all()
        return [
            (name, *tuple(row)) for (name,) in names for row in connection.exec_driver_sql(f'SELECT * FROM "{name}"')
        ]


def counts(report: ImportReport) -> tuple[int, int, int, int]:
    """Return the created, updated, unchanged and rejected rows."""
    return report.created, report.updated, report.unchanged, len(report.rejected)


def reasons(report: ImportReport) -> dict[int, str]:
    """Return the reason of each rejection by line."""
    return {rejection.line: rejection.reason for rejection in report.rejected}
