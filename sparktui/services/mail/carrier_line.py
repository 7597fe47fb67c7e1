"""The Carrier line of a mail: who carries what it announces, where the mail says so.

One job: find the one carrier that a text names in a field for it. Must not: know tracking numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

from sparktui.services.identify import named_carrier
from sparktui.services.mail.columns import cells_below

_MOST = 100

_CALLED = r"(?:(?:shipping|delivery|freight|parcel)[ -])?(?:carrier|courier)(?:[ ](?:name|company|service))?"
# A field at the beginning of a line or of a cell; its value may stand on the next line.
_FIELD = re.compile(
    rf"""(?:^|\t)[^\w\n\t]{{0,10}}(?:{_CALLED}|ship(?:ped)?[ -](?:via|by))
    [*_]{{0,2}}[^\S\n\t]{{0,5}}[:=\t|\uff1a][*_]{{0,2}}[^\S\n]{{0,5}}\n{{0,2}}[^\S\n]{{0,5}}(?P<value>[^\n\t]{{1,100}})""",
    re.IGNORECASE | re.VERBOSE | re.MULTILINE,
)


def carriers_named(texts: Iterable[str]) -> frozenset[str]:
    """Return the codes of the carriers that ``texts`` name in fields for them; none where a field names another."""
    found: set[str] = set()
    for text in texts:
        found.update(_in_columns(text) or _in_fields(text))
        if "" in found:
            return frozenset()
    return frozenset(found)


def _in_fields(text: str) -> list[str]:
    return [named_carrier(field["value"]) for field in islice(_FIELD.finditer(text), _MOST)]


def _in_columns(text: str) -> list[str]:
    """Return the codes of those who stand below the heads of columns; nothing where nobody known stands there."""
    found = list(map(named_carrier, cells_below(text, _CALLED)))
    return found if any(found) else []
