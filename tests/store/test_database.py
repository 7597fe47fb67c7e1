"""A database file: what a reader and a writer can rely on, and what is said when it cannot be used."""

from __future__ import annotations

import shutil
import sqlite3
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager, closing
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import update

from sparktui.errors import BadInput, Conflict, NotFound, OutsideFailure, ReadOnly
from sparktui.services import edit_trial, new_trial, partner, requests
from sparktui.services.desk import Desk
from sparktui.services.lookup import find_trial
from sparktui.store import sqlite
from sparktui.store.database import Connection, Database
from sparktui.store.schema import trials
from tests.portfolio import a_desk, a_trial


def ask(connection: Connection, question: str) -> object:
    return connection.exec_driver_sql(question).scalar()


def run(opening: AbstractContextManager[Connection], *statements: str) -> None:
    with opening as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)


def fingerprint(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


def test_every_connection_keeps_references_and_survives_a_power_cut(desk: Desk) -> None:
    with desk.database.writing() as connection:
        assert ask(connection, "PRAGMA foreign_keys") == 1
        assert ask(connection, "PRAGMA journal_mode") == "wal"
        assert ask(connection, "PRAGMA synchronous") == 2


def test_a_trial_without_its_customer_cannot_be_written(desk: Desk) -> None:
    trial = a_trial(desk)
    with pytest.raises(Conflict, match="FOREIGN KEY"), desk.database.writing() as connection:
        connection.execute(update(trials).where(trials.c.id == trial.id).values(customer_id=99))
    assert find_trial(desk, "Contoso") == trial


def test_four_people_count_to_two_hundred_together(desk: Desk) -> None:
    trial = a_trial(desk)
    counter = update(trials).where(trials.c.id == trial.id)

    def count_to_fifty() -> None:
        for _ in range(50):
            with desk.database.writing() as connection:
                so_far = ask(connection, f"SELECT period_days FROM trials WHERE id = {trial.id}")
                assert isinstance(so_far, int)
                connection.execute(counter.values(period_days=so_far + 1))

    people = [threading.Thread(target=count_to_fifty) for _ in range(4)]
    for person in people:
        person.start()
    for person in people:
        person.join()
    assert find_trial(desk, "Contoso").period_days == trial.period_days + 200


def test_a_reader_sees_one_state_while_somebody_writes(desk: Desk) -> None:
    a_trial(desk)
    with desk.database.reading() as connection:
        before = ask(connection, "SELECT count(*) FROM trials")
        a_trial(desk, "Fabrikam")
        assert ask(connection, "SELECT count(*) FROM trials") == before == 1
    with desk.database.reading() as connection:
        assert ask(connection, "SELECT count(*) FROM trials") == 2


def test_what_fails_half_way_leaves_nothing(desk: Desk) -> None:
    with pytest.raises(OutsideFailure, match="no such table: nowhere"):
        run(desk.database.writing(), "DELETE FROM alembic_version", "DELETE FROM nowhere")
    assert desk.database.schema_version() is not None


def test_a_writer_who_is_kept_waiting_is_told_so(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "BUSY_TIMEOUT_MS", 20)
    impatient = a_desk(desk.database.path)
    with desk.database.writing(), pytest.raises(OutsideFailure, match="being written by somebody else"):
        partner.set_partner(impatient, name="Northwind Networks")
    impatient.database.close()


def every_change() -> list[Callable[[Desk], object]]:
    return [
        lambda desk: a_trial(desk, "Fabrikam"),
        lambda desk: edit_trial.edit_trial(desk, find_trial(desk, "Contoso"), extend=True),
        lambda desk: edit_trial.record_contact(desk, find_trial(desk, "Contoso"), "Spoke with Jane."),
        lambda desk: requests.add_request(desk, find_trial(desk, "Contoso")),
        lambda desk: partner.set_partner(desk, name="Northwind Networks"),
    ]


@pytest.mark.parametrize("change", every_change())
def test_read_only_refuses_every_change_in_words(desk: Desk, change: Callable[[Desk], object]) -> None:
    a_trial(desk)
    desk.database.close()
    looking = a_desk(desk.database.path, read_only=True)
    before = fingerprint(desk.database.path)
    with pytest.raises(ReadOnly, match="nothing was changed"):
        change(looking)
    looking.database.close()
    assert fingerprint(desk.database.path) == before


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM trials",
        "UPDATE trials SET notes = 'x'",
        "INSERT INTO contacts VALUES (1, 1, '2026-11-22', 'x', 'x')",
        "CREATE TABLE mine (id)",
        "DROP TABLE audit",
        "PRAGMA user_version = 7",
        "PRAGMA journal_mode = DELETE",
        "PRAGMA query_only = OFF",
        "VACUUM",
    ],
)
def test_read_only_holds_against_sql_too(desk: Desk, statement: str) -> None:
    a_trial(desk)
    path = desk.database.path
    desk.database.close()
    before = fingerprint(path)
    looking = Database(path, read_only=True)
    with pytest.raises(OutsideFailure):
        run(looking.reading(), statement, "DELETE FROM trials")
    looking.close()
    assert fingerprint(path) == before


def test_read_only_works_beside_a_writer_who_has_it_open(desk: Desk) -> None:
    looking = a_desk(desk.database.path, read_only=True)
    a_trial(desk)
    assert find_trial(looking, "Contoso") == find_trial(desk, "Contoso")
    looking.database.close()


def test_read_only_makes_no_database_where_there_is_none(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="There is no database"):
        a_desk(tmp_path / "none.db", read_only=True)
    assert list(tmp_path.iterdir()) == []


def test_a_new_database_is_made_with_the_folders_above_it(tmp_path: Path) -> None:
    desk = a_desk(tmp_path / "of" / "this" / "person" / "desk.db")
    a_trial(desk)
    desk.database.close()


def test_a_text_file_is_no_database_and_stays_as_it_is(tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear sirs, this is a letter, and it is long enough to be read as pages of a database.\n" * 60)
    before = fingerprint(letter)
    with pytest.raises(OutsideFailure, match="is not a readable database"):
        a_desk(letter)
    assert fingerprint(letter) == before
    assert list(tmp_path.iterdir()) == [letter]


def test_another_programs_database_is_refused_and_stays_as_it_is(tmp_path: Path) -> None:
    others = tmp_path / "bookmarks.db"
    with closing(sqlite3.connect(others)) as connection:
        connection.execute("CREATE TABLE bookmarks (address)")
    before = fingerprint(others)
    with pytest.raises(OutsideFailure, match="database of another program"):
        a_desk(others)
    assert fingerprint(others) == before


def test_a_folder_is_no_database(tmp_path: Path) -> None:
    with pytest.raises(OutsideFailure, match="is a folder"):
        a_desk(tmp_path)


def test_a_file_cannot_be_made_below_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OutsideFailure, match="cannot be made"):
        a_desk(tmp_path / "file" / "folder" / "desk.db")


def test_a_truncated_database_is_told_from_a_sound_one(desk: Desk) -> None:
    path = desk.database.path
    desk.database.close()
    path.write_bytes(path.read_bytes()[:6_000])
    with pytest.raises(OutsideFailure, match="is not a readable database"):
        a_desk(path)


@pytest.mark.parametrize(
    ("version", "told"), [("0000", "older tables"), ("9999", "made by a newer sparktui")], ids=["older", "newer"]
)
def test_tables_of_another_version_are_left_alone(desk: Desk, version: str, told: str) -> None:
    with desk.database.writing() as connection:
        connection.exec_driver_sql(f"UPDATE alembic_version SET version_num = '{version}'")
    with pytest.raises(OutsideFailure, match=told):
        a_desk(desk.database.path)


MOUNTS = (
    "/dev/sda1 / ext4 rw 0 0",
    "tmpfs {here} tmpfs rw 0 0",
    "server:/export {here}/our\\040share nfs4 rw 0 0",
    "//server/music {here}/ours cifs rw 0 0",
    "/dev/sdb1 {here}/our\\040share/local ext4 rw 0 0",
)


@pytest.fixture
def mounted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder below which some shares are mounted."""
    monkeypatch.setattr(sqlite, "_mounts", lambda: [line.format(here=tmp_path) for line in MOUNTS])
    return tmp_path


@pytest.mark.parametrize("place", ["our share/desk.db", "our share/deep/down/desk.db", "ours/desk.db"])
def test_a_network_share_is_refused(mounted: Path, place: str) -> None:
    with pytest.raises(OutsideFailure, match="lies on a network share"):
        a_desk(mounted / place)


@pytest.mark.parametrize("place", ["desk.db", "our share/local/desk.db", "oursandmore/desk.db"])
def test_a_local_disk_is_taken_even_below_a_share(mounted: Path, place: str) -> None:
    a_desk(mounted / place).database.close()


def test_a_link_does_not_hide_a_network_share(mounted: Path) -> None:
    (mounted / "our share").mkdir()
    (mounted / "link").symlink_to(mounted / "our share")
    with pytest.raises(OutsideFailure, match="lies on a network share"):
        a_desk(mounted / "link" / "desk.db")


def test_a_system_that_names_no_mounts_is_trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "_mounts", list)
    a_desk(tmp_path / "desk.db").database.close()


def test_an_sqlite_without_the_search_index_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "OLDEST", (99, 0, 0))
    with pytest.raises(OutsideFailure, match="is too old"):
        a_desk(tmp_path / "desk.db")


def test_half_a_character_is_refused_in_words(desk: Desk) -> None:
    trial = a_trial(desk)
    with pytest.raises(BadInput, match="bytes that are no characters"):
        edit_trial.record_contact(desk, trial, "caf\udce9")
    with pytest.raises(new_trial.BadForm, match="bytes that are not text"):
        a_trial(desk, "Caf\udce9")


def test_a_copy_made_while_the_database_is_open_is_a_database_of_its_own(desk: Desk, tmp_path: Path) -> None:
    a_trial(desk)
    desk.database.close()
    copy = tmp_path / "copy.db"
    shutil.copy(desk.database.path, copy)
    opened = a_desk(copy)
    a_trial(opened, "Fabrikam")
    opened.database.close()
    with pytest.raises(NotFound):
        find_trial(desk, "Fabrikam")
