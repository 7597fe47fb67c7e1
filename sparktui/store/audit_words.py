"""The words of an audit entry: those that are stored, and those that its seal is made over.

One job: turn the values of an entry into words, once, and make the seal. Must not: read or write entries.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any, NamedTuple

_SEALED = json.JSONEncoder(sort_keys=True, separators=(",", ":"), default=str).encode
_STORED = json.JSONEncoder().encode


class Words(NamedTuple):
    """Values in words: as they are stored, in their order, and as they are sealed, in that of the alphabet."""

    stored: str
    sealed: str


def in_words(values: Mapping[str, Any]) -> Words:
    """Return ``values``, which JSON can hold, in words."""
    return Words(_STORED(values), _SEALED(values))


NOTHING = in_words({})
quoted = _STORED
"""One value in the words of both."""


def stored_value(words: object) -> Any:
    """Return the value that the stored ``words`` tell of.

    Raises:
        ValueError: when they are not this program's.
    """
    value = json.loads(str(words))
    if _STORED(value) != words:
        raise ValueError(words)
    return value


def seal(previous: str, row: Mapping[str, Any]) -> str:
    """Return the seal of ``row``, an entry without its ID and seal, behind the seal ``previous``."""
    return _digest(previous, _SEALED(row))


class Frame:
    """What all entries have in common that differ in their trial and what is told of it; the rest is filled in.

    It seals as `seal` does, without putting into words anew what stays the same.
    """

    def __init__(self, row: Mapping[str, Any]) -> None:
        same = {name: _SEALED(value) for name, value in row.items()}
        self._pieces = (
            f'{{"acknowledged":{same["acknowledged"]},"after":',
            f',"at":{same["at"]},"before":',
            f',"business_day":{same["business_day"]},"command":{same["command"]},"customer_id":',
            f',"operator":{same["operator"]},"trial_id":',
        )

    def seal(self, previous: str, trial_id: int | None, customer_id: int | None, before: str, after: str) -> str:
        """Return the seal of an entry of these, with ``before`` and ``after`` in sealed words."""
        acknowledged, at, day, operator = self._pieces
        of_customer = "null" if customer_id is None else customer_id
        of_trial = "null" if trial_id is None else trial_id
        return _digest(previous, f"{acknowledged}{after}{at}{before}{day}{of_customer}{operator}{of_trial}}}")


def _digest(previous: str, words: str) -> str:
    return hashlib.sha256(f"{previous}\n{words}".encode()).hexdigest()
