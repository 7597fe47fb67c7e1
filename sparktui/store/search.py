"""Finding trials, shipments and returns by text.

One job: what is searched of each, and the condition that a search text puts on them. Must not: order or page; that is
the lists'.
"""

from __future__ import annotations

import sys
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
_INDEX = table(SEARCH_INDEXES["trials"], column("rowid"))
_TERMS = table("trial_search_terms", column("term"))
"""All trigrams of the trials' index, in order."""
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
    numbers = select(func.aggregate_strings(func.lower(shipments.c.number) + "\n", ""))
    mine = numbers.where(shipments.c.trial_id == trials.c.id).correlate(trials).scalar_subquery()
    return (literal(text) if isinstance(text, str) else text) + func.coalesce(mine, "")


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


def matches(text: str, of: Table) -> ColumnElement[bool]:
    """Return the condition that every word of ``text`` stands somewhere in the searched text of a row of ``of``.

    Any text may be passed; nothing in it is an operator. Words of three characters and more are looked up in the
    trigram index, shorter ones are compared. Beyond `_LONGEST_SEARCH` characters the text is not read. A text that
    writes a tracking number with blanks and dashes in it finds that number too.
    """
    words, number = _sought(text, SHORTEST_INDEXED)
    long = [_quoted(word) for word in words if len(word) >= SHORTEST_INDEXED]
    conditions = [_indexed(" AND ".join(long), of)] if long else []
    conditions += [_contains(word, of) for word in words if len(word) < SHORTEST_INDEXED]
    return or_(and_(*conditions), _indexed(_quoted(number), of)) if number else and_(true(), *conditions)


def stands_in(text: str) -> ColumnElement[bool]:
    """Return the same condition on trials, answered by reading the text of each: for those that are read anyway."""
    words, number = _sought(text, _SHORTEST_NUMBER)
    condition = and_(true(), *(_contains(word, trials) for word in words))
    return or_(condition, _contains(number, trials)) if number else condition


def ids(connection: Connection, text: str, limit: int) -> list[int]:
    """Return the trials on which that condition holds, ``limit`` at most and in no order, by the index alone."""
    words, number = _sought(text, _SHORTEST_NUMBER)
    each = [_any_of(_terms(connection, word)) for word in words]
    phrases = [" AND ".join(each)] if all(each) else []
    phrases += [_quoted(number)] if number else []
    if not phrases:
        return []
    hits = select(_INDEX.c.rowid).where(_match(" OR ".join(f"({phrase})" for phrase in phrases), trials))
    return list(connection.scalars(hits.limit(limit)))


def _sought(text: str, shortest_number: int) -> tuple[list[str], str]:
    """Return the words of a search text, and the tracking number that it writes in pieces; empty without one."""
    cut = text[:_LONGEST_SEARCH]
    words = list(dict.fromkeys(comparable(cut).split()))
    number = compact(cut).lower()
    return words, number if len(number) >= shortest_number and number not in words else ""


def _terms(connection: Connection, word: str) -> list[str]:
    """Return ``word``, or where it is too short for the index, all that the index has beginning with it."""
    if len(word) >= SHORTEST_INDEXED:
        return [word]
    beginning = and_(_TERMS.c.term >= word, _TERMS.c.term < word + chr(sys.maxunicode))
    return list(connection.scalars(select(_TERMS.c.term).where(beginning)))


def _any_of(terms: list[str]) -> str:
    return f"({' OR '.join(map(_quoted, terms))})" if terms else ""


def _quoted(word: str) -> str:
    return '"' + word.replace('"', '""') + '"'


def _contains(word: str, of: Table) -> ColumnElement[bool]:
    return func.instr(of.c.search_text, word) > 0


def _indexed(phrase: str, of: Table) -> ColumnElement[bool]:
    index = table(SEARCH_INDEXES[of.name], column("rowid"))
    return of.c.id.in_(select(index.c.rowid).where(_match(phrase, of)))


def _match(phrase: str, of: Table) -> ColumnElement[bool]:
    return column(SEARCH_INDEXES[of.name]).op("MATCH")(bindparam(None, phrase))


def _fields(*fields: str) -> str:
    """Return ``fields``, each on a line of its own that ends, so that their last letters too begin a trigram."""
    return comparable("\n".join([field[:_LONGEST_FIELD] for field in fields])) + "\n"


def comparable(text: str) -> str:
    """Return the search key of ``text`` as the database can hold it: no NUL, which would end it, no half characters."""
    if text.isascii():
        return text.lower().replace("\0", " ")
    return search_key(text).replace("\0", " ").encode("utf-8", "replace").decode()
