"""The migrations lead to the tables that the program works with, from the first version on."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine

from sparktui.domain.trial import Device
from sparktui.services import maintenance
from sparktui.services.desk import Desk
from sparktui.services.edit_trial import record_contact
from sparktui.services.lookup import find_trial
from sparktui.services.return_changes import open_returns
from sparktui.services.shipment_changes import add_shipment
from sparktui.services.shipping_list import Show, count_shipping
from sparktui.store import audit, migration, search, sqlite
from sparktui.store.database import SCHEMA_VERSION, Database
from sparktui.store.schema import metadata
from tests.portfolio import a_desk, a_trial

INDEX = sqlite.SEARCH_INDEXES
INDEXES = tuple(INDEX.values())
SHIPPED = ("shipments", "rmas")
Shape = dict[str, dict[str, object]]


def shape(path: Path) -> Shape:
    """What the tables of a database file are made of: columns, indexes and references, by table and name."""
    with closing(sqlite3.connect(path)) as connection:
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        own = [name for name in names if not name.startswith((*INDEXES, "sqlite_", "alembic_"))]
        return {name: _table(connection, name) for name in own}


def _table(connection: sqlite3.Connection, name: str) -> dict[str, object]:
    columns = {row[1]: row[2:] for row in connection.execute(f"PRAGMA table_info({name})")}
    indexes = set()
    for _seq, index, unique, origin, partial in connection.execute(f"PRAGMA index_list({name})").fetchall():
        parts = tuple(row[2] for row in connection.execute(f"PRAGMA index_info({index})"))
        (sql,) = connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", (index,)).fetchone()
        where = " ".join(sql.partition(" WHERE ")[2].split()) if partial else ""
        indexes.add((index if origin == "c" else "by a constraint", unique, parts, where))
    references = {row[2:5] for row in connection.execute(f"PRAGMA foreign_key_list({name})")}
    return {"columns": columns, "indexes": indexes, "references": references}


def triggers(connection: sqlite3.Connection) -> dict[str, str]:
    rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    return {name: " ".join(sql.split()) for name, sql in rows}


def test_migrating_from_nothing_makes_the_tables_as_they_are_described(desk: Desk, tmp_path: Path) -> None:
    described = tmp_path / "described.db"
    engine = create_engine(f"sqlite:///{described}")
    metadata.create_all(engine)
    engine.dispose()
    assert shape(desk.database.path) == shape(described)


def test_alembic_sees_nothing_left_to_migrate(desk: Desk) -> None:
    with desk.database.reading() as connection:
        context = MigrationContext.configure(
            connection, opts={"include_name": lambda name, *_: not str(name).startswith(INDEXES)}
        )
        assert compare_metadata(context, metadata) == []


def test_the_search_indexes_and_the_audit_are_kept_by_triggers(desk: Desk) -> None:
    with closing(sqlite3.connect(desk.database.path)) as connection:
        found = triggers(connection)
    for table in INDEX:
        assert {" ".join(statement.split()) for statement in sqlite.search_triggers(table)} <= set(found.values())
    assert {name: " ".join(statement.split()) for name, statement in audit.TRIGGERS.items()}.items() <= found.items()


def test_the_newest_migration_is_the_version_that_the_program_knows(desk: Desk) -> None:
    assert migration.newest_version() == SCHEMA_VERSION == desk.database.schema_version()


def every_older_version() -> list[str]:
    versions = Path(migration.__file__).parent / "migrations"
    return [found.revision for found in ScriptDirectory(str(versions)).walk_revisions()][1:]


@pytest.mark.parametrize("version", every_older_version())
def test_an_older_database_is_upgraded_with_everything_in_it(tmp_path: Path, desk: Desk, version: str) -> None:
    path = tmp_path / "older.db"
    database = Database(path)
    with database.writing() as connection:
        command.upgrade(migration._config(connection), version)
        connection.exec_driver_sql(
            "INSERT INTO customers VALUES (1, 'Contoso', 'contoso', 'US', 'jane@contoso.example',"
            " 'jane@contoso.example', '[]')"
        )
    kept = maintenance.upgrade(database, desk.clock.now())
    assert kept is not None
    with closing(Database(kept, read_only=True)) as backup:
        assert backup.schema_version() == version
    assert shape(path) == shape(desk.database.path)
    with database.reading() as connection:
        assert connection.exec_driver_sql("SELECT name FROM customers").scalars().all() == ["Contoso"]
    database.close()
    upgraded = a_desk(path)
    assert maintenance.check(upgraded.database, upgraded.policy) == []
    upgraded.database.close()


def back_to_the_eighth(connection: Connection) -> None:
    """Make the tables what they were before notices knew since when they go, and the search its trigrams by name."""
    connection.exec_driver_sql("DROP TRIGGER audit_keeps_places")
    connection.exec_driver_sql("ALTER TABLE notices DROP COLUMN claimed_at")
    connection.exec_driver_sql("DROP TABLE trial_search_terms")
    connection.exec_driver_sql("UPDATE trials SET search_text = rtrim(search_text, char(10))")


def test_two_letters_are_found_in_an_older_database(desk: Desk) -> None:
    a_trial(desk, "Contoso Oy", admin_email="jane@contoso.example", deal_id="1798")
    a_trial(desk, "Fabrikam")
    with desk.database.writing() as connection:
        back_to_the_eighth(connection)
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0008'")
    maintenance.upgrade(desk.database, desk.clock.now())
    with desk.database.reading() as connection:
        assert [search.ids(connection, text, 9) for text in ("oy", "98", "qz", "9", "brik")] == [[1], [1], [], [1], [2]]
    assert maintenance.check(desk.database, desk.policy) == []


def test_the_audit_of_an_older_database_goes_on_where_it_ended(tmp_path: Path, desk: Desk) -> None:
    trial = a_trial(desk)
    with desk.database.writing() as connection:
        back_to_the_eighth(connection)
        connection.exec_driver_sql("DROP TABLE audit_end")
        for column in ("entry", "release_entry"):
            connection.exec_driver_sql(f"ALTER TABLE losses DROP COLUMN {column}")
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0006'")
    maintenance.upgrade(desk.database, desk.clock.now())
    record_contact(desk, trial, "Spoke with Jane Doe.")
    assert maintenance.check(desk.database, desk.policy) == []


def test_shipments_and_returns_of_an_older_database_are_found_by_what_they_are(tmp_path: Path, desk: Desk) -> None:
    a_trial(desk, "Müller & Söhne", devices="DX80:1")
    add_shipment(desk, find_trial(desk, "T-1"), "ONE1", devices=(Device("Größe M", 1),))
    open_returns(desk, find_trial(desk, "T-1"))
    with desk.database.reading() as connection:
        written = [connection.exec_driver_sql(f"SELECT search_text FROM {table}").all() for table in SHIPPED]
    with desk.database.writing() as connection:
        for table in SHIPPED:
            for kept in (f"TRIGGER {INDEX[table]}_insert", f"TRIGGER {INDEX[table]}_update", f"TABLE {INDEX[table]}"):
                connection.exec_driver_sql(f"DROP {kept}")
            connection.exec_driver_sql(f"DROP INDEX ix_{table}_list")
            connection.exec_driver_sql(f"CREATE INDEX ix_{table}_list ON {table} (id)")
            connection.exec_driver_sql(f"DROP TRIGGER {INDEX[table]}_delete")
            connection.exec_driver_sql(f"ALTER TABLE {table} DROP COLUMN search_text")
        back_to_the_eighth(connection)
        connection.exec_driver_sql("DROP TABLE audit_end")
        for column in ("entry", "release_entry"):
            connection.exec_driver_sql(f"ALTER TABLE losses DROP COLUMN {column}")
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0005'")
    maintenance.upgrade(desk.database, desk.clock.now())
    with desk.database.reading() as connection:
        assert [connection.exec_driver_sql(f"SELECT search_text FROM {table}").all() for table in SHIPPED] == written
    assert [count_shipping(desk, text).shown[Show.ALL] for text in ("sohne", "one1", "grosse m", "dx80")] == [
        2,
        1,
        1,
        1,
    ]
    assert maintenance.check(desk.database, desk.policy) == []
