"""The ways between the screens, which lie on each other in a stack.

One job: go to a screen, or back, so that none lies in the stack twice. Must not: know what a screen shows.
"""

from __future__ import annotations

from sparktui.survival import SurvivingApp


class NavigatingApp(SurvivingApp):
    """An app of screens over the customer list. A screen is loaded when it is first gone to."""

    chosen: int | None = None
    """The trial that the person last pointed at, by its ID."""

    def go_customers(self) -> None:
        """Go to the customer list."""
        while len(self.screen_stack) > 1:
            self.pop_screen()

    def go_trial(self, trial_id: int | None) -> None:
        """Go to the trial with that ID; without one, say that none is chosen."""
        from sparktui.screens.trial import TrialScreen

        if trial_id is None:
            self._say_none_is_chosen()
            return
        self.chosen = trial_id
        if any(isinstance(screen, TrialScreen) for screen in self.screen_stack):
            while not isinstance(self.screen, TrialScreen):
                self.pop_screen()
            if self.screen.trial_id == trial_id:
                return
            self.pop_screen()
        self.push_screen(TrialScreen(trial_id))

    def go_what_if(self, trial_id: int | None) -> None:
        """Go to the futures of the trial with that ID; without one, say that none is chosen."""
        from sparktui.screens.what_if import WhatIfScreen

        if trial_id is None:
            self._say_none_is_chosen()
        else:
            self.push_screen(WhatIfScreen(trial_id))

    def go_outbox(self) -> None:
        """Go to the mails that trials owe."""
        from sparktui.screens.outbox import OutboxScreen

        if not isinstance(self.screen, OutboxScreen):
            self.push_screen(OutboxScreen())

    def go_shipments(self) -> None:
        """Go to shipments and returns."""
        from sparktui.screens.shipments import ShipmentsScreen

        while any(isinstance(screen, ShipmentsScreen) for screen in self.screen_stack):
            if isinstance(self.screen, ShipmentsScreen):
                return
            self.pop_screen()
        self.push_screen(ShipmentsScreen())

    def go_forecast(self) -> None:
        """Go to the weeks ahead."""
        from sparktui.screens.forecast import ForecastScreen

        if not isinstance(self.screen, ForecastScreen):
            self.push_screen(ForecastScreen())

    def go_convert(self, trial_id: int | None) -> None:
        """Go to the conversion of the trial with that ID; without one, say that none is chosen."""
        from sparktui.screens.conversion_wizard import ConversionWizard

        if trial_id is None:
            self._say_none_is_chosen()
            return
        self.chosen = trial_id
        if isinstance(self.screen, ConversionWizard) and self.screen.trial_id == trial_id:
            return
        self.push_screen(ConversionWizard(trial_id))

    def go_back(self) -> None:
        """Leave the screen on top; the customer list stays, because escape never quits."""
        if len(self.screen_stack) > 1:
            self.pop_screen()

    def _say_none_is_chosen(self) -> None:
        self.notify("Choose a trial in the list first.", severity="warning")
