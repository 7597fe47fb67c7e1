"""The customer file: one row is one trial, in the columns that people know from their own lists.

One job: turn a row into a form, and a trial into a row, so that a file that was exported is read back unchanged.
Must not: judge what a form says (see `trial_form`), or open a file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

from sparktui.domain.quantities import format_devices, format_services
from sparktui.domain.trial import Customer, Trial
from sparktui.services import columns
from sparktui.services.columns import Columns
from sparktui.services.trial_form import REQUIRED, TrialForm, heading

FIELDS = tuple(field.name for field in fields(TrialForm))
HEADINGS = tuple(heading(field) for field in FIELDS)

# What has happened cannot be undone by a file that does not know of it.
_NEVER_UNDONE = ("extended_on", "converted_on")


@dataclass(frozen=True, slots=True)
class CustomerFile:
    """The layout of one customer file: which of its columns is which field."""

    columns: Columns
    cells: tuple[int, ...]
    lacking: tuple[str, ...]

    def texts(self, cells: Sequence[str]) -> list[str]:
        """Return what the row with ``cells`` says, by `FIELDS`; a field that the file has no column for is empty."""
        padded = (*cells, "")
        return [padded[at] for at in self.cells]

    def form(self, cells: Sequence[str]) -> TrialForm:
        """Return the same as a form."""
        return TrialForm(*self.texts(cells))

    def on_record(self, form: TrialForm, recorded: TrialForm) -> TrialForm:
        """Return ``form`` with what stays as recorded: fields without a column, and what has happened and is blank."""
        kept = [field for field in _NEVER_UNDONE if not getattr(form, field).strip()]
        return replace(form, **{field: getattr(recorded, field) for field in (*self.lacking, *kept)})

    def of_customer_on_record(self, form: TrialForm, recorded: Customer) -> TrialForm:
        """Return the form of a new trial with what stays as recorded of its known customer."""
        return replace(form, paid_services=_names(recorded)) if "paid_services" in self.lacking else form


def layout(headings: Sequence[str], name: str) -> CustomerFile:
    """Return the layout of the file called ``name``.

    Raises:
        BadInput: when a required column is missing, or two columns mean the same.
    """
    found = columns.match(headings, dict(zip(FIELDS, HEADINGS, strict=True)), REQUIRED, name)
    lacking = tuple(field for field in FIELDS if field not in found.positions)
    return CustomerFile(found, tuple(found.positions.get(field, -1) for field in FIELDS), lacking)


def form_of(trial: Trial) -> TrialForm:
    """Return the form that reads as ``trial``."""
    return TrialForm(
        customer_name=trial.customer.name,
        country=trial.customer.country,
        admin_email=trial.customer.admin_email,
        start_date=trial.starts_on.isoformat(),
        period_days=str(trial.period_days),
        extended_on=trial.extended_on.isoformat() if trial.extended_on else "",
        services=format_services(trial.services),
        site_url=trial.site_url or "",
        deal_id=trial.deal_id or "",
        devices=format_devices(trial.devices),
        paid_services=_names(trial.customer),
        converted_on=trial.converted_on.isoformat() if trial.converted_on else "",
        notes=trial.notes,
    )


def row_of(trial: Trial) -> tuple[str, ...]:
    """Return the row of ``trial`` under `HEADINGS`."""
    form = form_of(trial)
    return tuple([getattr(form, field) for field in FIELDS])


def _names(customer: Customer) -> str:
    return "; ".join(customer.paid_services)
