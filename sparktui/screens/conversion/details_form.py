"""Step 3: the deal, the access address, the site.

One job: the fields of the order, each with the recorded value in reach. Must not: fill the address by itself.
"""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widget import Widget

from sparktui.domain.conversion import Order, takes_site
from sparktui.domain.offer import OfferName
from sparktui.rules.finding import Level
from sparktui.screens.commands import BY_ID
from sparktui.screens.conversion.state import WizardState
from sparktui.screens.conversion.step_form import StepForm
from sparktui.widgets.text_field import TextField

_RULES = {"deal_id": "CNV-5", "admin_email": "CNV-6", "webex_url": "CNV-7", "site_ticket": "CNV-11"}


class DetailsForm(StepForm):
    """Deal ID, Management Portal access, WebEx URL, and the ticket to remove the trial's site where one is needed."""

    title = "Order details"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # the name that all widgets have for it
        super().__init__(id=id)
        self._fields = {
            "deal_id": TextField("Deal ID", id="deal_id"),
            "admin_email": TextField("Management Portal access", id="admin_email"),
            "webex_url": TextField("WebEx URL", placeholder="name.webex.com", id="webex_url"),
            "site_ticket": TextField("Ticket to remove the site", id="site_ticket"),
        }
        self._recorded: dict[str, str] = {}
        self._blocked: frozenset[str] = frozenset()

    def compose(self) -> ComposeResult:
        """Lay the fields out below each other."""
        yield from self._fields.values()

    def fill(self, order: Order) -> None:
        """Put the texts of ``order`` into the fields."""
        for name, field in self._fields.items():
            field.fill(getattr(order, name))

    def show(self, state: WizardState) -> None:
        """Show a sign for each field, and what is on record for it."""
        order, trial = state.order, state.trial
        self._recorded = {
            "deal_id": trial.deal_id or "",
            "admin_email": trial.customer.admin_email,
            "webex_url": trial.site_url or "",
        }
        under_wx = order.offer is OfferName.A_WX
        self._blocked = frozenset(name for name in self._fields if self._level(name, state) == Level.BLOCK)
        for name, field in self._fields.items():
            off = _why_no_site(state) if name == "webex_url" else ""
            field.disabled = bool(state.locked or off)
            field.judge("" if off else self._level(name, state), off or self._hint(name, state), calm=True)
        ticket_is_asked = under_wx and bool(trial.site_url) and order.site == trial.site_url
        self._fields["site_ticket"].display = ticket_is_asked or bool(order.site_ticket.strip() and under_wx)

    def _level(self, name: str, state: WizardState) -> str:
        """Return the level of the rule that judges a field; none where it is not asked yet, or nothing is typed."""
        asked = _RULES[name]
        if name == "webex_url" and state.order.offer is OfferName.A_WX:
            asked = "CNV-11"
        elif name == "webex_url" and not takes_site(state.order, state.catalogue):
            return ""
        level = state.finding(asked).level
        return "" if level is Level.OK and not self._fields[name].value.strip() else level

    def _hint(self, name: str, state: WizardState) -> str:
        recorded = self._recorded.get(name, "")
        match name:
            case "site_ticket":
                return "under which Cisco removes the trial's site"
            case "deal_id" if not recorded:
                return "the trial records none"
            case "webex_url" if not recorded:
                return "the trial has no site"
        if self._fields[name].value.strip() == recorded:
            return "as recorded"
        if name == "webex_url" and state.order.offer is OfferName.A_WX:
            return f"a new site; the trial's is {recorded}"
        return f"on record: {recorded}" if state.locked else f"{BY_ID['take_recorded'].key} takes {recorded}"

    def recorded_for(self, widget: Widget | None) -> str:
        """Return what is on record for the field that holds ``widget``; empty when nothing is."""
        field = self._field_of(widget)
        return self._recorded.get(field.id or "", "") if field is not None and not field.disabled else ""

    def take_recorded(self, widget: Widget | None) -> None:
        """Put what is on record into the field that holds ``widget``."""
        field, recorded = self._field_of(widget), self.recorded_for(widget)
        if field is not None and recorded:
            field.take(recorded)

    @property
    def first_field(self) -> Widget | None:
        """The first field that is empty or blocked, or the first."""
        return self.first_open or next((field.input for field in self._usable), None)

    @property
    def first_open(self) -> Widget | None:
        """The first field that is empty or blocked."""
        is_open = (field for field in self._usable if not field.value.strip() or field.id in self._blocked)
        return next((field.input for field in is_open), None)

    @property
    def _usable(self) -> list[TextField]:
        return [field for field in self._fields.values() if field.display and not field.disabled]

    def field_for(self, rule: str) -> Widget | None:
        """Return the field that ``rule`` judges."""
        name = {"CNV-11": "site_ticket"}.get(rule) or next((name for name, of in _RULES.items() if of == rule), "")
        field = self._fields.get(name)
        return field.input if field is not None and field.display else self.first_field

    def on_text_field_changed(self, event: TextField.Changed) -> None:
        """Somebody typed."""
        event.stop()
        if event.field.id:
            self.edit(**{event.field.id: event.value})

    def _field_of(self, widget: Widget | None) -> TextField | None:
        return next((field for field in self._fields.values() if widget is field.input), None)


def _why_no_site(state: WizardState) -> str:
    """Return why the order has no place for a WebEx URL; empty when it has, or may have once a plan is chosen."""
    order = state.order
    if order.offer is not OfferName.A_SPK or not order.plan or takes_site(order, state.catalogue):
        return ""
    return f"{order.plan} comes without a WebEx site: not asked for"
