"""The fields of a trial as people write them down, each by itself.

One job: read the text of one field, without blanks around it. What is wrong is raised as a `ValueError` that says
"what is wrong; how to mend it". Must not: hold one field against another.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from sparktui.domain import address, site_url
from sparktui.domain.dates import parse_day
from sparktui.domain.policy import Policy
from sparktui.domain.quantities import parse_services
from sparktui.domain.trial import ServiceLine

MAX_TEXT = 20_000
_EARLIEST, _LATEST = date(1990, 1, 1), date(2200, 12, 31)
_DEAL_ID = re.compile(r"\d{1,10}", re.ASCII)
_SERIAL = re.compile(r"\d{5}(\.\d+)?", re.ASCII)
_PERIOD = re.compile(r"\d{1,6}", re.ASCII)


def read_text(text: str) -> str:
    """Return ``text`` as it is."""
    if len(text) > MAX_TEXT:
        raise ValueError(f"is longer than {MAX_TEXT} characters; shorten it")
    if not text.isascii() and any("\ud800" <= char <= "\udfff" for char in text):
        raise ValueError("holds bytes that are not text; save or type it as UTF-8")
    return text


def read_country(text: str, countries: Mapping[str, str]) -> str:
    """Return the code of one of ``countries``, in capitals."""
    code = text.upper()
    if code not in countries:
        hint = "write GB for the United Kingdom" if code == "UK" else "write two letters such as US or DE"
        raise ValueError(f"{text[:60]!r} is not an ISO 3166-1 country code; {hint}")
    return code


def read_mail_address(text: str) -> str:
    """Return ``text`` as it is, a mail address."""
    wrong = address.fault_of(read_text(text))
    if wrong:
        raise ValueError(
            f"{text[:80]!r} is not a mail address: {wrong.rstrip('.')}; write one such as jane@contoso.example"
        )
    return text


def read_day(text: str) -> date:
    """Return the day."""
    if _SERIAL.fullmatch(text):
        raise ValueError(f"{text!r} is a number, as spreadsheets keep days; format the column as a date, YYYY-MM-DD")
    try:
        day = parse_day(text)
    except ValueError as error:
        raise ValueError(f"{text[:60]!r} {error}") from None
    if not _EARLIEST <= day <= _LATEST:
        raise ValueError(f"{text} lies outside {_EARLIEST.year} to {_LATEST.year}; check the year")
    return day


def read_period(text: str, policy: Policy) -> int:
    """Return one of the periods of ``policy``, in days."""
    periods = ", ".join(str(days) for days in policy.periods)
    if not _PERIOD.fullmatch(text) or int(text) not in policy.periods:
        raise ValueError(f"{text[:60]!r} is not an allowed period; write one of {periods}")
    return int(text)


def read_services(text: str, policy: Policy) -> tuple[ServiceLine, ...]:
    """Return the services, one at least; a bare name means the quantity of ``policy``."""
    services = parse_services(text, policy.default_quantity)
    if not services:
        raise ValueError(f"{text[:60]!r} names no service; write one such as messaging:100")
    return services


def read_site(text: str) -> str:
    """Return the site in its normal form."""
    site = text if site_url.is_well_formed(text) else site_url.normalise(text)
    if not site_url.is_well_formed(site):
        raise ValueError(f"{text[:80]!r} is not a site URL; write it as name.webex.com")
    return site


def read_deal_id(text: str) -> str:
    """Return ``text`` as it is, a deal ID."""
    if not _DEAL_ID.fullmatch(text):
        raise ValueError(f"{text[:60]!r} is not a deal ID; write 1 to 10 digits, leading zeros included")
    return text
