"""What all commands have in common: the global options, and the run that they describe.

One job: gather the global options wherever they stand on the line, and open the desk when a command asks for it.
Must not: know any particular command.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from sparktui.services.desk import Desk
    from sparktui.settings import Settings


class Run:
    """One run of the program: the global options as typed, and what is opened from them when it is needed."""

    def __init__(self) -> None:
        self.options: dict[str, Any] = {}

    @cached_property
    def settings(self) -> Settings:
        """The settings that the options, the environment and the configuration make together.

        Raises:
            BadInput: for a value that makes no sense.
        """
        from sparktui import settings

        return settings.load(self.options)

    def desk(self, *, may_be_made: bool = True) -> Desk:
        """Return the desk on the database of the settings; it is closed when the command ends.

        Raises:
            BadInput: when there is no database, and none ``may_be_made``.
            SparktuiError: when the database cannot be opened.
        """
        from sparktui import bootstrap
        from sparktui.errors import BadInput

        if not (may_be_made or self.settings.db.exists()):
            raise BadInput(f"There is no database {self.settings.db}.", "Name another with --db.")
        desk = bootstrap.open_desk(self.settings)
        click.get_current_context().call_on_close(desk.database.close)
        return desk


pass_run = click.make_pass_decorator(Run, ensure=True)


def _remember(context: click.Context, option: click.Parameter, value: Any) -> None:
    if value not in (None, False) and option.name:
        context.ensure_object(Run).options[option.name] = value


def global_options(*, hidden: bool) -> list[click.Parameter]:
    """Return the options that stand before the command, and are understood after it too (there ``hidden``)."""
    given: list[tuple[str, dict[str, Any]]] = [
        ("--db", {"metavar": "PATH_OR_URL", "help": "The database to work on."}),
        ("--as-of", {"metavar": "YYYY-MM-DD", "help": "Work on this business day instead of today."}),
        ("--operator", {"metavar": "ADDRESS", "help": "The address under which changes are recorded."}),
        ("--read-only", {"is_flag": True, "help": "Look at everything, change nothing."}),
    ]
    return [click.Option([name], callback=_remember, expose_value=False, hidden=hidden, **rest) for name, rest in given]


_GLOBAL = global_options(hidden=True)


class Command(click.Command):
    """A command that understands the global options after its name too."""

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """Return the command's own parameters and the global options."""
        return [*super().get_params(ctx), *_GLOBAL]


class Noun(click.Group):
    """A group of commands about one thing, listed in the order in which they are written."""

    command_class = Command

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """Return the group's own parameters and the global options."""
        return [*super().get_params(ctx), *_GLOBAL]

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands' names, in the order in which they are written."""
        return list(self.commands)
