"""Bringing a database's tables to today's version.

One job: run the migrations. Must not: be imported unless the tables are behind; Alembic costs start-up time.
"""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from sparktui.store.database import Database


def upgrade(database: Database) -> None:
    """Bring the tables of ``database`` to today's version, in one transaction.

    Raises:
        OutsideFailure: when the database cannot be written; it is then as it was.
    """
    with database.writing() as connection:
        command.upgrade(_config(connection), "head")


def newest_version() -> str:
    """Return the version that the migrations lead to."""
    return ScriptDirectory.from_config(_config(None)).get_current_head() or ""


def _config(connection: Connection | None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    return config
