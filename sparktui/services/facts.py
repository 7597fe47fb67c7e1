"""Gathering the facts that the rules ask for.

One job: read what a question about a trial needs. Must not: answer it.
"""

from __future__ import annotations

from dataclasses import replace

from sparktui.domain.conversion import ConversionState, Order
from sparktui.domain.trial import ServiceLine, Trial
from sparktui.rules.facts import Facts
from sparktui.services.desk import Desk
from sparktui.store import conversions, trials
from sparktui.store.database import Connection


def facts_of(
    desk: Desk,
    connection: Connection,
    trial: Trial,
    *,
    order: Order | None = None,
    added: tuple[ServiceLine, ...] = (),
) -> Facts:
    """Return the facts of a recorded trial; ``order`` defaults to that of its open conversion, if there is one."""
    under_way = conversions.open_for(connection, trial.id)
    is_placed = under_way is not None and under_way.state is ConversionState.PLACED
    return Facts(
        trial,
        desk.partner,
        desk.policy,
        desk.catalogue,
        order=order or (under_way.order if under_way else Order()),
        added=added,
        placed_order=under_way.order_number if under_way and is_placed else None,
    )


def facts_of_new(desk: Desk, connection: Connection, proposed: Trial) -> Facts:
    """Return the facts of a trial that is not recorded yet, with the others that it could be in the way of."""
    others = trials.of_customer(connection, proposed.customer.id) if proposed.customer.id else ()
    if proposed.site_url:
        others += tuple(other for other in trials.naming_site(connection, proposed.site_url) if other not in others)
    return replace(facts_of_unrecorded(desk, proposed), others=others)


def facts_of_unrecorded(desk: Desk, proposed: Trial) -> Facts:
    """Return the facts of a trial by itself, without looking at any other."""
    return Facts(proposed, desk.partner, desk.policy, desk.catalogue)
