"""Thousands of random rows, imported file after file, against a second reading of what an import does."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from sparktui.domain.trial import Trial
from sparktui.services import maintenance
from sparktui.services.desk import Desk
from sparktui.services.import_customers import import_customers
from tests.model.import_file import Outcome, Record, import_rows
from tests.model.lifecycle import Facts
from tests.portfolio import TODAY
from tests.services.customer_files import a_file, a_row, on_record

SERVICES = (("messaging",), ("messaging", "meetings"), ("meetings", "calling"), ("care",))


def a_record(random: Random, recorded: list[Record]) -> Record:
    """Make up a row: a recorded trial with something changed, or another trial of one of a few customers."""
    if recorded and random.random() < 0.4:
        record = random.choice(recorded)
    else:
        number = random.randrange(120)
        starts = TODAY + timedelta(days=random.randrange(-400, 90, 7))
        record = Record(f"jane{number}@a.example", f"Customer {number}", Facts(starts, 30), "1")
    facts = record.facts
    starts = facts.starts_on
    for change in random.sample(range(9), random.choice((0, 1, 2, 4))):
        match change:
            case 0:
                facts = replace(facts, period_days=random.choice((30, 60, 90)))
            case 1:
                facts = replace(facts, extended_on=random.choice((None, starts + timedelta(random.randrange(70)))))
            case 2:
                facts = replace(facts, converted_on=random.choice((None, starts + timedelta(random.randrange(110)))))
            case 3 | 4:
                site = random.choice((None, f"site{random.randrange(25)}.webex.com"))
                facts = replace(facts, services=SERVICES[random.randrange(1, 3)], site_url=site)
            case 5:
                facts = replace(facts, services=random.choice(SERVICES), site_url=None)
            case 6:
                facts = replace(facts, paid_services=random.choice(((), ("care",), ("messaging",))))
            case 7:
                record = replace(record, said=str(random.randrange(5)), name=f"{record.name[:12]} Ltd")
            case 8:
                facts = replace(facts, country=random.choice(("US", "DE")))
                record = replace(record, address=random.choice((str.lower, str.title))(record.address))
    return replace(record, facts=facts)


def written(record: Record) -> dict[str, str]:
    facts = record.facts
    return a_row(
        record.name,
        str(facts.starts_on),
        admin_email=record.address,
        country=facts.country,
        period_days=str(facts.period_days),
        extended_on=str(facts.extended_on or ""),
        converted_on=str(facts.converted_on or ""),
        services="; ".join(facts.services),
        site_url=facts.site_url or "",
        paid_services="; ".join(facts.paid_services),
        deal_id=record.said,
    )


def read_back(trial: Trial) -> Record:
    facts = Facts(
        trial.starts_on,
        trial.period_days,
        trial.extended_on,
        trial.converted_on,
        tuple(map(str, trial.service_names)),
        trial.site_url,
        trial.customer.country,
        tuple(map(str, trial.customer.paid_services)),
    )
    return Record(trial.customer.admin_email, trial.customer.name, facts, trial.deal_id or "")


@pytest.mark.parametrize("seed", range(4))
def test_every_file_does_what_the_specification_says(desk: Desk, tmp_path: Path, seed: int) -> None:
    random, outcomes = Random(seed), []
    for number in range(6):
        recorded = [read_back(trial) for trial in on_record(desk)]
        rows = list(enumerate((a_record(random, recorded) for _ in range(100)), start=2))
        expected = import_rows(recorded, rows, TODAY)
        file = a_file(tmp_path, *(written(record) for _, record in rows), name=f"file{number}.csv")
        report = import_customers(desk, file, skip_invalid=True)
        assert {rejection.line for rejection in report.rejected} == expected.rejected
        assert {read_back(trial) for trial in on_record(desk)} == expected.recorded
        assert (report.created, report.updated) == (len(expected.created), len(expected.updated))
        assert report.unchanged == len(expected.unchanged)
        again = import_rows([read_back(trial) for trial in on_record(desk)], rows, TODAY)
        report = import_customers(desk, file, skip_invalid=True)
        assert (report.created, report.updated) == (len(again.created), len(again.updated))
        outcomes += [expected, again]
    assert every_kind_came_up(outcomes)
    assert maintenance.check(desk.database, desk.policy) == []


def every_kind_came_up(outcomes: list[Outcome]) -> bool:
    kinds = ("created", "updated", "unchanged", "rejected")
    return all(sum(len(getattr(outcome, kind)) for outcome in outcomes) > 50 for kind in kinds)
