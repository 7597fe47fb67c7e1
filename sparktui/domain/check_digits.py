"""Check digits: the methods by which carriers make the digit that proves a tracking number.

One job: say which check digit belongs to a serial number. Must not: know carriers, or how their numbers look.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import cycle
from typing import Literal, get_args

_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_S10_WEIGHTS = (8, 6, 4, 2, 3, 5, 9, 7)

Method = Literal["mod7", "mod10", "luhn", "s10", "mod_37_36", "sum_product_with_weightings_and_modulo"]
METHODS: tuple[Method, ...] = get_args(Method)


@dataclass(frozen=True, slots=True)
class CheckDigit:
    """How one format makes its check digit.

    ``weights`` belong to mod10 and to the sum of products, ``moduli`` to the latter alone. ``serial_begins``: the
    digit is made as if the serial began so, where it does not.
    """

    method: Method
    weights: tuple[int, ...] = ()
    moduli: tuple[int, ...] = ()
    serial_begins: str = ""

    def of(self, serial: str) -> str:
        """Return the check digit of ``serial``, which is of digits and capital letters."""
        if not serial.startswith(self.serial_begins):
            serial = self.serial_begins + serial
        match self.method:
            case "mod7":
                return mod7(serial)
            case "mod10":
                return mod10(serial, self.weights)
            case "luhn":
                return luhn(serial)
            case "s10":
                return s10(serial)
            case "mod_37_36":
                return mod_37_36(serial)
            case "sum_product_with_weightings_and_modulo":
                return sum_product_with_weightings_and_modulo(serial, self.weights, self.moduli)


def mod7(serial: str) -> str:
    """Return what is left of ``serial``, read as one number, after division by 7.

    >>> mod7("331881002")
    '5'
    """
    remainder = 0
    for value in _values(serial):
        remainder = (remainder * 10 + value) % 7
    return str(remainder)


def mod10(serial: str, weights: Sequence[int]) -> str:
    """Return what the weighted sum lacks to a full ten; the ``weights`` go round from the left.

    >>> mod10("5R8939035756712", (1, 2))
    '7'
    """
    return str(-_weighted_sum(serial, weights) % 10)


def luhn(serial: str) -> str:
    """Return the digit of ISO/IEC 7812: every other digit from the right counts twice, by its cross sum.

    >>> luhn("7992739871")
    '3'
    """
    total = 0
    for place, value in enumerate(reversed(_values(serial))):
        doubled = value * 2 if place % 2 == 0 else value
        total += doubled - 9 if doubled > 9 else doubled
    return str(-total % 10)


def s10(serial: str) -> str:
    """Return the digit of the postal services' standard S10.

    >>> s10("47312482")
    '9'
    """
    digit = 11 - _weighted_sum(serial, _S10_WEIGHTS) % 11
    return {10: "0", 11: "5"}.get(digit, str(digit))


def sum_product_with_weightings_and_modulo(serial: str, weights: Sequence[int], moduli: Sequence[int]) -> str:
    """Return what is left of the weighted sum after division by each of ``moduli`` in turn.

    >>> sum_product_with_weightings_and_modulo("98657878885", (3, 1, 7), (11, 10))
    '5'
    """
    rest = _weighted_sum(serial, weights)
    for modulus in moduli:
        rest %= modulus
    return str(rest)


def mod_37_36(serial: str) -> str:
    """Return the character of ISO/IEC 7064 MOD 37,36.

    >>> mod_37_36("09980000020033")
    'F'
    """
    product = 36
    for char in serial:
        total = (product + _ALPHABET.index(char)) % 36 or 36
        product = total * 2 % 37
    return _ALPHABET[(37 - product) % 36]


def _values(serial: str) -> list[int]:
    """Return the values of the characters; a letter counts as the last digit of its place in the alphabet plus one."""
    return [int(char) if char.isdigit() else (ord(char) - 3) % 10 for char in serial]


def _weighted_sum(serial: str, weights: Sequence[int]) -> int:
    return sum(value * weight for value, weight in zip(_values(serial), cycle(weights), strict=False))
