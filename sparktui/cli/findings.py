"""Findings, for people and for programs.

One job: lay out what the rules say, and give it as JSON values. Must not: choose or judge findings.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from sparktui.cli.layout import columns, wrap
from sparktui.domain.text import plain
from sparktui.widgets.glyphs import terminal_glyphs

if TYPE_CHECKING:
    from sparktui.rules.finding import Finding, Verdict

_INDENT = " " * 4
_COLOURS = {"block": "red", "warn": "yellow", "info": "cyan", "ok": "green"}
_ORDER = ("block", "warn", "info", "ok")
_MOST = 5_000


def lines(findings: Iterable[Finding]) -> Iterator[str]:
    """Yield the lines in which ``findings`` are read: those that stop the action first."""
    for finding in sorted(findings, key=lambda found: _ORDER.index(found.level)):
        yield from _of_one(finding)


def answer(finding: Finding) -> Iterator[str]:
    """Yield the lines of what ``finding`` says, without whose finding it is."""
    first, *rest = [*wrap(plain(finding.message, _MOST), columns() - len(_INDENT))]
    yield f"  {mark(finding.level)} {first}"
    yield from (_INDENT + line for line in rest)
    yield from _details(finding)


def passed(findings: Sequence[Finding]) -> str:
    """Return the rules that have nothing to object or to say, in one line; empty when there is none."""
    held = [finding.rule for finding in findings if finding.level == "ok"]
    return f"  {mark('ok')} {', '.join(held)}" if held else ""


def mark(level: str) -> str:
    """Return the coloured mark of ``level``."""
    return click.style(terminal_glyphs().mark(level), fg=_COLOURS[level], bold=True)


def as_json(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """Return ``findings`` as JSON values."""
    return [
        {
            "rule": finding.rule,
            "level": finding.level,
            "message": finding.message,
            "remedy": finding.remedy,
            "source": finding.source,
            "title": finding.title,
            "detail": list(finding.detail),
            "since": finding.since,
            "until": finding.until,
        }
        for finding in findings
    ]


def verdict_as_json(verdict: Verdict) -> dict[str, Any]:
    """Return ``verdict`` as JSON values: whether the action is allowed, until when, or from when again."""
    return {
        "allowed": verdict.allowed,
        "until": verdict.until,
        "from": verdict.from_day,
        "findings": as_json(verdict.findings),
    }


def _of_one(finding: Finding) -> Iterator[str]:
    rule = click.style(f"{finding.rule:<6}", fg=_COLOURS[finding.level], bold=True)
    yield f"  {mark(finding.level)} {rule} {click.style(finding.title, bold=True)}"
    for line in wrap(plain(finding.message, _MOST), columns() - len(_INDENT)):
        yield _INDENT + line
    yield from _details(finding)
    yield _INDENT + click.style(f"({finding.source})", dim=True)


def _details(finding: Finding) -> Iterator[str]:
    """Yield the lines in columns, which are never wrapped, and the remedy."""
    for line in finding.detail:
        yield _INDENT * 2 + plain(line, _MOST)
    for line in wrap(plain(finding.remedy, _MOST), columns() - len(_INDENT)):
        yield _INDENT + click.style(line, fg="cyan")
