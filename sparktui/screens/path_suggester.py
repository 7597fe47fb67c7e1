"""Completing the name of a file while it is typed.

One job: suggest the rest of a path. Must not: suggest a name that could act on the terminal.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Collection
from pathlib import Path

from textual.suggester import Suggester

from sparktui.domain.text import plain


class PathSuggester(Suggester):
    """Suggests folders, and files with one of ``endings`` (in lower case, with the dot)."""

    def __init__(self, endings: Collection[str]) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._endings = frozenset(endings)

    async def get_suggestion(self, value: str) -> str | None:
        """Return ``value`` with the rest of the first name that it begins, or None."""
        return await asyncio.to_thread(self._complete, value)

    def _complete(self, value: str) -> str | None:
        folder, begun = os.path.split(value)
        if not begun:
            return None
        try:
            with os.scandir(Path(folder or ".").expanduser()) as entries:
                names = sorted(
                    f"{entry.name}{os.sep}" if entry.is_dir() else entry.name
                    for entry in entries
                    if entry.name.startswith(begun)
                    and entry.name != begun
                    and (entry.is_dir() or Path(entry.name).suffix.lower() in self._endings)
                )
        except (OSError, ValueError, RuntimeError):
            return None
        found = next((name for name in names if plain(name) == name), None)
        return value + found[len(begun) :] if found else None
