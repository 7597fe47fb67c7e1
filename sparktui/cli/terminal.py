"""Opening the app, which needs a terminal.

One job: refuse where there is no terminal, and hand over where there is one.
"""

from __future__ import annotations

import gc
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
    _get_ready()
    from sparktui.launch import run

    return run(settings)


def open_demo(settings: Settings, *, trials: int, tier: int) -> int:
    """Open the app on sample data in a database that is thrown away, and return its exit code.

    Raises:
        BadInput: when there is no terminal to open it in.
    """
    _get_ready()
    from sparktui.launch import run_demo

    return run_demo(settings, trials=trials, tier=tier)


def _get_ready() -> None:
    require_terminal()
    # Full collections while loading and starting cost more than what they free; `SparktuiApp.started` turns them on.
    gc.disable()


def require_terminal() -> None:
    """Raise `BadInput` unless a person sits at both ends."""
    if not all(stream and stream.isatty() for stream in (sys.stdin, sys.stdout)):
        raise BadInput(
            "The app needs a terminal, and input or output is not one.",
            "Commands such as `sparktui trials list` work without; `sparktui --help` lists them.",
        )
