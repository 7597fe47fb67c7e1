"""All benchmarks, or those that are named, in one run and one table (``make bench``).

With a million trials each kind of figures also takes its place in `RESULTS.md`.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks import commands, footprint, freezing, importing, moving, report, searching, start, viewing, working
from benchmarks.clearing import cleared
from benchmarks.data_sets import SIZES, DataSets, default_folder
from benchmarks.figure import Figure

KINDS: dict[str, Callable[[DataSets, int], Iterator[Figure]]] = {
    "start": start.measure,
    "moving": moving.measure,
    "searching": searching.measure,
    "viewing": viewing.measure,
    "freezing": freezing.measure,
    "footprint": footprint.measure,
    "importing": importing.measure,
    "working": working.measure,
    "commands": commands.measure,
}
RESULTS = Path(__file__).with_name("RESULTS.md")


def main() -> None:
    """Measure what the arguments name and print the table."""
    given = _arguments().parse_args()
    kinds = given.only.split(",") if given.only else list(KINDS)
    data = DataSets(given.folder, given.trials)
    command = " ".join(["python -m benchmarks", *sys.argv[1:]])
    print(report.heading(), flush=True)
    with cleared(given.folder):
        for kind in kinds:
            load = os.getloadavg()[0]
            figures: list[Figure] = []
            for figure in KINDS[kind](data, given.rounds):
                print(report.line(figure), flush=True)
                figures.append(figure)
            if given.trials == SIZES[-1]:
                before = RESULTS.read_text(encoding="utf-8") if RESULTS.exists() else ""
                section = report.section(figures, command, (load, os.getloadavg()[0]))
                RESULTS.write_text(report.page({kind: section}, before), encoding="utf-8")


def _arguments() -> argparse.ArgumentParser:
    asked = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    asked.add_argument("--only", metavar="KIND,…", help=f"some of {', '.join(KINDS)}; all of them otherwise")
    asked.add_argument("--trials", type=int, default=SIZES[-1], help="how many trials are many (%(default)s)")
    asked.add_argument("--rounds", type=int, default=3, help="how often things are done in turn (%(default)s)")
    asked.add_argument("--folder", type=Path, default=default_folder(), help="where databases are kept (%(default)s)")
    return asked


if __name__ == "__main__":
    main()
