"""The worked examples: one for each rule, with cases between which the rule's answer turns."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sparktui import reference_data
from sparktui.rules.catalogue import BY_ID
from sparktui.rules.examples import Example, examples

POLICY, CATALOGUE = reference_data.policy(), reference_data.catalogue()
EXAMPLES = examples(POLICY, CATALOGUE)
told = pytest.mark.parametrize("example", EXAMPLES.values(), ids=EXAMPLES)

# Said of every order, whatever is in it: there is no other side.
ONE_SIDED = {"CNV-14"}


def levels(example: Example) -> list[str]:
    return [BY_ID[example.rule_id].ask(case.facts, case.day).level.value for case in example.cases]


def test_every_rule_has_its_example_in_the_order_of_the_rules() -> None:
    assert list(EXAMPLES) == list(BY_ID)
    assert [example.rule_id for example in EXAMPLES.values()] == list(BY_ID)


@told
def test_the_answer_turns_between_the_cases(example: Example) -> None:
    if example.rule_id in ONE_SIDED:
        assert levels(example) == ["info"]
    else:
        assert len(set(levels(example))) > 1


@told
def test_a_story_is_one_sentence_and_its_cases_are_told_apart_by_their_labels(example: Example) -> None:
    assert example.story.endswith(".")
    assert ". " not in example.story
    labels = [case.label for case in example.cases]
    assert len(set(labels)) == len(labels)


def test_the_story_of_the_site_under_a_wx_ends_in_two_ways_out() -> None:
    story = EXAMPLES["CNV-11"]
    assert [case.day.isoformat() for case in story.cases] == ["2017-09-17", "2017-09-17", "2017-09-18", "2017-09-17"]
    assert levels(story) == ["block", "info", "info", "ok"]


def test_under_other_figures_every_story_takes_the_same_turns_on_other_days() -> None:
    longer = replace(
        POLICY,
        periods=(45, 120),
        extension_days=10,
        reminder_days=5,
        grace_days=20,
        grace_warning_days=3,
        contact_days=9,
    )
    for rule_id, example in examples(longer, CATALOGUE).items():
        assert levels(example) == levels(EXAMPLES[rule_id]), rule_id
