"""``sparktui forecast``: the weeks ahead.

One job: the options and the layout of the forecast. Must not: count.
"""

from __future__ import annotations

import click

from sparktui.cli import options
from sparktui.cli.command import Command, Run, pass_run


@click.command("forecast", cls=Command)
@click.option("--weeks", type=int, default=12, show_default=True, help="How many weeks of seven days.")
@options.as_json
@pass_run
def command(run: Run, weeks: int, as_json: bool) -> None:
    """Count the trials that expire, have their last day of grace, are lost, or release their numbers, week by week."""
    from sparktui.cli import printing
    from sparktui.domain.forecast import Event
    from sparktui.services.looking_ahead import forecast_weeks

    desk = run.desk()
    found = forecast_weeks(desk, weeks)
    if as_json:
        items = ({"first": week.first, "last": week.last, **week.counts} for week in found)
        printing.print_json_list("weeks", items, as_of=desk.today)
        return
    titles = {
        Event.EXPIRY: "expire",
        Event.LAST_DAY_OF_GRACE: "last of grace",
        Event.LOSS: "lost",
        Event.NUMBER_RELEASE: "numbers free",
    }
    printing.say(
        click.style(f"{'Week from':<14}" + "".join(f"{title:>16}" for title in titles.values()).rstrip(), bold=True)
    )
    for week in found:
        counts = "".join(f"{week.counts[event] or '·':>16}" for event in titles)
        printing.say(f"{week.first!s:<14}{counts}")
