"""The shipped reference data, and what is said of a policy that cannot be used."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sparktui import reference_data
from sparktui.domain.offer import OfferName
from sparktui.domain.trial import Service
from sparktui.errors import BadInput

SHIPPED = (reference_data.data_folder() / "policy.toml").read_text(encoding="utf-8")

Write = Callable[[str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Return a function that writes a policy file and gives its path."""

    def policy_file(text: str) -> Path:
        path = tmp_path / "policy.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return policy_file


def line_of(text: str, start: str) -> int:
    return next(number for number, line in enumerate(text.splitlines(), 1) if line.lstrip().startswith(start))


def refusal(path: Path) -> str:
    with pytest.raises(BadInput) as refused:
        reference_data.load_policy(path)
    assert refused.value.remedy
    assert str(path) in refused.value.message
    return refused.value.message


def test_the_shipped_policy_is_read(write: Write) -> None:
    assert reference_data.load_policy(write(SHIPPED)) == reference_data.policy()
    assert reference_data.policy().periods == (30, 60, 90)


@pytest.mark.parametrize(
    ("line", "wrong", "reason"),
    [
        ("extension_days = 30", "extension_days = -30", "extension_days must be a whole number"),
        ("extension_days = 30", 'extension_days = "30"', "extension_days must be a whole number"),
        ("grace_days = 30", "  grace_days = 30.5", "grace_days must be a whole number"),
        ("grace_days = 30", "grace_days = true", "grace_days must be a whole number"),
        ("periods = [30, 60, 90]", "periods = 90", "periods must be a list"),
        ("periods = [30, 60, 90]", "periods = []", "periods must be a list"),
        ("periods = [30, 60, 90]", "periods = [90, 30]", "periods must rise"),
        ("max_extensions = 1", "max_extensions = 2", "max_extensions must be 1"),
        ("grace_warning_days = 7", "grace_warning_days = 31", "grace_warning_days must not exceed grace_days (30)"),
        ("reminder_days = 7", "reminder_days = 30", "reminder_days must be shorter"),
        ("contact_days = 14", "contact_days = 3", "contact_days must not be less than reminder_days (7)"),
    ],
)
def test_a_figure_that_makes_no_sense_is_refused_by_its_line(write: Write, line: str, wrong: str, reason: str) -> None:
    assert line in SHIPPED.splitlines()
    text = "\n".join(wrong if written == line else written for written in SHIPPED.splitlines())
    message = refusal(write(text))
    assert f"line {line_of(text, wrong.strip())}: " in message
    assert reason in message


@pytest.mark.parametrize(
    "extra", ["grace_dayz = 30", '"grace_dayz" = 30', "[grace_dayz]\ndays = 30", "grace_dayz.a = 1"]
)
def test_a_figure_too_many_is_refused_by_its_line(write: Write, extra: str) -> None:
    text = f"{SHIPPED}\n{extra}\n"
    message = refusal(write(text))
    assert f"line {line_of(text, extra.splitlines()[0])}: grace_dayz is not a figure" in message


def test_a_missing_figure_is_named(write: Write) -> None:
    text = "\n".join(line for line in SHIPPED.splitlines() if not line.startswith("number_hold_days"))
    assert "number_hold_days is missing" in refusal(write(text))


def test_what_is_no_toml_is_refused_by_its_line(write: Write) -> None:
    text = SHIPPED.replace("grace_days = 30", "grace_days = thirty")
    assert f"line {line_of(text, 'grace_days')}" in refusal(write(text))


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    assert "cannot be read" in refusal(tmp_path / "nowhere.toml")
    (tmp_path / "utf-16.toml").write_text(SHIPPED, encoding="utf-16")
    assert "not UTF-8" in refusal(tmp_path / "utf-16.toml")


def test_six_plans_three_addons_and_two_offers() -> None:
    catalogue = reference_data.catalogue()
    assert [plan.code for plan in catalogue.plans] == ["M1", "M2", "M3", "C1", "C2", "C3"]
    assert [addon.code for addon in catalogue.addons] == [
        "spark-room-device",
        "webex-training-center-200",
        "webex-event-center-1000",
    ]
    assert [offer.name for offer in catalogue.offers] == list(OfferName)


def test_the_plans_with_a_c_are_those_with_an_m_and_calling() -> None:
    catalogue = reference_data.catalogue()
    plans = {plan.code: plan for plan in catalogue.plans}
    for number in "123":
        basic, calling = plans[f"M{number}"], plans[f"C{number}"]
        assert set(calling.covers) == {*basic.covers, Service.CALLING}
        assert basic.has_site == calling.has_site == (number == "3")


def test_the_offers_stand_side_by_side_part_by_part() -> None:
    spk, wx = reference_data.catalogue().offers
    assert [fate.part for fate in spk.fates] == [fate.part for fate in wx.fates]
    assert len({fate.part for fate in spk.fates}) == len(spk.fates)
    outcomes = {fate.outcome for offer in (spk, wx) for fate in offer.fates}
    assert outcomes == {"converts", "kept", "new", "lost"}
    assert "lost" not in {fate.outcome for fate in spk.fates}


def test_what_is_asked_for_by_name() -> None:
    catalogue = reference_data.catalogue()
    plan, addon = catalogue.plan("C3"), catalogue.addon("spark-room-device")
    assert plan is not None
    assert plan.has_site
    assert addon is not None
    assert addon.covers == (Service.ROOM_SYSTEMS,)
    assert (catalogue.plan("M4"), catalogue.plan(None), catalogue.addon("M1")) == (None, None, None)
    assert catalogue.offer(OfferName.A_WX).name is OfferName.A_WX


def test_countries_have_two_letter_codes_and_names() -> None:
    countries = reference_data.countries()
    assert all(len(code) == 2 and code.isascii() and code.isupper() for code in countries)
    assert all(name.strip() == name != "" for name in countries.values())
    assert countries["US"] == "United States"


def test_the_article_is_told_in_statements_each_with_a_name_of_its_own() -> None:
    statements = reference_data.statements()
    assert len({statement.id for statement in statements}) == len(statements)
    assert all(statement.says.endswith(".") and statement.paragraph >= 1 for statement in statements)
