"""The program's own options, and the way from the first word of a command to its file.

One job: find the command, run it, and turn whatever happens into an exit code. Must not: import a command, or
anything that takes time, before it is asked for.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from importlib import import_module
from typing import Any, NamedTuple

import click

from sparktui import __version__
from sparktui.cli import failure
from sparktui.cli.command import Noun, Run, global_options, pass_run


class Entry(NamedTuple):
    """Where a command stands (the file's ``command``), and what the program's help says of it."""

    file: str
    summary: str


COMMANDS = {
    "demo": Entry("demo", "Open the app on sample data in a throw-away database."),
    "info": Entry("info", "Say which version this is, and where its files are."),
    "partner": Entry("partner", "Show who you are, or say so."),
    "import": Entry("imports", "Bring in customers, users, and what mails tell."),
    "trials": Entry("trials", "List, show, start and edit trials."),
    "requests": Entry("requests", "Purchase requests: who asked to buy."),
    "convert": Entry("convert", "Take a trial to a paid order."),
    "shipments": Entry("shipments", "What is on its way, and mail that waits for somebody."),
    "rma": Entry("rma", "Devices on their way back."),
    "tick": Entry("tick", "Do what trials owe by today: notices, losses, released numbers."),
    "outbox": Entry("outbox", "Mails that trials owe: look at them, send them."),
    "forecast": Entry("forecast", "Say what the weeks ahead will bring."),
    "rules": Entry("rules", "The rules, explained, and where they come from."),
    "export": Entry("export", "Write trials, shipments, the audit or a calendar."),
    "db": Entry("db", "Look after the database: upgrade, backup, restore, check."),
}


class Program(Noun):
    """The program: finds its commands by name and imports the one that is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command called ``cmd_name``, imported now, or None."""
        entry = COMMANDS.get(cmd_name)
        if entry is None:
            return None
        command: click.Command = import_module(f"sparktui.cli.{entry.file}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that the first of ``args`` names, and the rest.

        Raises:
            NoSuchCommand: when there is none; it suggests the nearest.
        """
        try:
            return super().resolve_command(ctx, args)
        except click.exceptions.NoSuchCommand:
            raise click.exceptions.NoSuchCommand(args[0], possibilities=COMMANDS, ctx=ctx) from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.summary) for name, entry in COMMANDS.items()])

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """Return the program's parameters; its global options are not hidden."""
        return click.Group.get_params(self, ctx)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command, and let a reader who leaves early be told apart from a refusal."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise failure.ReaderGone from None


def _print_version(context: click.Context, _option: click.Parameter, value: bool) -> None:
    if value and not context.resilient_parsing:
        click.echo(f"sparktui {__version__}")
        context.exit()


@click.command(
    cls=Program,
    invoke_without_command=True,
    params=global_options(hidden=False),
    epilog="Every command has --help. Those that show something have --json, those that change something --dry-run.",
)
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_print_version, help="Print the version."
)
@pass_run
@click.pass_context
def program(context: click.Context, run: Run) -> None:
    """The desk of partner staff who run Cisco Spark service trials.

    Without a command it opens the app.
    """
    if os.environ.get("NO_COLOR"):
        context.color = False
    if context.invoked_subcommand is None:
        from sparktui.cli.terminal import open_app

        context.exit(open_app(run.settings))


def run(arguments: Sequence[str]) -> int:
    """Do what ``arguments`` ask for, and return the exit code."""
    with failure.told(arguments) as outcome:
        result = program.main(list(arguments), prog_name="sparktui", standalone_mode=False)
        outcome.code = result if isinstance(result, int) else 0
    return outcome.code
