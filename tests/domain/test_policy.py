"""The figures of a trial's life: a set that makes no sense is refused by the figure that is wrong."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from sparktui import reference_data
from sparktui.domain.policy import Policy, PolicyError

SHIPPED = reference_data.policy()


def test_the_shipped_figures() -> None:
    assert Policy((30, 60, 90), 30, 1, 7, 30, 7, 15, 14, 100, 7, 30, 7) == SHIPPED


@pytest.mark.parametrize(
    ("figure", "value", "reason"),
    [
        ("periods", (), "list of whole numbers"),
        ("periods", (30, 0), "list of whole numbers"),
        ("periods", (30, "60"), "list of whole numbers"),
        ("periods", (60, 30), "must rise"),
        ("periods", (30, 30), "must rise"),
        ("extension_days", 0, "whole number"),
        ("extension_days", -30, "whole number"),
        ("extension_days", 30.0, "whole number"),
        ("extension_days", True, "whole number"),
        ("extension_days", 10_001, "whole number"),
        ("number_hold_days", "15", "whole number"),
        ("default_quantity", 0, "whole number"),
        ("shipment_news_days", 0, "whole number"),
        ("mail_lead_days", -1, "whole number"),
        ("return_overdue_days", None, "whole number"),
        ("max_extensions", 2, "must be 1"),
        ("grace_warning_days", 31, "must not exceed grace_days"),
        ("reminder_days", 30, "shorter than the shortest period"),
        ("contact_days", 6, "must not be less than reminder_days"),
        ("contact_days", 30, "shorter than the shortest period"),
    ],
)
def test_a_figure_that_makes_no_sense(figure: str, value: Any, reason: str) -> None:
    with pytest.raises(PolicyError, match=reason) as refused:
        replace(SHIPPED, **{figure: value})
    assert refused.value.field == figure


@pytest.mark.parametrize(
    ("figure", "value"),
    [("periods", (15,)), ("grace_warning_days", 30), ("reminder_days", 14), ("contact_days", 7), ("contact_days", 29)],
)
def test_a_figure_at_its_limit(figure: str, value: Any) -> None:
    assert getattr(replace(SHIPPED, **{figure: value}), figure) == value
