"""What a character looks like, and what it is called.

One job: tell whether two short texts look the same to a reader, and name a character in words.
Must not: correct anything. A look-alike is pointed out, never replaced.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

# Characters drawn like another one, by how their Unicode names begin: the other one, and how the name ends.
_TWINS = {
    "CYRILLIC SMALL LETTER": "a A, e IE, o O, p ER, c ES, y U, y STRAIGHT U, x HA, s DZE, j JE, h SHHA, q QA, w WE, "
    "k KA, d KOMI DE, l PALOCHKA, i BYELORUSSIAN-UKRAINIAN I",
    "CYRILLIC CAPITAL LETTER": "A A, B VE, E IE, K KA, M EM, H EN, O O, P ER, C ES, T TE, Y U, Y STRAIGHT U, X HA, "
    "S DZE, J JE, Q QA, W WE, I BYELORUSSIAN-UKRAINIAN I",
    "CYRILLIC LETTER": "I PALOCHKA",
    "GREEK SMALL LETTER": "a ALPHA, o OMICRON, v NU, p RHO, i IOTA, k KAPPA, u UPSILON, y GAMMA, n ETA, x CHI, w OMEGA",
    "GREEK CAPITAL LETTER": "A ALPHA, B BETA, E EPSILON, Z ZETA, H ETA, I IOTA, K KAPPA, M MU, N NU, O OMICRON, P RHO, "
    "T TAU, Y UPSILON, X CHI",
    "ARMENIAN SMALL LETTER": "o OH, u SEH, n VO, h HO",
    "LATIN SMALL LETTER": "i DOTLESS I, j DOTLESS J, g SCRIPT G, a ALPHA, o O WITH STROKE, l L WITH STROKE, "
    "d D WITH STROKE, h H WITH STROKE",
    "LATIN LETTER": "l DENTAL CLICK",
    "IDEOGRAPHIC": ". FULL STOP",
    "MIDDLE": ". DOT",
    "MINUS": "- SIGN",
    "SOFT": "- HYPHEN",
}
_TWIN = {
    unicodedata.lookup(f"{start} {end}"): twin
    for start, ends in _TWINS.items()
    for twin, end in (pair.split(" ", 1) for pair in ends.split(", "))
}

# Characters of the keyboard that many typefaces hardly tell apart, and pairs that run together into one.
_KEYBOARD_TWIN = {"0": "o", "1": "l", "I": "l", "|": "l", "5": "s"}
_RUN_TOGETHER = {"rn": "m", "vv": "w", "cl": "d"}

_NAMES = {".": "dot", "-": "hyphen", "_": "underscore", "@": "at sign", " ": "blank", "|": "vertical bar"}
_SCRIPTS = {"latin", "greek", "cyrillic", "armenian", "cherokee", "coptic", "hebrew", "arabic", "hangul", "thai"}


def look_alike(some: str, other: str) -> bool:
    """Return whether two texts of one or two characters look the same without being the same.

    >>> look_alike("0", "o"), look_alike("rn", "m"), look_alike("é", "e"), look_alike("a", "b")
    (True, True, True, False)
    """
    shape = _shape(some)
    return some != other and shape != "" and shape == _shape(other)


@lru_cache(maxsize=4096)
def _shape(text: str) -> str:
    """Return ``text`` in small Latin letters as far as it resembles them: width, accents and script aside."""
    drawn = "".join(_drawn(char) for char in unicodedata.normalize("NFKD", text))
    return _RUN_TOGETHER.get(drawn, drawn)


def _drawn(char: str) -> str:
    if unicodedata.combining(char):
        return ""
    if unicodedata.category(char) == "Pd":
        return "-"
    twin = _TWIN.get(char, char)
    return _KEYBOARD_TWIN.get(twin, twin).casefold()


def name(char: str, beside: str = "") -> str:
    """Return what ``char`` is called, told apart from ``beside``, the character that it is compared with.

    >>> name("0", "o"), name("l", "I"), name("\\u0430", "a"), name("a", "\\u0430"), name("\\u200b")
    ('digit zero', 'small l', 'Cyrillic small a', 'Latin a', 'zero width space (U+200B)')
    """
    if char.isascii() and char.isalpha():
        if beside.isalpha() and not beside.isascii():
            return f"Latin {char}"
        if char.isupper():
            return f"capital {char}"
        return f"small {char}" if beside.isupper() else f"letter {char}"
    if char in _NAMES:
        return _NAMES[char]
    words = unicodedata.name(char, "").lower().replace("letter ", "").split()
    called = " ".join(word.capitalize() if word in _SCRIPTS else word for word in words)
    if char.isascii() or not _SCRIPTS.isdisjoint(words):
        return called or f"control character U+{ord(char):04X}"
    return f"{called} (U+{ord(char):04X})" if called else f"character U+{ord(char):04X}"
