"""The vocabulary in which stories about screens are told.

One job: open the real app on a real desk, press keys, and read the screen as a person does.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from sparktui.app import SparktuiApp

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from sparktui.screens.first_rows import FirstRows
    from sparktui.services.desk import Desk

NARROW = (80, 24)
WIDE = (120, 40)


class Driver:
    """A person at the keyboard. Every step waits until the app has nothing left to do."""

    def __init__(self, app: SparktuiApp, pilot: Pilot[int]) -> None:
        self.app = app
        self.pilot = pilot

    async def settle(self) -> None:
        """Wait until no question is under way and everything is drawn."""
        for _ in range(50):
            await self.pilot.pause()
            if not any(worker.is_running for worker in self.app.workers):
                await self.pilot.pause()
                if not any(worker.is_running for worker in self.app.workers):
                    return
            await self.app.workers.wait_for_complete()

    async def until(self, is_so: Callable[[], bool]) -> None:
        """Wait until something shows while a question is still under way."""
        for _ in range(500):
            if is_so():
                return
            await self.pilot.pause(0.01)
        raise AssertionError(f"it never came:\n{self.text}")

    async def press(self, *keys: str) -> None:
        """Press ``keys`` one after the other, each when what the one before asked has come."""
        for key in keys:
            await self.pilot.press(key)
            await self.settle()

    async def press_fast(self, *keys: str) -> None:
        """Press ``keys`` without waiting for what each of them asks."""
        await self.pilot.press(*keys)
        await self.settle()

    async def type(self, text: str) -> None:
        """Type ``text`` letter by letter."""
        await self.press_fast(*(_KEYS.get(char, char) for char in text))

    async def click(self, selector: str, offset: tuple[int, int] = (0, 0)) -> None:
        """Click on the widget that ``selector`` names."""
        await self.pilot.click(selector, offset=offset)
        await self.settle()

    async def double_click(self, selector: str, offset: tuple[int, int] = (0, 0)) -> None:
        """Click twice on the same place."""
        await self.pilot.click(selector, offset=offset, times=2)
        await self.settle()

    async def resize(self, size: tuple[int, int]) -> None:
        """Give the terminal another size."""
        await self.pilot.resize_terminal(*size)
        await self.settle()

    @property
    def here(self) -> str:
        """The line on which the cursor of a list stands."""
        return next((line for line in self.text.split("\n") if "❯" in line), "")

    def part(self, selector: str) -> list[str]:
        """Return the lines of the part of the screen that ``selector`` names, without its frame."""
        region = self.app.screen.query_one(selector).content_region
        strips = self.app.screen._compositor.render_strips()[region.y : region.bottom]
        return [strip.crop(region.x, region.right).text.rstrip() for strip in strips]

    def sees_in(self, selector: str, *texts: str) -> None:
        """Assert that each of ``texts`` stands in the part that ``selector`` names, wherever its lines are cut."""
        shown = " ".join(" ".join(self.part(selector)).split())
        for text in texts:
            assert " ".join(text.split()) in shown, f"{text!r} is not in {selector}:\n{self.text}"

    def sees_in_order(self, selector: str, *texts: str) -> None:
        """Assert that ``texts`` stand one below the other in the part that ``selector`` names."""
        lines = self.part(selector)
        found = [next((at for at, line in enumerate(lines) if text in line), -1) for text in texts]
        assert -1 not in found, f"one of {texts} is not in {selector}:\n{self.text}"
        assert found == sorted(found), f"{texts} stand in another order:\n{self.text}"

    @property
    def text(self) -> str:
        """What stands on the screen."""
        return "\n".join(strip.text.rstrip() for strip in self.app.screen._compositor.render_strips())

    def sees(self, *texts: str) -> None:
        """Assert that each of ``texts`` stands on the screen; where lines are cut differently, blanks do not count."""
        shown = " ".join(self.text.split())
        for text in texts:
            assert " ".join(text.split()) in shown, f"{text!r} is not on the screen:\n{self.text}"

    def sees_not(self, *texts: str) -> None:
        """Assert that none of ``texts`` stands on the screen."""
        for text in texts:
            assert text not in self.text, f"{text!r} is on the screen:\n{self.text}"

    @property
    def notices(self) -> str:
        """The messages that popped up and are still there."""
        return "\n".join(f"{notice.title} {notice.message}" for notice in self.app._notifications)


_KEYS = {" ": "space", "@": "at", ".": "full_stop", "-": "minus", "/": "slash", "_": "underscore", ":": "colon"}


@asynccontextmanager
async def at_the_desk(
    desk: Desk | Callable[[], Desk],
    size: tuple[int, int] = WIDE,
    note: str = "",
    *,
    sample: Callable[[], Desk] | None = None,
    remember: Callable[[str], None] | None = None,
    first_rows: FirstRows | None = None,
    settled: bool = True,
) -> AsyncIterator[Driver]:
    """Open the app on ``desk`` in a terminal of ``size`` and wait until it shows its data, unless not ``settled``."""
    opening = desk if callable(desk) else lambda: desk
    app = SparktuiApp(
        opening,
        operator="ada@northwind.example",
        note=note,
        sample=sample,
        remember=remember,
        first_rows=first_rows,
    )
    async with app.run_test(size=size) as pilot:
        driver = Driver(app, pilot)
        if settled:
            await driver.settle()
        yield driver
