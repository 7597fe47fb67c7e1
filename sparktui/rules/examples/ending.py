"""The worked examples of the END rules.

One job: tell their stories. Must not: hold an answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sparktui.domain.dates import plus
from sparktui.rules.examples.example import Case, Example, with_trial
from sparktui.rules.facts import Facts


def stories(usual: Facts) -> Iterator[Example]:
    """Return the examples, told of the ``usual`` trial."""
    life = usual.lifecycle
    contacted = with_trial(usual, contacted_on=life.contact_from)
    yield Example(
        "END-1",
        "Contoso's trial is nearing its end.",
        (
            Case("early enough", usual, plus(life.contact_from, -1)),
            Case("late, and nobody has been in touch", usual, life.contact_from),
            Case("late, and a contact is recorded", contacted, life.contact_from),
        ),
    )
    yield _mails("END-2", "The reminder to the administrators falls due.", usual, life.reminder_on)
    yield _mails("END-3", "The mail on the trial's last day falls due.", usual, life.expires_on)
    yield _mails("END-4", "The mail to all users falls due.", usual, life.grace_ends_on)
    yield Example(
        "END-5",
        "Contoso's trial expires, and nobody has bought.",
        (
            Case("the last day of the trial", usual, life.expires_on),
            Case("the first day of grace", usual, plus(life.expires_on, 1)),
            Case("the last day of grace", usual, life.grace_ends_on),
        ),
    )
    yield Example(
        "END-6",
        "Contoso's administrator comes back from a long holiday.",
        (
            Case("the last day of grace", usual, life.grace_ends_on),
            Case("the day after, when the trial is lost", usual, life.lost_on),
        ),
    )
    yield Example(
        "END-7",
        "Contoso's phones fall silent.",
        (
            Case("the last day of grace", usual, life.grace_ends_on),
            Case("the day after, when the trial is lost", usual, life.lost_on),
            Case("the day on which the numbers' hold is over", usual, life.numbers_released_on),
        ),
    )


def _mails(rule_id: str, story: str, usual: Facts, on: date) -> Example:
    cases = (
        Case("the day before", usual, plus(on, -1)),
        Case("the day itself", usual, on),
        Case("the day itself, with the trial converted", with_trial(usual, converted_on=on), on),
    )
    return Example(rule_id, story, cases)
