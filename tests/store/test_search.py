"""Searching: whatever a person types, and however it is written on record."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sparktui.domain.listing import ListQuery
from sparktui.domain.text import search_key
from sparktui.services import customer_list
from sparktui.services.desk import Desk
from sparktui.services.lookup import find_trial
from sparktui.store import customers
from tests.portfolio import TODAY, a_desk, a_trial

NAMES = {
    "Acme [EU] Ltd": "ada@acme.example",
    "Müller & Söhne": "jonas@mueller.example",
    "Société Générale des Eaux": "camille@eaux.example",
    "株式会社青い灯台": "kaito@todai.example",
    "מגדלור הים": "noor@migdalor.example",
    "100% Cotton_Works": "gita@cotton.example",
    'The "Quoted" O\'Hara * Co': "liam.o'hara@quoted.example",
    "Straße und Weg": "karin@strasse.example",
    "AND OR NOT NEAR": "tess@operators.example",
    "Ｗｉｄｅ Letters": "hana@wide.example",
    "Contoso": "JANE.DOE@contoso.example",
    "Fabrikam": "kim@fabrikam.example",
}


@pytest.fixture(scope="module")
def named(tmp_path_factory: pytest.TempPathFactory, empty_database: Path) -> Iterator[Desk]:
    """A desk with a trial of each of `NAMES`; Contoso's has a site and a deal ID."""
    path = tmp_path_factory.mktemp("named") / "named.db"
    shutil.copy(empty_database, path)
    desk = a_desk(path)
    for name, address in NAMES.items():
        more = {"services": "meetings:5", "site_url": "contoso-demo.webex.com", "deal_id": "0042318"}
        a_trial(desk, name, admin_email=address, **(more if name == "Contoso" else {}))
    yield desk
    desk.database.close()


def found(desk: Desk, text: str) -> set[str]:
    opened = customer_list.open_list(desk, ListQuery(TODAY, text=text))
    lines = customer_list.read_page(desk, opened, 0, 100)
    assert len(lines) == opened.total
    return {line.customer for line in lines}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("acme", {"Acme [EU] Ltd"}),
        ("ACME", {"Acme [EU] Ltd"}),
        ("abrika", {"Fabrikam"}),
        ("[eu]", {"Acme [EU] Ltd"}),
        ("muller", {"Müller & Söhne"}),
        ("MÜLLER", {"Müller & Söhne"}),
        ("sohne", {"Müller & Söhne"}),
        ("generale", {"Société Générale des Eaux"}),
        ("strasse", {"Straße und Weg"}),
        ("Straße", {"Straße und Weg"}),
        ("青い", {"株式会社青い灯台"}),
        ("青", {"株式会社青い灯台"}),
        ("青い灯台", {"株式会社青い灯台"}),
        ("הים", {"מגדלור הים"}),
        ("wide", {"Ｗｉｄｅ Letters"}),
        ("jane.doe@", {"Contoso"}),
        ("Jane.Doe@Contoso.Example", {"Contoso"}),
        ("contoso-demo.webex", {"Contoso"}),
        ("0042318", {"Contoso"}),
        ("42318", {"Contoso"}),
        ("jane 4231", {"Contoso"}),
        ("4231 doe demo", {"Contoso"}),
        ("jane kim", set()),
        ("%", {"100% Cotton_Works"}),
        ("_", {"100% Cotton_Works"}),
        ("n_w", {"100% Cotton_Works"}),
        ("0% c", {"100% Cotton_Works"}),
        ("100%", {"100% Cotton_Works"}),
        ("*", {'The "Quoted" O\'Hara * Co'}),
        ('"', {'The "Quoted" O\'Hara * Co'}),
        ('"quoted"', {'The "Quoted" O\'Hara * Co'}),
        ("o'hara", {'The "Quoted" O\'Hara * Co'}),
        ("not near", {"AND OR NOT NEAR"}),
        ("NEAR(and", set()),
        ("acm*", set()),
        ("con%oso", set()),
        ("nobody", set()),
    ],
)
def test_a_trial_is_found_by(named: Desk, text: str, names: set[str]) -> None:
    assert found(named, text) == names


@pytest.mark.parametrize("text", ["", "   ", "\t\n", "\u00a8", "\0"])
def test_nothing_typed_narrows_nothing(named: Desk, text: str) -> None:
    assert found(named, text) == set(NAMES)


FIELDS = {
    name: [search_key(field) for field in (name, address)]
    + (["contoso-demo.webex.com", "0042318"] if name == "Contoso" else [])
    for name, address in NAMES.items()
}
PIECES = st.sampled_from(sorted({field for fields in FIELDS.values() for field in fields})).flatmap(
    lambda field: st.tuples(st.integers(0, len(field)), st.integers(1, 6)).map(lambda cut: field[cut[0] : sum(cut)])
)


@given(st.lists(PIECES, min_size=1, max_size=4))
def test_a_search_means_that_every_word_stands_somewhere(named: Desk, pieces: list[str]) -> None:
    text = " ".join(pieces)
    words = text.split()
    expected = {
        name for name, fields in FIELDS.items() if all(any(word in field for field in fields) for word in words)
    }
    assert found(named, text) == expected


@given(st.text(st.characters(), max_size=300))
def test_any_text_at_all_can_be_searched_for(named: Desk, text: str) -> None:
    assert found(named, text) <= set(NAMES)


@pytest.mark.parametrize(
    "text",
    [
        "\ud800",
        "acm\ud800e",
        "ac\0me",
        "a " * 5_000,
        "abc " * 5_000,
        "x" * 1_000_000,
        '"' * 5_000,
        "\x1b[31m",
        "(" * 300,
        "- NOT ^ : {a b} +",
    ],
)
def test_even_texts_that_nobody_types_are_answered(named: Desk, text: str) -> None:
    assert found(named, text) <= set(NAMES)


def test_the_index_follows_a_customers_new_name_and_address(desk: Desk) -> None:
    trial = a_trial(desk, "Contoso")
    a_trial(desk, "Fabrikam")
    renamed = replace(trial.customer, name="Litware", admin_email="lee@litware.example")
    with desk.database.writing() as connection:
        customers.change(connection, renamed)
    assert found(desk, "contoso") == set()
    assert found(desk, "co") == set()
    assert found(desk, "litw") == found(desk, "lee@") == found(desk, "li") == {"Litware"}
    assert find_trial(desk, "litware").version == trial.version + 1


def test_the_text_is_looked_for_in_one_field_at_a_time(named: Desk) -> None:
    assert found(named, "contosojane") == set()


def test_a_very_long_name_is_found_by_its_beginning(desk: Desk) -> None:
    name = "Limited Company of " + "Very " * 200 + "Long Names"
    a_trial(desk, name, admin_email="zoe@long.example")
    assert found(desk, "limited company of very very") == found(desk, "zoe@long") == {name}
