"""The README's pictures, taken from the real app on its sample data.

One job: open the app, walk through it by keyboard, and save what it shows (``make readme``).
Must not: draw anything itself.
"""

from __future__ import annotations

import asyncio
import re
import sys
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from sparktui.bootstrap import open_sample_desk
from sparktui.settings import Settings
from tests.driver import Driver, at_the_desk

FOLDER = Path(__file__).parent / "pictures"
DAY = date(2026, 11, 22)
SIZE = (120, 36)
# A picture must not fetch anything when somebody looks at it.
_FONTS = re.compile(r"@font-face\s*\{.*?\}", re.DOTALL)

WALK: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("customers", ("down", "down", "down", "down")),
    ("trial", ("enter",)),
    ("what-if", ("v",)),
    ("forecast", ("escape", "escape", "w")),
    ("time-travel", ("escape", "t", "plus", *"30d", "enter", "home")),
    ("offer", ("escape", "home", *["down"] * 7, "c", "f8")),
    ("address", ("f8", *"paol0.Rossi", "at", *"oldmill.example")),
)


async def take(names: set[str]) -> None:
    """Walk through the app and save the pictures called ``names``, or all of them when none is named."""
    FOLDER.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder:
        settings = Settings(db=Path(folder) / "sample.db", operator="ada@northwind.example", as_of=DAY)
        desk = open_sample_desk(settings, settings.db, trials=200, tier=1)
        async with at_the_desk(desk, SIZE, note="sample data") as ada:
            for name, keys in WALK:
                await ada.press(*keys)
                # A picture shows the screen at rest, with everything laid out.
                await ada.pilot.pause(0.3)
                if not names or name in names:
                    save(ada, name)
        desk.database.close()


def save(ada: Driver, name: str) -> None:
    """Write what the screen shows to the picture called ``name``."""
    drawing = ada.app.export_screenshot(title="sparktui", simplify=True)
    (FOLDER / f"{name}.svg").write_text(_FONTS.sub("", drawing), encoding="utf-8")


if __name__ == "__main__":
    asyncio.run(take(set(sys.argv[1:])))
