"""Contact with Cisco about a trial's devices: when, with whom, and under which reference.

One job: the three parts, and the one text as which an order keeps them. Must not: decide whether it suffices.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DeviceContact:
    """The three parts as they were typed; each may still be empty."""

    when: str = ""
    whom: str = ""
    reference: str = ""

    @property
    def text(self) -> str:
        """The parts as one text, an empty part kept as a gap between commas; nothing where all are empty.

        >>> DeviceContact("2026-11-20", "J. Roe", "case 6912").text
        '2026-11-20, J. Roe, case 6912'
        """
        parts = [part.strip() for part in (self.when, self.whom, self.reference)]
        return ", ".join(parts) if any(parts) else ""

    @property
    def missing(self) -> tuple[str, ...]:
        """The names of the parts that are empty."""
        parts = {"when": self.when, "with whom": self.whom, "the reference": self.reference}
        return tuple(name for name, part in parts.items() if not part.strip())


def parse(text: str) -> DeviceContact:
    """Return the parts of ``text``: up to the first comma, after the last one, and what lies between them.

    Any text may be passed. One without a comma is all reference, one with a single comma lacks a reference.
    """
    first, *others = [part.strip() for part in text.split(",")]
    if not others:
        return DeviceContact(reference=first)
    if len(others) == 1:
        return DeviceContact(first, others[0])
    return DeviceContact(first, ", ".join(others[:-1]), others[-1])


def has_gap(text: str) -> bool:
    """Return whether ``text`` has the form of parts between commas and one of them is left empty."""
    return "," in text and not all(part.strip() for part in text.split(","))
