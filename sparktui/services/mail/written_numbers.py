"""Tracking numbers in a value that somebody wrote, told from the words around them.

One job: say which numbers stand in the value. Must not: know where in a mail the value stands.

Blanks, dashes and line ends may stand inside a number as well as between two. What fits a carrier decides: pieces that
fit together are one number, pieces that fit each alone are several. What fits none is a number only where nothing but
the number stands in its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from urllib.parse import unquote

from sparktui.domain.carriers import Grade
from sparktui.domain.tracking_number import compact
from sparktui.services.identify import identify

_SHORTEST_FITTING, _LONGEST_FITTING = 10, 42
_SHORTEST_OTHER, _SHORTEST_ALONE, _FEWEST_DIGITS = 6, 8, 4
_LONGEST_LETTERS = 5
_MOST_PIECES = 12
_MOST_TOKENS = 80
_MOST_ASKED = 4_000

_TOKEN = re.compile(
    r"""(?P<link>(?:https?://|www\.)[^\s<>"]+)
    | (?P<mark>[,;|&/+\t]|\s[-–—]\s)
    | (?P<piece>[^\s,;|&/+<>()\[\]{}"':=#]+)""",
    re.IGNORECASE | re.VERBOSE,
)
_DATE = re.compile(r"\d{4}-\d\d?-\d\d?|\d\d?-(?:\d\d?|[a-z]{3,9})-\d{2,4}", re.IGNORECASE | re.ASCII)
_FREE_CALL = re.compile(r"1-8\d\d-\d{3}-\d{4}", re.ASCII)
_IN_LINK = re.compile(r"[A-Z0-9]{10,40}", re.IGNORECASE | re.ASCII)
_CALLED = re.compile(
    r"(?:(?:track|trk|label|waybill|awb|consign|parcel|shipment|piece)[\w.-]{0,20}|[?&](?:num|number))[=/:]\Z",
    re.IGNORECASE,
)

# Words that divide one number from the next.
_AND = re.compile("and|und|et|y|e|en|och|og|or|oder|plus", re.IGNORECASE)
# Words that stand with a tracking number and say nothing else.
_USUAL = re.compile(
    r"""ups|usps|fed-?ex|federal|dhl|dpd|tnt|gls|ontrac|canada|canpar|purolator|royal|mail|post|posta?l|postnl|amazon
    |lasership|yodel|evri|hermes|australia|auspost|deutsche|parcel|parcels|parcelforce|express|ground|priority|freight
    |air|standard|overnight|economy|first|class|worldwide|international|saver|home|delivery|smartpost|logistics
    |courier|carrier|carriers|service|shipper|shipped|ship|shipment|shipments|shipping|package|packages|box|boxes
    |tracking|track|information|info|line|numbers?|nos?|nr|num|ids?|codes?|waybill|awb|airway|bill|label
    |via|with|by|using|through|the|your|is|are|of""",
    re.IGNORECASE | re.VERBOSE,
)
# Words behind which a number is something else.
_OF_SOMETHING_ELSE = re.compile(
    r"""orders?|so|po|purchase|invoice|account|acct|customer|phone|tel|telephone|call|fax|mobile|qty|quantity|weight
    |total|price|amount|date|eta|zip|postcode|deal|serial|sn|part|item|sku|pid|ref|reference|request|case|ticket|rma
    |contract|project|quote|version""",
    re.IGNORECASE | re.VERBOSE,
)
_OF_NUMBER = re.compile("numbers?|nos?|nr|num|ids?|code|is|the", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class WrittenNumber:
    """A number as it is written, and whether it fits any carrier."""

    written: str
    fits: bool


@dataclass(frozen=True, slots=True)
class _Piece:
    """A piece of the value between two blanks. ``bare`` is empty for a word, and for a mark between two values."""

    text: str
    bare: str = ""
    is_mark: bool = False

    @property
    def has_digit(self) -> bool:
        return any(char.isdigit() for char in self.bare)


class NumberReader:
    """Reads values, and asks about at most 4,000 different numbers while it lives: more is made up to take time."""

    def __init__(self) -> None:
        self._grades: dict[str, Grade | None] = {}

    def numbers_in(self, value: str, *, also_unknown: bool) -> tuple[WrittenNumber, ...]:
        """Return the tracking numbers in ``value``, in their order, each once.

        Those that fit no carrier are among them only with ``also_unknown``, and where no other words stand beside
        them.
        """
        found: list[WrittenNumber] = []
        for segment in _segments(_pieces(value)):
            fitting = [number for run in _runs(segment) for number in self._fitting(run)]
            found += fitting if fitting or not also_unknown else _unknown(segment)
        if "\t" in value and any(number.fits for number in found):
            # The other cells of a row in which a number fits hold something else.
            found = [number for number in found if number.fits]
        if not found:
            found = list(self._in_links(value))
        return tuple({compact(number.written): number for number in reversed(found)}.values())[::-1]

    def _fitting(self, run: Sequence[_Piece]) -> Iterator[WrittenNumber]:
        """Yield the numbers among the pieces of ``run`` that fit a carrier."""
        at = 0
        while at < len(run):
            length = self._length_of_number(run[at : at + _MOST_PIECES])
            if length:
                yield WrittenNumber(" ".join(piece.text for piece in run[at : at + length]), fits=True)
            at += length or 1

    def _length_of_number(self, pieces: Sequence[_Piece]) -> int:
        """Return how many of ``pieces``, from the first on, are one number; 0 when none begins there."""
        alone = self._grade(pieces[0].bare)
        joined = {
            count: grade
            for count in range(2, len(pieces) + 1)
            if (grade := self._grade("".join(piece.bare for piece in pieces[:count])))
            # Pieces that fit each alone are numbers in a row, whatever they look like together.
            and not all(self._grade(piece.bare) for piece in pieces[:count])
        }
        proven = [count for count, grade in joined.items() if grade is Grade.PROVEN]
        if len(pieces) in proven:
            return len(pieces)
        if alone is Grade.PROVEN:
            return 1
        return max(proven) if proven else 1 if alone else max(joined, default=0)

    def _in_links(self, value: str) -> Iterator[WrittenNumber]:
        """Yield the numbers in the addresses of pages, where a check digit proves them.

        Digits alone have such a check digit by chance, so the address has to call them a number that is tracked.
        """
        for match in islice(_TOKEN.finditer(value), _MOST_TOKENS):
            page = unquote(match["link"] or "")
            for part in _IN_LINK.finditer(page):
                is_called_so = not part[0].isdigit() or _CALLED.search(page, max(0, part.start() - 60), part.start())
                if is_called_so and self._grade(part[0]) is Grade.PROVEN:
                    yield WrittenNumber(part[0], fits=True)

    def _grade(self, bare: str) -> Grade | None:
        """Return how surely ``bare`` fits a carrier; None when it fits none."""
        if not _SHORTEST_FITTING <= len(bare) <= _LONGEST_FITTING or len(self._grades) >= _MOST_ASKED:
            return None
        if bare not in self._grades:
            candidates = identify(bare)
            self._grades[bare] = candidates[0].grade if candidates else None
        return self._grades[bare]


def is_only_numbers(line: str) -> bool:
    """Return whether in ``line`` a number, or a part of one, stands and no word that says anything else."""
    pieces = _pieces(line)
    return any(piece.has_digit for piece in pieces) and all(map(_is_usual, pieces))


def is_only_usual(line: str) -> bool:
    """Return whether ``line`` has nothing in it but words that stand with tracking numbers, or nothing at all."""
    return all(_is_usual(piece) and not piece.has_digit for piece in _pieces(line))


# The lines of a value are asked about several times.
@lru_cache(maxsize=128)
def _pieces(value: str) -> tuple[_Piece, ...]:
    pieces = (_piece(match) for match in islice(_TOKEN.finditer(value), _MOST_TOKENS))
    return tuple(piece for piece in pieces if piece.text)


def _piece(match: re.Match[str]) -> _Piece:
    if match["mark"] or match["link"]:
        return _Piece(match[0], is_mark=bool(match["mark"]))
    text = match[0].strip(".!?*_~-–—")
    before, dash, after = text.partition("-")
    if dash and _USUAL.fullmatch(before):
        text = after
    bare = compact(text)
    if _AND.fullmatch(text):
        return _Piece(text, is_mark=True)
    is_short_letters = bare.isalpha() and len(bare) <= _LONGEST_LETTERS and text.isupper()
    if not any(char.isdigit() for char in bare) and not is_short_letters:
        return _Piece(text)
    if (
        _USUAL.fullmatch(text)
        or _OF_SOMETHING_ELSE.fullmatch(text)
        or _DATE.fullmatch(text)
        or _FREE_CALL.fullmatch(text)
    ):
        return _Piece(text)
    return _Piece(text, bare)


def _is_usual(piece: _Piece) -> bool:
    return bool(piece.is_mark or piece.bare or _USUAL.fullmatch(piece.text))


def _segments(pieces: Sequence[_Piece]) -> Iterator[list[_Piece]]:
    """Yield what stands between two marks."""
    segment: list[_Piece] = []
    for piece in pieces:
        if piece.is_mark:
            yield segment
            segment = []
        else:
            segment.append(piece)
    yield segment


def _runs(segment: Sequence[_Piece]) -> Iterator[list[_Piece]]:
    """Yield the pieces that follow one another without a word, unless the word before them says they are no number."""
    run: list[_Piece] = []
    word = ""
    for piece in segment:
        if piece.bare:
            if not _OF_SOMETHING_ELSE.fullmatch(word):
                run.append(piece)
            continue
        if run:
            yield run
            run = []
        if not (word and _OF_NUMBER.fullmatch(piece.text)):
            word = piece.text
    if run:
        yield run


def _unknown(segment: Sequence[_Piece]) -> Iterator[WrittenNumber]:
    """Yield the numbers of a segment in which nothing fits a carrier, and which has no other words."""
    if not all(map(_is_usual, segment)):
        return
    pieces = [piece for piece in segment if piece.bare]
    are_several = all(len(piece.bare) >= _SHORTEST_ALONE for piece in pieces)
    for group in [[piece] for piece in pieces] if are_several else [pieces]:
        bare = "".join(piece.bare for piece in group)
        if len(bare) >= _SHORTEST_OTHER and sum(map(str.isdigit, bare)) >= _FEWEST_DIGITS and compact(bare):
            yield WrittenNumber(" ".join(piece.text for piece in group), fits=False)
