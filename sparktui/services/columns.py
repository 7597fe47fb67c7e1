"""Which column of a file is which field, whatever the person who made the file called it exactly.

One job: match headings with fields, letter case and punctuation aside. Must not: read rows or judge cells.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sparktui.domain.text import plain
from sparktui.errors import BadInput

# What a file of rejected rows has besides the columns of the file that they came from.
LINE, REASON = "Line", "Reason"
_MOST_NAMED = 10


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of one file. ``positions`` says where the cell of a field stands; absent fields are not in it."""

    headings: tuple[str, ...]
    positions: Mapping[str, int]
    wanted: Mapping[str, str]

    def heading(self, field: str) -> str:
        """Return the heading of ``field`` as the file has it, or as it is called where the file lacks it."""
        at = self.positions.get(field)
        return self.wanted[field] if at is None else self.headings[at]

    def cell(self, cells: Sequence[str], field: str) -> str:
        """Return the cell of ``field``, empty where the file lacks its column."""
        at = self.positions.get(field)
        return "" if at is None else cells[at]

    @property
    def notes(self) -> tuple[str, ...]:
        """A sentence about the columns that mean nothing here, if there are any."""
        taken = set(self.positions.values())
        strange = [heading for at, heading in enumerate(self.headings) if at not in taken and not is_verdict(heading)]
        if not strange:
            return ()
        named = ", ".join(plain(heading, 60) for heading in strange[:_MOST_NAMED])
        more = f" and {len(strange) - _MOST_NAMED} more" if len(strange) > _MOST_NAMED else ""
        return (f"Ignored unknown columns: {named}{more}.",)


def match(headings: Sequence[str], wanted: Mapping[str, str], required: Collection[str], name: str) -> Columns:
    """Return the columns of the file called ``name``; ``wanted`` gives the heading of each field.

    Raises:
        BadInput: when a required column is missing, or two headings mean the same field.
    """
    fields = {_key(heading): field for field, heading in wanted.items()}
    positions: dict[str, int] = {}
    for at, heading in enumerate(headings):
        field = fields.get(_key(heading))
        if field is None:
            continue
        if field in positions:
            first = plain(headings[positions[field]], 60)
            raise BadInput(
                f"{name} has two columns for {wanted[field]}: “{first}” and “{plain(heading, 60)}”.", "Remove one."
            )
        positions[field] = at
    missing = [heading for field, heading in wanted.items() if field in required and field not in positions]
    if missing:
        columns, them = ("columns", "them") if len(missing) > 1 else ("column", "it")
        found = [plain(heading, 40) for heading in headings[:_MOST_NAMED]] + ["…"] * (len(headings) > _MOST_NAMED)
        raise BadInput(
            f"{name} lacks the {columns} {', '.join(missing)}.",
            f"Its first row must name {them}; it says: {', '.join(found)}.",
        )
    return Columns(tuple(headings), positions, wanted)


def is_verdict(heading: str) -> bool:
    """Return whether ``heading`` is one of those that a file of rejected rows has for the line and the reason."""
    return _key(heading) in (_key(LINE), _key(REASON))


def _key(heading: str) -> str:
    return "".join(char for char in heading.casefold() if char.isalnum())
