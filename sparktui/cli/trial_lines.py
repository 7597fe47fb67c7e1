"""Trials for people to read: a line of the list, and one trial at length.

One job: lay out what is known. Must not: read anything; whoever asks brings the facts.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import click

from sparktui.cli import findings, shipping_lines, trial_ending
from sparktui.cli.layout import columns, pad
from sparktui.cli.printing import field, heading, say
from sparktui.domain.dates import days, in_words
from sparktui.domain.lifecycle import Phase
from sparktui.domain.listing import TrialSummary
from sparktui.domain.policy import Policy
from sparktui.domain.quantities import format_devices, format_services
from sparktui.domain.text import plain
from sparktui.rules import decision
from sparktui.rules.catalogue import Action
from sparktui.rules.finding import Finding, Verdict
from sparktui.services.trial_view import TrialView
from sparktui.widgets.glyphs import terminal_glyphs

_SERVICES_FROM = 104  # columns from which a list has room for the services
_COLOURS = {Phase.GRACE: "red", Phase.EXPIRING: "yellow", Phase.CONVERTED: "green"}
_ACTIONS = {
    "extend": Action.EXTEND,
    "add a service": Action.ADD_SERVICE,
    "convert": Action.BEGIN_CONVERSION,
}


def print_list(trials: Iterable[TrialSummary], day: date, policy: Policy) -> None:
    """Print a line for each of ``trials`` as they are on ``day``."""
    room = columns()
    with_services = room >= _SERVICES_FROM
    name_room = room - (2 + 10 + 25 + 10) - (34 if with_services else 0)
    services = f"{'Services':<34}" if with_services else ""
    say(click.style(f"  {'Trial':<10}{pad('Customer', name_room - 2)}  {services}{'State':<25}Expires", dim=True))
    signs = terminal_glyphs()
    for trial in trials:
        lifecycle = trial.lifecycle(policy)
        phase = lifecycle.phase(day)
        undecided = decision.asks(trial, day, policy)
        mark = signs.mark("asked" if trial.purchase_requested_on else "undecided" if undecided else phase)
        name = pad(plain(trial.customer), name_room - 2)
        services = pad(" ".join(trial.services), 32) + "  " if with_services else ""
        state = f"{mark} {trial.reference:<10}{name}  {services}{lifecycle.label(day):<25}{lifecycle.expires_on}"
        say(click.style(state, fg=_COLOURS.get(phase), dim=phase is Phase.LOST))


def print_trial(shown: TrialView) -> None:
    """Print everything about a trial."""
    trial = shown.trial
    say(click.style(f"{trial.reference}  {plain(trial.customer.name, 200)}", bold=True))
    say(click.style(f"{shown.label} (on {in_words(shown.day)})", fg=_COLOURS.get(shown.phase)))
    heading("Facts")
    field("Country", trial.customer.country)
    field("Administrator", trial.customer.admin_email)
    field("Pays for", ", ".join(trial.customer.paid_services) or "nothing yet")
    field("Services", format_services(trial.services))
    field("Site URL", trial.site_url or "none")
    field("Deal ID", trial.deal_id or "not recorded")
    field("Devices", format_devices(trial.devices) or "none")
    field("Users", f"{shown.user_count:,} recorded" if shown.user_count else "none recorded")
    extended = f"extended on {in_words(trial.extended_on)}" if trial.extended_on else "not extended"
    field("Started", f"{in_words(trial.starts_on)} for {days(trial.period_days)}, {extended}")
    if trial.notes:
        field("Notes", trial.notes)

    heading("What can be done")
    for words, action in _ACTIONS.items():
        _print_verdict(words, shown.verdicts[action])
    reasons = [found for action in _ACTIONS.values() for found in _objections(shown.verdicts[action])]
    if reasons:
        heading("Why not, and what to mind")
        say(*findings.lines(reasons))
    if shown.attention or shown.is_undecided:
        heading("Needs attention")
        say(*findings.lines(shown.attention))
    if shown.is_undecided:
        say("  To be decided: convert, extend or let it lapse (sparktui trials decide).")
    trial_ending.print_milestones(shown)
    if shown.recoverable:
        heading("Could be saved until" if shown.phase is Phase.LOST else "Can be saved until")
        for part in shown.recoverable:
            field(in_words(part.until), part.words)
    if shown.loss:
        trial_ending.print_loss(shown.loss)
    trial_ending.print_notices(shown)
    _print_shipping(shown)
    _print_past(shown)
    if shown.open_conversion:
        say("", f"A conversion is under way: {shown.open_conversion.state}. See `sparktui convert check`.")


def _print_verdict(done: str, verdict: Verdict) -> None:
    if verdict.allowed:
        mark, when = "ok", f"until {in_words(verdict.until)}" if verdict.until else "yes"
    else:
        mark, when = "block", f"from {in_words(verdict.from_day)}" if verdict.from_day else "no"
    rules = ", ".join(found.rule for found in _objections(verdict))
    say(f"  {findings.mark(mark)} {done:<15}{when}{f' ({rules})' if rules else ''}")


def _objections(verdict: Verdict) -> tuple[Finding, ...]:
    return (*verdict.blocks, *verdict.warnings)


def _print_shipping(shown: TrialView) -> None:
    if shown.shipments:
        heading("Shipments")
        shipping_lines.print_shipments(shown.shipments)
    if shown.returns:
        heading("Returns")
        shipping_lines.print_returns(shown.returns)


def _print_past(shown: TrialView) -> None:
    if shown.decision:
        heading("Decision")
        made = shown.decision
        words = f"{made.choice.words}, seen to by {made.owner}, decided by {made.operator}. {made.note}"
        if made.deadline != shown.lifecycle.expires_on:
            words += f" (It spoke of the end on {in_words(made.deadline)}, which has moved since.)"
        field(str(made.decided_on), words)
    if shown.requests:
        heading("Purchase requests")
        for request in shown.requests:
            handled = f"handled on {request.handled_on}" if request.handled_on else "waiting"
            field(str(request.requested_on), f"{handled}. {request.note}")
    if shown.contacts:
        heading("Contacts")
        for contact in shown.contacts:
            field(str(contact.contacted_on), f"{contact.note} ({contact.operator})")
    if shown.history:
        heading("History")
        for entry in shown.history:
            changed = ", ".join(str(name) for name in entry.after)
            field(str(entry.business_day), f"{entry.command} by {entry.operator}: {changed}")
