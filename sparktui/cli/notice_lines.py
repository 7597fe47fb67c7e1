"""Notices for people to read and as JSON values.

One job: lay out what is known of notices. Must not: read anything; whoever asks brings the facts.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import click

from sparktui.cli.layout import columns, pad, wrap
from sparktui.cli.printing import NOT_WRITTEN, field, heading, say
from sparktui.domain.dates import in_words
from sparktui.domain.notice import Audience, Notice, NoticeKind, NoticeState
from sparktui.domain.text import plain, plain_block

if TYPE_CHECKING:
    from sparktui.services.outbox import NoticeText
    from sparktui.services.sending import Sent

KINDS = {
    NoticeKind.REMINDER: "reminder",
    NoticeKind.EXPIRY: "expiry",
    NoticeKind.END_OF_ACCESS: "end of access",
}
AUDIENCES = {
    Audience.CUSTOMER_ADMIN: "customer administrator",
    Audience.PARTNER_ADMIN: "partner administrator",
    Audience.USER: "user",
}
_COLOURS = {NoticeState.FAILED: "red", NoticeState.UNKNOWN: "red", NoticeState.QUEUED: "yellow"}
_OVER = (NoticeState.VOID, NoticeState.MISSED)
_MOST = 20_000


def item(notice: Notice) -> dict[str, Any]:
    """Return one item of ``outbox list``."""
    return {
        "id": notice.reference,
        "trial": notice.trial,
        "customer": notice.customer,
        **of_trial(notice),
        "attempts": notice.attempts,
        "next_attempt_at": notice.next_attempt_at,
        "said": notice.said,
    }


def of_trial(notice: Notice) -> dict[str, Any]:
    """Return what ``trials show`` says of one of its notices."""
    return {
        "kind": notice.kind,
        "audience": notice.audience,
        "recipient": notice.recipient,
        "due_on": notice.due_on,
        "state": notice.state,
        "sent_at": notice.sent_at,
    }


def full(shown: NoticeText) -> dict[str, Any]:
    """Return everything that ``outbox show`` knows."""
    return {
        **item(shown.notice),
        "deadline": shown.notice.deadline,
        "subject": shown.subject,
        "body": shown.body,
    }


def sent(result: Sent) -> dict[str, Any]:
    """Return the outcome of ``outbox send``; what is queued again was put off."""
    counts = {state.value: count for state, count in result.counts.items() if state is not NoticeState.QUEUED}
    return {
        "to": result.place,
        **counts,
        "put_off": result.put_off,
        "overtaken": result.overtaken,
        "stopped": result.stopped or None,
    }


def print_list(notices: Iterable[Notice]) -> None:
    """Print a line for each of ``notices``."""
    room = max(columns() - 56, 16)
    say(
        click.style(
            f"{'Notice':<10}{'Trial':<10}{'Due':<12}{'State':<9}{'What':<15}Recipient",
            dim=True,
        )
    )
    for notice in notices:
        line = (
            f"{notice.reference:<10}{notice.trial:<10}{notice.due_on!s:<12}{notice.state:<9}"
            f"{KINDS[notice.kind]:<15}{pad(plain(notice.recipient), room)}"
        )
        say(click.style(line.rstrip(), fg=_COLOURS.get(notice.state), dim=notice.state in _OVER))


def print_notice(shown: NoticeText) -> None:
    """Print a notice and its words."""
    notice = shown.notice
    say(click.style(f"{notice.reference}  {KINDS[notice.kind]} for {plain(notice.recipient, 320)}", bold=True))
    field("State", notice.state)
    field("Due", in_words(notice.due_on))
    field("Trial", f"{notice.trial} ({notice.customer}), expires {in_words(notice.deadline)}")
    field("Recipient", f"{notice.recipient} ({AUDIENCES[notice.audience]})")
    if notice.sent_at:
        field("Sent", f"{notice.sent_at:%Y-%m-%d %H:%M} UTC")
    if notice.attempts:
        field("Attempts", str(notice.attempts))
    if notice.next_attempt_at:
        field("Next attempt", f"{notice.next_attempt_at:%Y-%m-%d %H:%M} UTC")
    if notice.said:
        field("Answer", notice.said)
    heading(plain(shown.subject))
    say("", *plain_block(shown.body, _MOST).rstrip("\n").split("\n"))


def print_outcome(notice: Notice, *, dry_run: bool) -> None:
    """Print a line about what became of ``notice``."""
    state = "put off" if notice.state is NoticeState.QUEUED else notice.state.value
    if dry_run and notice.state is NoticeState.SENT:
        state = "to be sent"
    whom = f"{KINDS[notice.kind]}, {plain(notice.recipient, 320)}"
    say(f"{notice.reference}  {click.style(f'{state:<10}', fg=_COLOURS.get(notice.state))}  {whom}")
    if notice.state is not NoticeState.SENT and notice.said:
        say(*(f"            {line}" for line in wrap(plain(notice.said), columns() - 12)))


def print_sent(result: Sent, *, dry_run: bool) -> None:
    """Print what became of all."""
    names = {state: state.value for state in NoticeState} | {NoticeState.QUEUED: "put off"}
    if dry_run:
        names[NoticeState.SENT] = "to be sent"
    found = [f"{count:,} {names[state]}" for state, count in result.counts.items() if count]
    say(f"To {plain(result.place, 400)}: {', '.join(found) or 'nothing was due'}.")
    if result.counts[NoticeState.UNKNOWN]:
        say("Nobody knows whether the unknown ones left: find out, then `sparktui outbox resolve`.")
    for sentence in result.overtaken:
        say(*wrap(plain(sentence), columns()))
    if result.stopped:
        say(*wrap(f"Stopped; the rest stays queued. {plain(result.stopped)}", columns()))
    if dry_run:
        say(NOT_WRITTEN)
