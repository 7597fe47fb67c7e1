"""Opening the app, which needs a terminal.

One job: refuse where there is no terminal, and hand over where there is one.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from sparktui.errors import BadInput

if TYPE_CHECKING:
    from sparktui.settings import Settings


def open_app(settings: Settings) -> int:
    """Open the app on the database of ``settings``, and return its exit code.

    Raises:
        BadInput: when there is no terminal to open it in.
    """
    require_terminal()
    from sparktui.launch import run

    return run(settings)


def require_terminal() -> None:
    """Raise `BadInput` unless a person sits at both ends."""
    if not all(stream and stream.isatty() for stream in (sys.stdin, sys.stdout)):
        raise BadInput(
            "The app needs a terminal, and input or output is not one.",
            "Commands such as `sparktui trials list` work without; `sparktui --help` lists them.",
        )
