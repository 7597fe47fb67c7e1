"""``sparktui demo``: the app on sample data.

One job: say how much of it. Must not: touch the person's own database.
"""

from __future__ import annotations

import click

from sparktui.cli import terminal
from sparktui.cli.command import Command, Run, pass_run


@click.command("demo", cls=Command)
@click.option("--trials", type=click.IntRange(1, 1_000_000), default=200, show_default=True, help="How many trials.")
@click.option(
    "--tier", type=click.Choice(["1", "2"]), default="1", show_default=True, help="The tier of the sample partner."
)
@pass_run
def command(run: Run, trials: int, tier: str) -> None:
    """Open the app on sample data, with dates around today, in a throw-away database."""
    click.get_current_context().exit(terminal.open_demo(run.settings, trials=trials, tier=int(tier)))
