"""Numbers that are written in groups: which groups are one number, and whether they can be read in another way too.

One job: put groups together. Must not: know what a carrier is, or where the groups were found.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from sparktui.domain.carriers import Grade

_MOST_GROUPS = 12
_MOST_WRAPPED = 8

AMBIGUOUS = "Its groups of digits can be read as different tracking numbers."

Grading = Callable[[str], Grade | None]


@dataclass(frozen=True, slots=True)
class Group:
    """One group of characters, compact, and the line on which it stands."""

    bare: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Span:
    """The groups from ``start`` to before ``end``, which are one number of that ``grade``."""

    start: int
    end: int
    grade: Grade


@dataclass(frozen=True, slots=True)
class Reading:
    """The numbers among some groups, and whether another reading is possible too."""

    spans: tuple[Span, ...] = ()
    is_ambiguous: bool = False


# The spans of a reading, one after the other: the first, and the others in the same form.
_Chain = tuple[Span, "_Chain"] | None


def read_groups(groups: Sequence[Group], grade: Grading) -> Reading:
    """Return how ``groups`` are to be read as numbers that have a ``grade``.

    A line end ends a number, unless the line by itself is not made of whole numbers and goes on to just the end of
    one. What belongs to no number is in no span.
    """
    lines = [list(line) for _, line in groupby(groups, key=lambda group: group.line)]
    spans: list[Span] = []
    is_ambiguous = False
    at = offset = 0
    while at < len(lines):
        taken, reading = _wrapped(lines, at, grade)
        spans += (Span(span.start + offset, span.end + offset, span.grade) for span in reading.spans)
        is_ambiguous = is_ambiguous or reading.is_ambiguous
        offset += sum(map(len, lines[at : at + taken]))
        at += taken
    return Reading(tuple(spans), is_ambiguous)


def _wrapped(lines: Sequence[Sequence[Group]], at: int, grade: Grading) -> tuple[int, Reading]:
    """Return how many lines from ``at`` on are read together, and how."""
    alone, is_whole = _read(lines[at], grade)
    if is_whole:
        return 1, alone
    for count in range(2, min(_MOST_WRAPPED, len(lines) - at) + 1):
        joined = [group for line in lines[at : at + count] for group in line]
        reading, is_whole = _read(joined, grade)
        if is_whole:
            # What no check digit proves may be two things as well, and so may a line that is a number by itself.
            is_sure = all(span.grade is Grade.PROVEN for span in reading.spans)
            is_sure = is_sure and not any(_read(line, grade)[1] for line in lines[at + 1 : at + count])
            return count, Reading(reading.spans, reading.is_ambiguous or not is_sure)
    return 1, alone


def _read(groups: Sequence[Group], grade: Grading) -> tuple[Reading, bool]:
    """Return the best reading of ``groups``, and whether it leaves none of them over."""
    spans = list(_spans(groups, grade))
    proven = [span for span in spans if span.grade is Grade.PROVEN]
    chains = _complete(proven, len(groups)) or _complete(spans, len(groups))
    chosen = tuple(_of_chain(chains[0]) if chains else _greedy(spans, proven))
    is_ambiguous = len(chains) > 1 or any(_rivals(span, kept) for span in proven for kept in _near(span, chosen))
    return Reading(chosen, is_ambiguous), bool(chains)


def _spans(groups: Sequence[Group], grade: Grading) -> Iterator[Span]:
    """Yield every run of ``groups`` that is a number.

    Groups that are proven each alone are numbers in a row, whatever they look like together.
    """
    for start in range(len(groups)):
        bare = ""
        are_numbers = True
        for end in range(start + 1, min(start + _MOST_GROUPS, len(groups)) + 1):
            bare += groups[end - 1].bare
            are_numbers = are_numbers and grade(groups[end - 1].bare) is Grade.PROVEN
            found = grade(bare)
            if found and (end == start + 1 or not are_numbers):
                yield Span(start, end, found)


def _complete(spans: Sequence[Span], size: int) -> list[_Chain]:
    """Return at most two ways in which some of ``spans`` follow one another from the first group to the last."""
    ways: list[list[_Chain]] = [[] for _ in range(size)] + [[None]]
    for span in reversed(spans):
        ways[span.start] = ([(span, rest) for rest in ways[span.end]] + ways[span.start])[:2]
    return ways[0]


def _of_chain(chain: _Chain) -> Iterator[Span]:
    while chain:
        span, chain = chain
        yield span


def _greedy(spans: Sequence[Span], proven: Sequence[Span]) -> Iterator[Span]:
    """Yield of ``spans`` those that come first, the proven and long ones before the others."""
    at = 0
    starts = {span.start for span in proven}
    for start, beginning in groupby(spans, key=lambda span: span.start):
        best = max((s for s in beginning if start not in starts or s.grade is Grade.PROVEN), key=lambda s: s.end)
        if start >= at:
            yield best
            at = best.end


def _near(span: Span, chosen: Sequence[Span]) -> Iterator[Span]:
    return (kept for kept in chosen if kept.start < span.end and span.start < kept.end)


def _rivals(span: Span, kept: Span) -> bool:
    """Return whether ``span``, which is proven and shares groups with ``kept``, says that those are another number."""
    return span.start < kept.start or kept.end < span.end or kept.grade is not Grade.PROVEN
