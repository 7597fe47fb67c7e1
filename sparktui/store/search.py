"""Finding trials, shipments and returns by text.

One job: what is searched of each, and the condition that a search text puts on them. Must not: order or page; that is
the lists'.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Table,
    and_,
    bindparam,
    column,
    func,
    literal,
    or_,
    select,
    table,
    true,
    update,
)

from sparktui.domain.text import search_key
from sparktui.domain.tracking_number import compact
from sparktui.store.schema import customers, rmas, shipments, trials
from sparktui.store.sqlite import SEARCH_INDEXES

SHORTEST_INDEXED = 3
_LONGEST_FIELD = 300
_LONGEST_SEARCH = 200
# Shorter ones than that are more often parts of two words of a trial's name or address.
_SHORTEST_NUMBER = 8
_WORDS: dict[Table, Callable[[Row[Any]], tuple[str, ...]]] = {
    shipments: lambda row: (row.number, *(model for model, _ in row.devices)),
    rmas: lambda row: (row.model, row.booking),
}


def searched_text(name: str, admin_email: str, site_url: str | None, deal_id: str | None) -> str:
    """Return what a new trial is found by, without case and accents, one field a line."""
    return _fields(name, admin_email, site_url or "", deal_id or "")


def with_numbers(text: ColumnElement[str] | str) -> ColumnElement[Any]:
    """Return `searched_text` ``text`` with the tracking numbers of its trial, for an update of trials to write."""
    numbers = select(func.aggregate_strings(func.lower(shipments.c.number), "\n"))
    mine = numbers.where(shipments.c.trial_id == trials.c.id).correlate(trials).scalar_subquery()
    return (literal(text) if isinstance(text, str) else text) + func.coalesce("\n" + mine, "")


def find_anew(connection: Connection, of: Table, where: ColumnElement[bool]) -> None:
    """Write what those shipments or returns are found by on which ``where`` holds; it may ask for their trials.

    A shipment is found by its number and devices, a return by its model and its pickup's reference, and both by their
    customer's name.
    """
    rows = connection.execute(select(of, customers.c.name).select_from(of.join(trials).join(customers)).where(where))
    texts = [{"of": row.id, "text": _fields(*filter(None, _WORDS[of](row)), row.name)} for row in rows]
    if texts:
        by_id = update(of).where(of.c.id == bindparam("of"))
        connection.execute(by_id.values(search_text=bindparam("text")), texts)


def rename_customers(connection: Connection, customer_ids: Sequence[int]) -> None:
    """Let shipments and returns be found by the names that their customers have now."""
    for of in _WORDS:
        find_anew(connection, of, trials.c.customer_id.in_(customer_ids))


def matches(text: str, of: Table = trials) -> ColumnElement[bool]:
    """Return the condition that every word of ``text`` stands somewhere in the searched text of a row of ``of``.

    Any text may be passed; nothing in it is an operator. Words of three characters and more are looked up in the
    trigram index, shorter ones are compared. Beyond `_LONGEST_SEARCH` characters the text is not read. A text that
    writes a tracking number with blanks and dashes in it finds that number too.
    """
    cut = text[:_LONGEST_SEARCH]
    words = dict.fromkeys(comparable(cut).split())
    conditions: list[ColumnElement[bool]] = []
    indexed = [word for word in words if len(word) >= SHORTEST_INDEXED]
    if indexed:
        conditions.append(_indexed(indexed, of))
    conditions += [
        of.c.search_text.contains(literal(word), autoescape=False)
        if "%" not in word and "_" not in word
        else of.c.search_text.contains(word, autoescape=True)
        for word in words
        if len(word) < SHORTEST_INDEXED
    ]
    number = compact(cut).lower()
    shortest = _SHORTEST_NUMBER if of is trials else SHORTEST_INDEXED
    if len(number) >= shortest and number not in words:
        return or_(and_(*conditions), _indexed([number], of))
    return and_(true(), *conditions)


def _indexed(words: list[str], of: Table) -> ColumnElement[bool]:
    phrase = " AND ".join('"' + word.replace('"', '""') + '"' for word in words)
    name = SEARCH_INDEXES[of.name]
    index = table(name, column("rowid"), column(name))
    return of.c.id.in_(select(index.c.rowid).where(index.c[name].op("MATCH")(bindparam(None, phrase))))


def _fields(*fields: str) -> str:
    return "\n".join(comparable(field[:_LONGEST_FIELD]) for field in fields)


def comparable(text: str) -> str:
    """Return the search key of ``text`` as the database can hold it: no NUL, which would end it, no half characters."""
    return search_key(text).replace("\0", " ").encode("utf-8", "replace").decode()
