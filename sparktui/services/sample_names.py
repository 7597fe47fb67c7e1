"""Names of companies and people, put together from lists of words.

One job: make up names that sound real, each company's only once. Must not: name anybody who exists; addresses end in
``.example``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from math import gcd, prod
from random import Random
from typing import Any

_GOLDEN = 0.618


@dataclass(frozen=True, slots=True)
class Company:
    """A made-up company. ``slug`` is its name as a part of host names."""

    name: str
    country: str
    slug: str


class Names:
    """Names from the lists of ``data/sample.toml``, in an order that ``random`` decides."""

    def __init__(self, words: Mapping[str, Any], random: Random) -> None:
        self._random = random
        self._first, self._second, self._trades = (words["names"][part] for part in ("first", "second", "trade"))
        self._towns = ["", *words["names"]["town"]]
        self._seats = [
            (country["code"], form)
            for country in words["country"]
            for form in country["forms"]
            for _ in range(country["share"] // len(country["forms"]))
        ]
        self._given, self._family = words["people"]["first"], words["people"]["last"]
        self._per_town = prod(len(part) for part in (self._first, self._second, self._trades))

    @property
    def most(self) -> int:
        """How many companies have names of their own."""
        return self._per_town * len(self._towns)

    def companies(self) -> Iterator[Company]:
        """Return `most` companies, each named differently; their towns are named once the plain names are used up."""
        # Steps of the golden section never come near a place twice, so neighbours share no word.
        step = next(step for step in count(int(self._per_town * _GOLDEN)) if gcd(step, self._per_town) == 1)
        place = self._random.randrange(self._per_town)
        for town in self._towns:
            for _ in range(self._per_town):
                place = (place + step) % self._per_town
                rest, first = divmod(place, len(self._first))
                trade, second = divmod(rest, len(self._second))
                name = f"{self._first[first]} {self._second[second]} {self._trades[trade]} {town}".rstrip()
                country, form = self._seats[int(self._random.random() * len(self._seats))]
                yield Company(f"{name} {form}", country, name.lower().replace(" ", "-"))

    def address(self, domain: str) -> str:
        """Return the address of somebody at ``domain``."""
        return self._person(int(self._random.random() * len(self._given) * len(self._family)), domain)[1]

    def people(self, domain: str, number: int) -> list[tuple[str, str]]:
        """Return ``number`` people at ``domain`` as names with their addresses, no two the same."""
        chosen = self._random.sample(range(len(self._given) * len(self._family)), number)
        return [self._person(place, domain) for place in chosen]

    def _person(self, place: int, domain: str) -> tuple[str, str]:
        family, given = divmod(place, len(self._given))
        name = f"{self._given[given]} {self._family[family]}"
        return name, f"{name.lower().replace(' ', '.')}@{domain}"
