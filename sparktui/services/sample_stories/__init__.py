"""Trials with a past worth reading, for the sample data: the hard cases, each told through the real use cases.

One job: choose the stories. Must not: tell one itself, nor let it happen (see `sparktui.services.sample_data`).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from sparktui import reference_data
from sparktui.services.sample_stories import customers, endings, orders, parcels
from sparktui.services.sample_stories.telling import Story

__all__ = ["Story", "stories"]

# How many trials a story makes, where it is not one.
_TRIALS: dict[Callable[[], Story], int] = {
    customers.site_passed_on: 2,
    customers.a_long_history: 3,
    parcels.mail_in_doubt: 0,
}


def stories(most: int) -> list[Story]:
    """Return the stories that make up to ``most`` trials together, the most telling first."""
    chosen: list[Story] = []
    for tell in _told():
        most -= _TRIALS.get(tell, 1)
        if most < 0:
            break
        chosen.append(tell())
    return chosen


def _told() -> list[Callable[[], Story]]:
    odd = [partial(customers.odd_name, odd, number) for number, odd in enumerate(reference_data.sample()["odd"])]
    return [
        endings.last_day_of_grace,
        endings.expires_today,
        customers.asked_in_grace,
        orders.site_wanted_under_a_wx,
        orders.draft_in_the_middle,
        orders.placed_and_not_converted,
        endings.last_days_of_grace_with_devices,
        customers.devices_elsewhere,
        parcels.mail_in_doubt,
        orders.capital_i_in_the_address,
        endings.first_day_of_grace,
        endings.one_day_left,
        *odd,
        endings.expiring_from_today,
        endings.expiring_from_tomorrow,
        orders.digit_one_in_the_address,
        orders.r_and_n_in_the_address,
        orders.devices_in_the_united_states,
        customers.paid_customer_tries_calling,
        endings.paid_customer_lost_a_trial,
        customers.asked_and_answered,
        customers.extended_on_its_last_day,
        customers.extended_with_calling,
        customers.starts_soon,
        customers.starts_tomorrow,
        orders.cancelled_and_begun_anew,
        orders.converted_today,
        orders.converted_under_a_wx,
        endings.lost_today,
        endings.numbers_released_today,
        customers.site_passed_on,
        customers.a_long_history,
    ]
