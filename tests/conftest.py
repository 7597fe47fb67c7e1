"""What every test can ask for: a desk on a fresh database, and the same made-up cases in every run."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from sparktui.services.desk import Desk
from tests.portfolio import a_desk

# However slow the machine is, hypothesis makes up the same cases.
settings.register_profile("the same every time", derandomize=True, deadline=None)
settings.load_profile("the same every time")


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with tables and nothing in them, made once to be copied."""
    path = tmp_path_factory.mktemp("empty") / "empty.db"
    a_desk(path).database.close()
    return path


@pytest.fixture
def desk(tmp_path: Path, empty_database: Path) -> Iterator[Desk]:
    """A desk on a fresh database of its own, on Sunday 22 November 2026, with Ada at the keyboard."""
    path = tmp_path / "desk.db"
    shutil.copy(empty_database, path)
    opened = a_desk(path)
    yield opened
    opened.database.close()
