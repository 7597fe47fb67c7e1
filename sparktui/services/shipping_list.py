"""Shipments and returns in one list: what is under way first, then what is over.

One job: page and count both together. Must not: change anything.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from sparktui.services.desk import Desk
from sparktui.services.needs_attention import count_attention
from sparktui.services.returns import ReturnLine, list_returns
from sparktui.services.shipments import ShipmentLine, list_shipments

Line: TypeAlias = ShipmentLine | ReturnLine

_LOOKED_THROUGH = 500

_Part: TypeAlias = Callable[[Desk, str, int, int], tuple[int, Sequence[Line]]]


class Show(StrEnum):
    """What the list shows."""

    ALL = "all"
    ON_THE_WAY = "on_the_way"
    ARRIVED = "arrived"
    RETURNS = "returns"


@dataclass(frozen=True, slots=True)
class ShippingPage:
    """A part of the list: how many lines there are in all, and some of them."""

    total: int
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class ShippingCounts:
    """How many lines there are to show of each kind, and how many mails wait for a person."""

    shown: dict[Show, int]
    waiting: int


def list_shipping(desk: Desk, show: Show, *, text: str = "", limit: int = 100, offset: int = 0) -> ShippingPage:
    """Return the lines to ``show`` that have ``text`` in a number, a device or their customer's name.

    First what is under way, the longest without news first; then what is over, the latest first.
    """
    total = 0
    found: list[Line] = []
    for part in _PARTS[show]:
        size, lines = part(desk, text, limit - len(found), max(0, offset - total))
        total += size
        found += lines
    return ShippingPage(total, tuple(found))


def count_shipping(desk: Desk, text: str = "") -> ShippingCounts:
    """Return how many lines have ``text`` in them, of each kind, and how many mails wait."""
    shown = {show: list_shipping(desk, show, text=text, limit=0).total for show in Show}
    return ShippingCounts(shown, count_attention(desk))


def place_of(desk: Desk, show: Show, key: int, *, text: str = "") -> int | None:
    """Return on which row of the list the shipment with the ID ``key`` stands, or the return with the ID ``-key``.

    None when it is not among the first rows.
    """
    lines = list_shipping(desk, show, text=text, limit=_LOOKED_THROUGH).lines
    return next((place for place, line in enumerate(lines) if key_of(line) == key), None)


def key_of(line: Line) -> int:
    """Return what ``line`` is known by in the list: shipments count up from one, returns count down."""
    return line.shipment.id if isinstance(line, ShipmentLine) else -line.rma.id


def _on_the_way(desk: Desk, text: str, limit: int, offset: int) -> tuple[int, Sequence[Line]]:
    page = list_shipments(desk, text=text, is_over=False, limit=limit, offset=offset)
    return page.total, page.lines


def _arrived(desk: Desk, text: str, limit: int, offset: int) -> tuple[int, Sequence[Line]]:
    page = list_shipments(desk, text=text, is_over=True, limit=limit, offset=offset)
    return page.total, page.lines


def _going_back(desk: Desk, text: str, limit: int, offset: int) -> tuple[int, Sequence[Line]]:
    page = list_returns(desk, text=text, open_only=True, limit=limit, offset=offset)
    return page.total, page.lines


def _gone_back(desk: Desk, text: str, limit: int, offset: int) -> tuple[int, Sequence[Line]]:
    # In the list of all returns those that are over follow those under way.
    under_way = list_returns(desk, text=text, open_only=True, limit=0).total
    page = list_returns(desk, text=text, limit=limit, offset=under_way + offset)
    return page.total - under_way, page.lines


_PARTS: dict[Show, tuple[_Part, ...]] = {
    Show.ALL: (_on_the_way, _going_back, _arrived, _gone_back),
    Show.ON_THE_WAY: (_on_the_way,),
    Show.ARRIVED: (_arrived,),
    Show.RETURNS: (_going_back, _gone_back),
}
