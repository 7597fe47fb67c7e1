"""The commands of the customer list: its order and filters, the files, the partner.

One job: `CustomerCommands`. Must not: read or show the list; that is its own part's.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sparktui.domain.listing import PhaseCounts
from sparktui.domain.trial import Trial
from sparktui.screens.customer_list import CustomerList
from sparktui.screens.customer_view import ALL
from sparktui.screens.trial_commands import TrialCommands

if TYPE_CHECKING:
    from sparktui.domain.partner import Partner


class CustomerCommands(TrialCommands):
    """A screen around a `CustomerList`; ``counts`` is how many trials each filter holds, None while not known."""

    counts: PhaseCounts | None = None

    @property
    def customers(self) -> CustomerList:
        """The list."""
        return self.query_one(CustomerList)

    # The trial under the cursor

    def do_open(self) -> None:
        """Open the trial under the cursor."""
        self.desk_app.go_trial(self.customers.trial_id)

    def do_convert(self) -> None:
        """Begin or resume the conversion of the trial under the cursor."""
        self.desk_app.go_convert(self.customers.trial_id)

    def do_mark(self) -> None:
        """Mark the trial under the cursor."""
        self.customers.table.action_mark()

    # The list

    def do_search(self) -> None:
        """Open the search."""
        self.customers.open_search()

    def do_shipments(self) -> None:
        """Go to shipments and returns; with the search, where it fits waiting mail."""
        self.desk_app.go_shipments(self.customers.view.text if self.customers.waiting else "")

    def do_filter(self) -> None:
        """Show the trials of the next filter."""
        self.customers.change(self.customers.view.with_next_filter())

    def do_filter_back(self) -> None:
        """Show the trials of the filter before."""
        self.customers.change(self.customers.view.with_next_filter(-1))

    def do_sort(self) -> None:
        """Show the same trials in the next order."""
        self.customers.change(self.customers.view.with_next_sort(), keep=self.customers.trial_id)

    def do_back(self) -> None:
        """Take back the search, then the filter, then the marks; never quit."""
        if self.customers.is_searching:
            self.customers.close_search()
        elif self.customers.view.filter != ALL:
            self.customers.change(replace(self.customers.view, filter=ALL), keep=self.customers.trial_id)
        else:
            self.customers.table.clear_marks()

    # Files, new trials, the partner

    def do_export(self) -> None:
        """Write trials to a file."""
        from sparktui.screens.export_dialog import ExportDialog

        query, of_all = self.customers.view.query(self.day), self.counts.total if self.counts else None
        dialog = ExportDialog(query, self.customers.marked, self.customers.table.total, of_all)
        self.app.push_screen(dialog, self._say_done)

    def do_import_file(self) -> None:
        """Bring in a customer file."""
        from sparktui.screens.import_dialog import ImportDialog
        from sparktui.screens.import_words import done_words

        self.app.push_screen(ImportDialog(), lambda report: self._say_done(done_words(report) if report else None))

    def _say_done(self, words: str | None) -> None:
        if words:
            self.notify(words, markup=False, timeout=10)

    def do_new(self) -> None:
        """Start a new trial."""
        from sparktui.screens.new_trial import NewTrialScreen

        self.app.push_screen(NewTrialScreen(), self._started)

    def _started(self, trial: Trial | None) -> None:
        if trial is not None:
            self.customers.go_to(trial.id)

    def do_partner(self) -> None:
        """Show and change the partner's own facts."""
        from sparktui.screens.partner_form import PartnerForm

        self.app.push_screen(PartnerForm(self.desk.partner), self._partner_changed)

    def _partner_changed(self, partner: Partner | None) -> None:
        if partner is not None:
            self.desk_app.use_desk(replace(self.desk, partner=partner))

    def do_sample(self) -> None:
        """Work on sample data, for looking around."""
        sample = self.desk_app.sample
        if sample is not None:
            self.customers.say("making up sample data…")
            self.ask("sample", sample, self.desk_app.use_sample)
