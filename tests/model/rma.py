"""A second, naive reading of the order in which a return's steps may be recorded.

One job: the table, written down from the specification by hand, and every history that it allows.
"""

from __future__ import annotations

from collections.abc import Iterator

WAY = "opened packed labelled pickup_booked picked_up received processed"

# What may be recorded, by everything that was recorded before. Times of waiting that are over change nothing.
TABLE = {
    "opened": {"packed", "waiting_for_label", "cancelled"},
    "opened waiting_for_label": {"packed", "cancelled"},
    "opened packed": {"labelled", "waiting_for_label", "cancelled"},
    "opened packed waiting_for_label": {"labelled", "cancelled"},
    "opened packed labelled": {"pickup_booked", "cancelled"},
    "opened packed labelled pickup_booked": {"picked_up", "cancelled"},
    "opened packed labelled pickup_booked picked_up": {"received"},
    "opened packed labelled pickup_booked picked_up received": {"processed"},
    WAY: set(),
}


def allowed(steps: str) -> set[str]:
    """Return the steps that may be recorded after ``steps``."""
    *earlier, last = steps.split()
    if last == "cancelled":
        return set()
    return TABLE[" ".join([step for step in earlier if step != "waiting_for_label"] + [last])]


def every_history(steps: str = "opened") -> Iterator[str]:
    """Yield every history that the table allows, beginning with ``steps``."""
    yield steps
    for step in sorted(allowed(steps)):
        yield from every_history(f"{steps} {step}")


HISTORIES = list(every_history())
