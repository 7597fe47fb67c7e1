"""What the list of shipments, returns and waiting mails reads from the services before its rows.

One job: counts, the mail that stands above the list, and where the cursor stays, in one go in the background. Must
not: know a widget.
"""

from __future__ import annotations

from dataclasses import dataclass

from sparktui.screens.shipment_rows import EMPTY, FILTERS, WAITING
from sparktui.services import shipping_list
from sparktui.services.desk import Desk
from sparktui.services.needs_attention import AttentionItem, list_attention
from sparktui.services.shipping_list import Show


@dataclass(frozen=True, slots=True)
class FirstLook:
    """How many lines each filter shows, and ``mail``, the first that waits; None where none does.

    Where the search fits waiting mails, these alone are counted and shown, and ``named`` is the search; otherwise it is
    empty, and all of them are. ``place`` is where the line under the cursor stands, None where it is not in the list.
    """

    counts: dict[str, int]
    mail: AttentionItem | None
    named: str
    place: int | None

    @property
    def filters(self) -> list[tuple[str, str, int | None]]:
        """The filters with their words and counts."""
        return [(key, label, self.counts[key]) for key, label in FILTERS]

    def nothing_found(self, show: str, text: str) -> str:
        """Return what an empty list says that shows ``show`` and was searched for ``text``."""
        if not text or show == WAITING:
            return EMPTY[show]
        waiting = self.counts[WAITING]
        if not self.named:
            return f"Nothing has “{text}” in it."
        who = "1 waiting mail has this number" if waiting == 1 else f"{waiting:,} waiting mails have this number"
        return f"No shipment has “{text}” in it.\n{who}; {'it' if waiting == 1 else 'the first'} stands above."


def first_look(desk: Desk, show: str, text: str, key: int | None) -> FirstLook:
    """Read what stands around the list of the filter ``show``, searched for ``text``, with its line ``key`` chosen."""
    counted = shipping_list.count_shipping(desk, text)
    named = list_attention(desk, limit=1, text=text) if text.strip() else None
    mails = named if named is not None and named.total else list_attention(desk, limit=1)
    is_line = key is not None and show != WAITING
    return FirstLook(
        {show.value: count for show, count in counted.shown.items()} | {WAITING: mails.total},
        mails.items[0] if mails.items else None,
        text if mails is named else "",
        shipping_list.place_of(desk, Show(show), key, text=text) if is_line and key is not None else None,
    )
