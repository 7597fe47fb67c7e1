"""Looking after the file: checked, backed up, restored, upgraded, also when it is damaged or somebody else's."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic import command

from sparktui.errors import BadInput, NotFound, OutsideFailure, ReadOnly
from sparktui.services import maintenance
from sparktui.services.desk import Desk
from sparktui.services.lookup import find_trial
from sparktui.store import migration, sqlite
from sparktui.store.database import SCHEMA_VERSION, Database
from tests.portfolio import a_desk, a_trial

NOW = datetime(2026, 11, 22, 10, 30, tzinfo=UTC)
LETTER = "Dear sirs, this is a letter, and it is long enough to be read as pages of a database.\n" * 60


def of(path: Path) -> list[str]:
    """The names of a folder's files."""
    return sorted(found.name for found in path.iterdir())


def customers_in(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return [name for (name,) in connection.execute("SELECT name FROM customers ORDER BY id")]


def write_past_the_program(desk: Desk, statement: str) -> None:
    with closing(sqlite3.connect(desk.database.path)) as connection:
        connection.execute(statement)
        connection.commit()


@pytest.fixture
def backup(desk: Desk, tmp_path: Path) -> Path:
    """A backup that holds Contoso's trial; the database it was made of has gone on to Fabrikam's."""
    a_trial(desk, "Contoso")
    made = maintenance.back_up(desk.database, tmp_path / "backup.db")
    a_trial(desk, "Fabrikam")
    return made


# Check


def test_a_sound_database_has_nothing_wrong(desk: Desk) -> None:
    a_trial(desk)
    assert maintenance.check(desk.database, desk.policy) == []


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("UPDATE trials SET expires_on = '2027-01-01'", "T-000001 is kept with the expiry 2027-01-01"),
        ("UPDATE trials SET has_calling = 1", "T-000001 is kept with a wrong mark for calling"),
        ("DELETE FROM customers", "Row 1 of trials refers to a row of customers that does not exist"),
        ("DELETE FROM trial_search_data WHERE id > 10", "search index does not match"),
        ("DROP TABLE trial_search", "search index does not match"),
    ],
)
def test_what_was_changed_past_the_program_is_found(desk: Desk, statement: str, told: str) -> None:
    a_trial(desk)
    desk.database.close()
    write_past_the_program(desk, statement)
    assert any(told in problem for problem in maintenance.check(desk.database, desk.policy))


def test_many_wrong_rows_are_told_up_to_a_screenful(desk: Desk) -> None:
    for number in range(25):
        a_trial(desk, f"Customer {number}")
    write_past_the_program(desk, "UPDATE trials SET expires_on = '2027-01-01'")
    assert len(maintenance.check(desk.database, desk.policy)) == 20


def test_a_damaged_page_is_told_in_words(desk: Desk) -> None:
    for number in range(30):
        a_trial(desk, f"Customer {number}")
    path = desk.database.path
    desk.database.close()
    damaged = bytearray(path.read_bytes())
    damaged[8_192:] = b"\xa5" * (len(damaged) - 8_192)
    path.write_bytes(damaged)
    with closing(Database(path)) as damaged_one, pytest.raises(OutsideFailure, match="is not a readable database"):
        maintenance.check(damaged_one, desk.policy)


def test_a_check_beside_a_writer_calls_nothing_wrong(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    a_trial(desk)
    monkeypatch.setattr(sqlite, "BUSY_TIMEOUT_MS", 20)
    other = a_desk(desk.database.path)
    with desk.database.writing(), pytest.raises(OutsideFailure, match="being written by somebody else"):
        maintenance.check(other.database, other.policy)
    assert maintenance.check(other.database, other.policy) == []
    other.database.close()


def test_a_database_can_be_checked_in_read_only(desk: Desk) -> None:
    a_trial(desk)
    looking = a_desk(desk.database.path, read_only=True)
    assert maintenance.check(looking.database, looking.policy) == []
    looking.database.close()


# Back up


def test_a_backup_is_one_file_that_opens_by_itself(desk: Desk, backup: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    copy = Path(shutil.copy(backup, elsewhere / "copy.db"))
    opened = a_desk(copy, read_only=True)
    assert find_trial(opened, "Contoso") == find_trial(desk, "Contoso")
    opened.database.close()
    assert of(elsewhere) == ["copy.db"]


def test_a_backup_holds_what_was_committed_when_it_was_made(desk: Desk, tmp_path: Path) -> None:
    a_trial(desk, "Contoso")
    with desk.database.writing() as connection:
        connection.exec_driver_sql("UPDATE customers SET name = 'Half done'")
        made = maintenance.back_up(desk.database, tmp_path / "backup.db")
    assert customers_in(made) == ["Contoso"]


def test_a_backup_overwrites_nothing(desk: Desk, tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text(LETTER)
    with pytest.raises(BadInput, match="exists already"):
        maintenance.back_up(desk.database, letter)
    with pytest.raises(BadInput, match="exists already"):
        maintenance.back_up(desk.database, tmp_path)
    assert letter.read_text() == LETTER


def test_a_backup_needs_a_folder_to_stand_in(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for nowhere in (tmp_path / "nowhere" / "backup.db", tmp_path / "file" / "backup.db"):
        with pytest.raises(BadInput, match="There is no folder"):
            maintenance.back_up(desk.database, nowhere)


def test_a_backup_that_fails_leaves_no_half(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = of(tmp_path)

    def full_disk(_source: Path, target: Path) -> None:
        target.write_text("half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(sqlite, "back_up", full_disk)
    with pytest.raises(OutsideFailure, match="No space left on device"):
        maintenance.back_up(desk.database, tmp_path / "backup.db")
    assert of(tmp_path) == before


# Restore


def test_a_backup_comes_back_and_the_present_state_is_kept(desk: Desk, backup: Path) -> None:
    path = desk.database.path
    desk.database.close()
    kept = maintenance.restore(path, backup, NOW)
    assert kept is not None
    assert kept.name == "desk.db.20261122T103000.bak"
    assert (customers_in(path), customers_in(kept)) == (["Contoso"], ["Contoso", "Fabrikam"])
    restored = a_desk(path)
    with pytest.raises(NotFound):
        find_trial(restored, "Fabrikam")
    a_trial(restored, "Litware")
    assert maintenance.check(restored.database, restored.policy) == []
    restored.database.close()


def test_a_backup_is_restored_to_where_nothing_is(backup: Path, tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder" / "desk.db"
    assert maintenance.restore(path, backup, NOW) is None
    assert customers_in(path) == ["Contoso"]


def test_a_dry_run_checks_the_backup_and_restores_nothing(desk: Desk, backup: Path, tmp_path: Path) -> None:
    assert maintenance.restore(desk.database.path, backup, NOW, dry_run=True) is None
    assert customers_in(desk.database.path) == ["Contoso", "Fabrikam"]
    with pytest.raises(BadInput):
        maintenance.restore(desk.database.path, tmp_path / "none.db", NOW, dry_run=True)


def damage(path: Path) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2] + b"\xa5" * (len(whole) // 2))


@pytest.mark.parametrize(
    "ruin", [damage, lambda path: path.write_text(LETTER), lambda path: path.write_bytes(path.read_bytes()[:5_000])],
    ids=["damaged", "a letter", "cut off"],
)  # fmt: skip
def test_a_database_beyond_reading_is_replaced_and_kept_byte_for_byte(
    desk: Desk, backup: Path, ruin: Callable[[Path], None]
) -> None:
    path = desk.database.path
    desk.database.close()
    ruin(path)
    ruined = path.read_bytes()
    kept = maintenance.restore(path, backup, NOW)
    assert kept is not None
    assert kept.read_bytes() == ruined
    assert customers_in(path) == ["Contoso"]


def another_programs(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE bookmarks (address)")


@pytest.mark.parametrize(
    ("ruin", "told"),
    [
        (damage, "is not a readable database|is damaged"),
        (lambda path: path.write_text(LETTER), "is not a readable database"),
        (another_programs, "database of another program"),
        (lambda path: path.write_bytes(b""), "is empty"),
        (lambda path: path.unlink(), "There is no file"),
        (lambda path: (path.unlink(), path.mkdir()), "There is no file"),
    ],
    ids=["damaged", "a letter", "another program's", "empty", "gone", "a folder"],
)
def test_what_is_no_sound_backup_replaces_nothing(
    desk: Desk, backup: Path, tmp_path: Path, ruin: Callable[[Path], object], told: str
) -> None:
    ruin(backup)
    desk.database.close()
    before = of(tmp_path)
    with pytest.raises((BadInput, OutsideFailure), match=told):
        maintenance.restore(desk.database.path, backup, NOW)
    assert customers_in(desk.database.path) == ["Contoso", "Fabrikam"]
    assert of(tmp_path) == before


# Upgrade


@pytest.fixture
def older(tmp_path: Path) -> Iterator[Database]:
    """A database with the tables of the first version."""
    with closing(Database(tmp_path / "older.db")) as database:
        with database.writing() as connection:
            command.upgrade(migration._config(connection), "0001")
        yield database


def test_a_database_of_today_needs_no_upgrade(desk: Desk, tmp_path: Path) -> None:
    before = of(tmp_path)
    assert maintenance.upgrade(desk.database, NOW) is None
    assert of(tmp_path) == before


def test_an_upgrade_keeps_a_backup_first(older: Database) -> None:
    kept = maintenance.upgrade(older, NOW)
    assert kept is not None
    assert kept.name == "older.db.20261122T103000.bak"
    assert older.schema_version() == SCHEMA_VERSION
    with closing(Database(kept)) as backup:
        assert backup.schema_version() == "0001"


def test_an_upgrade_that_fails_leaves_the_database_as_it_was(older: Database) -> None:
    with older.writing() as connection:
        connection.exec_driver_sql("CREATE TABLE notices (in_the_way)")
    with pytest.raises(OutsideFailure):
        maintenance.upgrade(older, NOW)
    assert older.schema_version() == "0001"
    with older.reading() as connection:
        columns = connection.exec_driver_sql("SELECT name FROM pragma_table_info('users')").scalars().all()
    assert "consumer_since" not in columns


def test_an_upgrade_makes_the_tables_of_an_empty_file(tmp_path: Path) -> None:
    with closing(Database(tmp_path / "empty.db")) as empty:
        assert maintenance.upgrade(empty, NOW) is None
        assert empty.schema_version() == SCHEMA_VERSION


def test_nothing_is_upgraded_in_read_only_nor_backwards(older: Database) -> None:
    with closing(Database(older.path, read_only=True)) as looking, pytest.raises(ReadOnly):
        maintenance.upgrade(looking, NOW)
    with older.writing() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(OutsideFailure, match="newer sparktui"):
        maintenance.upgrade(older, NOW)
