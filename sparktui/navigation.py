"""The ways between the screens, which lie on each other in a stack.

One job: go to a screen, or back, so that none lies in the stack twice and none is left unwarned with something
unsaved. Must not: know what a screen shows.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeGuard, TypeVar

from textual.screen import Screen

from sparktui.screens.leaving import Leavable
from sparktui.survival import SurvivingApp

_Screen = TypeVar("_Screen", bound="Screen[None]")


class NavigatingApp(SurvivingApp):
    """An app of screens over the customer list. A screen is loaded when it is first gone to."""

    chosen: int | None = None
    """The trial that the person last pointed at, by its ID."""

    def go_customers(self) -> None:
        """Go to the customer list."""
        self._leave_down_to(1)

    def go_trial(self, trial_id: int | None) -> None:
        """Go to the trial with that ID; without one, say that none is chosen."""
        from sparktui.screens.trial import TrialScreen

        if self._is_chosen(trial_id):
            self._go(TrialScreen, lambda: TrialScreen(trial_id), lambda screen: screen.trial_id == trial_id)

    def go_convert(self, trial_id: int | None) -> None:
        """Go to the conversion of the trial with that ID; without one, say that none is chosen."""
        from sparktui.screens.conversion_wizard import ConversionWizard

        if self._is_chosen(trial_id):
            self._go(ConversionWizard, lambda: ConversionWizard(trial_id), lambda screen: screen.trial_id == trial_id)

    def go_what_if(self, trial_id: int | None) -> None:
        """Go to the futures of the trial with that ID; without one, say that none is chosen."""
        from sparktui.screens.what_if import WhatIfScreen

        if self._is_chosen(trial_id):
            self._go(WhatIfScreen, lambda: WhatIfScreen(trial_id), lambda screen: screen.trial_id == trial_id)

    def go_outbox(self) -> None:
        """Go to the mails that trials owe."""
        from sparktui.screens.outbox import OutboxScreen

        self._go(OutboxScreen, OutboxScreen)

    def go_shipments(self, text: str = "") -> None:
        """Go to shipments and returns; searched for ``text``, where they are not open yet."""
        from sparktui.screens.shipments import ShipmentsScreen

        self._go(ShipmentsScreen, lambda: ShipmentsScreen(text))

    def go_forecast(self) -> None:
        """Go to the weeks ahead."""
        from sparktui.screens.forecast import ForecastScreen

        self._go(ForecastScreen, ForecastScreen)

    def go_back(self) -> None:
        """Leave the screen on top; the customer list stays, because escape never quits."""
        self._leave_down_to(max(len(self.screen_stack) - 1, 1))

    async def action_quit(self) -> None:
        """Leave the app, from whatever screen."""
        self.leave()

    def leave(self) -> None:
        """Leave the app."""
        if self._may_leave(self.screen_stack):
            self.exit()

    def _is_chosen(self, trial_id: int | None) -> TypeGuard[int]:
        if trial_id is None:
            self.notify("Choose a trial in the list first.", severity="warning")
            return False
        self.chosen = trial_id
        return True

    def _go(
        self, kind: type[_Screen], make: Callable[[], _Screen], is_wanted: Callable[[_Screen], bool] = lambda _: True
    ) -> None:
        """Go back to the screen of that ``kind`` where it lies in the stack and is the one wanted; else make it."""
        for depth, screen in enumerate(self.screen_stack, start=1):
            if isinstance(screen, kind):
                if is_wanted(screen):
                    self._leave_down_to(depth)
                elif self._leave_down_to(depth - 1):
                    self.push_screen(make())
                return
        self.push_screen(make())

    def _leave_down_to(self, depth: int) -> bool:
        """Leave all screens but the lowest ``depth``; return False, and leave none, where one holds it up."""
        leaving = self.screen_stack[depth:]
        if not self._may_leave(leaving):
            return False
        for _ in leaving:
            self.pop_screen()
        return True

    def _may_leave(self, screens: Sequence[Screen[Any]]) -> bool:
        return all(screen.may_leave() for screen in reversed(screens) if isinstance(screen, Leavable))
