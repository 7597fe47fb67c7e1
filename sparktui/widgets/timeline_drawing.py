"""A trial's life as lines of text: dates, a track, the names of its milestones, and today.

One job: days to cells. Must not: know the terminal, or what a phase allows.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from sparktui.domain.dates import days
from sparktui.widgets.glyphs import Glyphs
from sparktui.widgets.pieces import Piece, StyleName

LINES = 4


@dataclass(frozen=True, slots=True)
class TimelineModel:
    """What a timeline shows, from ``start`` to ``end``.

    ``milestones`` are (label, day), the more important first; the days that the other fields hold are shown
    even when no milestone names them. Labels are the program's own short words.
    """

    start: date
    milestones: tuple[tuple[str, date], ...]
    today: date
    expires_on: date
    grace_ends_on: date
    end: date
    numbers_released_on: date | None = None
    converted_on: date | None = None


@dataclass(frozen=True, slots=True)
class _Stop:
    label: str
    day: date

    @property
    def written(self) -> str:
        return f"{self.day:%d %b}"

    @property
    def size(self) -> int:
        return max(len(self.written), len(self.label))


class _Line:
    """Cells of one line, each a character with a style."""

    def __init__(self, width: int) -> None:
        self._cells: list[tuple[str, StyleName]] = [(" ", "")] * width

    def write(self, left: int, text: str, style: StyleName = "") -> None:
        for x, char in enumerate(text, left):
            if 0 <= x < len(self._cells):
                self._cells[x] = (char, style)

    def pieces(self) -> tuple[Piece, ...]:
        groups = groupby(self._cells, key=lambda cell: cell[1])
        return tuple(Piece("".join(char for char, _ in cells), style) for style, cells in groups)


def draw(model: TimelineModel, width: int, signs: Glyphs) -> tuple[tuple[Piece, ...], ...]:
    """Return the timeline as `LINES` lines of ``width`` cells: dates, track, labels, today.

    Labels that find no room beside more important ones are left out; their tick stays.
    """
    if width < 1:
        return ((),) * LINES
    scale = _Scale(model, width)
    stops = _stops(model)
    dates, labels = _Line(width), _Line(width)
    for stop, span in zip(*_with_labels(stops, scale), strict=True):
        to_the_right = span.start == scale.x(stop.day)
        dates.write(span.start, stop.written if to_the_right else stop.written.rjust(len(span)), "muted")
        labels.write(span.start, stop.label if to_the_right else stop.label.rjust(len(span)))
    track = _track(model, scale, [scale.x(stop.day) for stop in stops], signs)
    return (dates.pieces(), track.pieces(), labels.pieces(), _today(model, scale, signs).pieces())


class _Scale:
    """Where a day stands among the cells of a line."""

    def __init__(self, model: TimelineModel, width: int) -> None:
        self._start, self._span = model.start, max((model.end - model.start).days, 1)
        self.width = width

    def x(self, day: date) -> int:
        share = (day - self._start).days / self._span
        return min(max(round(share * (self.width - 1)), 0), self.width - 1)


def _stops(model: TimelineModel) -> list[_Stop]:
    """Return what is marked on the track, the most important first, one for each day, none after a conversion."""
    named = dict(reversed([(day, label) for label, day in model.milestones]))
    first: list[tuple[date | None, str]] = [
        (model.converted_on, "converted"),
        (model.expires_on, "expiry"),
        (model.grace_ends_on, "grace ends"),
        (model.start, "start"),
        (model.numbers_released_on, "released"),
    ]
    stops = {day: _Stop(named.get(day, label), day) for day, label in reversed(first) if day is not None}
    ordered = [stops[day] for day, _ in first if day is not None]
    ordered += [_Stop(label, day) for label, day in model.milestones]
    last = model.converted_on or model.end
    unique = {stop.day: stop for stop in reversed(ordered)}
    return [unique[day] for day in dict.fromkeys(stop.day for stop in ordered) if model.start <= day <= last]


def _with_labels(stops: list[_Stop], scale: _Scale) -> tuple[list[_Stop], list[range]]:
    """Return the stops whose labels are shown, and the cells of each label: as many as fit beside each other,
    the most important first."""
    shown: list[_Stop] = []
    spans: list[range] = []
    for stop in stops:
        found = _arrange([*shown, stop], scale)
        if found is not None:
            shown, spans = [*shown, stop], found
    return shown, spans


def _arrange(stops: list[_Stop], scale: _Scale, taken: tuple[range, ...] = ()) -> list[range] | None:
    """Return the cells of all labels, each over its tick and none touching another; None when there is no way."""
    if not stops:
        return []
    x, size = scale.x(stops[0].day), stops[0].size
    for left in (x, x - size + 1, x - size // 2):
        span = range(left, left + size)
        if left < 0 or left + size > scale.width:
            continue
        if any(span.start <= other.stop and other.start <= span.stop for other in taken):
            continue
        rest = _arrange(stops[1:], scale, (*taken, span))
        if rest is not None:
            return [span, *rest]
    return None


def _track(model: TimelineModel, scale: _Scale, ticks: list[int], signs: Glyphs) -> _Line:
    line = _Line(scale.width)
    expiry, grace, today = scale.x(model.expires_on), scale.x(model.grace_ends_on), scale.x(model.today)
    begun = model.today >= model.start
    last = scale.x(model.converted_on or model.numbers_released_on or model.grace_ends_on)
    for x in range(last + 1):
        past = begun and x <= today
        if x <= expiry:
            line.write(x, signs.past_trial if past else signs.trial, "strong" if past else "")
        elif x <= grace:
            line.write(x, signs.past_grace if past else signs.grace, "warning")
        else:
            line.write(x, signs.held, "muted")
    _name(line, ("grace",), expiry + 1, min(grace, last), "warning")
    _name(line, ("lost, numbers held", "lost"), grace + 1, last, "muted")
    for x in ticks:
        if x < last:
            line.write(x, signs.tick, "strong")
    line.write(0, signs.line_start, "strong")
    line.write(last, signs.mark("converted") if model.converted_on else signs.line_end, "strong")
    return line


def _name(line: _Line, names: tuple[str, ...], first: int, stop: int, style: StyleName) -> None:
    """Write the first of ``names`` that fits into the middle of a stretch of the track."""
    for name in names:
        spare = stop - first - len(name) - 2
        if spare >= 2:
            line.write(first + spare // 2, f" {name} ", style)
            return


def _today(model: TimelineModel, scale: _Scale, signs: Glyphs) -> _Line:
    line = _Line(scale.width)
    if model.today < model.start:
        line.write(0, f"{signs.before} today, {days((model.start - model.today).days)} before the start", "accent")
    elif model.today > model.end:
        words = f"today, {days((model.today - model.end).days)} later {signs.after}"
        line.write(max(scale.width - len(words), 0), words, "accent")
    else:
        x, words = scale.x(model.today), f"today, {model.today:%d %b}"
        if x + len(words) + 2 <= scale.width:
            line.write(x, f"{signs.today} {words}", "accent")
        else:
            line.write(x - len(words) - 1, f"{words} {signs.today}", "accent")
    return line
