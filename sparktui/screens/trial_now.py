"""What can be done with a trial today, what needs attention, and what can still be saved.

One job: these three, as rows of words. Must not: decide anything; the verdicts come with the view.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sparktui.domain.decision import Decision
from sparktui.domain.lifecycle import Phase
from sparktui.rules.catalogue import Action
from sparktui.rules.finding import Finding, Level, Verdict
from sparktui.screens.commands import BY_ID, CUSTOMERS, TRIAL, commands_of
from sparktui.screens.day_words import near, short
from sparktui.screens.decision_words import decision_words
from sparktui.screens.refusal import advice, refusal, source
from sparktui.screens.trial_facts import milestones_in_words
from sparktui.services.trial_view import TrialView
from sparktui.widgets.glyphs import terminal_glyphs
from sparktui.widgets.pieces import Piece, StyleName
from sparktui.widgets.table_rows import Column
from sparktui.widgets.wrapped_rows import Row, Shown, Words, row

# For each thing that a person may want to do: the action, the command, and the rule that sets its last day.
ACTIONS: tuple[tuple[str, Action, str, str], ...] = (
    ("Convert", Action.BEGIN_CONVERSION, "convert", "CNV-2"),
    ("Extend", Action.EXTEND, "extend", "EXT-2"),
    ("Add service", Action.ADD_SERVICE, "extend", "EXT-4"),
    ("Adoption help", Action.HELP_ADOPTION, "adoption", "TRL-5"),
)
NOW_COLUMNS = (Column("", 1), Column("", 1), Column("", 13), Column("", 20, grow=1))
ATTENTION_COLUMNS = (Column("", 1), Column("", 20, grow=1))

_ORDER = ("TRL-6", "END-6", "END-5", "END-1", "END-7")


def keys_for(view: TrialView, scope: str = TRIAL) -> dict[str, str]:
    """Return for rules that refuse or warn the keys that do what they advise, pressed on the screen ``scope``."""
    begin = view.verdicts[Action.BEGIN_CONVERSION]
    keys = {"END-1": "contact", "TRL-6": "requested", "EXT-3": "convert"}
    if begin.allowed or hand_off_lines(view):
        converting = "convert" if begin.allowed else "copy_message"
        keys |= dict.fromkeys(("CNV-1", "EXT-1", "EXT-2", "EXT-4", "END-5", "CNV-3"), converting)
    elif view.phase is Phase.LOST:
        keys |= dict.fromkeys(("EXT-2", "EXT-4", "CNV-2", "TRL-5", "END-6"), "new_again")
    here, elsewhere = {command.key for command in commands_of(scope)}, f"{BY_ID['trial'].key}, then "
    known = {rule: BY_ID[command].key for rule, command in keys.items()}
    return {rule: key if key in here else elsewhere + key for rule, key in known.items()}


def hand_off_lines(view: TrialView) -> tuple[str, ...]:
    """Return the text with which the distributor is asked to convert; empty where that is not the way."""
    begin = view.verdicts[Action.BEGIN_CONVERSION]
    tier, time = begin.of("CNV-1"), begin.of("CNV-2")
    return tier.detail if tier.level is Level.BLOCK and time.level is not Level.BLOCK else ()


def now_rows(view: TrialView) -> list[Row]:
    """Return a row for each action: its mark, its key, and either until when or why not."""
    rows: list[Row] = []
    told: set[str] = set()
    for title, action, command, rule in ACTIONS:
        verdict = view.verdicts[action]
        mark = Piece(terminal_glyphs().mark("ok" if verdict.allowed else "block"), _style(verdict))
        words = list(_allowed(view, action, rule) if verdict.allowed else _refused(view, verdict, told))
        key = Piece(BY_ID[command].key, "accent" if verdict.allowed else "muted")
        rows.append(row(mark, key, Piece(title, "strong" if verdict.allowed else ""), words, key=command))
    return rows


def attention_rows(view: TrialView) -> list[Row]:
    """Return a row for each thing that somebody should look at now: what it is, what to do, by which rule."""
    keys = keys_for(view)
    rows = [_undecided_row()] if view.is_undecided else []
    if view.decision_in_force is not None:
        rows.append(_decided_row(view, view.decision_in_force))
    for finding in sorted(view.attention, key=lambda found: _ORDER.index(found.rule)):
        style: StyleName = "error" if finding.level is Level.BLOCK else "warning"
        words = (Piece(f"{finding.message} ({finding.rule})", style), *_advised(finding, keys))
        rows.append(row(Piece(terminal_glyphs().mark(finding.level), style), [words]))
    return rows


def _undecided_row() -> Row:
    signs = terminal_glyphs()
    asked = Piece("Nobody has decided what becomes of it: convert, extend or let it lapse.", "warning")
    way = Piece(f"{signs.arrow} {BY_ID['decide'].key} decides", "accent")
    return row(Piece(signs.mark("undecided"), "warning"), [(asked, way)], key="decide")


def _decided_row(view: TrialView, made: Decision) -> Row:
    signs = terminal_glyphs()
    way = Piece(f"{signs.arrow} {BY_ID['decide'].key} decides anew", "muted")
    return row(Piece(signs.dot, "accent"), [(Piece(decision_words(made, view.day), "strong"), way)], key="decide")


def saved_title(view: TrialView) -> str:
    """Return what stands over what `saved` gives."""
    match view.phase:
        case Phase.LOST:
            return "What was lost"
        case Phase.CONVERTED:
            return "What became of it"
    return "Can be recovered until"


def saved(view: TrialView) -> Shown:
    """Return each part of the trial with the last day that saves it, or what happened to it."""
    if view.phase is Phase.CONVERTED:
        return (Column("", 20, grow=1),), [row(paragraph) for paragraph in _converted(view)]
    rows, longest = [], 0
    for part in view.recoverable:
        if part.until < view.day:
            day = Piece(f"gone since {short(_day_after(view, part.name), view.day)}", "muted")
        elif view.phase is Phase.LOST:
            day = Piece(f"held until {short(part.until, view.day)}", "warning")
        else:
            day = Piece(near(part.until, view.day, view.today), _urgency(view))
        longest = max(longest, len(day.text))
        rows.append(row(part.words, day))
    return (Column("", 20, 12, grow=1), Column("", longest, align="right")), rows


def saved_note(view: TrialView) -> str:
    """Return what is not at stake, where something is not, and how the loss is recorded; empty otherwise."""
    if view.phase is Phase.CONVERTED:
        return ""
    stays = "The organisation stays: it has paid services." if view.trial.customer.paid_services else ""
    return " ".join(filter(None, (stays, _recorded_loss(view) if view.phase is Phase.LOST else "")))


def _recorded_loss(view: TrialView) -> str:
    """Return what the daily work has recorded; on a day ahead it cannot have recorded anything yet."""
    loss, is_present = view.loss, view.lifecycle.lost_on <= view.today
    if loss is None:
        keys = f"{BY_ID['outbox'].key}, then {BY_ID['catch_up'].key}"
        return f"The loss is not recorded yet: {keys} in the outbox catches up." if is_present else ""
    users = "1 user" if loss.users_moved == 1 else f"{loss.users_moved:,} users"
    moved = f"; {users} moved to the free consumer organisation" if loss.users_moved else ""
    released_on = loss.numbers_released_on
    released = f"; numbers released on {short(released_on, view.day)}" if released_on else ""
    return f"Recorded as lost on {short(loss.lost_on, view.day)}{moved}{released}."


def why_off(view: TrialView, command: str, scope: str = CUSTOMERS) -> str:
    """Return why ``command`` is off for the trial, in sentences that teach; empty when it is on.

    The keys that they name are those of the screen ``scope``.
    """
    keys = keys_for(view, scope)
    match command:
        case "convert":
            return refusal(view.verdicts[Action.BEGIN_CONVERSION], keys)
        case "extend":
            extend, add = view.verdicts[Action.EXTEND], view.verdicts[Action.ADD_SERVICE]
            return "" if extend.allowed or add.allowed else refusal(extend, keys)
        case "contact" | "requested" | "decide":
            ended = view.verdicts[Action.LOOK_AFTER].of("END-6")
            if ended.level is Level.BLOCK:
                return f"{ended.message} {advice(ended, keys.get('END-6', ''))} ({source(ended)})"
            if view.phase is Phase.CONVERTED:
                return "The trial has been converted; the customer has bought it."
    return ""


def state_pieces(view: TrialView) -> tuple[Piece, ...]:
    """Return how the trial stands, in words: its mark, its phase, and until when it can be converted, by whom."""
    phase, lifecycle = view.phase, view.lifecycle
    style: StyleName = _urgency(view) if phase.is_running else "success" if phase is Phase.CONVERTED else "muted"
    label = view.label
    if phase is Phase.LOST:
        label = f"Lost on {short(lifecycle.lost_on, view.day)}"
    elif phase is Phase.CONVERTED and lifecycle.converted_on:
        label = f"Converted on {short(lifecycle.converted_on, view.day)}"
    pieces = [Piece(f"{terminal_glyphs().mark(phase)} {label}", style)]
    if phase is Phase.SCHEDULED:
        pieces.append(Piece(f" · on {short(lifecycle.starts_on, view.day)}"))
    elif phase.is_running:
        by_distributor = view.verdicts[Action.BEGIN_CONVERSION].of("CNV-1").level is Level.BLOCK
        way = "only the distributor converts, until" if by_distributor else "convertible until"
        pieces.append(Piece(f" · {way} {short(lifecycle.grace_ends_on, view.day)}"))
    return tuple(pieces)


def _style(verdict: Verdict) -> StyleName:
    return "success" if verdict.allowed else "error"


def _urgency(view: TrialView) -> StyleName:
    match view.phase:
        case Phase.GRACE:
            return "error"
        case Phase.EXPIRING:
            return "warning"
    return ""


def _allowed(view: TrialView, action: Action, rule: str) -> Iterator[Words]:
    verdict = view.verdicts[action]
    until = f"until {near(verdict.until, view.day, view.today)}" if verdict.until else "at any time"
    yield (Piece(f"{until} ({rule})"),)
    if action is Action.EXTEND:
        yield (Piece(verdict.of("EXT-1").message, "muted"),)
    conversion = view.open_conversion
    if action is Action.BEGIN_CONVERSION and conversion is not None:
        yield (Piece(f"A conversion is under way: {conversion.state}, step {conversion.step} of 5.", "strong"),)
    for finding in verdict.warnings:
        yield Piece(f"{finding.message} ({finding.rule})", "warning"), *_advised(finding, keys_for(view))


def _refused(view: TrialView, verdict: Verdict, told: set[str]) -> Iterator[Words]:
    for finding in verdict.blocks:
        if finding.message in told:
            yield (Piece(f"for the same reason ({finding.rule})", "muted"),)
        else:
            told.add(finding.message)
            yield Piece(finding.message), *_advised(finding, keys_for(view)), Piece(f"({source(finding)})", "muted")


def _advised(finding: Finding, keys: dict[str, str]) -> Words:
    words = advice(finding, keys.get(finding.rule, ""))
    return (Piece(f"{terminal_glyphs().arrow} {words}", "accent"),) if words else ()


def _day_after(view: TrialView, part: str) -> date:
    return view.lifecycle.numbers_released_on if part == "numbers" else view.lifecycle.lost_on


def _converted(view: TrialView) -> Iterator[Piece]:
    """Say by which order the trial was converted, what comes no longer, and which losses were accepted with it."""
    yield from _order_of_conversion(view)
    if view.no_longer_comes:
        yield Piece(f"What no longer comes: {milestones_in_words(view, view.no_longer_comes)}.", "muted")


def _order_of_conversion(view: TrialView) -> Iterator[Piece]:
    done = next((found for found in view.conversions if found.converted_on), None)
    if done is None:
        yield Piece("It was converted before it came in here; the order is not on record.")
        return
    order = done.order
    bought = f"{order.offer} plan {order.plan}" if order.plan else f"{order.offer}"
    yield Piece(f"Converted by order {done.order_number} under {bought}.")
    for accepted in order.acknowledged:
        yield Piece(f"Accepted then: {accepted.message} ({accepted.rule})", "muted")
    if not order.acknowledged:
        yield Piece("No loss had to be accepted.", "muted")
