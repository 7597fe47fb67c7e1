"""The customer list narrowed by a search text: its first lines at once, the rest when somebody waits for it.

A text that stands in many trials is found soon by walking down the list, and one that stands in few by the index of
searched texts; so the first lines never cost more than a look at some thousand trials, however many there are.

One job: the IDs of the trials in which a text stands, in the list's order. Must not: change anything.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, Connection, and_, func, select

from sparktui.domain.listing import ListQuery
from sparktui.domain.policy import Policy
from sparktui.store import search
from sparktui.store.schema import trials
from sparktui.store.trial_list import Segment, ordered, segments

FIRST = 128
"""How many lines are found at once where there are more."""
WALKED = 2_000
"""How many trials are looked at before the index is asked."""
FEW = 2_000
"""As many as these are put in order at once."""
_BATCH = 1_000


@dataclass(frozen=True, slots=True)
class Found:
    """The ``trial_ids`` in which a text was found, in the list's order; where not ``is_all``, others follow."""

    trial_ids: Sequence[int]
    is_all: bool

    @property
    def total(self) -> int:
        """The number of lines found by now."""
        return len(self.trial_ids)

    def ids(self, _connection: Connection, offset: int, limit: int) -> list[int]:
        """Return the trials of ``limit`` lines from line ``offset`` (0 is the first) on."""
        return list(self.trial_ids[offset : offset + limit])

    def position(self, _connection: Connection, trial_id: int) -> int | None:
        """Return the line on which the trial stands (0 is the first), or None when it is not found by now."""
        try:
            return self.trial_ids.index(trial_id)
        except ValueError:
            return None


def find_first(connection: Connection, query: ListQuery, policy: Policy) -> Found:
    """Return the first trials that ``query`` asks for by its text, or all where they are soon found."""
    stretches = list(segments(replace(query, text=""), policy))
    soon = _walk_a_little(connection, query.text, stretches)
    if soon is not None:
        return soon
    hits = search.ids(connection, query.text, FEW + 1)
    if len(hits) <= FEW:
        listed = func.json_each(str(hits)).table_valued("value")
        among_them = trials.c.id.in_(select(listed.c.value))
        return Found(array("q", _ids(connection, [_narrowed(found, among_them) for found in stretches])), is_all=True)
    first = array("q", _ids(connection, _containing(query.text, stretches), FIRST))
    return Found(first, is_all=len(first) < FIRST)


def find_all(
    connection: Connection, query: ListQuery, policy: Policy, is_unwanted: Callable[[], bool] = lambda: False
) -> Found | None:
    """Return all trials that ``query`` asks for by its text; None when meanwhile they are no longer wanted."""
    found = array("q")
    for trial_id in every_id(connection, query, policy):
        found.append(trial_id)
        if len(found) % _BATCH == 0 and is_unwanted():
            return None
    return Found(found, is_all=True)


def every_id(connection: Connection, query: ListQuery, policy: Policy) -> Iterator[int]:
    """Return the IDs of all lines that ``query`` asks for by its text, in the list's order."""
    first = find_first(connection, query, policy)
    if first.is_all:
        yield from first.trial_ids
    else:
        yield from _ids(connection, _containing(query.text, segments(replace(query, text=""), policy)))


def _walk_a_little(connection: Connection, text: str, stretches: Sequence[Segment]) -> Found | None:
    """Return what is found among the first trials of the list; None when that is neither enough nor everything."""
    found, left = array("q"), WALKED
    for stretch in stretches:
        looked_at = ordered(select(trials.c.id, search.stands_in(text)), stretch).limit(left)
        rows = connection.execute(looked_at).all()
        found.extend(trial_id for trial_id, is_found in rows if is_found)
        left -= len(rows)
        if len(found) >= FIRST:
            return Found(found[:FIRST], is_all=False)
        if not left:
            return None
    return Found(found, is_all=True)


def _containing(text: str, stretches: Iterable[Segment]) -> list[Segment]:
    return [_narrowed(stretch, search.stands_in(text)) for stretch in stretches]


def _narrowed(stretch: Segment, condition: ColumnElement[bool]) -> Segment:
    return replace(stretch, where=and_(stretch.where, condition))


def _ids(connection: Connection, stretches: Sequence[Segment], limit: int | None = None) -> Iterator[int]:
    for stretch in stretches:
        query = ordered(select(trials.c.id), stretch)
        for trial_id in connection.scalars(query if limit is None else query.limit(limit)):
            yield trial_id
            if limit is not None:
                limit -= 1
                if not limit:
                    return
