"""The shipped carriers: ``data/carriers.toml`` with the postal operators of ``data/postal_operators.toml``.

One job: turn both files into the domain's values, once, when the first number is asked about.
Must not: recognise numbers, or write anything.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sparktui.domain.carriers import Carrier, Carriers, Format
from sparktui.domain.check_digits import CheckDigit
from sparktui.reference_data import data_folder

if TYPE_CHECKING:
    from sparktui.carrier_file import CarrierEntry, FormatEntry


@cache
def carriers() -> Carriers:
    """Return the shipped carriers.

    Raises:
        BadInput: see `load_carriers`.
    """
    return load_carriers(data_folder() / "carriers.toml", data_folder() / "postal_operators.toml")


def load_carriers(path: Path, operators_path: Path) -> Carriers:
    """Return the carriers that ``path`` lists, with the issuers of S10 numbers that ``operators_path`` lists.

    Raises:
        BadInput: when a file is missing, not TOML, or has an entry that makes no sense; names the line.
    """
    # The model costs a tenth of a second to load, which a start that asks about no number does not pay.
    from sparktui.carrier_file import CarriersFile, OperatorsFile, read_file, wrong_entry

    listed, text = read_file(path, CarriersFile)
    operators = read_file(operators_path, OperatorsFile)[0].operators
    seen: set[str] = set()
    for place, entry in enumerate(listed.carrier):
        for location, name in _names(place, entry):
            if name in seen:
                raise wrong_entry(path, text, location, f"{name} stands twice")
            seen.add(name)
        for country in entry.operator_of:
            if country not in operators:
                raise wrong_entry(path, text, ("carrier", place, "operator_of"), f"{country} has no postal operator")
    return Carriers(tuple(_carrier(entry, operators) for entry in listed.carrier))


def _names(place: int, entry: CarrierEntry) -> list[tuple[tuple[str | int, ...], str]]:
    """Return what may stand only once in the whole file, with the location of each."""
    names: list[tuple[tuple[str | int, ...], str]] = [(("carrier", place, "code"), f"the carrier {entry.code}")]
    names += [
        (("carrier", place, "format", number, "id"), f"the format {known.id}")
        for number, known in enumerate(entry.format)
    ]
    called = [("name", entry.name), *(("aliases", alias) for alias in entry.aliases)]
    names += [(("carrier", place, key), f"the name {name.casefold()}") for key, name in called]
    names += [(("carrier", place, "operator_of"), f"the operator of {country}") for country in entry.operator_of]
    return names


def _carrier(entry: CarrierEntry, operators: Mapping[str, str]) -> Carrier:
    formats = tuple(_format(known, operators) for known in entry.format)
    pages = {**_regional(entry.regional_page, entry.regions), **entry.pages}
    booked, pickups = "", {}
    if entry.pickup:
        booked = entry.pickup.page
        pickups = _regional(entry.pickup.regional_page or "", entry.pickup.regions or entry.regions)
    return Carrier(
        entry.code, entry.name, formats, entry.page, pages, entry.operator_of, booked, pickups, entry.aliases
    )


def _regional(page: str, regions: Mapping[str, str]) -> dict[str, str]:
    """Return the pages that ``page`` stands for by country; none where there is no such page."""
    return {country: page.replace("{region}", word) for country, word in regions.items()} if page else {}


def _format(entry: FormatEntry, operators: Mapping[str, str]) -> Format:
    pattern = re.compile(entry.pattern, re.ASCII)
    issuers = operators if "country" in pattern.groupindex else None
    check = None
    if entry.check:
        check = CheckDigit(entry.check.method, entry.check.weights, entry.check.moduli, entry.serial_begins)
    return Format(entry.id, entry.name, pattern, check, issuers, entry.trackable)
