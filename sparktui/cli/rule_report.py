"""One rule, explained, for people and for programs.

One job: lay out what the rule says, where it comes from, and what it answers in its worked example.
"""

from __future__ import annotations

from inspect import getdoc
from typing import Any

import click

from sparktui import reference_data
from sparktui.cli import findings, printing
from sparktui.cli.layout import columns, wrap
from sparktui.domain.article import Statement
from sparktui.domain.dates import in_words
from sparktui.domain.text import plain
from sparktui.domain.trial import Trial
from sparktui.rules.examples import Example, examples
from sparktui.rules.finding import Finding
from sparktui.rules.rule import Rule

Answered = tuple[Trial, Finding]


def as_json(rule: Rule, answered: Answered | None) -> dict[str, Any]:
    """Return the explanation of ``rule``, and what it ``answered`` for a trial if one was named."""
    example = _example(rule)
    explained: dict[str, Any] = {
        "id": rule.id,
        "title": rule.title,
        "section": rule.section,
        "explanation": " ".join(_explanation(rule)),
        "statements": [
            {"id": said.id, "section": said.section, "paragraph": said.paragraph, "says": said.says}
            for said in _statements(rule)
        ],
        "example": {
            "story": example.story,
            "cases": [
                {
                    "label": case.label,
                    "day": case.day,
                    "finding": findings.as_json([rule.explain(case.facts, case.day)])[0],
                }
                for case in example.cases
            ],
        },
    }
    if answered:
        trial, finding = answered
        explained["trial"] = {"id": trial.reference, "finding": findings.as_json([finding])[0]}
    return explained


def print_rule(rule: Rule, answered: Answered | None) -> None:
    """Print the explanation of ``rule``, and what it ``answered`` for a trial if one was named."""
    printing.say(click.style(f"{rule.id}  {rule.title}", bold=True), click.style(f"({rule.section})", dim=True), "")
    for paragraph in _explanation(rule):
        printing.say(*wrap(paragraph, columns()))
    statements = _statements(rule)
    if statements:
        printing.heading("From the article, in our words")
        for said in statements:
            printing.field(f"paragraph {said.paragraph}", said.says)
    example = _example(rule)
    printing.heading("For example")
    printing.say(*wrap(example.story, columns()))
    for case in example.cases:
        printing.say("", f"  {in_words(case.day)}: {case.label}", *findings.answer(rule.explain(case.facts, case.day)))
    if answered:
        trial, finding = answered
        printing.heading(f"{trial.reference} ({plain(trial.customer.name, 200)})")
        printing.say(*findings.lines([finding]))
        first = in_words(finding.since) if finding.since else "the beginning"
        last = in_words(finding.until) if finding.until else "the end"
        printing.field("Holds", f"from {first} to {last}")


def _explanation(rule: Rule) -> list[str]:
    """Return what the rule's function says of itself, by paragraphs, without the ID that stands first."""
    said = (getdoc(rule.check) or "").removeprefix(f"{rule.id}. ")
    return [" ".join(paragraph.split()) for paragraph in said.split("\n\n")]


def _statements(rule: Rule) -> list[Statement]:
    return [said for said in reference_data.statements() if said.id in rule.statements]


def _example(rule: Rule) -> Example:
    return examples(reference_data.policy(), reference_data.catalogue())[rule.id]
