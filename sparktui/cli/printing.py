"""Printing: words for people, JSON for programs.

One job: get both out whatever the terminal's encoding, with nothing in them that acts on it.
Must not: know what is printed.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any, TextIO

import click

from sparktui.cli.layout import columns, wrap
from sparktui.domain.text import plain

NOT_WRITTEN = "Dry run: nothing was written."
_MOST = 4_000
_BATCH = 200
_BEYOND_ASCII = re.compile(r"[^\n -~]")


class OutputLost(Exception):
    """Standard output cannot be written to, so that nothing more can be told there; says why."""


def say(*lines: str) -> None:
    """Print ``lines`` to standard output; they are safe already.

    Raises:
        OutputLost: when they cannot be written, unless it is for a reader who has left.
    """
    for line in lines:
        try:
            click.echo(_encodable(line, sys.stdout))
        except BrokenPipeError:
            raise
        except OSError as error:
            raise OutputLost(f"The output cannot be written: {error.strerror}.") from None


def heading(text: str) -> None:
    """Print ``text`` as the heading of what follows, with a blank line above it."""
    say("", click.style(text, bold=True))


def field(label: str, text: str, *, room: int = 16) -> None:
    """Print ``text`` from outside beside its ``label``, wrapped under itself."""
    first, *rest = list(wrap(plain(text, _MOST), columns() - room - 2)) or [""]
    say(f"  {label:<{room}}{first}".rstrip(), *(" " * (room + 2) + line for line in rest))


def warn(text: str, *, bold: bool = False) -> None:
    """Print ``text`` from outside to standard error, wrapped."""
    for line in wrap(plain(text, _MOST), columns()):
        click.echo(click.style(_encodable(line, sys.stderr), bold=bold), err=True)


def print_json(value: Any) -> None:
    """Print ``value`` as JSON."""
    say(_safe(json.dumps(value, ensure_ascii=False, indent=2, default=_plain_value)))


def print_json_list(name: str, items: Iterable[Any], **rest: Any) -> None:
    """Print an object with the keys ``rest`` and the list ``name``, a line for each item, as the items come."""
    head = "".join(f"{_line(key)}: {_line(value)}, " for key, value in rest.items())
    say(f"{{{head}{_line(name)}: [")
    coming = iter(items)
    batch = list(islice(coming, _BATCH))
    while batch:
        following = list(islice(coming, _BATCH))
        say(",\n".join(_line(item) for item in batch) + ("," if following else ""))
        batch = following
    say("]}")


def _line(value: Any) -> str:
    return _safe(_ENCODER.encode(value))


def _safe(text: str) -> str:
    """Return JSON ``text`` with everything escaped that is not seen, or that the output cannot encode."""
    if text.isascii() and "\x7f" not in text:
        return text
    is_unicode = "utf" in _encoding(sys.stdout).lower()

    def shown(match: re.Match[str]) -> str:
        char = match[0]
        return char if is_unicode and char.isprintable() else f"{json.dumps(char)[1:-1]}".replace("\x7f", "\\u007f")

    return _BEYOND_ASCII.sub(shown, text)


def _encodable(text: str, stream: TextIO | None) -> str:
    """Return ``text`` with a question mark for each character that cannot be written to ``stream``."""
    return text if text.isascii() else text.encode(_encoding(stream), "replace").decode(_encoding(stream))


def _encoding(stream: TextIO | None) -> str:
    """Return the encoding of ``stream``; there is none where the shell has closed it."""
    return (stream.encoding if stream else None) or "utf-8"


def _plain_value(value: object) -> str:
    if isinstance(value, date | Path):
        return value.isoformat() if isinstance(value, date) else str(value)
    raise TypeError(f"{type(value).__name__} has no form in JSON")


_ENCODER = json.JSONEncoder(ensure_ascii=False, default=_plain_value)
