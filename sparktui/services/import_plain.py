"""Plain rows of the customer file: the trial of a customer that is not on record, with nothing wrong by itself.

Most rows of a large file are plain, and most of their cells say what other rows say too. So such cells are read once,
as a part of a model row that is right in all else, by what reads any row; a plain row is put together from these parts.

One job: read such a row straight into what the database keeps. Must not: say what is wrong; every row that is not plain
is left to `import_row`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any, NamedTuple

from sparktui.domain.lifecycle import Phase
from sparktui.domain.text import search_key
from sparktui.domain.trial import Service
from sparktui.services.audit_values import trial_values
from sparktui.services.customer_file import FIELDS, CustomerFile
from sparktui.services.desk import Desk
from sparktui.services.tabular import Row
from sparktui.services.trial_fields import read_deal_id, read_mail_address, read_site, read_text
from sparktui.services.trial_form import TrialForm, read_form
from sparktui.store.audit_words import Words, in_words, quoted
from sparktui.store.bulk import Known
from sparktui.store.customers import address_key, sort_name
from sparktui.store.import_rows import NewRow, stored_values
from sparktui.store.search import searched_text

_SITE = FIELDS.index("site_url")
_UNSAID = Words("", "")


class _Part(NamedTuple):
    """What some cells make of the model row: its columns as they are stored, and what the audit says of them.

    ``told`` is what it says of all of them, in its stored words, and ``sealed`` what it says of each, in its sealed
    words, both with a comma behind. ``services`` are those on trial, ``paid`` those paid for.
    """

    stored: Mapping[str, Any]
    told: str
    sealed: Mapping[str, str]
    runs: bool
    is_lost: bool
    services: frozenset[Service]
    paid: frozenset[Service]


class PlainRows:
    """Reads the plain rows of one file for a desk on its day."""

    def __init__(self, desk: Desk, layout: CustomerFile) -> None:
        self._desk, self._layout = desk, layout
        self._model = TrialForm(
            customer_name="Contoso",
            country=next(iter(desk.countries)),
            admin_email="jane.doe@contoso.example",
            start_date=str(desk.today),
            period_days=str(desk.policy.periods[0]),
            services=Service.MESSAGING,
        )
        self._country = self._remembered(country="country")
        self._paid = self._remembered(paid_services="paid_services")
        self._days = self._remembered(
            start_date="starts_on", period_days="period_days", extended_on="extended_on", converted_on="converted_on"
        )
        self._services = self._remembered(services="services")
        self._devices = self._remembered(devices="devices")

    def read(self, row: Row, known: Known) -> NewRow | None:
        """Return ``row`` as the database keeps it; None where it is not plain beside what is ``known``."""
        if row.error:
            return None
        texts = self._layout.texts(row.cells)
        try:
            new = self._new(row.line, texts[_SITE], *map(str.strip, texts))
        except ValueError:
            return None
        return None if new is None or new.admin_email_key in known.customers else new

    def _new(
        self,
        line: int,
        site_as_written: str,
        name: str,
        country_code: str,
        address: str,
        start_date: str,
        period_days: str,
        extended_on: str,
        service_list: str,
        site_url: str,
        deal: str,
        device_list: str,
        paid_services: str,
        converted_on: str,
        notes: str,
    ) -> NewRow | None:
        days = self._days(start_date, period_days, extended_on, converted_on)
        services, devices = self._services(service_list), self._devices(device_list)
        country, paid = self._country(country_code), self._paid(paid_services)
        site, deal_id = read_site(site_url) if site_url else None, read_deal_id(deal) if deal else None
        may_own = days.runs and not paid.paid.isdisjoint(services.services)
        if not name or may_own or (site and Service.MEETINGS not in services.services):
            return None
        said_name, said_address = quoted(read_text(name)), quoted(read_mail_address(address))
        said_site, said_deal, said_notes = _said("site_url", site), _said("deal_id", deal_id), _said("notes", notes)
        after = (
            f'{{"customer": {said_name}, {country.told}"admin_email": {said_address}, {paid.told}{days.told}'
            f"{services.told}{said_site.stored}{said_deal.stored}{devices.told}{said_notes.stored}"
        )
        on = days.sealed
        sealed_after = (
            f'{{"admin_email":{said_address},{on["converted_on"]}{country.sealed["country"]}"customer":{said_name},'
            f"{said_deal.sealed}{devices.sealed['devices']}{on['extended_on']}{said_notes.sealed}"
            f"{paid.sealed['paid_services']}{on['period_days']}{services.sealed['services']}{said_site.sealed}"
            f"{on['starts_on']}"
        )
        return NewRow(
            line=line,
            runs=days.runs,
            held_site=None if days.is_lost else site,
            site_as_written=site_as_written,
            after=after.removesuffix(", ") + "}",
            sealed_after=sealed_after.removesuffix(",") + "}",
            name=name,
            name_key=search_key(name),
            country=country.stored["country"],
            admin_email=address,
            admin_email_key=address_key(address),
            paid_services=paid.stored["paid_services"],
            starts_on=days.stored["starts_on"],
            period_days=days.stored["period_days"],
            extended_on=days.stored["extended_on"],
            expires_on=days.stored["expires_on"],
            converted_on=days.stored["converted_on"],
            services=services.stored["services"],
            has_calling=services.stored["has_calling"],
            site_url=site,
            deal_id=deal_id,
            devices=devices.stored["devices"],
            notes=read_text(notes),
            sort_name=sort_name(name),
            search_text=searched_text(name, address, site, deal_id),
        )

    def _remembered(self, **fields: str) -> Callable[..., _Part]:
        """Return what reads the texts of ``fields``, with their names in the audit, and remembers those it has read.

        It raises `ValueError` where the model row with these texts is not right.
        """

        @lru_cache(maxsize=10_000)
        def part(*texts: str) -> _Part:
            desk, form = self._desk, replace(self._model, **dict(zip(fields, texts, strict=True)))
            trial = read_form(form, desk.policy, desk.countries, desk.today).trial
            if trial is None:
                raise ValueError(texts)
            values, phase = trial_values(trial), trial.lifecycle(desk.policy).phase(desk.today)
            said = {name: _said(name, values.get(name)) for name in fields.values()}
            return _Part(
                stored_values(trial, desk.policy),
                "".join([words.stored for words in said.values()]),
                {name: words.sealed for name, words in said.items()},
                phase.is_running,
                phase is Phase.LOST,
                frozenset(trial.service_names),
                frozenset(trial.customer.paid_services),
            )

        return part


def _said(name: str, value: object) -> Words:
    """Return the ``value`` called ``name`` as a part of what the audit says; nothing where there is none."""
    if not value:
        return _UNSAID
    if isinstance(value, str):
        text = quoted(value)
        return Words(f'"{name}": {text}, ', f'"{name}":{text},')
    stored, sealed = in_words({name: value})
    return Words(f"{stored[1:-1]}, ", f"{sealed[1:-1]},")
