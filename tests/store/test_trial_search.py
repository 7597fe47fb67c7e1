"""A searched list is the list without what does not fit, in the same order, whether much is found or little.

Held against the list itself: each line's texts are read, and compared in plain Python.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest

from sparktui.domain.lifecycle import Phase
from sparktui.domain.listing import ListQuery, Sort
from sparktui.domain.text import search_key
from sparktui.services import customer_list, sample_data
from sparktui.services.desk import Desk
from sparktui.store import trial_search
from tests.portfolio import TODAY, a_desk, a_trial

TEXTS = [
    "e",
    "an",
    "ab",
    "xq",
    "q",
    "ä",
    "son",
    "example",
    "ltd",
    "co ex",
    "a b c",
    "zzzz",
    "株",
    "株式",
    "-1",
    "00",
    "42",
]


@pytest.fixture(scope="module")
def portfolio(tmp_path_factory: pytest.TempPathFactory, empty_database: Path) -> Iterator[Desk]:
    """A desk with three hundred sample trials, one of them with a name that two signs find."""
    path = tmp_path_factory.mktemp("searched") / "searched.db"
    shutil.copy(empty_database, path)
    desk = a_desk(path)
    sample_data.fill(desk, 300)
    a_trial(desk, "株式会社青い灯台", admin_email="kaito@todai.example", deal_id="0042")
    yield desk.with_partner_of_record()
    desk.database.close()


def fits(desk: Desk, trial_id: int, text: str) -> bool:
    """Return whether each word of ``text`` stands in the name, address, site, deal ID or numbers of that trial."""
    with desk.database.reading() as connection:
        written = connection.exec_driver_sql(
            "SELECT c.name || ' ' || c.admin_email || ' ' || coalesce(site_url, '') || ' ' || coalesce(deal_id, '')"
            " || ' ' || coalesce((SELECT group_concat(number, ' ') FROM shipments WHERE trial_id = t.id), '')"
            f" FROM trials t JOIN customers c ON c.id = customer_id WHERE t.id = {trial_id}"
        ).scalar_one()
    return all(word in search_key(written) for word in search_key(text).split())


@pytest.mark.parametrize(("first", "walked", "few"), [(128, 2_000, 2_000), (8, 12, 4), (8, 12, 100), (64, 1, 0)])
def test_what_is_found_is_the_list_without_the_rest(
    portfolio: Desk, first: int, walked: int, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, figure in (("FIRST", first), ("WALKED", walked), ("FEW", few)):
        monkeypatch.setattr(trial_search, name, figure)
    lines = every(portfolio, ListQuery(TODAY))
    fitting = {text: {line for line in lines if fits(portfolio, line, text)} for text in TEXTS}
    assert fitting["株"] == fitting["株式"] != set()
    for text, phase, sort in product(TEXTS, (None, Phase.GRACE, Phase.LOST), (Sort.URGENCY, Sort.CUSTOMER)):
        query = ListQuery(TODAY, phase=phase, sort=sort)
        expected = [trial_id for trial_id in every(portfolio, query) if trial_id in fitting[text]]
        searched = ListQuery(TODAY, text, phase, sort=sort)
        begun = customer_list.open_first(portfolio, searched)
        whole = customer_list.complete(portfolio, begun)
        assert every(portfolio, searched) == ids(portfolio, whole) == expected, (text, phase, sort)
        assert ids(portfolio, begun) == (expected if begun.is_complete else expected[:first]), (text, phase, sort)
        assert all(
            customer_list.position_of(portfolio, whole, trial_id) == line for line, trial_id in enumerate(expected[:20])
        )
    assert customer_list.position_of(portfolio, whole, -1) is None


def test_what_nobody_waits_for_is_given_up(portfolio: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, figure in (("FIRST", 8), ("WALKED", 12), ("FEW", 4), ("_BATCH", 10)):
        monkeypatch.setattr(trial_search, name, figure)
    begun = customer_list.open_first(portfolio, ListQuery(TODAY, "e"))
    answers = iter([False, True])
    assert customer_list.complete(portfolio, begun, lambda: next(answers)) is begun
    assert next(answers, None) is None


def every(desk: Desk, query: ListQuery) -> list[int]:
    return list(customer_list.every_id(desk, query))


def ids(desk: Desk, opened: customer_list.OpenList) -> list[int]:
    return [line.id for line in customer_list.read_page(desk, opened, 0, opened.total)]
