"""``sparktui shipments``: tracking numbers, and whose they are.

One job: the options of these commands. Must not: know a carrier.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from sparktui.cli import options
from sparktui.cli.command import Noun
from sparktui.errors import BadInput

if TYPE_CHECKING:
    from sparktui.domain.carriers import Candidate


@click.group("shipments", cls=Noun)
def command() -> None:
    """Say whose a tracking number can be."""


@command.command()
@click.argument("numbers", metavar="NUMBER...", nargs=-1, required=True)
@click.option("--country", metavar="CODE", default="", help="Give the pages for a customer there, such as DE.")
@options.as_json
def identify(numbers: tuple[str, ...], country: str, as_json: bool) -> None:
    """Say which carriers each NUMBER can belong to, how sure that is, and where it is followed.

    Blanks, dashes and letter case do not matter. A number whose check digit fails is no candidate.
    """
    from sparktui import reference_data
    from sparktui.cli import printing
    from sparktui.services.identify import identify as candidates_of

    if country and country.upper() not in reference_data.countries():
        raise BadInput(f"{country!r} is no country.", "Give two letters of ISO 3166, such as US or DE.")
    found = [(number, candidates_of(number, country)) for number in numbers]
    if as_json:
        items = ({"number": number, "candidates": [_as_json(one) for one in many]} for number, many in found)
        printing.print_json_list("items", items, total=len(found))
        return
    for number, candidates in found:
        _print(number, candidates)


def _as_json(candidate: Candidate) -> dict[str, str | None]:
    return {
        "carrier": candidate.carrier,
        "carrier_name": candidate.carrier_name,
        "format": candidate.format,
        "format_name": candidate.format_name,
        "grade": candidate.grade.value,
        "url": candidate.url,
    }


def _print(number: str, candidates: tuple[Candidate, ...]) -> None:
    from sparktui.cli import printing
    from sparktui.domain.carriers import Grade
    from sparktui.domain.text import plain

    printing.heading(plain(number, 200))
    if not candidates:
        printing.say("  No carrier is known whose numbers look like this and whose check digit holds.")
    for candidate in candidates:
        sure = "its check digit holds" if candidate.grade is Grade.PROVEN else "by its shape; it has no check digit"
        name = candidate.carrier_name
        kind = "" if candidate.format_name == name else f", {candidate.format_name}"
        printing.field(candidate.grade.value, f"{name}{kind}: {sure}", room=8)
        printing.field("", candidate.url or "no page on which it could be followed", room=8)
