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
from sparktui.services.audit_values import differing, trial_values
from sparktui.services.customer_file import CustomerFile, form_of
from sparktui.services.desk import Desk
from sparktui.services.facts import facts_of_unrecorded
from sparktui.services.import_report import Rejection
from sparktui.services.tabular import Row
from sparktui.services.trial_form import FieldProblem, TrialForm, read_form
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
            return self._read(row, self.layout.of_customer_on_record(form, customer) if customer else form)
        as_recorded = form_of(recorded)
        form = self.layout.on_record(form, as_recorded)
        return self._taken(row, recorded, recorded) if form == as_recorded else self._read(row, form, recorded)

    def reject(self, row: Row, field: str, reason: str) -> Rejection:
        """Return the rejection of ``row`` for what its ``field`` says."""
        columns = self.layout.columns
        return Rejection(row.line, columns.heading(field), columns.cell(row.cells, field), reason)

    def _read(self, row: Row, form: TrialForm, recorded: Trial | None = None) -> ImportRow | Rejection:
        trial, problems = self._trial(form, self.today)
        if recorded and _is_said(recorded, trial or self._trial(form, date.max)[0]):
            return self._taken(row, recorded, recorded)
        if trial is None:
            reasons = ". ".join(problem.reason for problem in problems)
            return self.reject(row, problems[0].field, f"{reasons}.")
        if trial.customer.paid_services and self._phase(trial).is_running:
            answer = services_not_yet_owned(facts_of_unrecorded(self.desk, trial), self.today)
            if answer.level is Level.BLOCK:
                return self.reject(row, "services", f"Services: {answer.message} {answer.remedy}")
        return self._taken(row, trial, recorded)

    def _trial(self, form: TrialForm, today: date) -> tuple[Trial | None, tuple[FieldProblem, ...]]:
        reading = read_form(form, self.desk.policy, self.desk.countries, today)
        return reading.trial, reading.problems

    def _taken(self, row: Row, trial: Trial, recorded: Trial | None) -> ImportRow:
        phase = self._phase(trial)
        taken = ImportRow(
            row.line,
            trial,
            differs=False,
            runs=phase.is_running,
            holds_site=trial.site_url is not None and phase is not Phase.LOST,
            site_as_written=self.layout.columns.cell(row.cells, "site_url"),
            before={},
            after={},
        )
        return taken if trial is recorded else beside(taken, recorded)

    def _phase(self, trial: Trial) -> Phase:
        return trial.lifecycle(self.desk.policy).phase(self.today)


def beside(row: ImportRow, recorded: Trial | None) -> ImportRow:
    """Return ``row`` with what sets it apart from the ``recorded`` trial, and what a file cannot say as recorded."""
    if recorded is None:
        return replace(row, differs=True, before={}, after=trial_values(row.trial))
    trial = replace(
        row.trial,
        id=recorded.id,
        contacted_on=recorded.contacted_on,
        purchase_requested_on=recorded.purchase_requested_on,
        version=recorded.version,
    )
    before, after = differing(trial_values(recorded), trial_values(trial))
    return replace(row, trial=trial, differs=not _is_said(recorded, trial), before=before, after=after)


def _is_said(recorded: Trial, trial: Trial | None) -> bool:
    """Return whether ``trial`` is what is recorded, as far as a file can say."""
    return trial is not None and form_of(trial) == form_of(recorded)
