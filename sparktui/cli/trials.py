"""``sparktui trials``: list, show, start and edit trials.

One job: the options of these commands. Must not: decide what is allowed.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

import click

from sparktui.cli import options
from sparktui.cli.command import Noun, Run, pass_run
from sparktui.domain.decision import Choice
from sparktui.domain.lifecycle import Phase
from sparktui.domain.listing import ListQuery, Sort
from sparktui.domain.text import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sparktui.domain.listing import TrialSummary
    from sparktui.domain.trial import ServiceLine
    from sparktui.services.desk import Desk

PAGE = 500


@click.group("trials", cls=Noun)
def command() -> None:
    """List, show, start and edit trials. TRIAL is an ID such as T-000123, or a customer's name."""


@command.command("list")
@click.option("--phase", type=click.Choice([phase.value for phase in Phase]), help="Only trials in this phase.")
@click.option("--requested", is_flag=True, help="Only trials whose customer asked to buy.")
@click.option("--undecided", is_flag=True, help="Only trials that wait for a decision.")
@click.option("--search", metavar="TEXT", default="", help="Part of a name, address, site URL or deal ID.")
@click.option("--sort", type=click.Choice([sort.value for sort in Sort]), default=Sort.URGENCY.value, show_default=True)
@click.option("--limit", type=click.IntRange(0), default=50, show_default=True, help="How many at most; 0 for all.")
@click.option("--offset", type=click.IntRange(0), default=0, help="How many to leave out first.")
@options.as_json
@pass_run
def show_list(
    run: Run,
    phase: str | None,
    requested: bool,
    undecided: bool,
    search: str,
    sort: str,
    limit: int,
    offset: int,
    as_json: bool,
) -> None:
    """List trials, the most urgent first."""
    from sparktui.cli import printing, trial_json, trial_lines

    desk = run.desk()
    query = ListQuery(desk.today, search, Phase(phase) if phase else None, requested, Sort(sort), undecided)
    total, lines = _read(desk, query, limit, offset)
    if as_json:
        items = (trial_json.line(summary, query.day, desk.policy) for summary in lines)
        printing.print_json_list("items", items, total=total)
        return
    if not total:
        narrowed = search or phase or requested or undecided
        printing.say("No trial fits." if narrowed else "There are no trials yet.")
        return
    if offset >= total:
        printing.say(f"{total:,} trials fit on {query.day}; none is left after the first {offset:,}.")
        return
    trial_lines.print_list(lines, query.day, desk.policy)
    last = min(offset + limit, total) if limit else total
    more = f"; go on with --offset {last}" if last < total else ""
    printing.say("", f"{min(offset + 1, last):,} to {last:,} of {total:,} trials, on {query.day}{more}.")


def _read(desk: Desk, query: ListQuery, limit: int, offset: int) -> tuple[int, Iterator[TrialSummary]]:
    """Return how many trials there are and the wanted ones; many are read page by page as they are printed."""
    from sparktui.services import customer_list

    if 0 < limit <= PAGE and not offset:
        total, top = customer_list.read_top(desk, query, limit)
        return total, iter(top)
    if 0 < limit <= PAGE:
        opened = customer_list.open_list(desk, query)
        return opened.total, iter(customer_list.read_page(desk, opened, offset, limit))
    ids = list(customer_list.every_id(desk, query))
    wanted = islice(ids, offset, offset + limit if limit else None)

    def pages() -> Iterator[TrialSummary]:
        while page := list(islice(wanted, PAGE)):
            yield from customer_list.read_lines(desk, page)

    return len(ids), pages()


@command.command()
@options.trial_argument
@options.as_json
@pass_run
def show(run: Run, trial: str, as_json: bool) -> None:
    """Show a trial at length: what it is, what can be done, what is lost when, what happened."""
    from sparktui.cli import printing, trial_json, trial_lines
    from sparktui.services.lookup import find_trial
    from sparktui.services.trial_view import view_trial

    desk = run.desk()
    shown = view_trial(desk, find_trial(desk, trial).id)
    if as_json:
        printing.print_json(trial_json.view(shown, desk.policy))
    else:
        trial_lines.print_trial(shown)


@command.command()
@click.option("--customer", "customer_name", metavar="NAME", default="", help="The customer's name. Required.")
@click.option("--country", metavar="CODE", default="", help="Two letters, such as US. Required.")
@click.option("--admin-email", metavar="ADDRESS", default="", help="The customer's administrator. Required.")
@click.option("--start", "start_date", metavar="YYYY-MM-DD", default="", help="The first day. Required.")
@click.option("--days", "period_days", metavar="N", default="", help="30, 60 or 90. Required.")
@click.option("--service", "services", metavar="NAME[:QTY]", multiple=True, help="Repeat for each. Required.")
@click.option("--site-url", metavar="URL", default="", help="The trial's WebEx site, name.webex.com.")
@click.option("--deal-id", metavar="ID", default="", help="1 to 10 digits.")
@click.option("--device", "devices", metavar="MODEL[:QTY]", multiple=True, help="Shipped for the trial; repeat.")
@click.option("--paid-service", "paid_services", metavar="NAME", multiple=True, help="What they pay for; repeat.")
@click.option("--notes", metavar="TEXT", default="", help="Anything worth knowing.")
@options.dry_run
@options.as_json
@pass_run
def new(
    run: Run,
    /,
    services: tuple[str, ...],
    devices: tuple[str, ...],
    paid_services: tuple[str, ...],
    dry_run: bool,
    as_json: bool,
    **texts: str,
) -> None:
    """Start a trial, today or on another day."""
    from sparktui.cli import changed, printing
    from sparktui.domain.dates import in_words
    from sparktui.errors import BadInput
    from sparktui.services.new_trial import BadForm, lost_already, start_trial
    from sparktui.services.trial_form import TrialForm, heading

    several = {"services": services, "devices": devices, "paid_services": paid_services}
    form = TrialForm(**texts, **{field: ";".join(values) for field, values in several.items()})
    desk = run.desk()
    try:
        started = start_trial(desk, form, dry_run=dry_run)
    except BadForm as bad:
        names = {parameter.name: parameter.opts[0] for parameter in click.get_current_context().command.params}
        said = [f"{names[item.field]}{item.reason.removeprefix(heading(item.field))}" for item in bad.problems]
        raise BadInput("; ".join(said) + ".", bad.remedy) from None
    changed.tell(desk, started, "started", dry_run=dry_run, as_json=as_json, is_new=True)
    lost_on = lost_already(desk, started)
    if lost_on and not as_json:
        printing.warn(
            f"Warning: by its start and period this trial was lost on {in_words(lost_on)}, before it was recorded. "
            f"Nothing can be done with it any more. Was --start {started.starts_on} meant?"
        )


@command.command()
@options.trial_argument
@click.option("--add-service", "added", metavar="NAME[:QTY]", multiple=True, help="Add a service with it; repeat.")
@options.dry_run
@options.as_json
@pass_run
def extend(run: Run, trial: str, added: tuple[str, ...], dry_run: bool, as_json: bool) -> None:
    """Extend a trial, once, by 30 days."""
    from sparktui.cli import changed
    from sparktui.services.edit_trial import edit_trial
    from sparktui.services.lookup import find_trial

    desk = run.desk()
    lines = _services(desk, "--add-service", added)
    edited = edit_trial(desk, find_trial(desk, trial), extend=True, added=lines, dry_run=dry_run)
    changed.tell(desk, edited, "extended", dry_run=dry_run, as_json=as_json)


@command.command("add-service")
@options.trial_argument
@click.argument("added", metavar="NAME[:QTY]...", nargs=-1, required=True)
@options.dry_run
@options.as_json
@pass_run
def add_service(run: Run, trial: str, added: tuple[str, ...], dry_run: bool, as_json: bool) -> None:
    """Add services to a running trial."""
    from sparktui.cli import changed
    from sparktui.services.edit_trial import edit_trial
    from sparktui.services.lookup import find_trial

    desk = run.desk()
    lines = _services(desk, "NAME[:QTY]", added)
    edited = edit_trial(desk, find_trial(desk, trial), extend=False, added=lines, dry_run=dry_run)
    changed.tell(desk, edited, "services added", dry_run=dry_run, as_json=as_json)


@command.command()
@options.trial_argument
@click.option("--note", metavar="TEXT", required=True, help="With whom you spoke, and what was agreed.")
@options.dry_run
@options.as_json
@pass_run
def contact(run: Run, trial: str, note: str, dry_run: bool, as_json: bool) -> None:
    """Record that the customer was contacted today."""
    from sparktui.cli import changed
    from sparktui.services.edit_trial import record_contact
    from sparktui.services.lookup import find_trial

    desk = run.desk()
    edited = record_contact(desk, find_trial(desk, trial), note, dry_run=dry_run)
    changed.tell(desk, edited, "contact recorded", dry_run=dry_run, as_json=as_json)


@command.command()
@options.trial_argument
@click.option("--choice", type=click.Choice([choice.value for choice in Choice]), required=True, help="What to do.")
@click.option("--owner", metavar="WHO", help="Who sees to it; the operator where nobody is named.")
@click.option("--note", metavar="TEXT", default="", help="Why, in a sentence.")
@options.dry_run
@options.as_json
@pass_run
def decide(run: Run, trial: str, choice: str, owner: str | None, note: str, dry_run: bool, as_json: bool) -> None:
    """Decide what becomes of a trial that comes to its end."""
    from sparktui.cli import changed
    from sparktui.services import decisions
    from sparktui.services.lookup import find_trial

    desk = run.desk()
    seen_to_by = desk.operator if owner is None else owner
    decided = decisions.decide(desk, find_trial(desk, trial), choice, seen_to_by, note, dry_run=dry_run)
    changed.tell(
        desk,
        decided,
        f"{Choice(choice).words}, seen to by {plain(seen_to_by, 80)}",
        dry_run=dry_run,
        as_json=as_json,
    )


def _services(desk: Desk, option: str, texts: tuple[str, ...]) -> tuple[ServiceLine, ...]:
    from sparktui.domain.quantities import parse_services
    from sparktui.errors import BadInput

    try:
        return parse_services(";".join(texts), desk.policy.default_quantity)
    except ValueError as error:
        raise BadInput(f"{option} {error}.") from None
