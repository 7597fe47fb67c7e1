"""Check digits by their definitions: every possible character is tried until the whole number checks.

One job: say which character proves a serial, slowly and plainly. Must not: import the product.
"""

from __future__ import annotations

DIGITS = "0123456789"
ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
LETTERS = dict(zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "23456789012345678901234567", strict=True))


def mod7(serial: str) -> str:
    """The digit that, taken away, leaves a number which 7 divides."""
    return next(digit for digit in DIGITS if (int(serial) - int(digit)) % 7 == 0)


def mod10(serial: str, weights: tuple[int, ...]) -> str:
    """The digit that makes the weighted sum end in 0."""
    values = [int(LETTERS.get(char, char)) for char in serial]
    total = 0
    for place, value in enumerate(values):
        total += value * weights[place % len(weights)]
    return next(digit for digit in DIGITS if str(total + int(digit)).endswith("0"))


def luhn(serial: str) -> str:
    """The digit that makes the sum of the cross sums end in 0."""
    total = 0
    for place in range(1, len(serial) + 1):
        value = int(serial[-place])
        total += sum(int(digit) for digit in str(2 * value)) if place % 2 == 1 else value
    return next(digit for digit in DIGITS if str(total + int(digit)).endswith("0"))


def s10(serial: str) -> str:
    """The digit of a postal number: 11 less the remainder, where 10 becomes 0 and 11 becomes 5."""
    a, b, c, d, e, f, g, h = map(int, serial)
    missing = 11 - (8 * a + 6 * b + 4 * c + 2 * d + 3 * e + 5 * f + 9 * g + 7 * h) % 11
    if missing == 10:
        return "0"
    return "5" if missing == 11 else str(missing)


def sum_of_products(serial: str, weights: tuple[int, ...], moduli: tuple[int, ...]) -> str:
    """The remainder of the remainder."""
    total = 0
    for place, digit in enumerate(serial):
        total += int(digit) * weights[place % len(weights)]
    first, second = moduli
    return str(total % first % second)


def mod_37_36(serial: str) -> str:
    """The character with which the whole number comes to 1, as ISO/IEC 7064 checks a hybrid system."""
    for last in ALPHABET:
        product = 36
        for char in serial:
            total = product + ALPHABET.index(char)
            while total > 36:
                total -= 36
            product = (2 * total) % 37
        if (product + ALPHABET.index(last)) % 36 == 1:
            return last
    raise AssertionError(serial)
