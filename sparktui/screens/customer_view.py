"""What the customer list shows at the moment: which trials, in which order.

One job: the filter, the order and the search text, and how they follow from each other. Must not: read or draw.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sparktui.domain.lifecycle import Phase
from sparktui.domain.listing import ListQuery, PhaseCounts, Sort
from sparktui.screens.commands import BY_ID

ALL, ASKED, UNDECIDED = "all", "asked", "undecided"
FILTERS: dict[str, str] = {
    ALL: "All",
    ASKED: "Asked",
    UNDECIDED: "To decide",
    Phase.GRACE: "Grace",
    Phase.EXPIRING: "Expiring",
    Phase.ACTIVE: "Active",
    Phase.SCHEDULED: "Scheduled",
    Phase.CONVERTED: "Converted",
    Phase.LOST: "Lost",
}
_ORDERS = {
    Sort.URGENCY: "most urgent first",
    Sort.CUSTOMER: "by customer",
    Sort.EXPIRES: "by expiry",
    Sort.STARTED: "latest start first",
}


@dataclass(frozen=True, slots=True)
class CustomerView:
    """One way to look at the list. ``filter`` is a key of `FILTERS`."""

    filter: str = ALL
    sort: Sort = Sort.URGENCY
    text: str = ""

    def query(self, day: date) -> ListQuery:
        """Return what is asked of the services for ``day``."""
        phase = None if self.filter in (ALL, ASKED, UNDECIDED) else Phase(self.filter)
        return ListQuery(day, self.text, phase, self.filter == ASKED, self.sort, self.filter == UNDECIDED)

    def with_next_filter(self, step: int = 1) -> CustomerView:
        """Return the same view through the next filter, or the one before."""
        keys = list(FILTERS)
        return replace(self, filter=keys[(keys.index(self.filter) + step) % len(keys)])

    def with_next_sort(self) -> CustomerView:
        """Return the same trials in the next order."""
        orders = list(_ORDERS)
        return replace(self, sort=orders[(orders.index(self.sort) + 1) % len(orders)])

    @property
    def title(self) -> str:
        """What the list's frame says."""
        narrowed = [] if self.filter == ALL else [FILTERS[self.filter]]
        return " · ".join(["Customers", *narrowed, _ORDERS[self.sort]])

    @property
    def is_narrowed(self) -> bool:
        """Whether some trials are left out."""
        return self.filter != ALL or bool(self.text.strip())

    def nothing_found(self, waiting: int = 0) -> str:
        """Return what the list says when no trial is in it, with the way back, and to ``waiting`` mails that fit."""
        among = "" if self.filter == ALL else f" among the trials of “{FILTERS[self.filter]}”"
        if self.text.strip():
            mails = f"{waiting_words(waiting)}\n" if waiting else ""
            return f"Nothing matches “{self.text.strip()}”{among}.\n{mails}esc clears the search."
        return f"There is no trial{among} today.\nesc shows all trials, f the next filter."


def waiting_words(count: int) -> str:
    """Return that ``count`` waiting mails have the number that is searched for, and the keys that lead there."""
    who = "1 waiting mail has" if count == 1 else f"{count:,} waiting mails have"
    return f"{who} this number: enter, then {BY_ID['shipments'].key}"


def filter_counts(counts: PhaseCounts | None) -> list[tuple[str, str, int | None]]:
    """Return the filters with how many trials each holds; None while that is not known."""
    if counts is None:
        return [(key, label, None) for key, label in FILTERS.items()]
    held = {ALL: counts.total, ASKED: counts.requested, UNDECIDED: counts.undecided}
    held.update((str(phase), count) for phase, count in counts.by_phase.items())
    return [(key, label, held[key]) for key, label in FILTERS.items()]
