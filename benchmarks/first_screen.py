"""How soon the first screen with data is there, and how soon a page further, at 100,000 trials.

Held against a bare Textual app and Textual's own DataTable with 100 rows, in turn, medians of several runs.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.terminal import Terminal
from sparktui.bootstrap import open_sample_desk
from sparktui.settings import Settings

TRIALS = 100_000
DAY = date(2026, 11, 22)
RUNS = 7
PAGE_DOWN = b"\x1b[6~"
_BARE = """
from textual.app import App
from textual.widgets import Static
class Bare(App):
    def compose(self):
        yield Static("nothing but this")
Bare().run()
"""
_TABLE = """
from textual.app import App
from textual.widgets import DataTable
class Table(App):
    def compose(self):
        yield DataTable(cursor_type="row")
    def on_mount(self):
        self.animation_level = "none"
        table = self.query_one(DataTable)
        table.add_columns("Customer", "Services", "State", "Expires")
        table.add_rows((f"Customer {n}", "MSG MTG", f"{n} days left", "22 Nov") for n in range(100))
        table.focus()
Table().run()
"""


def main() -> None:
    """Print both figures with their ratios."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "bench.db"
        desk = open_sample_desk(Settings(db=path, operator="ada", as_of=DAY), path, trials=TRIALS, tier=1)
        desk.database.close()
        ours = [sys.executable, "-m", "sparktui", "--db", str(path), "--as-of", str(DAY)]
        bare, table = [sys.executable, "-c", _BARE], [sys.executable, "-c", _TABLE]
        firsts: dict[str, list[float]] = {"ours": [], "bare": []}
        pages: dict[str, list[float]] = {"ours": [], "table": []}
        for _ in range(RUNS):
            with Terminal(bare) as terminal:
                firsts["bare"].append(terminal.until("nothing but this"))
            with Terminal(ours) as terminal:
                firsts["ours"].append(terminal.until("Grace:"))
                terminal.rest(1.0)
                pages["ours"] += [terminal.press(PAGE_DOWN) for _ in range(5)]
            with Terminal(table) as terminal:
                terminal.until("Customer 1")
                terminal.rest(1.0)
                pages["table"] += [terminal.press(PAGE_DOWN) for _ in range(3)]
    _row("first screen with data", firsts["ours"], "bare Textual app", firsts["bare"])
    _row("page-down", pages["ours"], "DataTable, 100 rows", pages["table"])


def _row(figure: str, ours: list[float], against: str, theirs: list[float]) -> None:
    mine, other = median(ours) * 1000, median(theirs) * 1000
    print(f"{figure:<24}{mine:>8.0f} ms   {against:<22}{other:>8.0f} ms   ratio {mine / other:.2f}")


if __name__ == "__main__":
    main()
