"""The partner's own facts.

One job: the form for them. Must not: decide what a tier may do.
"""

from __future__ import annotations

from dataclasses import replace

from textual.app import ComposeResult
from textual.suggester import SuggestFromList

from sparktui.domain.partner import Partner
from sparktui.screens.form import Form
from sparktui.services.partner import set_partner
from sparktui.widgets.option_line import OptionLine
from sparktui.widgets.text_field import TextField

_TIERS = (("1", "tier 1, orders at Cisco"), ("2", "tier 2, orders at a distributor"))


class PartnerForm(Form[Partner]):
    """The form for ``partner``. It returns the partner as it is recorded then."""

    TITLE = "Partner"
    AUTO_FOCUS = "PlainInput"

    def __init__(self, partner: Partner) -> None:
        super().__init__()
        self._partner = partner

    def compose_fields(self) -> ComposeResult:
        """Return a field for each fact."""
        yield TextField("Name", placeholder="the company's", id="name")
        yield OptionLine("Tier", _TIERS, str(self._partner.tier), id="tier")
        yield TextField("Distributor's contact", placeholder="who orders for a tier 2 partner", id="distributor")
        yield TextField("Time zone", placeholder="such as Europe/Berlin; it decides what today is", id="timezone")
        yield TextField("Administrators", placeholder="addresses that get the mails, with a comma between", id="admins")

    def on_mount(self) -> None:
        """Begin with what is recorded."""
        from zoneinfo import available_timezones

        partner = self._partner
        self._field("timezone").input.suggester = SuggestFromList(sorted(available_timezones()), case_sensitive=False)
        self._field("name").fill(partner.name)
        self._field("distributor").fill(partner.distributor)
        self._field("timezone").fill(partner.timezone)
        self._field("admins").fill(", ".join(partner.administrators))

    def _field(self, name: str) -> TextField:
        return self.query_one(f"#{name}", TextField)

    def _typed(self) -> Partner:
        addresses = self._field("admins").value.replace(";", ",").split(",")
        return replace(
            self._partner,
            name=self._field("name").value.strip(),
            tier=int(self.query_one("#tier", OptionLine).picked),
            distributor=self._field("distributor").value.strip(),
            timezone=self._field("timezone").value.strip(),
            administrators=tuple(address.strip() for address in addresses if address.strip()),
        )

    def is_changed(self) -> bool:
        """Return whether anything differs from what is recorded."""
        return self._typed() != self._partner

    def on_text_field_changed(self, event: TextField.Changed) -> None:
        """What was wrong may be mended."""
        event.stop()
        self.tell()

    def save(self) -> None:
        """Write the facts, each as it is typed."""
        desk, typed = self.desk, self._typed()
        self.begin_saving()
        self.ask(
            "save",
            lambda: set_partner(
                desk,
                name=typed.name,
                tier=typed.tier,
                distributor=typed.distributor,
                timezone=typed.timezone,
                administrators=typed.administrators,
            ),
            self.saved,
            self.not_saved,
        )
