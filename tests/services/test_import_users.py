"""The users of customers' organisations are brought in from a file, each to its customer."""

from __future__ import annotations

from pathlib import Path

import pytest

from sparktui.errors import BadInput
from sparktui.services.desk import Desk
from sparktui.services.import_users import import_users
from sparktui.store import users
from tests.portfolio import a_trial
from tests.services.customer_files import a_file, cells_of, counts, entries, everything, reasons


def a_user(email: str = "bob@contoso.example", **cells: str) -> dict[str, str]:
    """Return the row of a user of Contoso, but for ``cells``."""
    usual = {"admin": "jane.doe@contoso.example", "customer": "", "name": "Bob"} | cells
    return {
        "Customer Admin Email": usual["admin"],
        "Customer Name": usual["customer"],
        "Email": email,
        "Display Name": usual["name"],
    }


def names_of_users(desk: Desk, customer_id: int = 1) -> dict[str, str]:
    """Return the names of a customer's users by their addresses."""
    with desk.database.reading() as connection:
        keys = [(customer_id, f"{name}@{host}.example") for name in ("bob", "eve") for host in ("contoso", "fabrikam")]
        return {user.email: user.display_name for user in users.recorded(connection, keys).values()}


def test_users_come_to_the_customer_of_the_address_or_the_name(desk: Desk, tmp_path: Path) -> None:
    a_trial(desk), a_trial(desk, "Fabrikam")
    rows = [
        a_user(admin="Jane.Doe@CONTOSO.example"),
        a_user("Eve@contoso.example", name=""),
        a_user("bob@fabrikam.example", admin="", customer="FABRIKAM"),
    ]
    report = import_users(desk, a_file(tmp_path, *rows))
    assert counts(report) == (3, 0, 0, 0)
    assert names_of_users(desk) == {"bob@contoso.example": "Bob", "Eve@contoso.example": ""}
    assert names_of_users(desk, 2) == {"bob@fabrikam.example": "Bob"}
    contoso, fabrikam, whole = entries(desk)[2:]
    assert (contoso.customer_id, contoso.after) == (1, {"users_created": 2, "users_updated": 0})
    assert (fabrikam.customer_id, fabrikam.after) == (2, {"users_created": 1, "users_updated": 0})
    assert (whole.command, whole.after["file"], whole.after["created"]) == ("import.users", "customers.csv", 3)


def test_the_same_file_again_changes_nothing_and_a_new_name_only_that(desk: Desk, tmp_path: Path) -> None:
    a_trial(desk)
    file = a_file(tmp_path, a_user(), a_user("eve@contoso.example", name="Eve"))
    import_users(desk, file)
    before = everything(desk)
    again = import_users(desk, file)
    assert (counts(again), again.written) == ((0, 0, 2, 0), False)
    assert everything(desk) == before
    report = import_users(desk, a_file(tmp_path, a_user("Bob@contoso.example", name="Robert")))
    assert counts(report) == (0, 1, 0, 0)
    assert names_of_users(desk) == {"Bob@contoso.example": "Robert", "eve@contoso.example": "Eve"}


def test_a_file_without_names_leaves_them(desk: Desk, tmp_path: Path) -> None:
    a_trial(desk)
    import_users(desk, a_file(tmp_path, a_user()))
    rows = [a_user("BOB@contoso.example"), a_user("eve@contoso.example")]
    report = import_users(desk, a_file(tmp_path, *rows, without=["Display Name", "Customer Name"]))
    assert counts(report) == (1, 1, 0, 0)
    assert names_of_users(desk) == {"BOB@contoso.example": "Bob", "eve@contoso.example": ""}


def test_a_bad_row_holds_the_file_back_or_is_kept_to_be_mended(desk: Desk, tmp_path: Path) -> None:
    a_trial(desk), a_trial(desk, "Twins"), a_trial(desk, "twins", admin_email="other@twins.example")
    rows = [
        a_user(),
        a_user(admin="nobody@nowhere.example"),
        a_user(admin="", customer="Nobody"),
        a_user(admin="", customer="TWINS"),
        a_user(admin=""),
        a_user("bob at contoso"),
        a_user("BOB@contoso.example"),
        a_user("eve@contoso.example", name="e" * 20_001),
    ]
    file = a_file(tmp_path, *rows)
    before = everything(desk)
    report = import_users(desk, file)
    assert (report.read, counts(report)) == (8, (0, 0, 0, 7))
    assert everything(desk) == before
    assert [(bad.line, bad.column) for bad in report.rejected] == [
        (3, "Customer Admin Email"),
        (4, "Customer Name"),
        (5, "Customer Name"),
        (6, "Customer Admin Email"),
        (7, "Email"),
        (8, "Email"),
        (9, "Display Name"),
    ]
    assert "Import the customers first" in reasons(report)[3]
    assert "2 customers are called TWINS" in reasons(report)[5]
    assert "stands on line 2" in reasons(report)[8]

    report = import_users(desk, file, skip_invalid=True)
    assert counts(report) == (1, 0, 0, 7)
    assert report.rejects_file
    mended = [row | {"Customer Admin Email": "jane.doe@twins.example", "Email": f"u{at}@twins.example"}
              for at, row in enumerate(cells_of(report.rejects_file)[:6])]  # fmt: skip
    assert counts(import_users(desk, a_file(tmp_path, *mended))) == (6, 0, 0, 0)


def test_everything_that_is_wrong_with_a_users_row_is_told_at_once(desk: Desk, tmp_path: Path) -> None:
    (rejection,) = import_users(desk, a_file(tmp_path, a_user("?", admin="nobody@nowhere.example"))).rejected
    assert [(problem.column, problem.value) for problem in rejection.problems] == [
        ("Customer Admin Email", "nobody@nowhere.example"),
        ("Email", "?"),
    ]
    assert all(problem.remedy for problem in rejection.problems)


def test_a_dry_run_writes_nothing(desk: Desk, tmp_path: Path) -> None:
    a_trial(desk)
    before = everything(desk)
    report = import_users(desk, a_file(tmp_path, a_user(), a_user("?")), dry_run=True, skip_invalid=True)
    assert (counts(report), report.written, report.rejects_file) == ((1, 0, 0, 1), False, None)
    assert everything(desk) == before


@pytest.mark.parametrize(
    ("without", "message"),
    [(["Email"], "lacks the column Email"), (["Customer Name", "Customer Admin Email"], "Customer Admin Email")],
)
def test_a_missing_column_is_named(desk: Desk, tmp_path: Path, without: list[str], message: str) -> None:
    with pytest.raises(BadInput, match=message):
        import_users(desk, a_file(tmp_path, a_user(), without=without))
