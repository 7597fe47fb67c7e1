"""The README's tables, made from what the program itself knows.

One job: write keys, commands and settings between the markers in README.md (``make readme``). A test holds the README
against them. Must not: say anything that the program does not.
"""

from __future__ import annotations

from pathlib import Path

from sparktui.cli.program import COMMANDS as PROGRAM_COMMANDS
from sparktui.config_file import ConfigFile
from sparktui.screens.commands import COMMANDS, EVERYWHERE

README = Path(__file__).parent.parent / "README.md"


def keys() -> str:
    """Return the table of keys: those that every screen has last."""
    rows = ["| key | where | does |", "| --- | --- | --- |"]
    for command in sorted(COMMANDS, key=lambda command: command.scopes == EVERYWHERE):
        where = "everywhere" if command.scopes == EVERYWHERE else ", ".join(command.scopes).replace("_", " ")
        rows.append(f"| `{command.key}` | {where} | {command.help} |")
    return "\n".join(rows)


def commands() -> str:
    """Return the table of commands."""
    rows = ["| command | does |", "| --- | --- |"]
    rows += [f"| `sparktui {name}` | {entry.summary} |" for name, entry in PROGRAM_COMMANDS.items()]
    return "\n".join(rows)


def settings() -> str:
    """Return the table of settings."""
    rows = ["| setting | means |", "| --- | --- |"]
    rows += [f"| `{name}` | {field.description} |" for name, field in ConfigFile.model_fields.items()]
    return "\n".join(rows)


def with_tables(readme: str) -> str:
    """Return the text ``readme`` with its tables made anew.

    Raises:
        ValueError: when a table's markers are missing.
    """
    for name, table in (("keys", keys()), ("commands", commands()), ("settings", settings())):
        begins, ends = f"<!-- {name} -->\n", f"<!-- /{name} -->"
        before, _, rest = readme.partition(begins)
        _, ended, after = rest.partition(ends)
        if not ended:
            raise ValueError(f"README.md has no place for the table of {name}")
        readme = f"{before}{begins}{table}\n{ends}{after}"
    return readme


if __name__ == "__main__":
    README.write_text(with_tables(README.read_text(encoding="utf-8")), encoding="utf-8")
