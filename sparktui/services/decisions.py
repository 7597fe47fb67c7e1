"""Decisions: what becomes of a trial that comes to its end, and who sees to it.

One job: the use case "decide", what can be decided, and how many trials wait for it. Must not: do what was
decided; extending and converting are use cases of their own.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sparktui.domain.decision import Choice, Decision
from sparktui.domain.text import plain
from sparktui.domain.trial import Trial
from sparktui.errors import BadInput, Refused
from sparktui.rules import catalogue
from sparktui.rules.catalogue import Action
from sparktui.rules.finding import Level
from sparktui.services.desk import Change, Desk, change
from sparktui.services.facts import facts_of
from sparktui.services.lookup import trial_of_record
from sparktui.services.trial_fields import MAX_TEXT
from sparktui.store import decisions, trial_list, trials


def count_undecided(desk: Desk, day: date) -> int:
    """Return how many trials wait for a decision on ``day``; `ListQuery.undecided_only` lists them."""
    with desk.database.reading() as connection:
        return trial_list.counts(connection, day, desk.policy).undecided


@dataclass(frozen=True, slots=True)
class Prospects:
    """What stands in the way of each choice, in a sentence; empty where it can be had.

    ``by_distributor`` says that the partner itself does not convert: then its distributor is asked to.
    """

    by_distributor: str
    no_extension: str


def prospects(desk: Desk, trial: Trial, day: date) -> Prospects:
    """Return what can be decided of ``trial`` on ``day``."""
    with desk.database.reading() as connection:
        facts = facts_of(desk, connection, trial)
    who = catalogue.check(Action.BEGIN_CONVERSION, facts, day).of("CNV-1")
    blocks = catalogue.check(Action.EXTEND, facts, day).blocks
    return Prospects(who.message if who.level is Level.BLOCK else "", blocks[0].message if blocks else "")


def decide(desk: Desk, trial: Trial, choice: str, owner: str, note: str = "", *, dry_run: bool = False) -> Trial:
    """Record that ``trial`` is to be converted, extended or left to lapse, seen to by ``owner``, and return the trial.

    The decision speaks of the trial's present expiry date. One that was made before for that date is superseded.

    Raises:
        BadInput: when the choice is unknown, the owner is missing, or a text is too long.
        Refused: when nothing is left to decide, or an extension is decided that the rules do not allow.
    """
    decided, seen_to_by, words = _read(choice, owner, note)
    with change(desk, "trials.decide", dry_run=dry_run) as under_way:
        recorded = trial_of_record(under_way.connection, trial.id)
        _check(under_way, recorded, decided)
        deadline = recorded.lifecycle(desk.policy).expires_on
        decision = Decision(deadline, decided, seen_to_by, words, desk.today, desk.operator)
        before = decisions.latest(under_way.connection, trial.id)
        decisions.add(under_way.connection, trial.id, decision)
        written = trials.change(under_way.connection, replace(recorded, decided_for=deadline), desk.policy)
        under_way.record(
            trial_id=trial.id,
            customer_id=recorded.customer.id,
            before=_audited(before) if before is not None and before.deadline == deadline else {},
            after=_audited(decision),
        )
        return written


def _read(choice: str, owner: str, note: str) -> tuple[Choice, str, str]:
    known = [str(found) for found in Choice]
    if choice not in known:
        raise BadInput(f"“{plain(choice, 40)}” is no decision.", f"Choose one of {', '.join(known)}.")
    if not owner.strip():
        raise BadInput("The decision has no owner.", "Say who sees to it.")
    if max(len(owner), len(note)) > MAX_TEXT:
        raise BadInput("The owner or the note is too long.", f"Keep each within {MAX_TEXT:,} characters.")
    return Choice(choice), owner.strip(), note.strip()


def _check(under_way: Change, recorded: Trial, decided: Choice) -> None:
    desk = under_way.desk
    facts = facts_of(desk, under_way.connection, recorded)
    name = f"{recorded.reference} ({plain(recorded.customer.name, 60)})"
    if not facts.phase(desk.today).is_running:
        asked = catalogue.judge(Action.BEGIN_CONVERSION, facts, desk.today)
        over = replace(asked, findings=(asked.of("CNV-2"),))
        raise Refused(f"Nothing is left to decide about {name}.", over)
    if decided is Choice.EXTEND:
        verdict = catalogue.judge(Action.EXTEND, facts, desk.today)
        if not verdict.allowed:
            raise Refused(f"{name} cannot be extended.", verdict, "Decide to convert it, or to let it lapse.")


def _audited(decision: Decision) -> dict[str, str]:
    return {
        "decision": str(decision.choice),
        "deadline": str(decision.deadline),
        "owner": decision.owner,
        "note": decision.note,
    }
