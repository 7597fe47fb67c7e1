"""What the benchmarks say of a figure: medians, ratios, and how they stand to limit and aim."""

from __future__ import annotations

import pytest

from benchmarks.figure import Figure, held, percentile


def test_a_percentile_is_a_value_that_was_measured() -> None:
    values = [float(value) for value in range(1, 101)]
    assert percentile(values, 99) == 99.0
    assert percentile(values, 100) == 100.0
    assert percentile([7.0], 99) == 7.0


def test_medians_are_held_against_each_other() -> None:
    figure = held("arrow key", [0.5, 0.1, 0.2], "a table", [0.4, 9.0, 0.3], 0.6, 0.4)
    assert (figure.ours, figure.theirs, figure.ratio, figure.samples) == (0.2, 0.4, 0.5, 3)


def test_one_slow_key_of_three_shows_in_the_percentile_only() -> None:
    slow, quick = [0.1, 0.1, 5.0], [0.1, 0.1, 0.1]
    assert held("key", slow, "other", quick).ratio == 1.0
    assert held("key", slow, "other", quick, percent=99).ratio == pytest.approx(50)


@pytest.mark.parametrize(
    ("ours", "verdict"), [(1.25, "aim reached"), (1.26, "within limit"), (1.6, "within limit"), (1.61, "OVER")]
)
def test_limit_and_aim_may_be_reached(ours: float, verdict: str) -> None:
    assert Figure("start", "s", ours, "bare app", 1.0, 1.6, 1.25).verdict == verdict


def test_nothing_is_said_for_a_peer_that_is_not_there() -> None:
    figure = held("search", [0.1], "fzf (not installed)", None, 1.0, 0.6)
    assert (figure.ratio, figure.verdict) == (None, "not measured")


def test_where_nothing_may_be_written_a_single_byte_is_too_much() -> None:
    silent = Figure("idle", "bytes", 0, "nothing", limit=0, aim=0, is_absolute=True)
    assert silent.verdict == "aim reached"
    assert Figure("idle", "bytes", 1, "nothing", limit=0, aim=0, is_absolute=True).verdict == "OVER"


def test_a_figure_without_a_limit_is_told_without_a_verdict() -> None:
    assert held("search, to new rows", [0.1], "fzf", [0.2]).verdict == ""
