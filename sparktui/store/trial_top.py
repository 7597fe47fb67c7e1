"""The top of the customer list, for who reads no further: its first lines, and how many there are in all.

A `trial_list.Listing` knows the length of each of its segments, for which all trials are counted; the lines at the top
need none of that, and the number of all is a count along one index.

One job: these two questions. Must not: turn pages, or search.
"""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection, func, select

from sparktui.domain.listing import ListQuery, Sort
from sparktui.domain.policy import Policy
from sparktui.store.schema import trials
from sparktui.store.trial_list import ordered, segments


def first_ids(connection: Connection, query: ListQuery, policy: Policy, limit: int) -> list[int]:
    """Return the trials of the first ``limit`` lines; the text of ``query`` is not looked at."""
    found: list[int] = []
    for segment in segments(query, policy):
        found += connection.scalars(ordered(select(trials.c.id), segment).limit(limit - len(found)))
        if len(found) == limit:
            break
    return found


def total(connection: Connection, query: ListQuery, policy: Policy) -> int:
    """Return how many lines there are; the text of ``query`` is not looked at."""
    counted = select(func.count()).select_from(trials)
    if query.is_narrowed:
        # In any order but that of urgency the same trials are one segment.
        (every,) = segments(replace(query, sort=Sort.EXPIRES), policy)
        counted = counted.where(every.where)
    return connection.scalar(counted) or 0
