"""``shipments identify``: whose a tracking number can be, without a database."""

from __future__ import annotations

from tests.cli.conftest import CommandLine


def test_each_number_is_answered_with_its_candidates(cli: CommandLine) -> None:
    answer = cli.ok("shipments", "identify", "780 4576-8393", "1z5r89390357567127", "nonsense")
    assert [item["number"] for item in answer["items"]] == ["780 4576-8393", "1z5r89390357567127", "nonsense"]
    several, one, none = (item["candidates"] for item in answer["items"])
    assert [(candidate["carrier"], candidate["format"], candidate["grade"]) for candidate in several] == [
        ("dhl", "dhl_express", "proven"),
        ("old_dominion", "old_dominion", "proven"),
    ]
    assert one[0]["url"] == "https://www.ups.com/track?loc=en_US&tracknum=1Z5R89390357567127"
    assert none == []


def test_no_database_is_needed_or_made(cli: CommandLine) -> None:
    cli.ok("shipments", "identify", "1Z5R89390357567127")
    assert not cli.db.exists()


def test_the_page_is_the_one_for_the_customers_country(cli: CommandLine) -> None:
    [item] = cli.ok("shipments", "identify", "1Z5R89390357567127", "--country", "de")["items"]
    assert item["candidates"][0]["url"] == "https://www.ups.com/track?loc=de_DE&tracknum=1Z5R89390357567127"
    refused = cli("shipments", "identify", "1Z5R89390357567127", "--country", "XX")
    assert (refused.code, refused.out) == (2, "")
    assert "XX" in refused.err


def test_people_read_how_sure_it_is(cli: CommandLine) -> None:
    told = cli("shipments", "identify", "1Z5R89390357567127", "TBA000000000000", "bogus\x1b[2J").out
    assert "proven  UPS: its check digit holds" in told
    assert "shape   Amazon, Amazon Logistics: by its shape" in told
    assert "No carrier is known" in told
    assert "\x1b[2J" not in told


def test_a_number_is_asked_for(cli: CommandLine) -> None:
    assert cli("shipments", "identify").code == 2
