"""New Trial: a customer, known or new, and what is to be tried.

One job: the form for a new trial. Must not: decide what is allowed; the rules answer with every change.
"""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import DescendantBlur
from textual.widgets import Static

from sparktui.domain.dates import days
from sparktui.domain.trial import Customer, Service
from sparktui.errors import Refused, SparktuiError
from sparktui.screens.confirm import ConfirmScreen
from sparktui.screens.form import FormScreen
from sparktui.screens.new_trial_check import (
    FIELD_OF,
    FormCheck,
    dates_in_words,
    look_at,
    lost_already,
    quantity_problem,
    said_of,
)
from sparktui.screens.refusal import source
from sparktui.services import new_trial
from sparktui.services.new_trial import BadForm
from sparktui.services.trial_form import TrialForm
from sparktui.widgets.option_line import OptionLine
from sparktui.widgets.quantity_row import QuantityRow
from sparktui.widgets.text import safe
from sparktui.widgets.text_field import TextField

NO, TRIAL, PAID = "no", "trial", "paid"
_OPTIONS = ((NO, "no"), (TRIAL, "on trial"), (PAID, "paid for"))
_OF_THE_CUSTOMER = ("customer_name", "country")


class NewTrialScreen(FormScreen):
    """The form; for ``customer`` if one is given."""

    DEFAULT_CSS = """
    NewTrialScreen .form--hint { margin-left: 26; color: $text-muted; height: auto; }
    NewTrialScreen .form--hint.-block { color: $text-error; }
    """
    TITLE = "New Trial"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [Binding("f2", "take_recorded", "Take the recorded address", show=False)]

    def __init__(self, customer: Customer | None = None) -> None:
        super().__init__()
        self._customer = customer
        self._begun: TrialForm | None = None
        self._check: FormCheck | None = None
        self._typed: dict[str, str] = {}
        self._left: set[str] = set()
        self._tried = False

    def compose_fields(self) -> ComposeResult:
        """Return the customer's fields, the trial's, the services, and what else may be known."""
        policy = self.desk.policy
        periods = [(str(period), days(period)) for period in policy.periods]
        yield Static("Customer", classes="form--heading", markup=False)
        yield TextField("Administrator's address", placeholder="finds a customer who is on record", id="admin_email")
        yield TextField("Customer name", id="customer_name")
        yield TextField("Country", placeholder="two letters, such as US", id="country")
        yield Static("Trial", classes="form--heading", markup=False)
        yield TextField("Start date", placeholder="YYYY-MM-DD", id="start_date")
        yield OptionLine("Period", periods, periods[-1][0], id="period_days")
        yield Static("", id="dates", classes="form--hint", markup=False)
        yield Static("Services", classes="form--heading", markup=False)
        yield Static("", id="services", classes="form--hint -block", markup=False)
        for service in Service:
            quantity = str(policy.default_quantity)
            yield QuantityRow(service, _OPTIONS, with_quantity=TRIAL, picked=NO, quantity=quantity)
        yield Static("If known", classes="form--heading", markup=False)
        yield TextField("Site URL", placeholder="name.webex.com, for a trial with meetings", id="site_url")
        yield TextField("Deal ID", placeholder="1 to 10 digits", id="deal_id")
        yield TextField("Devices", placeholder="DX80:1; SX10:2", id="devices")
        yield TextField("Notes", id="notes")

    def on_mount(self) -> None:
        """Begin with today, and with the customer's address where one is given."""
        self._field("start_date").fill(str(self.desk.today))
        if self._customer is not None:
            self._field("admin_email").fill(self._customer.admin_email)
        self._begun = self._form()
        self._look()
        self._field("start_date" if self._customer is not None else "admin_email").input.focus()

    # What is typed

    def is_changed(self) -> bool:
        """Return whether anything was typed or picked."""
        return self._form() != self._begun

    def on_text_field_changed(self, event: TextField.Changed) -> None:
        """Look at the whole form anew."""
        event.stop()
        self._look()

    def on_option_line_picked(self, event: OptionLine.Picked) -> None:
        """Look at the whole form anew."""
        event.stop()
        self._look()

    def on_quantity_row_changed(self, event: QuantityRow.Changed) -> None:
        """Look at the whole form anew."""
        event.stop()
        self._look()

    def on_descendant_blur(self, event: DescendantBlur) -> None:
        """What was left once is judged aloud from then on."""
        field = next((found for found in event.widget.ancestors if isinstance(found, TextField)), None)
        if field is not None and field.id not in self._left:
            self._left.add(field.id or "")
            self._show_check()

    def action_take_recorded(self) -> None:
        """Take the address as it is on record."""
        if self._check is not None and self._check.known is not None:
            self._field("admin_email").take(self._check.known.admin_email)

    def _form(self) -> TrialForm:
        """Return what was typed; name and country of a customer on record are as they were typed before."""
        texts = {field.id or "": self._typed.get(field.id or "", field.value) for field in self.query(TextField)}
        rows = [row for row in self.query(QuantityRow) if not row.disabled]
        return replace(
            TrialForm(**texts),
            period_days=self.query_one(OptionLine).picked,
            services="; ".join(f"{row.key}:{row.quantity}" for row in rows if row.picked == TRIAL),
            paid_services="; ".join(row.key for row in rows if row.picked == PAID),
        )

    def _field(self, name: str) -> TextField:
        return self.query_one(f"#{name}", TextField)

    # What is to be said of it

    def _look(self) -> None:
        desk, form = self.desk, self._form()
        self.ask("look", lambda: look_at(desk, form), self._looked)

    def _looked(self, check: FormCheck) -> None:
        self._check = check
        self._take_from_record(check.known)
        self._show_check()

    def _take_from_record(self, known: Customer | None) -> None:
        """Fill in what is on record of the customer; when it is another one, bring back what was typed."""
        for name in _OF_THE_CUSTOMER:
            field = self._field(name)
            if known is not None:
                self._typed.setdefault(name, field.value)
                field.fill(known.name if name == "customer_name" else known.country)
            elif name in self._typed:
                field.fill(self._typed.pop(name))
            field.disabled = known is not None
        for row in self.query(QuantityRow):
            is_owned = known is not None and row.key in known.paid_services
            if is_owned or row.disabled:
                row.pick(PAID if is_owned else NO)
            row.disabled = is_owned

    def _show_check(self) -> None:
        """Put beside each field what is to be said of it: quietly while it is typed for the first time."""
        check = self._check
        if check is None:
            return
        refused = {FIELD_OF[finding.rule]: finding for finding in check.blocks}
        for field in self.query(TextField):
            name = field.id or ""
            aloud = self._tried or name in self._left
            if name in check.problems:
                is_told = aloud or bool(field.value)
                field.judge("block" if aloud else "", f"{check.problems[name]}." if is_told else "")
            elif name in refused:
                finding = refused[name]
                field.judge("block", (finding.message, finding.remedy, f"({source(finding)})"))
            else:
                field.judge(*said_of(name, field.value, check, self.desk))
        self._show_dates()
        self._show_services(check)
        if self._tried:
            self._tell_the_rest(check)
        self.keep_in_view()

    def _show_dates(self) -> None:
        start_and_period = self._field("start_date").value, self.query_one(OptionLine).picked
        dates = self.query_one("#dates", Static)
        dates.update(safe(dates_in_words(*start_and_period, self.desk)))
        dates.set_class(bool(lost_already(*start_and_period, self.desk)), "-block")

    def _show_services(self, check: FormCheck) -> None:
        wrong = {row: quantity_problem(row.key, row.quantity) for row in self.query(QuantityRow) if row.is_counted}
        for row in self.query(QuantityRow):
            row.judge(wrong.get(row, ""))
        lines = [f"{finding.message} {finding.remedy} ({source(finding)})" for finding in check.blocks_of("services")]
        if self._tried and not any(wrong.values()) and "services" in check.problems:
            lines.append("Choose at least one service to be tried.")
        hint = self.query_one("#services", Static)
        hint.update(Content("\n").join(safe(line) for line in lines))
        hint.display = bool(lines)

    def _tell_the_rest(self, check: FormCheck) -> None:
        wrong = len(check.problems) + len(check.blocks)
        if not wrong:
            self.tell("Everything is in order; save it with ^o.", style="success")
            return
        places = "1 place needs" if wrong == 1 else f"{wrong} places need"
        self.tell(f"Not saved: {places} a correction.", style="error")

    # Saving

    def save(self) -> None:
        """Start the trial, after a question where it would be lost from the beginning."""
        lost_on = lost_already(self._field("start_date").value, self.query_one(OptionLine).picked, self.desk)
        if not lost_on:
            self._save()
            return
        question = ConfirmScreen(
            "Record a trial that is lost already?",
            f"With this start date and period it was lost on {lost_on}: nothing can be done with it any more.",
            yes="Record it",
            no="Look at the date again",
            key="r",
        )
        self.app.push_screen(question, lambda yes: self._save() if yes else None)

    def _save(self) -> None:
        desk, form = self.desk, self._form()
        self._tried = True
        self.begin_saving()
        self.ask("save", lambda: new_trial.start_trial(desk, look_at(desk, form).form), self.saved, self.not_saved)

    def not_saved(self, error: SparktuiError) -> None:
        """Say why, beside the fields where it is theirs, and go to the first of them."""
        super().not_saved(error)
        if isinstance(error, (BadForm, Refused)):
            desk, form = self.desk, self._form()
            self.ask("look", lambda: look_at(desk, form), self._looked_after_saving)

    def _looked_after_saving(self, check: FormCheck) -> None:
        self._looked(check)
        wrong = {*check.problems, *(FIELD_OF[finding.rule] for finding in check.blocks)}
        for field in self.query(TextField):
            if field.id in wrong:
                field.input.focus()
                return
        self.query("QuantityRow OptionLine").first().focus()
