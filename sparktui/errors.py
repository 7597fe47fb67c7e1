"""The ways in which a command can fail, each with its exit code.

One job: name the failures, so that the command line and the screens show the same words.
Must not: print, log, or know about the terminal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sparktui.rules.finding import Verdict


class SparktuiError(Exception):
    """A failure that a person is told about in words, never as a traceback.

    ``message`` says what is wrong and where, ``remedy`` how to mend it (may be empty).
    ``kind`` is the stable name that ``--json`` prints, ``exit_code`` the program's answer to the shell.
    """

    kind = "error"
    exit_code = 3

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}".strip()


class BadInput(SparktuiError):
    """Something a person typed or handed over cannot be used: an option, a date, a file."""

    kind = "bad_input"
    exit_code = 2


class NotFound(BadInput):
    """The trial, customer or rule that was named does not exist."""

    kind = "not_found"


class Ambiguous(BadInput):
    """A name fits several trials; the message lists them."""

    kind = "ambiguous"


class Refused(SparktuiError):
    """A rule says no, or a warning was not acknowledged. Carries the verdict with every finding."""

    kind = "refused"
    exit_code = 1

    def __init__(self, message: str, verdict: Verdict, remedy: str = "") -> None:
        super().__init__(message, remedy)
        self.verdict = verdict


class Conflict(SparktuiError):
    """Somebody else changed the record since it was read; nothing was written."""

    kind = "conflict"
    exit_code = 1


class ReadOnly(SparktuiError):
    """A change was asked for while nothing may be changed: no rule says so, but the way in which it was asked."""

    kind = "read_only"
    exit_code = 2


class OutsideFailure(SparktuiError):
    """The database, a file system or another outside part failed."""

    kind = "outside_failure"
    exit_code = 3
