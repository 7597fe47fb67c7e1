"""What a trial's life owes, read line by line from the specification: notices, losses, released numbers.

One job: play a portfolio's story day by day, in the plainest way, and say which notice stands where in the end.
Must not: import the product, read the policy, or be quick. The figures stand here as numbers on purpose.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

# kind: (days from E on which it is due, days from E of the last day on which it is still true)
KINDS = {"reminder": (-7, -1), "expiry": (0, 30), "end_of_access": (30, 45)}

# A notice: trial, kind, audience, recipient, and the expiry date of which it speaks.
Key = tuple[str, str, str, str, date]


@dataclass
class Life:
    """One trial as it is recorded at the moment; the story changes it."""

    name: str
    starts_on: date
    period_days: int
    recorded_on: date
    admin: str
    users: tuple[str, ...] = ()
    calling: bool = False
    extended_on: date | None = None
    converted_on: date | None = None

    @property
    def expires_on(self) -> date:
        """E: S + P, and 30 days more once extended."""
        return self.starts_on + timedelta(days=self.period_days + (30 if self.extended_on else 0))


@dataclass
class Ledger:
    """The notices of a portfolio and where each stands; the trials lost, and those whose numbers are released."""

    lives: list[Life]
    partner_admins: tuple[str, ...]
    notices: dict[Key, str] = field(default_factory=dict)
    lost: dict[str, date] = field(default_factory=dict)
    released: dict[str, date] = field(default_factory=dict)

    def tick(self, day: date) -> None:
        """Do the owed work of ``day``."""
        for life in self.lives:
            if life.recorded_on <= day:
                self._owe(life, day)
                self._end(life, day)
        for key, state in list(self.notices.items()):
            _, kind, _, _, deadline = key
            if state == "queued" and day > deadline + timedelta(days=KINDS[kind][1]):
                self.notices[key] = "missed"

    def extend(self, life: Life, day: date) -> None:
        """Extend a trial: what is queued for its old expiry is void, or had been missed by then."""
        self._take_back(life, day)
        life.extended_on = day

    def convert(self, life: Life, day: date) -> None:
        """Convert a trial: nothing is owed any more."""
        self._take_back(life, day)
        life.converted_on = day

    def send(self, day: date) -> None:
        """Send everything that is queued, due and true."""
        for key, state in list(self.notices.items()):
            _, kind, _, _, deadline = key
            due, last = (deadline + timedelta(days=distance) for distance in KINDS[kind])
            if state == "queued" and due <= day <= last:
                self.notices[key] = "sent"

    def _owe(self, life: Life, day: date) -> None:
        for kind, (due_after, last_after) in KINDS.items():
            due = life.expires_on + timedelta(days=due_after)
            last = life.expires_on + timedelta(days=last_after)
            if due > day or (life.converted_on is not None and life.converted_on <= due):
                continue
            is_true = day <= last and life.converted_on is None and life.recorded_on <= due
            for audience, recipient in self._recipients(life, kind):
                key = (life.name, kind, audience, recipient, life.expires_on)
                self.notices.setdefault(key, "queued" if is_true else "missed")

    def _end(self, life: Life, day: date) -> None:
        if life.converted_on is not None:
            return
        if day >= life.expires_on + timedelta(days=31):
            self.lost[life.name] = life.expires_on + timedelta(days=31)
        if day >= life.expires_on + timedelta(days=46) and life.calling:
            self.released[life.name] = life.expires_on + timedelta(days=46)

    def _recipients(self, life: Life, kind: str) -> list[tuple[str, str]]:
        if kind == "end_of_access":
            return [("user", user) for user in life.users]
        return [("customer_admin", life.admin), *(("partner_admin", admin) for admin in self.partner_admins)]

    def _take_back(self, life: Life, day: date) -> None:
        for key, state in self.notices.items():
            name, kind, *_, deadline = key
            if name == life.name and state == "queued":
                was_over = day > deadline + timedelta(days=KINDS[kind][1])
                self.notices[key] = "missed" if was_over else "void"
