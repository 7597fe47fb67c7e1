"""Adoption help: five topics, each with a message that is ready to be sent."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sparktui import reference_data
from sparktui.domain.adoption import AdoptionTopic, message_for
from tests.rules.usual import USUAL

TOPICS = reference_data.adoption_topics()


def test_the_five_topics_of_the_article() -> None:
    ids = [topic.id for topic in TOPICS]
    assert ids == ["getting-started", "adding-users", "service-assignments", "usage-reports", "support"]
    assert all(topic.advice and topic.title for topic in TOPICS)


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.id)
def test_a_message_is_filled_in_and_signed(topic: AdoptionTopic) -> None:
    message = message_for(topic, USUAL.trial, "ada@northwind.example")
    assert message.startswith(f"Subject: {topic.subject}\n\nHello,\n")
    assert "Contoso" in message
    assert message.endswith("\n\nada@northwind.example\n")
    assert "{" not in message


def test_a_customers_name_is_neither_a_placeholder_nor_a_line_of_its_own() -> None:
    customer = replace(USUAL.trial.customer, name="{operator}\nSubject: \x1b[31mred")
    message = message_for(TOPICS[0], replace(USUAL.trial, customer=customer), "ada")
    assert "{operator} Subject: \N{REPLACEMENT CHARACTER}[31mred" in message
