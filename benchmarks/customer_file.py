"""A made-up customer file of any length, the same every time.

One job: write it. Must not: import it.
"""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from tempfile import NamedTemporaryFile

from benchmarks.data_sets import DAY
from sparktui.services.customer_file import HEADINGS

_SERVICES = ("messaging:25", "messaging; meetings:50", "messaging:10; meetings:10; calling:5", "care:3; room-systems:2")


def written(folder: Path, rows: int) -> Path:
    """Return a file of ``rows`` trials in ``folder``, written now where it is not there yet."""
    path = folder / f"customers-{rows}.csv"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile("w", encoding="utf-8", newline="", delete=False) as file:
            writer = csv.writer(file)
            writer.writerow(HEADINGS)
            writer.writerows(_rows(rows))
        shutil.move(file.name, path)
    return path


def _rows(count: int) -> Iterator[tuple[str, ...]]:
    """Yield trials in every phase, each of a customer and, with meetings, on a site of its own."""
    for number in range(count):
        days_ago = number * 7 % 200
        starts = DAY - timedelta(days=days_ago)
        services = _SERVICES[number % len(_SERVICES)]
        yield (
            f"Müller & Söhne {number} GmbH" if number % 5 == 0 else f"Contoso {number} Ltd",
            ("US", "DE", "GB", "JP")[number % 4],
            f"Jane.Doe{number}@customer{number}.example",
            starts.isoformat(),
            str((30, 60, 90)[number % 3]),
            "",
            services,
            f"customer{number}.webex.com" if "meetings" in services else "",
            f"{number:07d}",
            "DX80:1; SX10:2" if number % 9 == 0 else "",
            "care" if number % 4 == 1 else "",
            (starts + timedelta(days=20)).isoformat() if number % 3 == 0 and days_ago >= 20 else "",
            "Spoke with Jane, wants a quote" if number % 2 else "",
        )
