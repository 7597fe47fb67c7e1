"""The way from the settings to the running app, and from the app's end to an exit code.

One job: put the app together and run it. Must not: show anything itself but the app's last words.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from sparktui.app import SAMPLE_NOTE, SparktuiApp
from sparktui.screens.first_rows import FirstRows, first_rows
from sparktui.settings import Settings, save_theme

if TYPE_CHECKING:
    from sparktui.services.desk import Desk

SAMPLE_TRIALS = 200


def run(settings: Settings) -> int:
    """Open the app on the database that ``settings`` name and return the exit code.

    The first rows are read before the app starts, so that the first thing it draws has them.

    Raises:
        BadInput: when the shipped policy makes no sense.
    """

    def opening() -> Desk:
        from sparktui.bootstrap import open_desk

        return open_desk(settings)

    return _run(opening, settings, rows=first_rows(settings))


def run_demo(settings: Settings, *, trials: int = SAMPLE_TRIALS, tier: int = 1) -> int:
    """Open the app on sample data in a database that is thrown away at the end; return the exit code."""
    with ExitStack() as kept:
        return _run(partial(_sample_desk, kept, settings, trials, tier), settings, note=SAMPLE_NOTE)


def _run(opening: Callable[[], Desk], settings: Settings, note: str = "", rows: FirstRows | None = None) -> int:
    with ExitStack() as kept:
        app = SparktuiApp(
            opening,
            operator=settings.operator,
            note=note,
            theme=settings.theme,
            sample=partial(_sample_desk, kept, settings, SAMPLE_TRIALS, 1),
            remember=save_theme,
            mail=settings.mail,
            first_rows=rows,
        )
        code = app.run()
    if app.last_words:
        sys.stderr.write(app.last_words + "\n")
    return code or app.return_code or 0


def _sample_desk(kept: ExitStack, settings: Settings, trials: int, tier: int) -> Desk:
    """Return a desk on sample data in a folder that vanishes with ``kept``."""
    from sparktui.bootstrap import open_sample_desk

    folder = kept.enter_context(TemporaryDirectory(prefix="sparktui-", ignore_cleanup_errors=True))
    return open_sample_desk(settings, Path(folder) / "sample.db", trials=trials, tier=tier)
