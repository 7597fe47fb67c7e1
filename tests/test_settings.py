"""What the app remembers in its configuration file: the colours, and nothing else is touched."""

from __future__ import annotations

from pathlib import Path

import pytest

from sparktui import settings
from sparktui.errors import BadInput, OutsideFailure


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
