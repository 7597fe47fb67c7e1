"""How a command ends when it does not simply end: in words, as JSON, and as an exit code.

One job: tell every failure, the foreseen and the others, so that nobody ever sees a traceback.
Must not: know any particular command.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

import click

from sparktui.errors import OutsideFailure, Refused, SparktuiError

DONE, REFUSED, BAD_USAGE, FAILED = 0, 1, 2, 3
INTERRUPTED, READER_GONE = 130, 141  # as a shell counts the signals SIGINT and SIGPIPE


class ReaderGone(Exception):
    """Whoever read the output has left, as ``head`` does."""


@dataclass(slots=True)
class Outcome:
    """How a run ended."""

    code: int = DONE


@contextmanager
def told(arguments: Sequence[str]) -> Iterator[Outcome]:
    """Give an outcome to fill; an exception within is told to the person and becomes the outcome's exit code.

    With ``--json`` among ``arguments`` the telling is JSON on standard output, else words on standard error.
    """
    as_json = "--json" in takewhile(lambda argument: argument != "--", arguments)
    outcome = Outcome()
    try:
        try:
            yield outcome
        except Exception as error:
            outcome.code = _tell_somewhere(error, as_json)
    except (KeyboardInterrupt, click.Abort):
        outcome.code = INTERRUPTED
    except (ReaderGone, BrokenPipeError):
        _forget_output()
        outcome.code = READER_GONE
    except OSError:
        outcome.code = FAILED  # standard error cannot be written to either
    except SystemExit as leaving:
        outcome.code = leaving.code if isinstance(leaving.code, int) else DONE


def _tell_somewhere(error: Exception, as_json: bool) -> int:
    """Tell ``error``; where standard output cannot be written to, say that in its stead on standard error."""
    from sparktui.cli.printing import OutputLost, warn

    try:
        if isinstance(error, OutputLost):
            raise error
        return _tell(error, as_json)
    except OutputLost as lost:
        _forget_output()
        warn(f"Error: {lost}", bold=True)
        return FAILED


def _tell(error: Exception, as_json: bool) -> int:
    match error:
        case click.Abort() | ReaderGone() | BrokenPipeError():
            raise error
        case click.exceptions.NoArgsIsHelpError():
            error.show()
            return BAD_USAGE
        case click.ClickException():
            return _tell_bad_usage(error, as_json)
        case SparktuiError():
            return _tell_foreseen(error, as_json)
        case _:
            return _tell_foreseen(_unforeseen(error), as_json)


def _tell_bad_usage(error: click.ClickException, as_json: bool) -> int:
    from sparktui.cli import printing

    if as_json:
        _print_error("usage", error.format_message())
        return BAD_USAGE
    printing.warn(f"Error: {error.format_message()}", bold=True)
    if isinstance(error, click.UsageError) and error.ctx:
        click.echo(error.ctx.get_usage(), err=True)
        printing.warn(f"Try `{error.ctx.command_path} --help`.")
    return BAD_USAGE


def _tell_foreseen(error: SparktuiError, as_json: bool) -> int:
    from sparktui.cli import findings, printing

    verdict = error.verdict if isinstance(error, Refused) else None
    if as_json:
        more: dict[str, Any] = {"remedy": error.remedy} if error.remedy else {}
        if verdict:
            more["findings"] = findings.as_json(verdict.findings)
        _print_error(error.kind, error.message, **more)
        return error.exit_code
    head = "Refused" if error.exit_code == REFUSED else "Error"
    printing.warn(f"{head}: {error.message}", bold=True)
    for line in findings.lines((*verdict.blocks, *verdict.warnings)) if verdict else ():
        click.echo(line, err=True)
    if error.remedy:
        printing.warn(error.remedy)
    return error.exit_code


def _print_error(kind: str, message: str, **more: Any) -> None:
    from sparktui.cli import printing

    printing.print_json({"error": {"kind": kind, "message": message, **more}})


def _unforeseen(error: Exception) -> SparktuiError:
    from sparktui.log import write_down

    kind = type(error).__name__
    place = write_down(error)
    remedy = f"The details are in {place}." if place else "No log could be written either."
    return OutsideFailure(f"Something went wrong that sparktui did not foresee ({kind}).", remedy)


def _forget_output() -> None:
    """Let what is still buffered for a reader who has left go nowhere, instead of failing once more at the end."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
