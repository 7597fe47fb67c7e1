"""``sparktui rules``: the catalogue, one rule at a time, and how the article is accounted for.

One job: print them. Must not: hold a rule, or need a database unless a trial is named.
"""

from __future__ import annotations

from itertools import groupby

import click

from sparktui.cli import failure, options
from sparktui.cli.command import Noun, Run, pass_run

FAMILIES = {
    "TRL": "Trials and their modification",
    "EXT": "Extension and added services",
    "CNV": "Conversion",
    "END": "Ending",
    "SHP": "Shipments",
    "RMA": "Returns",
}


@click.group("rules", cls=Noun)
def command() -> None:
    """What is allowed, why, and where it comes from."""


@command.command("list")
@options.as_json
def show_list(as_json: bool) -> None:
    """List all rules with the article's section from which each comes."""
    from sparktui.cli import printing
    from sparktui.rules.catalogue import RULES

    if as_json:
        items = [
            {
                "id": rule.id,
                "title": rule.title,
                "section": rule.section,
                "family": FAMILIES[rule.id.partition("-")[0]],
                "statements": rule.statements,
            }
            for rule in RULES
        ]
        printing.print_json({"total": len(items), "items": items})
        return
    for family, rules in groupby(RULES, lambda rule: rule.id.partition("-")[0]):
        printing.heading(FAMILIES[family])
        for rule in rules:
            printing.field(rule.id, rule.title, room=7)
            printing.say(click.style(f"         {rule.section}", dim=True))


@command.command()
@click.argument("rule")
@click.option("--trial", metavar="TRIAL", help="Say what the rule answers for this trial too.")
@options.as_json
@pass_run
def explain(run: Run, rule: str, trial: str | None, as_json: bool) -> None:
    """Explain RULE, such as CNV-11: what it says, where it comes from, and what it answers in an example."""
    from sparktui.cli import printing, rule_report
    from sparktui.cli.rule_name import rule_called

    explained = rule_called(rule)
    found = None
    if trial is not None:
        from sparktui.services.explanation import explain_rule
        from sparktui.services.lookup import find_trial

        desk = run.desk()
        named = find_trial(desk, trial)
        found = (named, explain_rule(desk, named, explained))
    if as_json:
        printing.print_json(rule_report.as_json(explained, found))
    else:
        rule_report.print_rule(explained, found)


@command.command()
@options.as_json
def coverage(as_json: bool) -> None:
    """Say for every statement of the article what carries it; fails when something is not accounted for."""
    from sparktui import reference_data
    from sparktui.cli import coverage_report
    from sparktui.rules.catalogue import RULES
    from sparktui.rules.coverage import coverage as cover
    from sparktui.rules.coverage import gaps

    statements = reference_data.statements()
    missing = gaps(statements, RULES)
    coverage_report.tell(cover(statements, RULES), missing, as_json=as_json)
    if missing:
        click.get_current_context().exit(failure.FAILED)
