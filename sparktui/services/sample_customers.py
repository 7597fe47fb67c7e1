"""Customers by the hundred, made up at random, with trials in every phase.

One job: make up customers that keep to the rules, around the desk's day. Must not: write them, or name them (see
`sample_names`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from random import Random
from typing import TypeVar

from sparktui.domain.conversion import Conversion, ConversionState, DevicesChoice, Order
from sparktui.domain.dates import plus
from sparktui.domain.device_contact import DeviceContact
from sparktui.domain.lifecycle import Phase
from sparktui.domain.offer import OfferName
from sparktui.domain.trial import Customer, Device, Service, ServiceLine, Trial
from sparktui.services.desk import Desk
from sparktui.services.sample_decisions import Decisions
from sparktui.services.sample_names import Company, Names
from sparktui.store.bulk_sample import Sample
from sparktui.store.contacts import Contact
from sparktui.store.users import User

_Value = TypeVar("_Value")

# Each of a hundred trials: what a partner's portfolio usually looks like.
_PHASES = (
    *(Phase.ACTIVE,) * 46,
    *(Phase.CONVERTED,) * 27,
    *(Phase.LOST,) * 10,
    *(Phase.EXPIRING,) * 8,
    *(Phase.GRACE,) * 5,
    *(Phase.SCHEDULED,) * 4,
)
_SERVICES: tuple[tuple[Service, ...], ...] = (
    *((Service.MESSAGING,),) * 25,
    *((Service.MESSAGING, Service.MEETINGS),) * 40,
    *((Service.MESSAGING, Service.MEETINGS, Service.CALLING),) * 20,
    *((Service.MESSAGING, Service.CALLING),) * 5,
    *((Service.MEETINGS,),) * 4,
    *((Service.MESSAGING, Service.CARE),) * 3,
    *((Service.MESSAGING, Service.MEETINGS, Service.ROOM_SYSTEMS),) * 3,
)
_QUANTITIES = (10, 15, 25, 40, 50, 75, 100, 150, 250)
_DEVICES = (Device("DX80", 1), Device("DX70", 2), Device("SX10", 1), Device("MX300", 1))
_CONTACTS = ("They like it so far.", "Asked for prices.", "Left a message.", "Wants to try it a little longer.")
_REQUESTS = ("Please send us a quote.", "We would like to go on with this.", "How do we order?")
_LONGEST_AGO = 300


@dataclass(frozen=True, slots=True)
class _Life:
    """The days of a trial to be."""

    starts_on: date
    expires_on: date
    period_days: int
    extended_on: date | None
    converted_on: date | None


class Customers:
    """Makes up customers of the desk's partner: ``staff`` spoke with them, ``names`` names them."""

    def __init__(self, desk: Desk, names: Names, staff: Sequence[str], random: Random) -> None:
        self._policy, self._catalogue, self._today = desk.policy, desk.catalogue, desk.today
        self._names = names
        self._staff = staff
        self._random = random
        self._phases = random.sample(_PHASES, len(_PHASES))
        self._decisions = Decisions(desk, staff)

    def samples(self, number: int, customer_id: int, trial_id: int, detailed: int) -> Iterator[Sample]:
        """Return ``number`` trials, each of a customer of its own, with IDs from the given ones on.

        The first ``detailed`` come with their users and orders; the rest are as a customer file leaves them.
        """
        for count, company in zip(range(number), self._names.companies(), strict=False):
            yield self._sample(company, customer_id + count, trial_id + count, in_detail=count < detailed)

    def users(self, customer: Customer) -> tuple[User, ...]:
        """Return some users of ``customer``'s organisation."""
        domain = customer.admin_email.partition("@")[2]
        people = self._names.people(domain, self._number(3, 40))
        return tuple(User(customer.id, address, name) for name, address in people)

    def _sample(self, company: Company, customer_id: int, trial_id: int, *, in_detail: bool) -> Sample:
        phase = self._phases[trial_id % len(self._phases)]
        life = self._life(phase)
        services = self._one_of(_SERVICES)
        contact = self._contact(life)
        has_site = Service.MEETINGS in services and self._happens(75)
        # Orders of the past raise no question: devices stay, because the customer is in the United States.
        may_have_devices = life.converted_on is None or company.country == "US"
        trial = Trial(
            trial_id,
            self._customer(company, customer_id, services, is_converted=life.converted_on is not None),
            life.starts_on,
            life.period_days,
            tuple([ServiceLine(service, self._one_of(_QUANTITIES)) for service in services]),
            life.extended_on,
            f"{company.slug}.webex.com" if has_site else None,
            f"{self._number(0, 9_999_999):07d}" if life.converted_on or self._happens(85) else None,
            (self._one_of(_DEVICES),) if may_have_devices and self._happens(12) else (),
            life.converted_on,
            contact.contacted_on if contact else None,
            self._asked_on(phase, life),
        )
        request = self._one_of(_REQUESTS)
        decision = self._decisions.about(trial)
        if decision is not None:
            trial = replace(trial, decided_for=decision.deadline)
        if not in_detail:
            return Sample(trial, contact, request, decision=decision)
        return Sample(trial, contact, request, self._conversion(trial), self.users(trial.customer), decision)

    def _customer(
        self, company: Company, customer_id: int, services: tuple[Service, ...], *, is_converted: bool
    ) -> Customer:
        paid: tuple[Service, ...] = ()
        if is_converted:
            plan = self._catalogue.plan(_plan(services, has_site=False))
            paid = plan.covers if plan else ()
        elif self._happens(4):
            paid = tuple(service for service in (Service.MESSAGING, Service.MEETINGS) if service not in services)
        address = self._names.address(f"{company.slug}.example")
        return Customer(customer_id, company.name, company.country, address, paid)

    def _life(self, phase: Phase) -> _Life:
        policy, today = self._policy, self._today
        period = self._one_of(policy.periods)
        is_extended = phase is not Phase.SCHEDULED and self._happens(20)
        length = period + (policy.extension_days if is_extended else 0)
        match phase:
            case Phase.SCHEDULED:
                left = length + self._number(1, 30)
            case Phase.ACTIVE:
                left = self._number(policy.reminder_days + 1, length)
            case Phase.EXPIRING:
                left = self._number(0, policy.reminder_days)
            case Phase.GRACE:
                left = -self._number(1, policy.grace_days)
            case Phase.LOST:
                left = -self._number(policy.grace_days + 1, _LONGEST_AGO)
            case Phase.CONVERTED:
                left = self._number(-_LONGEST_AGO, length - 10)
        expires_on = plus(today, left)
        starts_on = plus(expires_on, -length)
        converted_on = extended_on = None
        if phase is Phase.CONVERTED:
            in_good_time = plus(expires_on, policy.grace_days - policy.grace_warning_days)
            converted_on = self._day(plus(starts_on, 5), min(in_good_time, today))
        if is_extended:
            latest = min(plus(starts_on, period), converted_on or today)
            extended_on = self._day(max(starts_on, plus(latest, -14)), latest)
        return _Life(starts_on, expires_on, period, extended_on, converted_on)

    def _contact(self, life: _Life) -> Contact | None:
        first = max(life.starts_on, plus(life.expires_on, -self._policy.contact_days))
        last = min(plus(life.expires_on, 10), life.converted_on or self._today, self._today)
        if first > last or not self._happens(60):
            return None
        return Contact(self._day(first, last), self._one_of(self._staff), self._one_of(_CONTACTS))

    def _asked_on(self, phase: Phase, life: _Life) -> date | None:
        if phase not in (Phase.ACTIVE, Phase.EXPIRING, Phase.GRACE) or not self._happens(2):
            return None
        return self._day(max(life.starts_on, plus(self._today, -6)), self._today)

    def _conversion(self, trial: Trial) -> Conversion | None:
        if trial.converted_on is None:
            return None
        placed_on = plus(trial.converted_on, -self._number(0, 4))
        order = Order(
            offer=OfferName.A_SPK,
            plan=_plan(trial.service_names, has_site=trial.site_url is not None),
            deal_id=trial.deal_id or "",
            admin_email=trial.customer.admin_email,
            webex_url=trial.site_url or "",
            device_contact=DeviceContact(str(placed_on), "J. Roe", "case 6912").text if trial.devices else "",
            devices=DevicesChoice.KEEP if trial.devices else None,
        )
        return Conversion(
            0,
            trial.id,
            ConversionState.CONVERTED,
            order,
            step=5,
            order_number=f"8{self._number(0, 9_999_999):07d}",
            placed_on=placed_on,
            converted_on=trial.converted_on,
            saved_at=datetime.combine(trial.converted_on, time(12), UTC),
            saved_by=self._one_of(self._staff),
        )

    def _happens(self, percent: int) -> bool:
        return self._random.random() * 100 < percent

    def _number(self, first: int, last: int) -> int:
        return first + int(self._random.random() * (last - first + 1))

    def _one_of(self, values: Sequence[_Value]) -> _Value:
        return values[int(self._random.random() * len(values))]

    def _day(self, first: date, last: date) -> date:
        return plus(first, self._number(0, (last - first).days))


def _plan(services: tuple[Service, ...], *, has_site: bool) -> str:
    """Return the code of the plan that covers what can be covered of ``services``."""
    size = "3" if has_site else "2" if Service.MEETINGS in services else "1"
    return ("C" if Service.CALLING in services else "M") + size
