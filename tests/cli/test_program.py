"""The program itself: what it imports, how it ends, and what it says of itself."""

from __future__ import annotations

import errno
import io
import json
import os
import pty
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from sparktui import __version__
from sparktui.cli import plain_start
from sparktui.cli.command import global_options
from sparktui.cli.program import COMMANDS, program, run
from tests.cli.conftest import ACME, TODAY, CommandLine

HEAVY = ("sqlalchemy", "pydantic", "textual", "rich", "sparktui.settings", "sparktui.services.desk")


def loaded(*commands: list[str]) -> list[str]:
    """Run ``commands`` one after the other in a fresh interpreter and return which heavy modules it then has."""
    script = f"""
import json, sys
from sparktui.cli.program import run
codes = [run(command) for command in {commands!r}]
assert codes == [0] * {len(commands)}, codes
print("\\n" + json.dumps([name for name in {HEAVY!r} if name in sys.modules]))
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    names: list[str] = json.loads(done.stdout.splitlines()[-1])
    return names


def leaves(group: click.Group, words: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        if isinstance(command, click.Group):
            yield from leaves(command, (*words, name))
        else:
            yield (*words, name), command


def test_version_and_help_import_nothing_heavy() -> None:
    assert loaded(["--version"], ["--help"], ["trials", "list", "--help"], ["convert", "order", "--help"]) == []


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("", {}),
        ("--db desk.db", {"db": "desk.db"}),
        ("--db=desk.db --read-only", {"db": "desk.db", "read_only": True}),
        ("--as-of 2026-11-22 --operator ada@x.example", {"as_of": "2026-11-22", "operator": "ada@x.example"}),
        ("--db one.db --db=two.db", {"db": "two.db"}),
        ("--db", None),
        ("--db --read-only", None),
        ("--read-only=yes", None),
        ("--help", None),
        ("--version", None),
        ("trials list", None),
        ("--db desk.db demo", None),
        ("--no-such-option", None),
        ("--", None),
    ],
)
def test_only_global_options_make_a_plain_start(typed: str, meant: dict[str, object] | None) -> None:
    assert plain_start.options(typed.split()) == meant


def test_a_plain_start_knows_every_global_option() -> None:
    switches = {
        option.name: option.is_flag for option in global_options(hidden=False) if isinstance(option, click.Option)
    }
    for name, is_switch in switches.items():
        words = [f"--{(name or '').replace('_', '-')}", *([] if is_switch else ["2026-11-22"])]
        assert plain_start.options(words) == {name: is_switch or "2026-11-22"}


def test_a_shell_that_completes_a_line_is_answered_by_the_command_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_SPARKTUI_COMPLETE", "bash_complete")
    assert plain_start.options([]) is None


def test_the_app_is_opened_without_loading_the_command_line() -> None:
    opened = """
import gc, sys, types
def opening(settings):
    loaded = [name for name in ("click", "sqlalchemy", "pydantic") if name in sys.modules]
    print("opened", settings.db, settings.read_only, loaded, gc.isenabled())
    return 7
sys.modules["sparktui.launch"] = types.SimpleNamespace(run=opening)
sys.argv = ["sparktui", "--db", "desk.db", "--read-only"]
from sparktui.__main__ import main
raise SystemExit(main())
"""
    ours, theirs = pty.openpty()
    done = subprocess.run([sys.executable, "-c", opened], stdin=theirs, stdout=theirs, check=False)
    os.close(theirs)
    assert os.read(ours, 10_000) == b"opened desk.db True [] False\r\n"
    os.close(ours)
    assert done.returncode == 7


@pytest.mark.parametrize(
    ("arguments", "said"), [([], "needs a terminal"), (["--as-of", "2017-02-30"], "2017-02-30"), (["--db", " "], "db")]
)
def test_a_plain_start_that_fails_is_told_in_words(arguments: list[str], said: str) -> None:
    command = [sys.executable, "-m", "sparktui", *arguments]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_commands_without_a_screen_load_no_screen(tmp_path: Path) -> None:
    begin = ["--db", str(tmp_path / "desk.db"), "--as-of", TODAY]
    names = loaded(
        [*begin, "trials", "new", *ACME],
        [*begin, "trials", "list"],
        [*begin, "trials", "show", "acme"],
        [*begin, "convert", "draft", "acme", "--offer=A-SPK"],
        [*begin, "requests", "list"],
        [*begin, "partner", "show"],
        [*begin, "rules", "explain", "CNV-1", "--trial", "acme"],
        [*begin, "rules", "coverage"],
        [*begin, "db", "check"],
        [*begin, "info"],
    )
    assert "textual" not in names
    assert "rich" not in names


def test_the_rules_need_no_database_and_load_none() -> None:
    assert loaded(["rules", "list"], ["rules", "explain", "CNV-11"], ["rules", "coverage"]) == []


def test_the_version_is_printed(cli: CommandLine) -> None:
    assert cli("--version").out == f"sparktui {__version__}\n"


def test_help_names_every_command_and_every_command_has_help(cli: CommandLine) -> None:
    printed = cli("--help").out
    for name, entry in COMMANDS.items():
        assert f"  {name} " in printed
        assert entry.summary in printed
    for words, command in leaves(program):
        answer = cli(*words, "--help")
        assert answer.code == 0
        assert command.help
        assert command.help.splitlines()[0].split()[0] in answer.out


def test_every_command_answers_programs_too() -> None:
    for words, command in leaves(program):
        options = {option for parameter in command.params for option in parameter.opts}
        assert ("--json" in options) == (words != ("demo",)), words


def test_global_options_are_understood_after_the_command(acme: CommandLine) -> None:
    assert acme.ok("trials", "list", "--as-of", "2026-12-31")["items"][0]["phase"] == "lost"
    assert acme("trials", "--read-only", "extend", "acme").code == 2
    assert acme("info", "--operator", "bo@northwind.example").out.count("bo@northwind.example") == 1


def test_the_environment_is_asked_after_the_options(acme: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SPARKTUI_AS_OF", "2030-01-01")
    monkeypatch.setenv("SPARKTUI_READ_ONLY", "1")
    assert acme.ok("info")["as_of"] == TODAY
    assert acme.ok("info")["read_only"] is True
    monkeypatch.setenv("SPARKTUI_READ_ONLY", "perhaps")
    assert acme("info").code == 2


def test_bad_usage_is_told_in_words_or_as_json(cli: CommandLine) -> None:
    words = cli("trails", "list")
    assert (words.code, words.out) == (2, "")
    assert "Did you mean 'trials'?" in words.err
    for arguments in (["trials", "list", "--limit", "many"], ["nonsense"], ["convert", "place", "acme"]):
        answer = cli(*arguments, "--json")
        assert (answer.code, answer.err) == (2, "")
        assert answer.json["error"]["kind"] == "usage"
        assert answer.json["error"]["message"]
    assert cli("trials").code == 2
    assert cli("trials", "list", "--as-of", "2017-02-30", on="2017-02-28").code == 2


def test_the_app_needs_a_terminal(cli: CommandLine) -> None:
    for arguments in ([], ["demo"], ["demo", "--tier", "2", "--trials", "5"]):
        answer = cli(*arguments)
        assert (answer.code, answer.out) == (2, "")
        assert "needs a terminal" in answer.err
    assert not cli.db.exists()


def test_what_nobody_foresaw_is_logged_and_told_in_a_sentence(
    cli: CommandLine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def fail(_desk: object) -> None:
        raise ZeroDivisionError("deep inside")

    monkeypatch.setattr("sparktui.services.partner.show_partner", fail)
    words = cli("partner", "show")
    assert (words.code, words.out) == (3, "")
    assert "Traceback" not in words.err
    assert "ZeroDivisionError" in words.err
    answer = cli("partner", "show", "--json")
    assert (answer.code, answer.err) == (3, "")
    assert answer.json["error"]["kind"] == "outside_failure"
    (log,) = tmp_path.rglob("sparktui.log")
    assert log.read_text().count("deep inside") >= 2


def test_an_interrupted_command_says_nothing_more(cli: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_desk: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("sparktui.services.partner.show_partner", interrupt)
    answer = cli("partner", "show")
    assert (answer.code, answer.out, answer.err.strip()) == (130, "", "")


def test_a_reader_who_leaves_early_is_no_failure() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "sparktui", "rules", "coverage"]
    done = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert (done.returncode, done.stderr) == (141, b"")


@pytest.mark.parametrize("arguments", [["rules", "list"], ["rules", "list", "--json"], ["nonsense", "--json"]])
def test_a_full_disk_under_the_output_is_told(
    arguments: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Full(io.StringIO):
        def write(self, _text: str) -> int:
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(sys, "stdout", Full())
    assert run(arguments) == 3
    assert capsys.readouterr().err == "Error: The output cannot be written: No space left on device.\n"


def test_a_closed_output_is_no_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    assert run(["rules", "list"]) == run(["rules", "list", "--json"]) == 0
    assert run([]) == 2


@pytest.mark.parametrize(("environment", "is_coloured"), [({}, True), ({"NO_COLOR": "1"}, False)])
def test_a_terminal_gets_colour_unless_it_wants_none(environment: dict[str, str], is_coloured: bool) -> None:
    ours, theirs = pty.openpty()
    env = {key: value for key, value in os.environ.items() if key != "NO_COLOR"} | environment
    subprocess.run([sys.executable, "-m", "sparktui", "rules", "explain", "CNV-1"], stdout=theirs, env=env, check=True)
    os.close(theirs)
    printed = os.read(ours, 100_000)
    os.close(ours)
    assert b"CNV-1" in printed
    assert (b"\x1b[" in printed) is is_coloured


def test_an_old_terminal_gets_what_it_can_show(cli: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    cli.ok("trials", "new", "--customer=Müller & Söhne", *ACME[1:])
    with monkeypatch.context() as patch:
        old = io.TextIOWrapper(io.BytesIO(), encoding="ascii", write_through=True)
        patch.setattr(sys, "stdout", old)
        cli("trials", "list")
        words = old.buffer.getvalue()
        cli("trials", "list", "--json")
        data = old.buffer.getvalue().removeprefix(words)
    assert b"M?ller & S?hne" in words
    assert json.loads(data)["items"][0]["customer"] == "Müller & Söhne"
