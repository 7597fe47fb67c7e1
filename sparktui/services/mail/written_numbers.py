"""Tracking numbers in a value that somebody wrote, told from the words around them.

One job: say which numbers stand in the value. Must not: know where in a mail the value stands.

Blanks, dashes and line ends may stand inside a number as well as between two; what fits a carrier decides (see
`groups`). What fits none is a number only where nothing but the number stands in its place. Whatever may be a part of
a number and is none, or may belong to another number, is a doubt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice
from urllib.parse import unquote

from sparktui.domain.carriers import Grade
from sparktui.domain.tracking_number import LONGEST, compact
from sparktui.services.identify import identify
from sparktui.services.mail.groups import AMBIGUOUS, Group, read_groups

_SHORTEST_FITTING, _LONGEST_FITTING = 10, 42
_SHORTEST_OTHER, _SHORTEST_ALONE, _FEWEST_DIGITS = 6, 8, 4
_LONGEST_LETTERS = 5
_MOST_TOKENS = 3_000
_MOST_ASKED = 12_000
_MOST_IN_LINKS = 80
_MOST_PIECES = 6_000
_MOST_LETTERS = 100_000
_SHORTEST_GROUP = 4

TOO_MANY = "It has more numbers than are read."
_UNPROVEN = "Beside a tracking number with a check digit stands one without: “{}”."
_LEFT_OVER = "Beside its tracking numbers stand other digits: “{}”."

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
    """A number as it is written, and how surely it fits a carrier; ``grade`` is None when it fits none."""

    written: str
    grade: Grade | None

    @property
    def fits(self) -> bool:
        """Whether it fits any carrier."""
        return self.grade is not None


@dataclass(frozen=True, slots=True)
class WrittenNumbers:
    """The numbers in a value in their order, and why they may be others, in a sentence; empty without a doubt."""

    numbers: tuple[WrittenNumber, ...] = ()
    doubt: str = ""

    @property
    def fits(self) -> bool:
        """Whether any of them fits a carrier."""
        return any(number.fits for number in self.numbers)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A piece of the value between two blanks. ``bare`` is empty for a word, and for a mark between two values."""

    text: str
    bare: str = ""
    is_mark: bool = False
    line: int = 0

    @property
    def has_digit(self) -> bool:
        return any(char.isdigit() for char in self.bare)


class NumberReader:
    """Reads values, up to a number of pieces and letters while it lives: more is made up to take time, and a doubt."""

    def __init__(self) -> None:
        self._grades: dict[str, Grade | None] = {}
        self._pieces_left = _MOST_PIECES
        self._letters_left = _MOST_LETTERS

    @property
    def is_tired(self) -> bool:
        """Whether it was shown more letters than it looks at."""
        return self._letters_left < 0

    def is_only_numbers(self, line: str) -> bool:
        """Return whether `is_only_numbers` says so of ``line``, and whether it is looked at."""
        return self._looks_at(line) and is_only_numbers(line)

    def is_only_usual(self, line: str) -> bool:
        """Return whether `is_only_usual` says so of ``line``, and whether it is looked at."""
        return self._looks_at(line) and is_only_usual(line)

    def _looks_at(self, text: str) -> bool:
        self._letters_left -= len(text)
        return not self.is_tired

    def numbers_in(self, value: str, *, also_unknown: bool) -> WrittenNumbers:
        """Return the tracking numbers in ``value``, each once.

        Those that fit no carrier are among them only with ``also_unknown``, and where no other words stand beside
        them.
        """
        if self._pieces_left <= 0 or not self._looks_at(value):
            return WrittenNumbers(doubt=TOO_MANY)
        found: list[WrittenNumber] = []
        doubts: list[str] = []
        pieces = _pieces(value)[: self._pieces_left]
        self._pieces_left -= len(pieces)
        for segment in _segments(pieces):
            fitting = self._fitting(segment, doubts)
            found += fitting if fitting or not also_unknown else _unknown(segment)
        if "\t" in value and any(number.fits for number in found):
            # The other cells of a row in which a number fits hold something else.
            found = [number for number in found if number.fits]
        if not found:
            found = list(self._in_links(value))
        unproven = [number.written for number in found if number.grade is not Grade.PROVEN]
        if len(unproven) < len(found) and unproven:
            doubts.append(_UNPROVEN.format(unproven[0][:LONGEST]))
        if len(pieces) >= _MOST_TOKENS or self._pieces_left <= 0 or len(self._grades) >= _MOST_ASKED:
            doubts.append(TOO_MANY)
        once = tuple({compact(number.written): number for number in reversed(found)}.values())[::-1]
        return WrittenNumbers(once, " ".join(dict.fromkeys(doubts)))

    def _fitting(self, segment: Sequence[_Piece], doubts: list[str]) -> list[WrittenNumber]:
        """Return the numbers of ``segment`` that fit a carrier, and add to ``doubts`` what else they may be."""
        found: list[WrittenNumber] = []
        over: list[str] = []
        for run in _runs(segment):
            reading = read_groups([Group(piece.bare, piece.line) for piece in run], self._grade)
            if reading.is_ambiguous:
                doubts.append(AMBIGUOUS)
            in_numbers: set[int] = set()
            for span in reading.spans:
                in_numbers |= set(range(span.start, span.end))
                found.append(WrittenNumber(" ".join(piece.text for piece in run[span.start : span.end]), span.grade))
            # Beside a number in one piece a few digits count something; beside groups they may be the last of them.
            shortest = 1 if any(span.end - span.start > 1 for span in reading.spans) else _SHORTEST_GROUP
            over += (
                piece.text
                for at, piece in enumerate(run)
                if at not in in_numbers and piece.has_digit and len(piece.bare) >= shortest
            )
        if found and over:
            doubts.append(_LEFT_OVER.format(over[0][:LONGEST]))
        return found

    def _in_links(self, value: str) -> Iterator[WrittenNumber]:
        """Yield the numbers in the addresses of pages, where a check digit proves them.

        Digits alone have such a check digit by chance, so the address has to call them a number that is tracked.
        """
        for match in islice(_TOKEN.finditer(value), _MOST_IN_LINKS):
            page = unquote(match["link"] or "")
            for part in _IN_LINK.finditer(page):
                is_called_so = not part[0].isdigit() or _CALLED.search(page, max(0, part.start() - 60), part.start())
                if is_called_so and self._grade(part[0]) is Grade.PROVEN:
                    yield WrittenNumber(part[0], Grade.PROVEN)

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
    found: list[_Piece] = []
    line = at = 0
    for match in islice(_TOKEN.finditer(value), _MOST_TOKENS):
        line += value.count("\n", at, match.start())
        at = match.start()
        found.append(replace(_piece(match), line=line))
    return tuple(piece for piece in found if piece.text)


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
            yield WrittenNumber(" ".join(piece.text for piece in group), None)
