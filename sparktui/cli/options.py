"""Options and arguments that several commands share.

One job: say once how a trial, a day or a choice is typed, and what ``--json`` and ``--dry-run`` are called.
Must not: read the database.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from sparktui.domain.trial import Device

as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
dry_run = click.option("--dry-run", is_flag=True, help="Check everything and write nothing.")
trial_argument = click.argument("trial")


class Day(click.ParamType[date]):
    """A day, written YYYY-MM-DD."""

    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the day that ``value`` names."""
        from sparktui.domain.dates import parse_day
        from sparktui.domain.text import plain

        if isinstance(value, date):
            return value
        try:
            return parse_day(str(value))
        except ValueError as error:
            self.fail(f"{plain(str(value), 40)!r} {error}.", param, ctx)


class Word(click.ParamType[str]):
    """One of a few words, letter case aside, or nothing at all, which takes back what was given before."""

    def __init__(self, words: Sequence[str]) -> None:
        self.words = tuple(words)
        self.name = "word"

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """Return the words, as help shows them."""
        return "|".join(self.words)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the word that ``value`` names, as it stands in the list."""
        from sparktui.domain.text import plain

        typed = str(value).strip()
        for word in self.words:
            if word.lower() == typed.lower():
                return word
        if typed:
            self.fail(f"{plain(typed, 40)!r} is not one of {', '.join(self.words)}.", param, ctx)
        return ""


class Named(click.Choice[str]):
    """One of a few names, letter case aside; blanks and dashes in it are as good as underscores."""

    def normalize_choice(self, choice: object, ctx: click.Context | None) -> str:
        """Return the form in which what is typed and what is known are compared."""
        return "_".join(str(choice).lower().replace("-", " ").replace("_", " ").split())


def device_lines(texts: Sequence[str]) -> tuple[Device, ...]:
    """Return the devices that the repeated option ``--device MODEL[:QTY]`` names.

    Raises:
        BadInput: when one cannot be read.
    """
    from sparktui.domain.quantities import parse_devices
    from sparktui.errors import BadInput

    try:
        return parse_devices(";".join(texts))
    except ValueError as error:
        raise BadInput(f"--device {error}.") from None
