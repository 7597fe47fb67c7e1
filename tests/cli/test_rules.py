"""The rules, explained at the command line."""

from __future__ import annotations

import pytest

from sparktui.rules.catalogue import RULES
from tests.cli.conftest import CommandLine


def test_every_rule_is_listed_by_family(cli: CommandLine) -> None:
    listed = cli.ok("rules", "list")
    assert [item["id"] for item in listed["items"]] == [rule.id for rule in RULES]
    printed = cli("rules", "list").out
    assert "\nConversion\n  CNV-1" in printed
    assert not cli.db.exists()


@pytest.mark.parametrize("rule", [rule.id for rule in RULES])
def test_every_rule_is_explained_with_what_it_answers(cli: CommandLine, rule: str) -> None:
    explained = cli.ok("rules", "explain", rule.lower())
    assert explained["id"] == rule
    assert not explained["explanation"].startswith(rule)
    assert all(case["finding"]["rule"] == rule for case in explained["example"]["cases"])
    printed = cli("rules", "explain", rule).out
    for case in explained["example"]["cases"]:
        assert f": {case['label']}\n" in printed
    assert all(said["says"].split()[0] in printed for said in explained["statements"])


def test_a_rule_is_asked_about_a_trial(acme: CommandLine) -> None:
    finding = acme.ok("rules", "explain", "CNV-2", "--trial", "acme")["trial"]["finding"]
    assert (finding["level"], finding["since"], finding["until"]) == ("ok", "2026-10-01", "2026-12-30")
    assert "from Thu 01 Oct 2026 to Wed 30 Dec 2026" in acme("rules", "explain", "CNV-2", "--trial", "acme").out


def test_an_unknown_rule_names_the_nearest(cli: CommandLine) -> None:
    answer = cli("rules", "explain", "CNV-111")
    assert answer.code == 2
    assert "Did you mean CNV-11" in answer.err


def test_the_article_is_accounted_for(cli: CommandLine) -> None:
    table = cli.ok("rules", "coverage")
    assert table["missing"] == 0
    assert table["gaps"] == []
    assert table["total"] == table["carried"] + table["planned"] == len(table["items"])
    assert f"{table['total']} statements: " in cli("rules", "coverage").out


def test_a_gap_fails(cli: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    from sparktui import reference_data

    statements = reference_data.statements()[1:]
    monkeypatch.setattr(reference_data, "statements", lambda: statements)
    answer = cli("rules", "coverage")
    assert answer.code == 3
    assert "which does not exist" in answer.err
