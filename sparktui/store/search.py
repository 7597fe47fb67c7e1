"""Finding trials by text: name, address, site URL, deal ID, and the tracking numbers of their shipments.

One job: what is searched of a trial, and the condition that a search text puts on trials.
Must not: order or page; that is the list's.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, column, func, literal, or_, select, table, true

from sparktui.domain.text import search_key
from sparktui.domain.tracking_number import compact
from sparktui.store.schema import shipments, trials

SHORTEST_INDEXED = 3
_LONGEST_FIELD = 300
_LONGEST_SEARCH = 200
_SHORTEST_NUMBER = 8
_trial_search = table("trial_search", column("rowid"), column("trial_search"))


def searched_text(name: str, admin_email: str, site_url: str | None, deal_id: str | None) -> str:
    """Return what a new trial is found by, without case and accents, one field a line."""
    fields = (name, admin_email, site_url or "", deal_id or "")
    return "\n".join(comparable(field[:_LONGEST_FIELD]) for field in fields)


def with_numbers(text: ColumnElement[str] | str) -> ColumnElement[Any]:
    """Return `searched_text` ``text`` with the tracking numbers of its trial, for an update of trials to write."""
    numbers = select(func.aggregate_strings(func.lower(shipments.c.number), "\n"))
    mine = numbers.where(shipments.c.trial_id == trials.c.id).correlate(trials).scalar_subquery()
    return (literal(text) if isinstance(text, str) else text) + func.coalesce("\n" + mine, "")


def matches(text: str) -> ColumnElement[bool]:
    """Return the condition that every word of ``text`` stands somewhere in a trial's searched text.

    Any text may be passed; nothing in it is an operator. Words of three characters and more are looked up in the
    trigram index, shorter ones are compared. Beyond `_LONGEST_SEARCH` characters the text is not read. A text that
    writes a tracking number with blanks and dashes in it finds that number too.
    """
    cut = text[:_LONGEST_SEARCH]
    words = dict.fromkeys(comparable(cut).split())
    conditions: list[ColumnElement[bool]] = []
    indexed = [word for word in words if len(word) >= SHORTEST_INDEXED]
    if indexed:
        conditions.append(_indexed(indexed))
    conditions += [
        trials.c.search_text.contains(literal(word), autoescape=False)
        if "%" not in word and "_" not in word
        else trials.c.search_text.contains(word, autoescape=True)
        for word in words
        if len(word) < SHORTEST_INDEXED
    ]
    number = compact(cut).lower()
    if len(number) >= _SHORTEST_NUMBER and number not in words:
        return or_(and_(*conditions), _indexed([number]))
    return and_(true(), *conditions)


def _indexed(words: list[str]) -> ColumnElement[bool]:
    phrase = " AND ".join('"' + word.replace('"', '""') + '"' for word in words)
    found = select(_trial_search.c.rowid).where(_trial_search.c.trial_search.op("MATCH")(bindparam(None, phrase)))
    return trials.c.id.in_(found)


def comparable(text: str) -> str:
    """Return the search key of ``text`` as the database can hold it: no NUL, which would end it, no half characters."""
    return search_key(text).replace("\0", " ").encode("utf-8", "replace").decode()
