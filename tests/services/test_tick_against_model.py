"""A portfolio's story played on the desk and in the second reading of the specification: the same notices in the end.

The same story is worked every day and in jumps, with nothing sent and with everything sent on some days.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from sparktui.domain.trial import Trial
from sparktui.services import conversion, edit_trial
from sparktui.services.delivery.maildir import Maildir
from sparktui.services.desk import Desk
from sparktui.services.lookup import find_trial
from tests.model.notices import Ledger, Life
from tests.portfolio import ADA, BEN, D, a_trial, days, on, place_order
from tests.services.owed_work import loss_of, notices, send_all, tick_on, with_partner_admins, with_users

FIRST = D("2026-01-01")
STORIES = 24
HORIZON = 215


@dataclass(frozen=True)
class Story:
    """What happens to one trial; days count from the first."""

    name: str
    starts: int
    period: int
    recorded: int
    calling: bool
    users: int
    extended: int | None
    converted: int | None


def stories(seed: int) -> list[Story]:
    """Return made-up stories that the rules allow."""
    chance = random.Random(seed)
    return [_story(chance, number) for number in range(STORIES)]


def _story(chance: random.Random, number: int) -> Story:
    period = chance.choice((30, 30, 60, 90))
    starts = chance.randrange(0, 40)
    # Extended on any day of its life, with a weight on the days around the reminder and the last one.
    ends = starts + period
    extended = chance.choice((None, None, ends, ends - 1, ends - 6, ends - 7, ends - 8, chance.randrange(starts, ends)))
    ends += 0 if extended is None else 30
    recorded = starts if extended is not None else chance.choice((0, starts, ends - 8, ends - 7, ends - 6, ends + 1))
    earliest = max(recorded, starts, extended or 0) + 1
    near = [day for day in (ends - 7, ends, ends + 1, ends + 29, ends + 30) if day >= earliest]
    converted = chance.choice((None, None, None, *near))
    return Story(
        f"Customer {number}", starts, period, recorded, chance.random() < 0.4, chance.randrange(3), extended, converted
    )


@pytest.mark.parametrize(("step", "sends"), [(1, False), (5, True), (5, False), (40, True), (40, False), (400, False)])
def test_the_desk_and_the_specification_tell_the_same_end(desk: Desk, tmp_path: Path, step: int, sends: bool) -> None:
    desk = with_partner_admins(on(desk, FIRST))
    told = stories(seed=step)
    ledger = Ledger([], (ADA, BEN))
    lives: dict[str, Life] = {}
    horizon = max(HORIZON, step)
    for number in range(horizon + 1):
        day = FIRST + days(number)
        for story in told:
            _happens(on(desk, day), ledger, lives, story, number)
        if number % step == 0:
            tick_on(desk, day)
            ledger.tick(day)
            if sends and number % (3 * step) == 0:
                send_all(on(desk, day), Maildir(tmp_path / "mail"))
                ledger.send(day)
            if number % 40 == 0:
                assert _on_desk(desk) == ledger.notices
    tick_on(desk, FIRST + days(horizon))
    ledger.tick(FIRST + days(horizon))
    assert _on_desk(desk) == ledger.notices
    assert dict(_losses(desk, told)) == {
        name: (lost_on, ledger.released.get(name)) for name, lost_on in ledger.lost.items()
    }


def _happens(desk: Desk, ledger: Ledger, lives: dict[str, Life], story: Story, number: int) -> None:
    """Let everything happen that the story has for the day, on the desk and in the ledger."""
    if number == story.recorded:
        trial = _recorded(desk, story)
        users = tuple(f"user{user}@{trial.customer.id}.example" for user in range(story.users))
        with_users(desk, trial, *users)
        life = Life(story.name, trial.starts_on, story.period, desk.today, trial.customer.admin_email, users)
        life.calling = story.calling
        ledger.lives.append(life)
        lives[story.name] = life
    if number == story.extended:
        edit_trial.edit_trial(desk, find_trial(desk, story.name), extend=True)
        ledger.extend(lives[story.name], desk.today)
    if number == story.converted:
        trial = find_trial(desk, story.name)
        place_order(desk, trial)
        conversion.complete(desk, trial)
        ledger.convert(lives[story.name], desk.today)


def _recorded(desk: Desk, story: Story) -> Trial:
    services = "messaging:5; calling:5" if story.calling else "messaging:5"
    starts = FIRST + days(story.starts)
    return a_trial(desk, story.name, starts, period_days=str(story.period), services=services)


def _on_desk(desk: Desk) -> dict[tuple[str, str, str, str, date], str]:
    """Return the notices of the desk as the ledger keeps them."""
    return {
        (found.customer, found.kind, found.audience, found.recipient, found.deadline): found.state
        for found in notices(desk)
    }


def _losses(desk: Desk, told: list[Story]) -> Iterator[tuple[str, tuple[date, date | None]]]:
    for story in told:
        loss = loss_of(desk, find_trial(desk, story.name))
        if loss:
            yield story.name, (loss.lost_on, loss.numbers_released_on)
