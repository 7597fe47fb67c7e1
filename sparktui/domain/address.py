"""Mail addresses: whether one is well-formed, and where a typed one departs from the recorded one.

One job: judge and compare addresses character for character. Must not: normalise, correct or look one up.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from sparktui.domain import look_alikes
from sparktui.domain.alignment import Kind, Slip, slips
from sparktui.domain.text import plain

LONGEST = 320

# The everyday form, accepted without a second look; whatever else there is takes the thorough and slow way.
_EVERYDAY = re.compile(
    r"(?=.{6,254}\Z)[A-Za-z0-9_+'-]+(?:\.[A-Za-z0-9_+'-]+)*"
    r"@(?:[A-Za-z0-9](?:-?[A-Za-z0-9]){0,30}\.)+(?:[A-Za-z]{2}|(?i:com|net|org|info|example))",
    re.ASCII,
)

# Letters, as far as Unicode is concerned, that show nothing or vanish in the letter before them.
_UNSEEN = ("HANGUL JUNGSEONG", "HANGUL JONGSEONG", "HANGUL CHOSEONG FILLER", "HANGUL FILLER", "HALFWIDTH HANGUL FILLER")

# Beyond this share of changed characters a marked comparison says less than a plain "this is another one".
_ANOTHER = 0.4

# How many different departures a sentence tells before it only counts the rest.
_SAID = 3


@dataclass(frozen=True, slots=True)
class DifferencePoint:
    """One place where the typed address departs: what stands there, what is recorded, and both in ``words``.

    Positions count characters from 0 in the address as compared. ``typed_char`` and ``recorded_char`` hold the
    characters concerned, usually one; nothing where one is missing or extra, several where a run departs.
    """

    kind: Kind
    typed_at: int
    recorded_at: int
    typed_char: str
    recorded_char: str
    words: str


@dataclass(frozen=True, slots=True)
class AddressDifference:
    """How ``typed``, outer white space aside, departs from ``recorded``: at least one point, from left to right."""

    recorded: str
    typed: str
    points: tuple[DifferencePoint, ...]


# A verdict asks about one address on many days; finding the cheapest explanation of it is the slow part.
@lru_cache(maxsize=64)
def compare(typed: str, recorded: str) -> AddressDifference | None:
    """Return where ``typed`` departs from ``recorded``, or None when it is the same address.

    White space around a paste is forgiven and nothing else: letter case, look-alike letters and characters
    that cannot be seen all count. Any text may be passed.

    >>> [point.words for point in compare("jane.d0e@contoso.example", "jane.doe@contoso.example").points]
    ['digit zero, recorded letter o']
    """
    if typed == recorded:
        return None
    typed = typed.strip()
    if typed == recorded:
        return None
    if max(len(typed), len(recorded)) > LONGEST:
        points = [DifferencePoint("different", 0, 0, typed, recorded, f"longer than {LONGEST} characters, no address")]
    else:
        points = [_point(slip, typed, recorded) for slip in slips(typed, recorded)]
        points = _without_forest(points, typed, recorded)
    return AddressDifference(recorded, typed, tuple(points))


def lines(difference: AddressDifference) -> tuple[str, ...]:
    """Return the comparison as lines for a fixed-width display: recorded, typed, carets, a sentence.

    Carets stand under the typed address, by cell; there is no such line where all of it is another address.
    The lines hold nothing that acts on a terminal, and must not be wrapped.
    """
    typed, points = difference.typed, difference.points
    shown = [f"recorded  {_display(difference.recorded)}", f"typed     {_display(typed)}"]
    if points[0].typed_char != typed:
        shown.append((" " * len("typed     ") + _carets(typed, points)).rstrip())
    times = Counter(point.words for point in points)
    said = [words if count == 1 else f"{words}, {count} times" for words, count in times.items()]
    more = [f"and {len(said) - _SAID} more"] if len(said) > _SAID else []
    sentence = "; ".join(said[:_SAID] + more)
    return (*shown, f"{sentence[0].upper()}{sentence[1:]}.")


def fault_of(text: str) -> str | None:
    """Return a sentence about what is wrong with ``text`` as a mail address, or None when it is well-formed.

    Nobody is asked whether the address exists. Names reserved for tests and local networks, such as
    ``acme.local``, are refused: no mail reaches them.
    """
    if _EVERYDAY.fullmatch(text):
        return None
    if not text.strip():
        return "The address is empty."
    if text != text.strip():
        return "The address has blanks around it."
    if len(text) > LONGEST:
        return f"The address is longer than {LONGEST} characters."
    if plain(text, LONGEST) != text:
        return "The address holds a character that cannot be seen."
    from email_validator import EmailNotValidError, validate_email

    try:
        found = validate_email(text, check_deliverability=False, globally_deliverable=False)
    except EmailNotValidError as error:
        return plain(str(error))
    return None if "." in (found.ascii_domain or "") else "The part after the @ needs a dot."


def _point(slip: Slip, typed: str, recorded: str) -> DifferencePoint:
    wrote = typed[slip.typed_at : slip.typed_end]
    meant = recorded[slip.recorded_at : slip.recorded_end]
    return DifferencePoint(slip.kind, slip.typed_at, slip.recorded_at, wrote, meant, _in_words(slip.kind, wrote, meant))


def _in_words(kind: Kind, wrote: str, meant: str) -> str:
    if kind == "missing":
        return f"the {look_alikes.name(meant)} is missing" if len(meant) == 1 else f"{_quoted(meant)} is missing"
    if kind == "extra":
        return f"an extra {look_alikes.name(wrote)}" if len(wrote) == 1 else f"{_quoted(wrote)} is too much"
    if kind == "swapped":
        return f"two neighbours are swapped, {_quoted(wrote)} for {_quoted(meant)}"
    if kind == "case" and len(wrote) > 1:
        return f"{_quoted(wrote)} in another letter case, recorded {_quoted(meant)}"
    if kind == "look-alike" or len(wrote) == len(meant) == 1:
        return f"{_named(wrote, meant)}, recorded {_named(meant, wrote)}"
    return f"{_quoted(wrote)}, recorded {_quoted(meant)}"


def _named(chars: str, beside: str) -> str:
    return " and ".join(look_alikes.name(char, beside) for char in chars)


def _quoted(text: str) -> str:
    return f"“{_display(text)}”"


def _without_forest(points: list[DifferencePoint], typed: str, recorded: str) -> list[DifferencePoint]:
    """Return ``points``, those of a name or a domain that is another one altogether replaced by a single one."""
    holds_at = any("@" in point.typed_char + point.recorded_char for point in points)
    if holds_at or typed.count("@") != 1 or recorded.count("@") != 1:
        return [_altogether("address", typed, recorded)] if _is_another(points, typed, recorded) else points
    at, meant_at = typed.index("@"), recorded.index("@")
    names = [point for point in points if point.typed_at < at or point.recorded_at < meant_at]
    domains = points[len(names) :]
    name, meant_name = typed[:at], recorded[:meant_at]
    domain, meant_domain = typed[at + 1 :], recorded[meant_at + 1 :]
    another_name, another_domain = _is_another(names, name, meant_name), _is_another(domains, domain, meant_domain)
    if another_name and another_domain:
        return [_altogether("address", typed, recorded)]
    if another_name:
        names = [_altogether("name before the @", name, meant_name)]
    if another_domain:
        domains = [_altogether("mail domain", domain, meant_domain, at + 1, meant_at + 1)]
    return names + domains


def _is_another(points: list[DifferencePoint], typed: str, recorded: str) -> bool:
    """Return whether more than a few characters depart, and more than a slip of the fingers explains.

    What looks the same counts for nothing here, and what is missing or too much in one go counts once.
    """
    changed = sum(
        max(len(point.typed_char), len(point.recorded_char)) if point.kind == "different" else 1
        for point in points
        if point.kind not in ("case", "look-alike")
    )
    return changed > 2 and changed > _ANOTHER * min(len(typed), len(recorded))


def _altogether(what: str, typed: str, recorded: str, typed_at: int = 0, recorded_at: int = 0) -> DifferencePoint:
    return DifferencePoint("different", typed_at, recorded_at, typed, recorded, f"another {what} altogether")


def _carets(typed: str, points: tuple[DifferencePoint, ...]) -> str:
    """Return a line with a caret in every cell under a character of ``typed`` that departs.

    Where one is missing, the caret stands in the cell where it belongs.
    """
    marked = {at for point in points for at in range(point.typed_at, point.typed_at + max(1, len(point.typed_char)))}
    return "".join(("^" if at in marked else " ") * _cells(_shown(char)) for at, char in enumerate(typed + " "))


def _display(text: str) -> str:
    shown = "".join(_shown(char) for char in text[:LONGEST])
    return shown + "…" if len(text) > LONGEST else shown


def _shown(char: str) -> str:
    """Return ``char`` so that it is seen and takes cells of its own, whatever it is."""
    safe = plain(char)
    if unicodedata.combining(safe):
        return f"\N{DOTTED CIRCLE}{safe}"
    unseen = unicodedata.category(safe)[0] == "M" or unicodedata.name(safe, "").startswith(_UNSEEN)
    return "\N{REPLACEMENT CHARACTER}" if unseen or not safe.isprintable() else safe


def _cells(shown: str) -> int:
    return 2 if unicodedata.east_asian_width(shown[0]) in ("W", "F") else 1
