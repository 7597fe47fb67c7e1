"""The files of carriers and postal operators: what can stand in them, and which line is wrong.

One job: the model of both files, checked as they are read. Must not: turn them into the domain's values.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from sparktui.domain.check_digits import Method
from sparktui.errors import BadInput
from sparktui.toml_file import read_toml

Word = Annotated[str, Field(min_length=1, max_length=80)]
Code = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
Country = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
Region = Annotated[str, Field(pattern=r"^[A-Za-z_/-]+$")]
Pickups = Annotated[str, Field(pattern=r"^https://[^\s{}]+(\{region\}[^\s{}]*)?$")]
Page = Annotated[str, Field(pattern=r"^(https://[^\s{}]+(\{(number|region)\}[^\s{}]*)+)?$")]
Whole = Annotated[int, Field(ge=1, le=100)]


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class CheckEntry(_Entry):
    """How a check digit is made; `CheckDigit` says what the methods need."""

    method: Method
    weights: tuple[Whole, ...] = Field((), strict=False)
    moduli: tuple[Whole, ...] = Field((), strict=False)

    @model_validator(mode="after")
    def _has_what_the_method_needs(self) -> CheckEntry:
        is_sum = self.method == "sum_product_with_weightings_and_modulo"
        if bool(self.weights) != (is_sum or self.method == "mod10"):
            raise ValueError("weights belong to mod10 and the sum of products, which need them")
        if bool(self.moduli) != is_sum:
            raise ValueError("moduli belong to the sum of products, which needs them")
        return self


class FormatEntry(_Entry):
    """One of a carrier's kinds of number."""

    id: Code
    name: Word
    pattern: str
    check: CheckEntry | None = None
    serial_begins: Annotated[str, Field(pattern=r"^\d*$")] = ""
    trackable: bool = True

    @field_validator("pattern")
    @classmethod
    def _is_bounded(cls, pattern: str) -> str:
        try:
            re.compile(pattern, re.ASCII)
        except re.error as error:
            raise ValueError(f"it is no regular expression: {error}") from None
        if re.search(r"[*+]|,\}", pattern):
            raise ValueError("every repetition needs an upper bound, so that no number takes long")
        return pattern

    @model_validator(mode="after")
    def _names_the_check_digit(self) -> FormatEntry:
        named = {"serial", "check"} & re.compile(self.pattern).groupindex.keys()
        if self.check and len(named) < 2:
            raise ValueError("a pattern with a check digit names the groups serial and check")
        if not self.check and (named or self.serial_begins):
            raise ValueError("serial, check and serial_begins belong to formats with a check digit")
        return self


class PickupEntry(_Entry):
    """Where a carrier's pickups are booked; ``regions`` may be left out where they are those of its other pages."""

    page: Pickups
    regional_page: Pickups | None = None
    regions: dict[Country, Region] = {}

    @model_validator(mode="after")
    def _has_what_its_regions_need(self) -> PickupEntry:
        if "{region}" in self.page or "{region}" not in (self.regional_page or "{region}"):
            raise ValueError("regional_page has {region} in it, and page has not")
        if self.regions and not self.regional_page:
            raise ValueError("regions need a regional_page")
        return self


class CarrierEntry(_Entry):
    """One carrier."""

    code: Code
    name: Word
    aliases: tuple[Word, ...] = Field((), strict=False)
    page: Page = ""
    regional_page: Page = ""
    regions: dict[Country, Region] = {}
    pages: dict[Country, Page] = {}
    pickup: PickupEntry | None = None
    operator_of: tuple[Country, ...] = Field((), strict=False)
    format: tuple[FormatEntry, ...] = Field((), strict=False)

    @field_validator("page", "pages", "regional_page")
    @classmethod
    def _takes_the_number(cls, pages: str | dict[str, str]) -> str | dict[str, str]:
        for page in pages.values() if isinstance(pages, dict) else [pages]:
            if page and page.count("{number}") != 1:
                raise ValueError("a page has {number} in it, once")
        return pages

    @model_validator(mode="after")
    def _has_what_its_regions_need(self) -> CarrierEntry:
        if any("{region}" in page for page in (self.page, *self.pages.values())):
            raise ValueError("only regional_page has {region} in it")
        if bool(self.regions) != (self.regional_page.count("{region}") == 1):
            raise ValueError("regions and a regional_page with {region} in it, once, need each other")
        return self


class CarriersFile(_Entry):
    """``carriers.toml``."""

    carrier: tuple[CarrierEntry, ...] = Field(strict=False)


class OperatorsFile(_Entry):
    """``postal_operators.toml``."""

    operators: dict[Country, Word]


File = TypeVar("File", CarriersFile, OperatorsFile)


def read_file(path: Path, model: type[File]) -> tuple[File, str]:
    """Return what the file ``path`` holds as a ``model``, and its text.

    Raises:
        BadInput: when it is missing, not TOML, or has an entry that makes no sense; names the line.
    """
    try:
        stored, text = read_toml(path)
    except FileNotFoundError:
        raise BadInput(f"{path} cannot be read: it is missing.", "Reinstall sparktui.") from None
    try:
        return model.model_validate(stored), text
    except ValidationError as error:
        wrong = error.errors()[0]
        raise wrong_entry(path, text, wrong["loc"], wrong["msg"].removeprefix("Value error, ")) from None


def wrong_entry(path: Path, text: str, location: Sequence[str | int], reason: str) -> BadInput:
    """Return the failure that tells of the entry at ``location``: keys and places in lists, from the outside in."""
    keys = [step for step in location if isinstance(step, str)]
    key = keys[-1] if keys else "the file"
    return BadInput(f"{path}, line {_line_of(text, location)}: {key}: {reason}.", "Correct it, or reinstall sparktui.")


def _line_of(text: str, location: Sequence[str | int]) -> int:
    lines = text.splitlines()
    at, table = 0, ""
    for step in location:
        if isinstance(step, str):
            table = f"{table}.{step}".lstrip(".")
            begins = re.compile(rf"\[?(?:{re.escape(table)}|{re.escape(step)})\b")
            within = range(at, _end_of_table(lines, at))
            at = next((number for number in within if begins.match(lines[number])), at)
        else:
            headers = [number for number in range(at, len(lines)) if lines[number].startswith(f"[[{table}]]")]
            at = headers[step] if step < len(headers) else at
    return at + 1


def _end_of_table(lines: Sequence[str], start: int) -> int:
    """Return the place of the next entry of a list of tables after ``start``, or of the end."""
    return next((number for number in range(start + 1, len(lines)) if lines[number].startswith("[[")), len(lines))
