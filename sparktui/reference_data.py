"""The shipped, read-only reference data of ``data/``: policy, offers, countries, the article's statements.

One job: read and check these files once, and turn them into the domain's values, whose modules are loaded with them:
all that the app needs before its first look is the policy. Must not: write anything, or read the user's files.
"""

from __future__ import annotations

from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sparktui.domain.policy import Policy, PolicyError
from sparktui.domain.trial import Service
from sparktui.errors import BadInput
from sparktui.toml_file import line_of, read_toml

if TYPE_CHECKING:
    from sparktui.domain.adoption import AdoptionTopic
    from sparktui.domain.article import Statement
    from sparktui.domain.offer import Catalogue


def data_folder() -> Path:
    """Return the folder of the reference data: inside the installed package, or beside it in a checkout."""
    package = Path(__file__).resolve().parent
    installed = package / "data"
    return installed if installed.is_dir() else package.parent / "data"


@cache
def policy() -> Policy:
    """Return the shipped policy.

    Raises:
        BadInput: see `load_policy`.
    """
    return load_policy(data_folder() / "policy.toml")


def load_policy(path: Path) -> Policy:
    """Return the policy that ``path`` holds.

    Raises:
        BadInput: when the file is not TOML, lacks a figure, has one too many, or makes no sense; names the line.
    """
    figures, text = _read(path)
    names = {field.name for field in fields(Policy)}
    for missing in sorted(names - figures.keys()):
        raise BadInput(f"{path}: the figure {missing} is missing.", "Add it, or restore the shipped file.")
    for unknown in sorted(figures.keys() - names):
        raise BadInput(f"{path}, line {line_of(text, unknown)}: {unknown} is not a figure of the policy.", "Remove it.")
    periods = figures["periods"]
    try:
        return Policy(**{**figures, "periods": tuple(periods) if isinstance(periods, list) else ()})
    except PolicyError as error:
        raise BadInput(f"{path}, line {line_of(text, error.field)}: {error}.", "Correct the figure.") from None


@cache
def catalogue() -> Catalogue:
    """Return the offers, plans and add-ons."""
    from sparktui.domain.offer import AddOn, Catalogue, Fate, Offer, OfferName, Plan

    data = _load("offers.toml")
    return Catalogue(
        offers=tuple(
            Offer(
                OfferName(offer["name"]),
                offer["title"],
                offer["summary"],
                _services(offer["grants"]),
                tuple(Fate(**fate) for fate in offer["fates"]),
            )
            for offer in data["offer"]
        ),
        plans=tuple(
            Plan(plan["code"], plan["title"], _services(plan["covers"]), plan["has_site"]) for plan in data["plan"]
        ),
        addons=tuple(AddOn(addon["code"], addon["title"], _services(addon["covers"])) for addon in data["addon"]),
    )


@cache
def countries() -> dict[str, str]:
    """Return the ISO 3166-1 alpha-2 codes and their names."""
    return dict(_load("countries.toml")["countries"])


@cache
def adoption_topics() -> tuple[AdoptionTopic, ...]:
    """Return the topics of adoption help in the order in which they are shown."""
    from sparktui.domain.adoption import AdoptionTopic

    return tuple(
        AdoptionTopic(item["id"], item["title"], item["advice"].strip(), item["subject"], item["message"])
        for item in _load("adoption.toml")["topic"]
    )


@cache
def statements() -> tuple[Statement, ...]:
    """Return the article's statements in the article's order."""
    from sparktui.domain.article import Statement

    return tuple(
        Statement(
            item["id"],
            item["section"],
            item["paragraph"],
            item["says"],
            tuple(item["carried_by"]),
            item.get("planned", False),
        )
        for item in _load("article.toml")["statement"]
    )


def sample() -> dict[str, Any]:
    """Return the words of the sample data, as ``data/sample.toml`` lists them."""
    return _load("sample.toml")


def _load(name: str) -> dict[str, Any]:
    return _read(data_folder() / name)[0]


def _read(path: Path) -> tuple[dict[str, Any], str]:
    try:
        return read_toml(path)
    except FileNotFoundError:
        raise BadInput(f"{path} cannot be read: it is missing.", "Reinstall sparktui.") from None


def _services(names: list[str]) -> tuple[Service, ...]:
    return tuple(Service(name) for name in names)
