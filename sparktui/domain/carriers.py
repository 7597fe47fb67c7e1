"""Carriers, and the recogniser that says which of them a tracking number can belong to.

One job: hold what is known of carriers, and answer with candidates and pages. Must not: read files; what is known
stands in ``data/carriers.toml`` and ``data/postal_operators.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import quote

from sparktui.domain.check_digits import CheckDigit
from sparktui.domain.tracking_number import LONGEST, compact

_LONGEST_NAMED = 120


class Grade(StrEnum):
    """How sure it is that a number belongs to a format."""

    PROVEN = "proven"  # its check digit holds
    SHAPE = "shape"  # the format has no check digit to test


class Misfit(StrEnum):
    """Why a number is hardly one of a carrier whose kinds of number are known."""

    SHAPE = "shape"  # no known kind of the carrier's numbers looks so
    CHECK_DIGIT = "check_digit"  # one does, but its check digit is another

    def words(self, carrier_name: str) -> str:
        """Return in a sentence what is doubtful about a number of that carrier."""
        if self is Misfit.SHAPE:
            return f"No known kind of {carrier_name} number looks like this."
        return f"The check digit is not that of a {carrier_name} number; a character may be mistyped."


@dataclass(frozen=True, slots=True)
class Format:
    """One of a carrier's kinds of number.

    ``pattern`` fits a whole compact number. ``issuers`` are the postal operators by country, where a number names the
    country of its issuer. ``is_trackable`` is False for a barcode that the carrier's page does not take.
    """

    id: str
    name: str
    pattern: re.Pattern[str]
    check: CheckDigit | None = None
    issuers: Mapping[str, str] | None = None
    is_trackable: bool = True

    def read(self, number: str) -> re.Match[str] | None:
        """Return the parts of ``number``, or None when its shape, its check digit or its issuer is off."""
        parts = self.pattern.fullmatch(number)
        if parts is None:
            return None
        if self.check and self.check.of(parts["serial"]) != parts["check"]:
            return None
        if self.issuers is not None and parts["country"] not in self.issuers:
            return None
        return parts

    @property
    def grade(self) -> Grade:
        """How sure a number of this format is."""
        return Grade.PROVEN if self.check else Grade.SHAPE


@dataclass(frozen=True, slots=True)
class Carrier:
    """Who carries parcels.

    ``page`` has ``{number}`` where the number goes, and is empty when the carrier has none; ``pages`` are those of
    single countries. ``operator_of`` names the countries whose S10 numbers the carrier issues. ``pickup`` is where its
    pickups are booked and looked after, empty when that is not known; ``pickups`` are those pages of single countries.
    ``aliases`` are other names under which it is known.
    """

    code: str
    name: str
    formats: tuple[Format, ...] = ()
    page: str = ""
    pages: Mapping[str, str] = field(default_factory=dict)
    operator_of: tuple[str, ...] = ()
    pickup: str = ""
    pickups: Mapping[str, str] = field(default_factory=dict)
    aliases: tuple[str, ...] = ()

    def tracking_page(self, number: str, country: str = "") -> str | None:
        """Return the address at which ``number`` is followed, for a customer in ``country``; None without a page."""
        template = self.pages.get(country.upper(), self.page)
        written = compact(number) or number.strip()[:LONGEST]
        if not (template and written):
            return None
        return template.replace("{number}", quote(written, safe="", errors="replace"))

    def pickup_page(self, country: str = "") -> str | None:
        """Return the address at which pickups in ``country`` are booked and looked after; None when none is known."""
        return self.pickups.get(country.upper(), self.pickup) or None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A carrier that a number can belong to, and why; ``url`` is None when the carrier has no page for it."""

    carrier: str
    carrier_name: str
    format: str
    format_name: str
    grade: Grade
    url: str | None


class Carriers:
    """All carriers that are known, in the order in which they are asked."""

    def __init__(self, carriers: tuple[Carrier, ...]) -> None:
        self.all = carriers
        self._by_code = {carrier.code: carrier for carrier in carriers}
        self._operators = {country: carrier for carrier in carriers for country in carrier.operator_of}
        self._named = {_words(name): carrier.code for carrier in carriers for name in (carrier.name, *carrier.aliases)}
        self._shared = {known.id for carrier in carriers for known in carrier.formats if known.issuers}
        self._formats = tuple((carrier, known) for carrier in carriers for known in carrier.formats)

    def get(self, code: str) -> Carrier | None:
        """Return the carrier with that ``code``, or None."""
        return self._by_code.get(code)

    def named(self, text: str) -> str:
        """Return the code of the carrier with whose name or alias ``text`` begins; empty if it names another one too.

        Example: "UPS Ground" names UPS, and "DHL or UPS" names nobody.
        """
        words = _words(text[:_LONGEST_NAMED])
        found: list[str] = []
        at = 0
        while at < len(words):
            longest = next((end for end in range(len(words), at, -1) if words[at:end] in self._named), at)
            if longest > at:
                found.append(self._named[words[at:longest]])
            elif not found:
                return ""
            at = max(longest, at + 1)
        return found[0] if len(set(found)) == 1 else ""

    def may_carry(self, code: str, number: str) -> bool:
        """Return whether ``number`` can be one of the carrier ``code``, where somebody says that it is.

        A carrier whose numbers are not known by their shape can have any that a check digit does not prove to be
        another's; one whose numbers are known can have those, and ones that are nobody's. All postal operators carry
        S10 numbers.
        """
        carrier = self.get(code)
        candidates = self.identify(number)
        if carrier is None or not candidates:
            return carrier is not None
        is_postal = any(candidate.format in self._shared for candidate in candidates)
        if any(candidate.carrier == code for candidate in candidates) or (is_postal and carrier.operator_of):
            return True
        return not carrier.formats and all(candidate.grade is Grade.SHAPE for candidate in candidates)

    def is_anothers(self, code: str, number: str) -> bool:
        """Return whether ``number`` says that the carrier ``code``, who is said to have it, has not.

        A postal number says nothing of the kind: other carriers hand parcels over to the post.
        """
        carriers = [self._by_code[candidate.carrier] for candidate in self.identify(number)]
        formats = {known.id for carrier in carriers for known in carrier.formats}
        is_postal = any(carrier.operator_of for carrier in carriers) or bool(formats & self._shared)
        return not is_postal and not self.may_carry(code, number)

    def identify(self, number: str, country: str = "") -> tuple[Candidate, ...]:
        """Return whom ``number`` can belong to, the proven first; the pages are those for a customer in ``country``.

        Any text is answered; one that is no tracking number has no candidate.
        """
        bare = compact(number)
        if not bare:
            return ()
        found = [
            self._candidate(carrier, known, parts, country)
            for carrier, known in self._formats
            if (parts := known.read(bare))
        ]
        return tuple(sorted(found, key=lambda candidate: candidate.grade is Grade.SHAPE))

    def misfit(self, code: str, number: str) -> Misfit | None:
        """Return why ``number`` is hardly one of the carrier ``code``.

        None when it may well be one, and where no kind of the carrier's numbers is known.
        """
        carrier, bare = self.get(code), compact(number)
        if carrier is None or not carrier.formats:
            return None
        shared = [known for _, known in self._formats if known.issuers]
        if any(known.read(bare) for known in carrier.formats):
            return None
        if any((parts := known.read(bare)) and parts["country"] in carrier.operator_of for known in shared):
            return None
        looks_right = any(known.check and known.pattern.fullmatch(bare) for known in carrier.formats)
        return Misfit.CHECK_DIGIT if looks_right else Misfit.SHAPE

    def tracking_page(self, code: str, number: str, country: str = "") -> str | None:
        """Return where ``number`` of the carrier ``code`` is followed; None when that is not known."""
        for candidate in self.identify(number, country):
            if candidate.carrier == code:
                return candidate.url
        carrier = self.get(code)
        return carrier.tracking_page(number, country) if carrier else None

    def _candidate(self, carrier: Carrier, known: Format, parts: re.Match[str], country: str) -> Candidate:
        name, follower = carrier.name, carrier
        if known.issuers:
            issued_in = parts["country"]
            name, follower = known.issuers[issued_in], self._operators.get(issued_in, carrier)
        url = follower.tracking_page(parts.string, country) if known.is_trackable else None
        return Candidate(carrier.code, name, known.id, known.name, known.grade, url)


def _words(name: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\w+", name.casefold()))
