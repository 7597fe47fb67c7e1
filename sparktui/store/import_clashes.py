"""Rows of a file that have to be looked at together: with each other, or with what is recorded.

One job: find them among the rows that `import_rows` keeps, by indexes and never row by row. Must not: decide which of
them may stand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from operator import attrgetter

from sqlalchemy import ColumnElement, Connection, Text, and_, case, cast, distinct, func, literal, or_, select

from sparktui.domain.lifecycle import running_window
from sparktui.domain.policy import Policy
from sparktui.domain.trial import Trial
from sparktui.store import import_rows
from sparktui.store import trials as trial_rows
from sparktui.store.customers import address_key
from sparktui.store.import_rows import ImportRow, rows
from sparktui.store.schema import customers, trials

# The keys of customers with several rows, found by the index alone: only those are worth looking at the rows.
_ON_SEVERAL_ROWS = select(rows.c.admin_email_key).group_by(rows.c.admin_email_key).having(func.count() > 1)
_NAMED_BY_SEVERAL = (
    select(rows.c.held_site)
    .where(rows.c.held_site.is_not(None))
    .group_by(rows.c.held_site)
    .having(func.count(distinct(rows.c.admin_email_key)) > 1)
)


@dataclass(frozen=True, slots=True)
class Clash:
    """A row that says the same as an earlier one in other words: ``value`` is what it says, ``first`` the earlier."""

    line: int
    value: str
    first_line: int
    first_value: str


@dataclass(frozen=True, slots=True)
class Contest:
    """Rows and recorded trials that are after the same thing: a customer's one running trial, or a site.

    ``rows`` stand in the order of the file, those among them that are not sound only to be judged; ``recorded`` holds
    trials as they are recorded, by ID.
    """

    rows: tuple[ImportRow, ...]
    recorded: dict[int, Trial]


def repeated(connection: Connection) -> list[Clash]:
    """Return the rows whose trial stands on an earlier line that is sound."""
    trial = (rows.c.admin_email_key, rows.c.starts_on)
    several = select(*trial).group_by(*trial).having(func.count() > 1).subquery()
    earlier = rows.alias()
    of_trial = and_(
        rows.c.admin_email_key == several.c.admin_email_key,
        rows.c.starts_on == several.c.starts_on,
    )
    is_the_same = and_(
        earlier.c.admin_email_key == rows.c.admin_email_key,
        earlier.c.starts_on == rows.c.starts_on,
        earlier.c.line < rows.c.line,
        earlier.c.is_sound,
    )
    query = (
        select(rows.c.line, rows.c.starts_on, func.min(earlier.c.line).label("first_line"))
        .join_from(several, rows, of_trial)
        .join(earlier, is_the_same)
        .group_by(rows.c.line, rows.c.starts_on)
        .order_by(rows.c.line)
    )
    return [
        Clash(row.line, str(row.starts_on), row.first_line, str(row.starts_on)) for row in connection.execute(query)
    ]


def respelled(connection: Connection) -> list[Clash]:
    """Return the rows whose customer has its address in another letter case on an earlier line that is sound."""
    several = (
        select(rows.c.admin_email_key)
        .where(rows.c.admin_email_key.in_(_ON_SEVERAL_ROWS))
        .group_by(rows.c.admin_email_key)
        .having(func.count(distinct(rows.c.admin_email)) > 1)
    )
    first = (
        select(rows.c.admin_email_key, func.min(rows.c.line).label("line"))
        .where(rows.c.is_sound, rows.c.admin_email_key.in_(several))
        .group_by(rows.c.admin_email_key)
        .subquery()
    )
    earlier = rows.alias()
    query = (
        select(rows.c.line, rows.c.admin_email, first.c.line, earlier.c.admin_email)
        .join_from(first, rows, first.c.admin_email_key == rows.c.admin_email_key)
        .join(earlier, earlier.c.line == first.c.line)
        .where(rows.c.admin_email != earlier.c.admin_email, rows.c.line > first.c.line)
        .order_by(rows.c.line)
    )
    return [Clash(*row) for row in connection.execute(query)]


def disagreeing(connection: Connection) -> list[list[ImportRow]]:
    """Return the rows of each customer that is described differently on several lines, in the order of the file."""
    several = (
        select(rows.c.admin_email_key)
        .where(rows.c.admin_email_key.in_(_ON_SEVERAL_ROWS))
        .group_by(rows.c.admin_email_key)
        .having(
            or_(
                func.count(distinct(rows.c.name)) > 1,
                func.count(distinct(rows.c.country)) > 1,
                func.count(distinct(cast(rows.c.paid_services, Text))) > 1,
            )
        )
    )
    query = (
        import_rows.with_customer()
        .where(rows.c.admin_email_key.in_(several))
        .order_by(rows.c.admin_email_key, rows.c.line)
    )
    return [
        [import_rows.of_row(row) for row in of_customer]
        for _, of_customer in groupby(connection.execute(query), key=attrgetter("admin_email_key"))
    ]


def readdressed(connection: Connection) -> list[Clash]:
    """Return the first row of each customer whose address is recorded in another letter case."""
    query = (
        select(func.min(rows.c.line).label("line"), rows.c.admin_email, literal(0), customers.c.admin_email)
        .join(customers, customers.c.admin_email_key == rows.c.admin_email_key)
        .where(customers.c.admin_email != rows.c.admin_email)
        .group_by(rows.c.admin_email, customers.c.admin_email)
        .order_by("line")
    )
    return [Clash(*row) for row in connection.execute(query)]


def contest(connection: Connection, day: date, policy: Policy) -> Contest:
    """Return the rows that could break a rule together, with every trial in their way; too many rather than too few.

    At least one trial of each customer and site in it is one that a row would change or make.
    """
    running, holding = _running(day, policy), _holding(day, policy)
    mine = customers.c.admin_email_key == rows.c.admin_email_key
    another = trials.c.id.is_distinct_from(rows.c.trial_id)
    has_change = func.sum(case((rows.c.differs, 1), else_=0)) > 0
    run_twice = (
        select(rows.c.admin_email_key)
        .where(rows.c.runs, rows.c.admin_email_key.in_(_ON_SEVERAL_ROWS))
        .group_by(rows.c.admin_email_key)
        .having(func.count() > 1, has_change)
        .union(
            select(rows.c.admin_email_key)
            .join(customers, mine)
            .join(trials, trials.c.customer_id == customers.c.id)
            .where(rows.c.differs, rows.c.runs, running, another)
        )
    )
    held_twice = (
        select(rows.c.held_site)
        .where(rows.c.held_site.in_(_NAMED_BY_SEVERAL))
        .group_by(rows.c.held_site)
        .having(has_change)
        .union(
            select(rows.c.held_site)
            .join(trials, trials.c.site_url == rows.c.held_site)
            .join(customers, trials.c.customer_id == customers.c.id)
            .where(rows.c.differs, holding, ~mine)
        )
    )
    if not any(connection.execute(twice.limit(1)).first() for twice in (run_twice, held_twice)):
        return Contest((), {})
    recorded: dict[int, Trial] = {}
    for wanted in (
        and_(running, customers.c.admin_email_key.in_(run_twice)),
        and_(holding, trials.c.site_url.in_(held_twice)),
    ):
        for row in connection.execute(trial_rows.with_customer().where(wanted)):
            recorded[row.id] = trial_rows.of_row(row)
    holders = select(trials.c.id).where(holding, trials.c.site_url.in_(held_twice))
    found: dict[int, ImportRow] = {}
    for wanted in (
        rows.c.admin_email_key.in_(run_twice),
        rows.c.held_site.in_(held_twice),
        rows.c.trial_id.in_(holders),
    ):
        for row in connection.execute(import_rows.with_customer().where(wanted)):
            found[row.line] = import_rows.of_row(row)
    return Contest(_told_apart([found[line] for line in sorted(found)]), recorded)


def revived(connection: Connection, day: date, policy: Policy) -> list[tuple[Trial, Trial]]:
    """Return the trials that are recorded as lost on ``day`` and run by what a row says: as recorded, and as said."""
    mine = trials.c.id == rows.c.trial_id
    lost = and_(trials.c.converted_on.is_(None), ~_running(day, policy))
    revived_id = select(trials.c.id).join(rows, mine).where(import_rows.IS_CHANGE, rows.c.runs, lost)
    recorded = connection.execute(trial_rows.with_customer().where(trials.c.id.in_(revived_id))).all()
    said = connection.execute(import_rows.with_customer().where(rows.c.trial_id.in_(revived_id)))
    by_id = {row.id: trial_rows.of_row(row) for row in said}
    return [(trial_rows.of_row(row), by_id[row.id]) for row in recorded]


def _told_apart(found: Sequence[ImportRow]) -> tuple[ImportRow, ...]:
    """Return the rows with an ID for each customer that is not recorded yet."""
    ids: dict[str, int] = {}
    numbered = []
    for row in found:
        customer = row.trial.customer
        if not customer.id:
            number = ids.setdefault(address_key(customer.admin_email), -1 - len(ids))
            row = replace(row, trial=replace(row.trial, customer=replace(customer, id=number)))
        numbered.append(row)
    return tuple(numbered)


def _running(day: date, policy: Policy) -> ColumnElement[bool]:
    """The recorded trials that are scheduled to grace on ``day``."""
    return and_(
        or_(trials.c.converted_on.is_(None), trials.c.converted_on > day),
        trials.c.expires_on >= running_window(day, policy).first,
    )


def _holding(day: date, policy: Policy) -> ColumnElement[bool]:
    """The recorded trials that may hold their site on ``day`` or later: converted ones, and those not lost."""
    return or_(trials.c.converted_on.is_not(None), trials.c.expires_on >= running_window(day, policy).first)
