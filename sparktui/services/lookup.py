"""Finding the trial that a person means.

One job: turn ``T-000123`` or a customer's name into a trial. Must not: guess between two.
"""

from __future__ import annotations

from sparktui.domain.text import plain
from sparktui.domain.trial import Trial, parse_reference
from sparktui.errors import Ambiguous, NotFound
from sparktui.services.desk import Desk
from sparktui.store import trials
from sparktui.store.database import Connection


def find_trial(desk: Desk, text: str) -> Trial:
    """Return the trial that ``text`` names: its ID, or an unambiguous customer name.

    A name fits when it is the customer's whole name, or, where no name is the same, when it begins one.

    Raises:
        NotFound: when nothing fits.
        Ambiguous: when several trials fit; the message lists them.
    """
    with desk.database.reading() as connection:
        return find_trial_in(connection, text)


def find_trial_in(connection: Connection, text: str) -> Trial:
    """Do what `find_trial` does, within a transaction that is already open."""
    number = parse_reference(text)
    if number is not None:
        found = trials.get(connection, number)
        if found is not None:
            return found
    wanted = text.strip()
    if not wanted:
        raise NotFound("No trial is named.", "Give its ID, such as T-000123, or the customer's name.")
    candidates = trials.called(connection, wanted) or trials.called_like(connection, wanted)
    if len(candidates) == 1:
        return candidates[0]
    if not candidates:
        raise NotFound(
            f"There is no trial {plain(wanted, 80)!r}.", "Look for it with `sparktui trials list --search TEXT`."
        )
    listed = ", ".join(f"{trial.reference} ({plain(trial.customer.name, 40)})" for trial in candidates)
    raise Ambiguous(f"{plain(wanted, 80)!r} fits several trials: {listed}.", "Name one by its ID.")


def trial_of_record(connection: Connection, trial_id: int) -> Trial:
    """Return the trial with that ID.

    Raises:
        NotFound: when there is none.
    """
    found = trials.get(connection, trial_id)
    if found is None:
        raise NotFound(f"There is no trial with the number {trial_id}.", "It may be of another database.")
    return found
