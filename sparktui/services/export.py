"""Handing out what the desk knows: trials as a customer file, shipments, and the audit.

One job: the use cases of ``sparktui export``. Must not: hold all rows at once, or leave half a file behind.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from sparktui.domain.quantities import format_devices
from sparktui.domain.text import plain
from sparktui.domain.trial import Trial, reference
from sparktui.errors import BadInput
from sparktui.services.customer_file import HEADINGS, row_of
from sparktui.services.desk import Desk
from sparktui.services.new_file import new_file
from sparktui.services.shipments import ShipmentLine, every_line
from sparktui.services.tabular import write_csv, write_xlsx
from sparktui.store import audit, bulk
from sparktui.store.database import Connection

AUDIT_HEADINGS = (
    "at",
    "business_day",
    "operator",
    "command",
    "trial",
    "customer",
    "before",
    "after",
    "acknowledged",
    "seal",
)
SHIPMENT_HEADINGS = (
    "shipment",
    "trial",
    "customer",
    "country",
    "number",
    "carrier",
    "carrier_name",
    "certainty",
    "state",
    "devices",
    "news_on",
    "age_days",
    "warnings",
    "page",
    "note",
    "source",
)
_BATCH = 1_000


def export_trials(
    desk: Desk,
    path: Path,
    *,
    overwrite: bool = False,
    day: date | None = None,
    trial_ids: Iterable[int] | None = None,
) -> int:
    """Write all trials to ``path`` in the order of their IDs, as a file that imports again, and return their number.

    The name's ending decides between CSV, XLSX and JSON. With ``day``, conversions after that day are left out. With
    ``trial_ids`` only those trials are written, in that order.

    Raises:
        BadInput: when the ending is another one, or the file exists or cannot be written.
        OutsideFailure: when the disk or the database fails.
    """
    with desk.database.reading() as connection:
        trials = bulk.every_trial(connection) if trial_ids is None else bulk.trials_in_order(connection, trial_ids)
        rows = (row_of(_on(trial, day)) for trial in trials)
        return _write(path, HEADINGS, rows, overwrite=overwrite)


def export_audit(desk: Desk, path: Path, *, overwrite: bool = False) -> int:
    """Write all audit entries to ``path``, the oldest first, and return their number.

    Customers are named as they are called now. Raises as `export_trials` does.
    """
    with desk.database.reading() as connection:
        return _write(path, AUDIT_HEADINGS, _audit_rows(connection), overwrite=overwrite)


def export_shipments(desk: Desk, path: Path, *, overwrite: bool = False) -> int:
    """Write all shipments to ``path`` in the order of their IDs, as they stand today, and return their number.

    ``note`` is that of the last news, ``source`` where the first came from. Raises as `export_trials` does.
    """
    with desk.database.reading() as connection:
        rows = map(_shipment_row, every_line(desk, connection))
        return _write(path, SHIPMENT_HEADINGS, rows, overwrite=overwrite)


def _shipment_row(line: ShipmentLine) -> tuple[Any, ...]:
    shipment, customer = line.shipment, line.trial.customer
    return (
        shipment.reference,
        line.trial.reference,
        customer.name,
        customer.country,
        shipment.number,
        shipment.carrier,
        line.tracked.carrier_name,
        shipment.certainty.value,
        shipment.state.value,
        format_devices(shipment.devices),
        shipment.news_on.isoformat(),
        line.age,
        " ".join(concern.words for concern in line.concerns),
        line.tracked.page or "",
        shipment.news[-1].note,
        shipment.news[0].source,
    )


def _on(trial: Trial, day: date | None) -> Trial:
    if day is not None and trial.converted_on is not None and trial.converted_on > day:
        return replace(trial, converted_on=None)
    return trial


def _audit_rows(connection: Connection) -> Iterator[tuple[Any, ...]]:
    entries = audit.every(connection)
    while batch := list(islice(entries, _BATCH)):
        names = bulk.customer_names(connection, {entry.customer_id for entry in batch if entry.customer_id})
        for entry in batch:
            yield (
                entry.at.isoformat(timespec="microseconds"),
                entry.business_day.isoformat(),
                entry.operator,
                entry.command,
                reference(entry.trial_id) if entry.trial_id else "",
                names.get(entry.customer_id or 0, ""),
                entry.before,
                entry.after,
                list(entry.acknowledged),
                entry.seal,
            )


def _write(path: Path, headings: Sequence[str], rows: Iterable[Sequence[Any]], *, overwrite: bool) -> int:
    match path.suffix.lower():
        case ".csv":
            return write_csv(path, headings, map(_as_text, rows), overwrite=overwrite)
        case ".xlsx":
            return write_xlsx(path, headings, map(_as_text, rows), overwrite=overwrite)
        case ".json":
            return _write_json(path, headings, rows, overwrite=overwrite)
    raise BadInput(
        f"{plain(str(path))} ends in none of .csv, .xlsx and .json.", "Name a file with one of these endings."
    )


def _as_text(row: Sequence[Any]) -> list[str]:
    """Return ``row`` for a file whose cells are text: what is more than text is written as JSON."""
    return [cell if isinstance(cell, str) else json.dumps(cell, ensure_ascii=False) for cell in row]


def _write_json(path: Path, headings: Sequence[str], rows: Iterable[Sequence[Any]], *, overwrite: bool) -> int:
    """Write a list of objects, one a line."""
    count = 0
    with new_file(path, overwrite=overwrite) as draft, draft.open("x", encoding="utf-8") as file:
        file.write("[")
        for count, row in enumerate(rows, start=1):
            item = json.dumps(dict(zip(headings, row, strict=True)), ensure_ascii=False)
            file.write(f"{',' if count > 1 else ''}\n{item}")
        file.write("\n]\n")
    return count
