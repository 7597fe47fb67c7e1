"""The plain start: the app, opened with nothing but global options, and without loading what finds commands.

One job: that start, which people wait for. Must not: understand commands, or anything else that is not plain; then the
command line does, which takes longer to load.
"""

from __future__ import annotations

import os
from collections.abc import Sequence

WITH_VALUE, SWITCHES = ("--db", "--as-of", "--operator"), ("--read-only",)


def options(arguments: Sequence[str]) -> dict[str, str | bool] | None:
    """Return the global options that ``arguments`` give, by their names; None when they are not plain."""
    if "_SPARKTUI_COMPLETE" in os.environ:
        return None  # a shell asks how the line that is being typed goes on
    found: dict[str, str | bool] = {}
    words = iter(arguments)
    for word in words:
        name, equals, value = word.partition("=")
        if name in SWITCHES and not equals:
            found[_key(name)] = True
        elif name in WITH_VALUE and (equals or (value := next(words, "-"))[:1] != "-"):
            found[_key(name)] = value
        else:
            return None
    return found


def start(arguments: Sequence[str], given: dict[str, str | bool]) -> int:
    """Open the app under the options ``given`` by ``arguments``, and return the exit code."""
    try:
        from sparktui import settings
        from sparktui.cli.terminal import open_app

        return open_app(settings.load(given))
    except BaseException:
        from sparktui.cli import failure

        with failure.told(arguments) as outcome:
            raise
        return outcome.code


def _key(option: str) -> str:
    return option.removeprefix("--").replace("-", "_")
