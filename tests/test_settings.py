"""What the app remembers in its configuration file: the colours, and nothing else is touched."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.theme import BUILTIN_THEMES

from sparktui import settings
from sparktui.errors import BadInput, OutsideFailure
from sparktui.theme import DARK, LIGHT


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """A place for a configuration file, in a folder that does not exist yet."""
    return tmp_path / "sparktui" / "config.toml"


def test_the_colours_are_remembered_in_a_new_file(config: Path) -> None:
    settings.save_theme("nord", config)
    assert settings.load({}, {}, config).theme == "nord"
    settings.save_theme("sparktui-light", config)
    assert settings.load({}, {}, config).theme == "sparktui-light"
    assert [path.name for path in config.parent.iterdir()] == ["config.toml"]


def test_whatever_else_stands_in_the_file_stays(config: Path) -> None:
    config.parent.mkdir()
    config.write_text('# mine\noperator = "ada@northwind.example"  # me\ntheme = "nord"\n')
    config.chmod(0o600)
    settings.save_theme("dracula", config)
    assert config.read_text() == '# mine\noperator = "ada@northwind.example"  # me\ntheme = "dracula"\n'
    assert config.stat().st_mode & 0o777 == 0o600


def test_a_link_to_the_file_stays_a_link(config: Path, tmp_path: Path) -> None:
    kept = tmp_path / "elsewhere.toml"
    kept.touch()
    config.parent.mkdir()
    config.symlink_to(kept)
    settings.save_theme("nord", config)
    assert config.is_symlink()
    assert kept.read_text() == 'theme = "nord"\n'


@pytest.mark.parametrize("content", [b"theme = ", b"\xff"])
def test_a_file_that_cannot_be_read_is_left_as_it_is_and_told(config: Path, content: bytes) -> None:
    config.parent.mkdir()
    config.write_bytes(content)
    with pytest.raises(OutsideFailure, match="The colours cannot be remembered in") as told:
        settings.save_theme("nord", config)
    assert told.value.remedy == "They stay until the end."
    assert config.read_bytes() == content


def test_a_day_that_cannot_be_read_is_told_with_its_place(config: Path) -> None:
    with pytest.raises(BadInput, match=r"--as-of: 'tomorrow' is not a date of the form YYYY-MM-DD; write one such as"):
        settings.load({"as_of": "tomorrow"}, {}, config)
    with pytest.raises(BadInput, match="SPARKTUI_AS_OF: '2026-02-30' is not a day of the calendar"):
        settings.load({}, {"SPARKTUI_AS_OF": "2026-02-30"}, config)


@pytest.mark.parametrize(
    ("line", "message", "remedy"),
    [
        ('theme = "nope"', "line 2, theme: there are no colours 'nope'.", "Write one of sparktui-dark, sparktui-light"),
        ("smtp_port = 99999", "line 2, smtp_port: '99999' is not a port.", "Give a number from 1 to 65535."),
        ("imap_port = 0", "line 2, imap_port: '0' is not a port.", "Give a number from 1 to 65535."),
        ('as_of = "tomorrow"', "line 2: as_of cannot be used", "Write as_of = 2026-11-25"),
        ("as_of = 3", "line 2: as_of cannot be used", "Write as_of = 2026-11-25"),
    ],
)
def test_a_slip_in_the_file_is_told_with_line_value_and_mending(
    config: Path, line: str, message: str, remedy: str
) -> None:
    config.parent.mkdir()
    config.write_text(f"# mine\n{line}\n")
    with pytest.raises(BadInput) as told:
        settings.load({}, {}, config)
    assert message in told.value.message
    assert told.value.remedy.startswith(remedy)


def test_all_colours_that_the_app_offers_are_known_without_it() -> None:
    assert {DARK.name, LIGHT.name, *BUILTIN_THEMES} <= set(settings.THEMES)
