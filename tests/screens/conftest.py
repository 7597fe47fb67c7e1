"""Where screen stories take place: on a Unicode terminal with colours, in a folder of their own.

What a key writes in a story is left nowhere else.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.widgets.conftest import unicode_terminal

__all__ = ["unicode_terminal"]


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture(autouse=True)
def _at_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the app look at clock and data only when a story says so, not when some seconds have passed."""
    for name in ("SECONDS_BETWEEN_LOOKS_AT_THE_CLOCK", "SECONDS_BETWEEN_LOOKS_AT_THE_DATA"):
        monkeypatch.setattr(f"sparktui.app.{name}", 3_600.0)
