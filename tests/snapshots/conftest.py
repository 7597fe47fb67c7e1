"""The same terminal as for the widgets' tests: Unicode and colours, whatever the machine has."""

from __future__ import annotations

from tests.widgets.conftest import unicode_terminal

__all__ = ["unicode_terminal"]
