"""Shipments and returns in one list: what is under way first, then what is over.

One job: page and count both together. Must not: change anything.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import takewhile
from typing import TypeAlias

from sparktui.services.desk import Desk
from sparktui.services.needs_attention import count_attention
from sparktui.services.returns import ReturnLine
from sparktui.services.returns import lines_of as lines_of_returns
from sparktui.services.shipments import ShipmentLine
from sparktui.services.shipments import lines_of as lines_of_shipments
from sparktui.store import rmas, shipments
from sparktui.store.database import Connection

Line: TypeAlias = ShipmentLine | ReturnLine


class Show(StrEnum):
    """What the list shows."""

    ALL = "all"
    ON_THE_WAY = "on_the_way"
    ARRIVED = "arrived"
    RETURNS = "returns"


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of the list that is in one order: shipments or returns, under way or over."""

    is_return: bool
    is_over: bool


_ON_THE_WAY, _ARRIVED = _Part(is_return=False, is_over=False), _Part(is_return=False, is_over=True)
_GOING_BACK, _GONE_BACK = _Part(is_return=True, is_over=False), _Part(is_return=True, is_over=True)
_PARTS = {
    Show.ALL: (_ON_THE_WAY, _GOING_BACK, _ARRIVED, _GONE_BACK),
    Show.ON_THE_WAY: (_ON_THE_WAY,),
    Show.ARRIVED: (_ARRIVED,),
    Show.RETURNS: (_GOING_BACK, _GONE_BACK),
}


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
    with desk.database.reading() as connection:
        sizes = _sizes(connection, text)
        for part in _PARTS[show]:
            wanted, begin = limit - len(found), max(0, offset - total)
            if wanted and begin < sizes[part]:
                found += _lines(desk, connection, part, text, wanted, begin)
            total += sizes[part]
    return ShippingPage(total, tuple(found))


def count_shipping(desk: Desk, text: str = "") -> ShippingCounts:
    """Return how many lines have ``text`` in them, of each kind, and how many mails wait."""
    with desk.database.reading() as connection:
        sizes = _sizes(connection, text)
    shown = {show: sum(sizes[part] for part in parts) for show, parts in _PARTS.items()}
    return ShippingCounts(shown, count_attention(desk))


def place_of(desk: Desk, show: Show, key: int, *, text: str = "") -> int | None:
    """Return on which row of the list the line known by ``key`` (see `key_of`) stands; None when it is not in it."""
    with desk.database.reading() as connection:
        is_return = key < 0
        found = (rmas.place if is_return else shipments.place)(connection, abs(key), text=text)
        part = _Part(is_return, found.is_over) if found else None
        if found is None or part not in _PARTS[show]:
            return None
        sizes = _sizes(connection, text)
    above = takewhile(lambda other: other != part, _PARTS[show])
    return found.before + sum(sizes[other] for other in above)


def key_of(line: Line) -> int:
    """Return what ``line`` is known by in the list: shipments count up from one, returns count down."""
    return line.shipment.id if isinstance(line, ShipmentLine) else -line.rma.id


def _sizes(connection: Connection, text: str) -> dict[_Part, int]:
    sent, returned = shipments.count(connection, text=text), rmas.count(connection, text=text)
    return {
        _ON_THE_WAY: sent.under_way,
        _ARRIVED: sent.over,
        _GOING_BACK: returned.under_way,
        _GONE_BACK: returned.over,
    }


def _lines(
    desk: Desk, connection: Connection, part: _Part, text: str, limit: int, offset: int
) -> tuple[ShipmentLine, ...] | tuple[ReturnLine, ...]:
    if part.is_return:
        back = rmas.listed(connection, text=text, is_over=part.is_over, limit=limit, offset=offset)
        return lines_of_returns(desk, connection, back)
    sent = shipments.listed(connection, text=text, is_over=part.is_over, limit=limit, offset=offset)
    return lines_of_shipments(desk, connection, sent)
