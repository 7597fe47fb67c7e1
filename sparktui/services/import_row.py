"""Reading one row of the customer file: what it says by itself, and beside the trial that it is about.

One job: turn a row into a trial that could stand, or into a rejection. Must not: look at other rows, or write.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sparktui.domain.lifecycle import Phase
from sparktui.domain.trial import Trial
from sparktui.rules.finding import Level
from sparktui.rules.trial import services_not_yet_owned
from sparktui.services.audit_values import trial_values
from sparktui.services.customer_file import CustomerFile, form_of
from sparktui.services.desk import Desk
from sparktui.services.facts import facts_of_unrecorded
from sparktui.services.import_report import Rejection
from sparktui.services.tabular import Row
from sparktui.services.trial_form import TrialForm, read_form
from sparktui.store.bulk import Known
from sparktui.store.customers import address_key
from sparktui.store.import_rows import ImportRow


@dataclass(frozen=True, slots=True)
class RowReader:
    """Reads the rows of one file for a desk on one day."""

    desk: Desk
    layout: CustomerFile
    today: date

    def address_key(self, row: Row) -> str:
        """Return the key by which the row's customer is recognised."""
        return address_key(self.layout.columns.cell(row.cells, "admin_email"))

    def read(self, row: Row, known: Known) -> ImportRow | Rejection:
        """Return what ``row`` says beside what is ``known`` of its customer, or why it cannot be taken.

        A row that says of a known trial what is recorded is not judged.
        """
        if row.error:
            return Rejection(row.line, "", "", row.error)
        form, key = self.layout.form(row.cells), self.address_key(row)
        recorded = known.trials.get((key, form.start_date.strip()))
        if recorded is None:
            customer = known.customers.get(key)
            return self._read_new(row, self.layout.of_customer_on_record(form, customer) if customer else form)
        as_recorded = form_of(recorded)
        form = self.layout.on_record(form, as_recorded)
        if form == as_recorded or self._says(form, as_recorded):
            return self._taken(row, recorded, differs=False)
        return self._read_new(row, form, recorded)

    def reject(self, row: Row, field: str, reason: str) -> Rejection:
        """Return the rejection of ``row`` for what its ``field`` says."""
        columns = self.layout.columns
        return Rejection(row.line, columns.heading(field), columns.cell(row.cells, field), reason)

    def _read_new(self, row: Row, form: TrialForm, recorded: Trial | None = None) -> ImportRow | Rejection:
        reading = read_form(form, self.desk.policy, self.desk.countries, self.today)
        trial = reading.trial
        if trial is None:
            reasons = ". ".join(problem.reason for problem in reading.problems)
            return self.reject(row, reading.problems[0].field, f"{reasons}.")
        if trial.customer.paid_services and self._phase(trial).is_running:
            answer = services_not_yet_owned(facts_of_unrecorded(self.desk, trial), self.today)
            if answer.level is Level.BLOCK:
                return self.reject(row, "services", f"Services: {answer.message} {answer.remedy}")
        return self._taken(row, replace(trial, id=recorded.id) if recorded else trial, differs=True)

    def _says(self, form: TrialForm, as_recorded: TrialForm) -> bool:
        """Return whether ``form`` says in other words what is recorded, on whatever day that came about."""
        reading = read_form(form, self.desk.policy, self.desk.countries, date.max)
        return reading.trial is not None and form_of(reading.trial) == as_recorded

    def _taken(self, row: Row, trial: Trial, *, differs: bool) -> ImportRow:
        phase = self._phase(trial)
        return ImportRow(
            row.line,
            trial,
            differs=differs,
            runs=phase.is_running,
            holds_site=trial.site_url is not None and phase is not Phase.LOST,
            site_as_written=self.layout.columns.cell(row.cells, "site_url"),
            facts=trial_values(trial) if trial.id <= 0 else {},
        )

    def _phase(self, trial: Trial) -> Phase:
        return trial.lifecycle(self.desk.policy).phase(self.today)
