"""The article, accounted for: nothing is left out on either side, and what is left out is found."""

from __future__ import annotations

import tomllib
from dataclasses import replace

import pytest

from sparktui import reference_data
from sparktui.domain.article import Statement
from sparktui.rules.catalogue import RULES
from sparktui.rules.coverage import MAILS, MILESTONES, PLANNED, SCREENS, coverage, gaps
from sparktui.rules.finding import Answer
from sparktui.rules.rule import HOUSE_RULE, OK, Rule

STATEMENTS = reference_data.statements()


def test_the_article_and_the_rules_account_for_each_other() -> None:
    assert gaps(STATEMENTS, RULES) == ()


def test_all_of_the_article_is_carried() -> None:
    rows = coverage(STATEMENTS, RULES)
    assert [row.statement for row in rows] == [statement.id for statement in STATEMENTS]
    assert {row.state for row in rows} == {"carried"}


def test_every_planned_carrier_is_waited_for_and_every_milestone_and_screen_carries_something() -> None:
    carriers = {carrier for statement in STATEMENTS for carrier in statement.carried_by}
    assert carriers >= PLANNED | MAILS | MILESTONES | SCREENS


def test_the_house_rules_are_those_on_which_the_article_is_silent() -> None:
    text = (reference_data.data_folder() / "article.toml").read_text(encoding="utf-8")
    assert set(tomllib.loads(text)["house_rules"]) == {rule.id for rule in RULES if rule.section == HOUSE_RULE}


def test_statements_are_in_the_articles_order() -> None:
    order = [(statement.section, statement.paragraph) for statement in STATEMENTS]
    sections = list(dict.fromkeys(section for section, _ in order))
    assert order == sorted(order, key=lambda place: (sections.index(place[0]), place[1]))


def always_ok(facts: object, day: object) -> Answer:
    return Answer(OK, "In order.")


GRACE = "Trial Ending and Grace Period"
FIRST = Statement("ending-1", GRACE, 1, "There is an end.", ("END-1", "milestone:loss"))
SECOND = Statement("ending-2", GRACE, 2, "It is announced.", ("screen:to_come",), planned=True)
ENDING = Rule("END-1", "The end", GRACE, ("ending-1",), always_ok)
HOUSE = Rule("TRL-1", "The house", HOUSE_RULE, (), always_ok)


@pytest.fixture(autouse=True)
def a_screen_to_come(monkeypatch: pytest.MonkeyPatch) -> None:
    """The small articles here wait for a screen; the real one waits for nothing."""
    monkeypatch.setattr("sparktui.rules.coverage.PLANNED", frozenset({"screen:to_come"}))


def test_a_small_article_without_a_gap() -> None:
    assert gaps([FIRST, SECOND], [ENDING, HOUSE]) == ()
    rows = coverage([FIRST, SECOND], [ENDING, HOUSE])
    assert [(row.statement, row.carriers, row.state) for row in rows] == [
        ("ending-1", ("END-1", "milestone:loss"), "carried"),
        ("ending-2", ("screen:to_come",), "planned"),
    ]


@pytest.mark.parametrize(
    ("statement", "state", "gap"),
    [
        (replace(FIRST, carried_by=()), "missing", "ending-1 is carried by nothing"),
        (replace(FIRST, carried_by=("END-1", "END-9")), "missing", "END-9, which does not exist"),
        (replace(FIRST, carried_by=("END-1", "milestone:lunch")), "missing", "milestone:lunch, which does not exist"),
        (replace(FIRST, carried_by=("END-1", "screen:lunch")), "missing", "screen:lunch, which does not exist"),
        (replace(FIRST, carried_by=("END-1", "TRL-1")), "carried", "TRL-1, which does not cite it"),
        (replace(FIRST, planned=True), "carried", "ending-1 is carried, but its mark says otherwise"),
        (
            replace(FIRST, carried_by=("END-1", "screen:to_come")),
            "planned",
            "ending-1 is planned, but its mark says otherwise",
        ),
    ],
)
def test_a_gap_on_the_side_of_the_article_is_found(statement: Statement, state: str, gap: str) -> None:
    assert any(gap in sentence for sentence in gaps([statement, SECOND], [ENDING, HOUSE]))
    assert coverage([statement], [ENDING, HOUSE])[0].state == state


@pytest.mark.parametrize(
    ("rule", "gap"),
    [
        (replace(ENDING, statements=("ending-1", "ending-9")), "END-1 cites ending-9, which does not exist"),
        (replace(ENDING, statements=("ending-1", "ending-2")), "END-1 cites ending-2, which is not carried by it"),
        (replace(ENDING, section="Elsewhere"), "END-1 has the section 'Elsewhere'"),
        (replace(ENDING, section=HOUSE_RULE), "END-1 has the section 'house rule'"),
        (replace(ENDING, statements=()), "cites 0 statements"),
        (replace(ENDING, id="screen:to_come"), "screen:to_come stands, and is still listed as planned"),
    ],
)
def test_a_gap_on_the_side_of_the_rules_is_found(rule: Rule, gap: str) -> None:
    assert any(gap in sentence for sentence in gaps([FIRST, SECOND], [rule, HOUSE]))


def test_a_statement_that_stands_twice_is_found() -> None:
    assert gaps([FIRST, FIRST, SECOND], [ENDING, HOUSE]) == ("ending-1 stands twice in the article's statements.",)


def test_taking_any_one_carrier_or_citation_away_from_the_real_data_leaves_a_gap() -> None:
    for at, statement in enumerate(STATEMENTS):
        for carrier in statement.carried_by:
            if not carrier.startswith(("milestone:", "mail:", "screen:")) and carrier not in PLANNED:
                less = replace(statement, carried_by=tuple(name for name in statement.carried_by if name != carrier))
                assert gaps((*STATEMENTS[:at], less, *STATEMENTS[at + 1 :]), RULES)
    for at, rule in enumerate(RULES):
        for name in rule.statements:
            less_cited = replace(rule, statements=tuple(other for other in rule.statements if other != name))
            assert gaps(STATEMENTS, (*RULES[:at], less_cited, *RULES[at + 1 :]))
