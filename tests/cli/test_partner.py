"""The partner's own facts from the command line."""

from __future__ import annotations

from tests.cli.conftest import CommandLine


def test_only_what_is_given_changes(cli: CommandLine) -> None:
    cli.ok("partner", "set", "--name=Northwind", "--admin=a@northwind.example", "--admin=b@northwind.example")
    changed = cli.ok("partner", "set", "--tier=2", "--distributor=orders@d.example", "--timezone=Asia/Tokyo")
    assert changed.pop("written") is True
    shown = cli.ok("partner", "show")
    assert shown.pop("today") == "2026-11-22"
    assert shown == changed
    assert shown == {
        "name": "Northwind",
        "tier": 2,
        "distributor": "orders@d.example",
        "timezone": "Asia/Tokyo",
        "administrators": ["a@northwind.example", "b@northwind.example"],
    }
    assert cli.ok("partner", "set", "--admin=")["administrators"] == []
    assert "Time zone       Asia/Tokyo" in cli("partner", "show").out


def test_what_makes_no_sense_is_refused(cli: CommandLine) -> None:
    for options in ([], ["--tier=3"], ["--timezone=Mars/Base"], ["--admin=nobody"]):
        answer = cli("partner", "set", *options)
        assert (answer.code, answer.out) == (2, ""), options
        assert answer.err
