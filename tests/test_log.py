"""The log is written where it can be, does not grow for ever, and never fails or prints."""

from __future__ import annotations

from pathlib import Path

import pytest

from sparktui import log


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the log is."""
    place = tmp_path / "logs" / "sparktui.log"
    monkeypatch.setattr("sparktui.paths.log_file", lambda: place)
    return place


def a_slip(words: str = "a slip") -> RuntimeError:
    """Return an error that was raised."""
    try:
        raise RuntimeError(words)
    except RuntimeError as error:
        return error


def test_a_slip_is_written_with_its_traceback(place: Path) -> None:
    assert log.write_down(a_slip("lost \udcff letter")) == place
    text = place.read_text()
    assert "not foreseen:\nTraceback" in text
    assert "RuntimeError: lost \\udcff letter" in text


def test_a_log_that_has_grown_becomes_the_old_one(place: Path) -> None:
    log.write_down(a_slip("the first"))
    place.write_text("x" * (log.LARGEST_BYTES + 1))
    log.write_down(a_slip("the second"))
    assert "the second" in place.read_text()
    assert place.with_suffix(".old.log").stat().st_size == log.LARGEST_BYTES + 1


@pytest.mark.parametrize("is_full", [False, True])
def test_where_it_cannot_be_written_nothing_else_happens(
    place: Path, is_full: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    if is_full:
        monkeypatch.setattr("sparktui.paths.log_file", lambda: Path("/dev/full"))
    else:
        place.parent.write_text("a file where the folder should be")
    assert log.write_down(a_slip()) is None
    assert capsys.readouterr() == ("", "")
