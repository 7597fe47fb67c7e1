"""Adoption help: topics on which a customer can be helped to use more of a trial, each with a message to send.

One job: the topics as values, and a message filled in for one trial. Must not: read files (the words stand in
``data/adoption.toml``), nor send anything.
"""

from __future__ import annotations

from dataclasses import dataclass

from sparktui.domain.text import plain
from sparktui.domain.trial import Trial


@dataclass(frozen=True, slots=True)
class AdoptionTopic:
    """One kind of help: ``advice`` for the partner, and the ``subject`` and ``message`` of a mail to the customer."""

    id: str
    title: str
    advice: str
    subject: str
    message: str


def message_for(topic: AdoptionTopic, trial: Trial, operator: str) -> str:
    """Return the message on ``topic`` for the customer of ``trial``, with its subject, signed by ``operator``."""
    body = topic.message.format(
        customer=plain(trial.customer.name), services=", ".join(trial.service_names), operator=plain(operator)
    )
    return f"Subject: {topic.subject}\n\n{body.strip()}\n"
