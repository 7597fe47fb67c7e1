"""The signs that stand beside words: one Unicode set, and one for terminals that show ASCII only.

One job: name every sign once, and choose the set. Each sign is one cell wide.
Must not: carry meaning alone; whoever draws a sign draws the word too, or explains the sign nearby.
"""

from __future__ import annotations

import locale
import os
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Glyphs:
    """One set of signs. ``marks`` are found by the name of a phase, a level, a step, a fate, or by what is awaited."""

    marks: Mapping[str, str]
    cursor: str
    picked: str
    ellipsis: str
    unknown: str
    dot: str
    bar: str
    """From empty to full, for a cell of a bar."""
    past_trial: str
    trial: str
    past_grace: str
    grace: str
    held: str
    line_start: str
    line_end: str
    tick: str
    here: str
    before: str
    after: str
    arrow: str

    def mark(self, name: str) -> str:
        """Return the mark of a phase or level; a blank when there is none."""
        return self.marks.get(name, " ")


UNICODE = Glyphs(
    marks={
        "asked": "!",
        "undecided": "?",
        "grace": "▲",
        "expiring": "◆",
        "active": "●",
        "scheduled": "◦",
        "converted": "✓",
        "lost": "✕",
        "block": "✕",
        "warn": "!",
        "info": "i",
        "ok": "✓",
        "here": "●",
        "open": "○",
        "converts": "✓",
        "kept": "✓",
        "new": "+",
    },
    cursor="❯",
    picked="•",
    ellipsis="…",
    unknown="·",
    dot="·",
    bar="▁▂▃▄▅▆",
    past_trial="━",
    trial="─",
    past_grace="▒",
    grace="░",
    held="┄",
    line_start="├",
    line_end="┤",
    tick="┿",
    here="▲",
    before="◀",
    after="▶",
    arrow="→",
)

ASCII = Glyphs(
    marks={
        "asked": "!",
        "undecided": "?",
        "grace": "^",
        "expiring": "*",
        "active": "o",
        "scheduled": ".",
        "converted": "v",
        "lost": "x",
        "block": "x",
        "warn": "!",
        "info": "i",
        "ok": "v",
        "here": "o",
        "open": ".",
        "converts": "v",
        "kept": "v",
        "new": "+",
    },
    cursor=">",
    picked="*",
    ellipsis="~",
    unknown=".",
    dot="-",
    bar=".-=#",
    past_trial="=",
    trial="-",
    past_grace="#",
    grace=":",
    held=".",
    line_start="|",
    line_end="|",
    tick="+",
    here="^",
    before="<",
    after=">",
    arrow=">",
)


def terminal_glyphs(environ: Mapping[str, str] | None = None) -> Glyphs:
    """Return the set for this terminal.

    ``SPARKTUI_ASCII`` decides where it is set (``0`` means Unicode, anything else ASCII); otherwise the
    encoding of the locale does.
    """
    wish = (os.environ if environ is None else environ).get("SPARKTUI_ASCII", "")
    if wish:
        return UNICODE if wish == "0" else ASCII
    return UNICODE if locale.getencoding().replace("-", "").lower() == "utf8" else ASCII
