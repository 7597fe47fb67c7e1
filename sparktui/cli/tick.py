"""``sparktui tick``: the owed work up to today.

One job: run it and tell what was done. Must not: send anything.
"""

from __future__ import annotations

import click

from sparktui.cli import options
from sparktui.cli.command import Command, Run, pass_run

_SAID = {
    "notices_queued": ("notice queued", "notices queued"),
    "notices_missed": ("notice missed", "notices missed"),
    "notices_void": ("notice taken back", "notices taken back"),
    "trials_lost": ("trial lost", "trials lost"),
    "losses_void": ("loss taken back", "losses taken back"),
    "sites_released": ("site URL free again", "site URLs free again"),
    "numbers_released": ("trial's numbers released", "trials' numbers released"),
}


@click.command("tick", cls=Command)
@options.dry_run
@options.as_json
@pass_run
def command(run: Run, dry_run: bool, as_json: bool) -> None:
    """Do what trials owe by today: queue notices, record losses and released numbers.

    Once a day is enough, from cron for example, and more often does no harm. Nothing is sent: that is `outbox send`.
    """
    from sparktui.cli import printing
    from sparktui.cli.progress import progress
    from sparktui.services.mail_text import texts_of
    from sparktui.services.tick import tick

    # An empty database that a slip in its name made would owe nothing, day after day.
    desk = run.desk(may_be_made=False)
    with progress("steps") as advance:
        done = tick(desk, texts_of(run.settings.mail), dry_run=dry_run, progress=advance)
    counts = done.counts()
    if as_json:
        printing.print_json({"as_of": desk.today, **counts, "written": not dry_run})
        return
    found = [f"{counts[name]:,} {words[counts[name] > 1]}" for name, words in _SAID.items() if counts[name]]
    printing.say(f"As of {desk.today}: {', '.join(found) or 'nothing was owed'}.")
    if dry_run:
        printing.say(printing.NOT_WRITTEN)
    elif counts["notices_queued"]:
        printing.say("Nothing leaves before `sparktui outbox send`.")
