"""The customer list: in the order of the model, on any day, wherever it is cut, and counted rightly.

The database's answers are held against `tests.model`, a second reading of the specification, over portfolios that are
made up at random and always the same.
"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest

from sparktui.domain.lifecycle import Phase
from sparktui.domain.listing import ListQuery, Sort
from sparktui.domain.text import search_key
from sparktui.domain.trial import Customer, Service, ServiceLine, Trial
from sparktui.rules.decision import asks
from sparktui.services import customer_list
from sparktui.services.desk import Desk
from sparktui.store import bulk_sample, trial_list
from sparktui.store.bulk_sample import Sample
from tests.model import lifecycle as model
from tests.portfolio import TODAY, a_desk, days

SEEDS = (1, 2)
SIZE = 500
PHASES: list[dict[str, Any]] = [{"phase": phase} for phase in Phase]
DAYS = [TODAY + days(offset) for offset in (-400, -120, -60, -33, *range(-8, 9, 2), 1, 23, 30, 31, 32, 46, 90, 200)]


@dataclass(frozen=True)
class Portfolio:
    """A desk with made-up trials, and the same trials as the model knows them, by ID."""

    desk: Desk
    facts: dict[int, model.Facts]
    names: dict[int, str]

    def ids(self, query: ListQuery) -> list[int]:
        """Return the list that ``query`` asks for, as IDs and without pages."""
        ids = list(customer_list.every_id(self.desk, query))
        assert len(ids) == customer_list.open_list(self.desk, query).total
        return ids


@pytest.fixture(scope="module", params=SEEDS)
def portfolio(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, empty_database: Path
) -> Iterator[Portfolio]:
    path = tmp_path_factory.mktemp("portfolio") / "portfolio.db"
    shutil.copy(empty_database, path)
    desk = a_desk(path)
    made = [made_up(Random(f"{request.param} {number}"), number) for number in range(1, SIZE + 1)]
    with desk.database.writing() as connection:
        bulk_sample.write(connection, [Sample(trial) for trial in made], desk.policy, TODAY)
    yield Portfolio(desk, {trial.id: known(trial) for trial in made}, {trial.id: trial.customer.name for trial in made})
    desk.database.close()


def made_up(random: Random, number: int) -> Trial:
    """A trial with days that pile up around `TODAY`, so that many share an expiry, and every phase is there."""
    period = random.choice((30, 60, 90))
    starts_on = TODAY - days(random.randint(-20, 260))
    extended_on = starts_on + days(random.randint(0, period)) if random.random() < 0.3 else None
    last = period + 30 * (extended_on is not None) + 30
    expires_on = starts_on + days(period + 30 * (extended_on is not None))
    earliest = (extended_on - starts_on).days if extended_on else 0
    converted_on = starts_on + days(random.randint(earliest, last)) if random.random() < 0.3 else None
    asked_on = TODAY - days(random.randint(0, 9)) if random.random() < 0.05 else None
    name = f"{random.choice(('Amber', 'amber', 'Ämber', 'Zephyr', 'Blue'))} {random.choice(('Bay', 'Cove', 'Lane'))}"
    services = random.choice(((Service.MESSAGING,), (Service.MESSAGING, Service.CALLING)))
    return Trial(
        number,
        Customer(number, name, random.choice(("US", "DE")), f"person{number}@amber.example"),
        starts_on,
        period,
        tuple(ServiceLine(service, 10) for service in services),
        extended_on=extended_on,
        deal_id=f"{number:06d}" if random.random() < 0.5 else None,
        converted_on=converted_on,
        purchase_requested_on=asked_on,
        decided_for=random.choice((None, expires_on, expires_on - days(30))),
    )


def known(trial: Trial) -> model.Facts:
    return model.Facts(
        trial.starts_on,
        trial.period_days,
        trial.extended_on,
        trial.converted_on,
        purchase_requested=trial.purchase_requested_on is not None,
        decided=trial.decided_for == trial.starts_on + days(trial.period_days + 30 * (trial.extended_on is not None)),
    )


def test_the_most_urgent_trial_stands_first_on_any_day(portfolio: Portfolio) -> None:
    for day in DAYS:
        ids = portfolio.ids(ListQuery(day))
        keys = [model.urgency_key(portfolio.facts[trial_id], day) for trial_id in ids]
        assert keys == sorted(keys), day
        assert sorted(ids) == sorted(portfolio.facts), day


def test_every_line_says_what_the_model_says(portfolio: Portfolio) -> None:
    for day in DAYS[::3]:
        opened = customer_list.open_list(portfolio.desk, ListQuery(day))
        for line in customer_list.read_page(portfolio.desk, opened, 0, SIZE):
            assert line.lifecycle(portfolio.desk.policy).label(day) == model.label(portfolio.facts[line.id], day)


def test_the_counts_and_the_filters_are_the_models(portfolio: Portfolio) -> None:
    for day in DAYS:
        expected = Counter(model.phase(facts, day) for facts in portfolio.facts.values())
        counts = customer_list.count_phases(portfolio.desk, day)
        assert {phase.value: count for phase, count in counts.by_phase.items() if count} == expected
        assert counts.total == SIZE
        for phase in Phase:
            ids = portfolio.ids(ListQuery(day, phase=phase))
            assert len(ids) == len(set(ids)) == counts.by_phase[phase]
            assert {model.phase(portfolio.facts[trial_id], day) for trial_id in ids} <= {phase.value}


def test_purchase_requests_come_first_and_can_be_seen_alone(portfolio: Portfolio) -> None:
    waiting = [trial_id for trial_id, facts in portfolio.facts.items() if facts.purchase_requested]
    for day in DAYS[::4]:
        alone = portfolio.ids(ListQuery(day, requested_only=True))
        assert sorted(alone) == waiting
        assert portfolio.ids(ListQuery(day))[: len(alone)] == alone
        assert customer_list.count_phases(portfolio.desk, day).requested == len(waiting)


def test_the_undecided_are_those_of_the_rule_in_the_order_of_the_list(portfolio: Portfolio) -> None:
    policy = portfolio.desk.policy
    for day in DAYS:
        whole = portfolio.ids(ListQuery(day))
        lines = customer_list.read_lines(portfolio.desk, whole)
        undecided = [line.id for line in lines if asks(line, day, policy)]
        assert portfolio.ids(ListQuery(day, undecided_only=True)) == undecided
        assert customer_list.count_phases(portfolio.desk, day).undecided == len(undecided)
        in_grace = portfolio.ids(ListQuery(day, phase=Phase.GRACE, undecided_only=True))
        assert in_grace == [i for i in undecided if model.phase(portfolio.facts[i], day) == "grace"]
        by_expiry = portfolio.ids(ListQuery(day, sort=Sort.EXPIRES, undecided_only=True))
        assert sorted(by_expiry) == sorted(undecided)


@pytest.mark.parametrize("sort", list(Sort))
def test_pages_cut_anywhere_make_the_whole_list(portfolio: Portfolio, sort: Sort) -> None:
    random = Random(7)
    for day in DAYS[::5]:
        whole = portfolio.ids(ListQuery(day, sort=sort))
        opened = customer_list.open_list(portfolio.desk, ListQuery(day, sort=sort))
        for _ in range(12):
            offset, limit = random.randint(0, SIZE + 5), random.randint(0, 70)
            page = customer_list.read_page(portfolio.desk, opened, offset, limit)
            assert [line.id for line in page] == whole[offset : offset + limit]


@pytest.mark.parametrize("sort", list(Sort))
def test_a_trial_stands_where_the_list_says_that_it_does(portfolio: Portfolio, sort: Sort) -> None:
    random = Random(8)
    for day in DAYS[::5]:
        query = ListQuery(day, sort=sort)
        opened = customer_list.open_list(portfolio.desk, query)
        whole = portfolio.ids(query)
        for index in random.sample(range(SIZE), 25):
            assert customer_list.position_of(portfolio.desk, opened, whole[index]) == index


@pytest.mark.parametrize("narrowed", [{}, {"undecided_only": True}, {"requested_only": True}, *PHASES])
@pytest.mark.parametrize("sort", [Sort.URGENCY, Sort.EXPIRES])
def test_a_long_list_is_cut_and_walked_by_its_days(
    portfolio: Portfolio, monkeypatch: pytest.MonkeyPatch, sort: Sort, narrowed: dict[str, Any]
) -> None:
    monkeypatch.setattr(trial_list, "WALKED", 0)
    for day in DAYS[::3]:
        query = ListQuery(day, sort=sort, **narrowed)
        whole = portfolio.ids(query)
        opened = customer_list.open_list(portfolio.desk, query)
        for offset in range(0, len(whole), 13):
            page = customer_list.read_page(portfolio.desk, opened, offset, 30)
            assert [line.id for line in page] == whole[offset : offset + 30]
            assert customer_list.position_of(portfolio.desk, opened, whole[offset]) == offset


def test_a_trial_that_is_filtered_away_has_no_place(portfolio: Portfolio) -> None:
    opened = customer_list.open_list(portfolio.desk, ListQuery(TODAY, phase=Phase.GRACE))
    for trial_id, facts in portfolio.facts.items():
        is_shown = model.phase(facts, TODAY) == "grace"
        assert (customer_list.position_of(portfolio.desk, opened, trial_id) is not None) is is_shown
    assert customer_list.position_of(portfolio.desk, opened, SIZE + 1) is None


def test_the_list_is_sorted_by_name_expiry_or_start(portfolio: Portfolio) -> None:
    names, facts = portfolio.names, portfolio.facts
    by_name = portfolio.ids(ListQuery(TODAY, sort=Sort.CUSTOMER))
    assert by_name == sorted(facts, key=lambda trial_id: (search_key(names[trial_id]), trial_id))
    by_expiry = portfolio.ids(ListQuery(TODAY, sort=Sort.EXPIRES))
    assert by_expiry == sorted(facts, key=lambda trial_id: (model.expiry(facts[trial_id]), trial_id))
    by_start = portfolio.ids(ListQuery(TODAY, sort=Sort.STARTED))
    assert by_start == sorted(facts, key=lambda trial_id: (facts[trial_id].starts_on, trial_id), reverse=True)


def test_a_search_narrows_the_list_and_keeps_its_order(portfolio: Portfolio) -> None:
    whole = portfolio.ids(ListQuery(TODAY))
    for text in ("amber", "cove", "am co", "person12", "0000", "z", "b lane"):
        found = portfolio.ids(ListQuery(TODAY, text=text))
        assert found == [trial_id for trial_id in whole if trial_id in found]
        assert 0 < len(found) < SIZE or text in ("amber", "b")
        for phase in Phase:
            narrowed = portfolio.ids(ListQuery(TODAY, text=text, phase=phase))
            in_phase = [i for i in found if model.phase(portfolio.facts[i], TODAY) == phase.value]
            assert narrowed == in_phase, text


def test_single_lines_are_read_in_the_order_asked_for_and_without_those_that_are_gone(portfolio: Portfolio) -> None:
    lines = customer_list.read_lines(portfolio.desk, [30, 10, SIZE + 7, 20])
    assert [line.id for line in lines] == [30, 10, 20]


def test_the_days_that_are_asked_for_see_every_phase() -> None:
    made = [known(made_up(Random(f"1 {number}"), number)) for number in range(1, SIZE + 1)]
    seen: set[tuple[date, str]] = {(day, model.phase(facts, day)) for day in DAYS for facts in made}
    assert {phase for day, phase in seen if day == TODAY} == {phase.value for phase in Phase}
    assert len(seen) > 4 * len(DAYS)


@pytest.mark.parametrize("sort", list(Sort))
def test_the_top_is_that_of_the_whole_list(portfolio: Portfolio, sort: Sort) -> None:
    narrowed = [{"phase": phase} for phase in Phase] + [{"requested_only": True}, {"undecided_only": True}]
    for day in DAYS[::5]:
        for narrowing in ({}, {"text": "amber"}, {"phase": Phase.GRACE, "undecided_only": True}, *narrowed):
            query = ListQuery(day, sort=sort, **narrowing)
            total, lines = customer_list.read_top(portfolio.desk, query, 40)
            whole = portfolio.ids(query)
            assert (total, [line.id for line in lines]) == (len(whole), whole[:40])
