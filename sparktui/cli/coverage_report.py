"""The article, accounted for: the table for people and for programs.

One job: lay out which statement is carried by what. Must not: judge whether that is enough.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from itertools import groupby

import click

from sparktui.cli import printing
from sparktui.cli.layout import columns, wrap
from sparktui.rules.coverage import CoverageRow

_COLOURS = {"carried": "green", "planned": "yellow", "missing": "red"}


def tell(rows: Sequence[CoverageRow], gaps: Sequence[str], *, as_json: bool) -> None:
    """Print a line for each statement, the totals, and every gap."""
    totals = Counter(row.state for row in rows)
    if as_json:
        counts = {state: totals[state] for state in ("carried", "planned", "missing")}
        printing.print_json({"total": len(rows), **counts, "gaps": gaps, "items": [asdict(row) for row in rows]})
        return
    for section, statements in groupby(rows, lambda row: row.section):
        printing.heading(section)
        for row in statements:
            state = click.style(f"{row.state:<9}", fg=_COLOURS[row.state])
            printing.say(f"  {row.statement:<18}{state}{', '.join(row.carriers)}")
            for line in wrap(row.says, columns() - 18):
                printing.say(click.style(" " * 18 + line, dim=True))
    printing.say(
        "",
        f"{len(rows)} statements: {totals['carried']} carried, {totals['planned']} planned, "
        f"{totals['missing']} missing.",
    )
    for gap in gaps:
        printing.warn(gap)
