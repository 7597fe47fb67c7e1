"""What a changed trial looks like afterwards, or would look like.

One job: tell the outcome of a command that changed one trial. Must not: change it.
"""

from __future__ import annotations

from sparktui.cli import printing, trial_json
from sparktui.domain.dates import in_words
from sparktui.domain.quantities import format_services
from sparktui.domain.text import plain
from sparktui.domain.trial import Trial
from sparktui.services.desk import Desk


def tell(desk: Desk, trial: Trial, done: str, *, dry_run: bool, as_json: bool, is_new: bool = False) -> None:
    """Print that ``trial`` was ``done``, such as "extended", and how it stands.

    A trial that a dry run started has no ID: the next one started might get it.
    """
    has_no_id = is_new and dry_run
    if as_json:
        facts = trial_json.facts(trial, desk.today, desk.policy)
        printing.print_json({"written": not dry_run, **facts, **({"id": None} if has_no_id else {})})
        return
    lifecycle = trial.lifecycle(desk.policy)
    name = "A new trial" if has_no_id else trial.reference
    printing.say(f"{name} ({plain(trial.customer.name, 200)}): {done}.")
    printing.field("State", lifecycle.label(desk.today))
    printing.field("Expires", in_words(lifecycle.expires_on))
    printing.field("Services", format_services(trial.services))
    if dry_run:
        printing.say(printing.NOT_WRITTEN)
