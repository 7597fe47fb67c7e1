"""What all widget tests stand on: a terminal that shows Unicode, whatever the machine's locale is."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def unicode_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw with the Unicode signs, in colour."""
    monkeypatch.setenv("SPARKTUI_ASCII", "0")
    monkeypatch.delenv("NO_COLOR", raising=False)
