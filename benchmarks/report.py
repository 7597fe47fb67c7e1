"""The table of figures: on the screen, and in `RESULTS.md` with the date and the machine.

One job: lay figures out. Must not: measure.
"""

from __future__ import annotations

import os
import platform
import sqlite3
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from importlib.metadata import version
from pathlib import Path

from benchmarks.figure import Figure

HEADINGS = ("figure", "sparktui", "held against", "that", "ratio", "limit", "aim", "CPU ratio", "runs", "verdict")
_WIDTHS = (40, 12, 34, 12, 9, 7, 7, 10, 6, 12)
_NUMBERS = (1, 3, 4, 5, 6, 7, 8)
# What decides how fast the program is; the page of results changes while it is measured.
_MEASURED = ("sparktui", "data", "benchmarks/*.py", "requirements.lock")


def heading() -> str:
    """Return the first line of the table."""
    return _line(HEADINGS)


def line(figure: Figure) -> str:
    """Return one figure as a line of a terminal."""
    return _line(_cells(figure))


def section(figures: Sequence[Figure], command: str, load: Sequence[float]) -> str:
    """Return what was measured of one kind, as Markdown; ``load`` is how busy the machine was before and after."""
    rules = ["---:" if place in _NUMBERS else "---" for place in range(len(HEADINGS))]
    rows = [HEADINGS, rules, *map(_cells, figures)]
    busy = " to ".join(f"{value:.1f}" for value in load)
    day = date.today()  # noqa: DTZ011
    made = f"`{command}` on {day} at {_commit()}, {busy} processes busy, others' included."
    return "\n".join([made, "", *("| " + " | ".join(row) + " |" for row in rows), ""])


def page(sections: Mapping[str, str], before: str) -> str:
    """Return the page of results: ``sections`` by their kinds, and from the page ``before`` what they do not replace.

    What was measured on another machine, or with other versions, is left out.
    """
    told = "Made by the command; what each figure means stands in [README.md](README.md)."
    top = "\n".join(["# What was measured", "", told, "", *(f"- {fact}" for fact in _machine())])
    kept = dict(part.split("\n\n", 1) for part in before.split("\n## ")[1:]) if before.startswith(top) else {}
    together = {**kept, **sections}
    return "\n## ".join([f"{top}\n", *(f"{kind}\n\n{together[kind].rstrip()}\n" for kind in together)])


def _cells(figure: Figure) -> tuple[str, ...]:
    theirs = "" if figure.is_absolute else "not there" if figure.theirs is None else _amount(figure, figure.theirs)
    ratios = [_number(value) for value in (figure.ratio, figure.limit, figure.aim, figure.cpu)]
    return (
        *(figure.name, _amount(figure, figure.ours), figure.against, theirs),
        *ratios,
        *(str(figure.samples), figure.verdict),
    )


def _line(cells: Sequence[str]) -> str:
    laid = zip(cells, _WIDTHS, range(len(cells)), strict=True)
    return "".join(f"{cell:>{width}}" if at in _NUMBERS else f" {cell:<{width}}" for cell, width, at in laid).rstrip()


def _amount(figure: Figure, value: float) -> str:
    if figure.unit == "ms":
        return f"{value * 1000:,.1f} ms"
    return f"{value:,.2f} s" if figure.unit == "s" else f"{value:,.0f} {figure.unit}"


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"


def _commit() -> str:
    """Return which commit is measured, and whether it has been changed since."""
    try:
        commit = _git("rev-parse", "--short", "HEAD").strip()
        return f"commit {commit}{', changed since' if _git('status', '--porcelain', *_MEASURED) else ''}"
    except (OSError, subprocess.CalledProcessError):
        return "a commit that nobody knows"


def _git(*words: str) -> str:
    here = Path(__file__).parents[1]
    return subprocess.run(["git", *words], cwd=here, capture_output=True, text=True, check=True).stdout


def _machine() -> Iterator[str]:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    yield f"{_processor()}, {os.cpu_count()} cores, {memory:.0f} GB of memory; {platform.system()} {platform.release()}"
    yield f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, Textual {version('textual')}"


def _processor() -> str:
    facts = Path("/proc/cpuinfo")
    lines = facts.read_text(encoding="utf-8").splitlines() if facts.exists() else []
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())
