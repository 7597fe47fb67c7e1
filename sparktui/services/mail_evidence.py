"""Whose mail it is: what in it leads to which trial, and whether that leaves any doubt.

One job: weigh a mail. Must not: record or attach anything.

What counts, each by itself: a deal ID that a trial records; the address of a customer's administrator, letter case
aside; a customer's whole recorded name, if it is all that stands in a field for names and is no other customer's; and a
tracking number that is recorded already. A trial counts when it was running, or not long over, on the day of the mail.
The mail is a trial's when everything that counts leads to it and to no other, and the mail names no deal, customer or
administrator but the trial's. A deal ID that is written with blanks in it has to be one that a trial records without
them, and no group of its digits may be another's. A name among other words (see `domain.phrases`) makes nothing
certain, but must not lead elsewhere. In every other case a person decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from zoneinfo import ZoneInfo

from sparktui.domain.dates import plus
from sparktui.domain.mail import ReadMail
from sparktui.domain.phrases import SHORTEST_NAME, phrases
from sparktui.domain.policy import Policy
from sparktui.domain.text import plain, search_key
from sparktui.domain.tracking_number import compact
from sparktui.domain.trial import Customer, Trial
from sparktui.services.desk import Desk
from sparktui.services.mail.customer_line import administrators, customer_lines
from sparktui.store import bulk, shipments, trials
from sparktui.store.customers import address_key
from sparktui.store.database import Connection

_MOST_NAMED = 5
_AT_ONCE = 500


class ClueKind(StrEnum):
    """What in a mail can lead to a trial."""

    DEAL = "deal ID"
    ADDRESS = "administrator"
    NAME = "name"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Clue:
    """Something in a mail that leads to trials, and those of them that count on the mail's day.

    ``leads_to`` holds all of them. A clue that is not ``firm`` may stand there for something else; one that is and does
    not ``suffice`` speaks against other trials only.
    """

    kind: ClueKind
    text: str
    leads_to: tuple[Trial, ...]
    counting: tuple[Trial, ...]
    firm: bool = True
    suffices: bool = True

    @property
    def words(self) -> str:
        """What it is, such as ``deal ID 0042318``."""
        return f"{self.kind} {plain(self.text, 80)}"


@dataclass(frozen=True, slots=True)
class Weighed:
    """What was found: the trial that the mail is certainly about, or the doubt in a sentence.

    ``suggestion`` is the only trial that any clue leads to, if there is just one and the mail names no second deal.
    """

    trial: Trial | None
    doubt: str
    clues: tuple[Clue, ...] = ()
    suggestion: Trial | None = None


def weigh(desk: Desk, connection: Connection, mail: ReadMail) -> Weighed:
    """Return whose ``mail`` is, or why that is not certain."""
    on = day_of(desk, mail)
    clues = tuple(_clues(connection, mail, desk.policy, on))
    led_to = {trial.id: trial for clue in clues for trial in (clue.counting or clue.leads_to)}
    are_several_deals = len(set(map(_bare, mail.deal_ids))) > 1
    suggestion = next(iter(led_to.values())) if len(led_to) == 1 and not are_several_deals else None
    firm = [clue for clue in clues if clue.firm]
    if firm and all(clue.kind is ClueKind.NAME for clue in firm):
        firm += [clue for clue in clues if not clue.firm and not any(_is_within(clue, longer) for longer in firm)]
    agreed = set.intersection(*({trial.id for trial in clue.counting} for clue in firm)) if firm else set()
    doubt = _doubt(mail, clues, firm, [led_to[trial_id] for trial_id in agreed])
    return Weighed(None if doubt else led_to[agreed.pop()], doubt, clues, suggestion)


def day_of(desk: Desk, mail: ReadMail) -> date:
    """Return the day on which ``mail`` was sent in the partner's time zone; today where that is not known or later."""
    sent = mail.sent_at
    if sent is None:
        return desk.today
    try:
        on = sent.astimezone(ZoneInfo(desk.partner.timezone)).date() if sent.tzinfo else sent.date()
    except (OverflowError, ValueError):
        on = sent.date()
    return min(on, desk.today)


def _is_within(shorter: Clue, longer: Clue) -> bool:
    """Return whether a name stands there as a part of a longer one: "Contoso" where "Contoso Pharma" is meant."""
    return f" {search_key(shorter.text)} " in f" {search_key(longer.text)} "


def _doubt(mail: ReadMail, clues: Sequence[Clue], firm: Sequence[Clue], agreed: Sequence[Trial]) -> str:
    """Return why it is not certain that the mail is about the one trial on which all agree; empty when it is."""
    if mail.doubt:
        return mail.doubt
    known_deals = {clue.text for clue in clues if clue.kind is ClueKind.DEAL}
    unknown = [deal for deal in mail.deal_ids if " " in deal.strip() and _bare(deal) not in known_deals]
    if unknown:
        return f"Its deal ID is written “{plain(unknown[0], 40)}”, and no trial has {plain(_bare(unknown[0]), 40)}."
    if not clues:
        return "Nothing in it says which trial it is about."
    if not firm:
        return f"It may be about {_led_to(clues)}; that is not certain."
    if len(agreed) != 1:
        gone = [clue for clue in firm if not clue.counting]
        if gone:
            return f"It leads to {_led_to(gone)}, which was not running on its day."
        return f"It leads to several trials: {_led_to(firm)}."
    trial = agreed[0]
    deals = set(map(_bare, mail.deal_ids))
    if len(deals) > 1:
        return f"It names several deals: {', '.join(plain(deal, 20) for deal in sorted(deals)[:_MOST_NAMED])}."
    if trial.deal_id and deals and trial.deal_id not in deals:
        return f"It leads to {trial.reference}, whose deal ID is {trial.deal_id}, but names another deal."
    other = _somebody_else(mail, trial.customer)
    if other:
        return f"It leads to {trial.reference} of {plain(trial.customer.name, 80)}, but names “{plain(other, 80)}”."
    known = {clue.text for clue in firm if clue.kind is ClueKind.NUMBER}
    if len(known) == len(firm) < len({compact(number) for number in mail.numbers}):
        return f"Some of its numbers are shipments of {trial.reference}, and nothing says whose the others are."
    if not any(clue.suffices for clue in firm):
        return f"It may be about {_led_to(firm)}; that is not certain."
    return ""


def _somebody_else(mail: ReadMail, customer: Customer) -> str:
    """Return who stands in a field for the customer or the administrator and is not ``customer``'s; empty if nobody."""
    named = [line.written for line in customer_lines(mail.text) if line.is_customers and not line.names(customer.name)]
    theirs = address_key(customer.admin_email)
    return next(iter((*named, *(found for found in administrators(mail.text) if address_key(found) != theirs))), "")


def _bare(deal: str) -> str:
    return "".join(deal.split())


def _led_to(clues: Sequence[Clue]) -> str:
    named = [
        f"{trial.reference} ({clue.words})"
        for clue in clues
        for trial in (clue.counting or clue.leads_to)[:_MOST_NAMED]
    ]
    more = f" and {len(named) - _MOST_NAMED} more" if len(named) > _MOST_NAMED else ""
    return ", ".join(named[:_MOST_NAMED]) + more


def _clues(connection: Connection, mail: ReadMail, policy: Policy, on: date) -> Iterator[Clue]:
    for deal in dict.fromkeys(read for written in mail.deal_ids for read in (_bare(written), *written.split())):
        recording = trials.with_deal(connection, deal)
        if recording:
            counting = tuple(trial for trial in recording if _counts(trial, policy, on))
            yield Clue(ClueKind.DEAL, deal, recording, counting)
    addresses = {address_key(address) for address in mail.addresses}
    for key, customer in bulk.known_customers(connection, addresses).items():
        clue = _clue_of(connection, ClueKind.ADDRESS, key, [customer], policy, on)
        if clue.leads_to:
            yield clue
    yield from _names(connection, mail, policy, on)
    numbers = [number for number in map(compact, mail.numbers) if number]
    for number, shipment in shipments.numbered(connection, numbers).items():
        trial = trials.get(connection, shipment.trial_id)
        assert trial is not None
        # A number stays with its trial, however long the way takes.
        yield Clue(ClueKind.NUMBER, number, (trial,), (trial,))


def _names(connection: Connection, mail: ReadMail, policy: Policy, on: date) -> Iterator[Clue]:
    stated: set[int] = set()
    for line in customer_lines(mail.text):
        recorded = bulk.named_customers(connection, sorted(line.keys)).values()
        named = [customer for found in recorded for customer in found if line.names(customer.name)]
        clue = _clue_of(connection, ClueKind.NAME, line.written, named, policy, on)
        stated |= {customer.id for customer in named}
        if clue.leads_to:
            # A name of two customers says nothing.
            yield replace(clue, suffices=len(named) == 1)
    written = phrases(f"{mail.subject}\n{mail.text}")
    keys = [key for key in written if len(key) >= SHORTEST_NAME]
    for start in range(0, len(keys), _AT_ONCE):
        for key, named in bulk.named_customers(connection, keys[start : start + _AT_ONCE]).items():
            if all(customer.id in stated for customer in named):
                continue
            firm = any(phrase.is_name(customer.name) for phrase in written[key] for customer in named)
            clue = _clue_of(connection, ClueKind.NAME, named[0].name, named, policy, on)
            if clue.leads_to:
                yield replace(clue, firm=firm, suffices=False)


def _clue_of(
    connection: Connection, kind: ClueKind, text: str, owners: Sequence[Customer], policy: Policy, on: date
) -> Clue:
    leads_to: list[Trial] = []
    counting: list[Trial] = []
    for customer in owners:
        theirs = trials.of_customer(connection, customer.id)
        leads_to += theirs
        possible = [trial for trial in theirs if _counts(trial, policy, on)]
        running = [trial for trial in possible if trial.lifecycle(policy).phase(on).is_running]
        # The latest start comes first.
        counting += running or possible[:1]
    return Clue(kind, text, tuple(leads_to), tuple(counting))


def _counts(trial: Trial, policy: Policy, on: date) -> bool:
    """Return whether mail of the day ``on`` can be about ``trial``: about to start then, running, or not long over."""
    lifecycle = trial.lifecycle(policy)
    return plus(lifecycle.starts_on, -policy.mail_lead_days) <= on < lifecycle.numbers_released_on
