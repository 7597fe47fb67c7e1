"""How a terminal draws what is written next: colours, weight, and the link it belongs to.

One job: follow the codes that change it, and find the fewest that lead from one state to another.
Must not: know what is written, or where.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

_ON = frozenset(["1", "2", "3", "4", "5", "7", "8", "9", "21", "53"])
_OFF = {"1": "22", "2": "22", "3": "23", "4": "24", "5": "25", "7": "27", "8": "28", "9": "29"}
_SEEN_ON_BLANKS = frozenset(["4", "5", "7", "9", "21", "53"])
_COLOURS = {"5": 3, "2": 5}
"""How many numbers a colour takes whose second is this: one of 256, or red, green and blue."""


class Pen(NamedTuple):
    """A state of the pen. Colours and attributes are codes of the terminal (SGR); empty is the terminal's own."""

    attributes: frozenset[str] = frozenset()
    foreground: str = ""
    background: str = ""
    link: str = ""


PLAIN = Pen()


@lru_cache(1024)
def changed(pen: Pen, codes: str) -> Pen | None:
    """Return ``pen`` after ``codes`` such as ``1;38;2;255;0;0``; None when one of them is not known.

    >>> changed(PLAIN, "1;31") == Pen(frozenset(["1"]), "31")
    True
    >>> changed(PLAIN, "11") is None
    True
    """
    left = codes.split(";")
    while left:
        code = left[0]
        length = 1
        if code in ("", "0"):
            pen = Pen(link=pen.link)
        elif code in _ON:
            pen = pen._replace(attributes=pen.attributes | {code})
        elif code in ("38", "48"):
            length = _COLOURS.get(left[1], 0) if len(left) > 1 else 0
            if not length or len(left) < length:
                return None
            pen = _coloured(pen, ";".join(left[:length]), is_background=code == "48")
        elif len(code) in (2, 3) and code[:-1] in ("3", "9", "4", "10") and code[-1] <= "9":
            if code[-1] > "7" and code not in ("39", "49"):
                return None
            own = code in ("39", "49")
            pen = _coloured(pen, "" if own else code, is_background=code[:-1] in ("4", "10"))
        else:
            return None
        del left[:length]
    return pen


@lru_cache(1024)
def for_blank(pen: Pen) -> Pen:
    """Return what of ``pen`` is seen where it draws a blank."""
    if pen.attributes & _SEEN_ON_BLANKS:
        return pen
    return Pen(background=pen.background, link=pen.link)


@lru_cache(4096)
def way(before: Pen, after: Pen, is_blank: bool) -> tuple[str, Pen]:
    """Return what to write so that a sign drawn with ``before`` looks as with ``after``, and the pen that this makes.

    For a blank the pen is not changed in what no blank shows.

    >>> way(Pen(foreground="31"), Pen(foreground="31", background="44"), False)[0]
    '\\x1b[44m'
    >>> way(Pen(foreground="31"), PLAIN, True)[0]
    ''
    """
    if is_blank and not after.attributes:
        after = Pen(before.attributes - _SEEN_ON_BLANKS, before.foreground, after.background, after.link)
    link = f"\x1b]8;{after.link or ';'}\x1b\\" if after.link != before.link else ""
    codes = min(_step(before, after), _afresh(after), key=len)
    return link + (f"\x1b[{codes}m" if before[:3] != after[:3] else ""), after


def _coloured(pen: Pen, colour: str, *, is_background: bool) -> Pen:
    return pen._replace(background=colour) if is_background else pen._replace(foreground=colour)


def _afresh(after: Pen) -> str:
    return ";".join(filter(None, ["0", *sorted(after.attributes), after.foreground, after.background]))


def _step(before: Pen, after: Pen) -> str:
    gone = before.attributes - after.attributes
    if not gone <= _OFF.keys():
        return _afresh(after)
    codes = sorted({_OFF[code] for code in gone})
    # What makes bold thin makes dim plain: the one that stays is said again.
    kept = {"1", "2"} if "22" in codes else set()
    codes += sorted((after.attributes - before.attributes) | (after.attributes & kept))
    if after.foreground != before.foreground:
        codes.append(after.foreground or "39")
    if after.background != before.background:
        codes.append(after.background or "49")
    return ";".join(codes)
