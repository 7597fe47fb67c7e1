"""Reading one row of the customer file: what it says by itself, and beside the trial that it is about.

One job: turn a row into a trial, and say everything that keeps it from standing. Must not: look at other rows, or
write.
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
from sparktui.services.import_report import Problem
from sparktui.services.tabular import Row
from sparktui.services.trial_form import Reading, TrialForm, read_form
from sparktui.store.audit_words import NOTHING, in_words
from sparktui.store.bulk import Known
from sparktui.store.customers import address_key
from sparktui.store.import_rows import ImportRow


@dataclass(frozen=True, slots=True)
class Judged:
    """What was found on a line: the row, unless it says too little to be held against others, and its problems."""

    line: int
    row: ImportRow | None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class RowReader:
    """Reads the rows of one file for a desk on one day."""

    desk: Desk
    layout: CustomerFile
    today: date

    def address_key(self, row: Row) -> str:
        """Return the key by which the row's customer is recognised."""
        return address_key(self.layout.columns.cell(row.cells, "admin_email"))

    def read(self, row: Row, known: Known) -> Judged:
        """Return what ``row`` says beside what is ``known`` of its customer, with all that is wrong with it.

        A row that says of a known trial what is recorded is not judged.
        """
        if row.error:
            return Judged(row.line, None, (Problem("", "", row.error, row.remedy),))
        form, key = self.layout.form(row.cells), self.address_key(row)
        recorded = known.trials.get((key, form.start_date.strip()))
        if recorded is None:
            customer = known.customers.get(key)
            return self._judged(row, self.layout.of_customer_on_record(form, customer) if customer else form)
        as_recorded = form_of(recorded)
        form = self.layout.on_record(form, as_recorded)
        if form == as_recorded:
            return Judged(row.line, self._row(row, recorded, recorded))
        return self._judged(row, form, recorded)

    def _judged(self, row: Row, form: TrialForm, recorded: Trial | None = None) -> Judged:
        reading = self._reading(form, self.today)
        if recorded and _is_said(recorded, reading.trial or self._reading(form, date.max).trial):
            return Judged(row.line, self._row(row, recorded, recorded))
        problems = [
            self._problem(row, wrong.field, f"{wrong.wrong}.", f"{wrong.mend[:1].upper()}{wrong.mend[1:]}.")
            for wrong in reading.problems
        ]
        if reading.outline is None:
            return Judged(row.line, None, tuple(problems))
        problems += self._owned(row, reading.outline)
        return Judged(row.line, self._row(row, reading.outline, recorded, is_sound=not problems), tuple(problems))

    def _reading(self, form: TrialForm, today: date) -> Reading:
        return read_form(form, self.desk.policy, self.desk.countries, today)

    def _owned(self, row: Row, trial: Trial) -> list[Problem]:
        """Return what is wrong with the trial where the customer pays for its services already."""
        if not trial.customer.paid_services or not self._phase(trial).is_running:
            return []
        answer = services_not_yet_owned(facts_of_unrecorded(self.desk, trial), self.today)
        if answer.level is not Level.BLOCK:
            return []
        said = self.layout.columns.cell(row.cells, "services").strip()[:60]
        return [self._problem(row, "services", f"Services {said!r}: {answer.message}", answer.remedy)]

    def _problem(self, row: Row, field: str, reason: str, remedy: str) -> Problem:
        columns = self.layout.columns
        return Problem(columns.heading(field), columns.cell(row.cells, field), reason, remedy)

    def _row(self, row: Row, trial: Trial, recorded: Trial | None, *, is_sound: bool = True) -> ImportRow:
        phase = self._phase(trial)
        found = ImportRow(
            row.line,
            trial,
            is_sound=is_sound,
            differs=False,
            runs=phase.is_running,
            holds_site=trial.site_url is not None and phase is not Phase.LOST,
            site_as_written=self.layout.columns.cell(row.cells, "site_url"),
            before=NOTHING,
            after=NOTHING,
        )
        return found if trial is recorded else beside(found, recorded)

    def _phase(self, trial: Trial) -> Phase:
        return trial.lifecycle(self.desk.policy).phase(self.today)


def beside(row: ImportRow, recorded: Trial | None) -> ImportRow:
    """Return ``row`` with what sets it apart from the ``recorded`` trial, and what a file cannot say as recorded."""
    if recorded is None:
        return replace(row, differs=True, before=NOTHING, after=in_words(trial_values(row.trial)))
    trial = replace(
        row.trial,
        id=recorded.id,
        contacted_on=recorded.contacted_on,
        purchase_requested_on=recorded.purchase_requested_on,
        decided_for=recorded.decided_for,
        version=recorded.version,
    )
    before, after = differing(trial_values(recorded), trial_values(trial))
    return replace(
        row, trial=trial, differs=not _is_said(recorded, trial), before=in_words(before), after=in_words(after)
    )


def _is_said(recorded: Trial, trial: Trial | None) -> bool:
    """Return whether ``trial`` is what is recorded, as far as a file can say."""
    return trial is not None and form_of(trial) == form_of(recorded)
