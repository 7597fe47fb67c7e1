"""How this run was set up: options before environment before configuration file before defaults.

One job: gather the settings and refuse what makes no sense, naming where it stands; and keep the one that the app
remembers, its colours. Must not: open the database.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from sparktui import mail_settings, paths
from sparktui.domain.dates import parse_day
from sparktui.domain.text import plain
from sparktui.errors import BadInput, OutsideFailure
from sparktui.mail_settings import MailSettings

MAX_OPERATOR = 320
THEMES = (
    "sparktui-dark",
    "sparktui-light",
    "ansi-dark",
    "ansi-light",
    "atom-one-dark",
    "atom-one-light",
    "catppuccin-frappe",
    "catppuccin-latte",
    "catppuccin-macchiato",
    "catppuccin-mocha",
    "dracula",
    "flexoki",
    "gruvbox",
    "monokai",
    "nord",
    "rose-pine",
    "rose-pine-dawn",
    "rose-pine-moon",
    "solarized-dark",
    "solarized-light",
    "textual-ansi",
    "textual-dark",
    "textual-light",
    "tokyo-night",
)
"""The colours by name: the app's own, then those of the library that draws it, written down so that a run without the
app need not load it. One that an older library had stays: who chose it is not to be turned away."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one run. ``as_of`` is a business day in the partner's time zone; None is today."""

    db: Path
    operator: str
    as_of: date | None = None
    read_only: bool = False
    theme: str = ""
    mail: MailSettings = field(default_factory=MailSettings)


def load(
    options: Mapping[str, Any], environment: Mapping[str, str] | None = None, config: Path | None = None
) -> Settings:
    """Return the settings from command line ``options`` (None is not given), the environment and the config file.

    Raises:
        BadInput: for a value that makes no sense; says where it stands.
    """
    env = os.environ if environment is None else environment
    stored, text = _stored(path := config or config_file(env))

    def pick(key: str) -> tuple[Any, str]:
        if options.get(key) not in (None, False):
            return options[key], f"--{key.replace('_', '-')}"
        variable = f"SPARKTUI_{key.upper()}"
        if env.get(variable):
            return env[variable], variable
        if stored.get(key) is None:
            return None, f"{path}, {key}"
        from sparktui.toml_file import line_of

        return stored[key], f"{path}, line {line_of(text, key)}, {key}"

    operator, whence = pick("operator")
    read_only, read_only_whence = pick("read_only")
    return Settings(
        db=_database(*pick("db")),
        operator=_operator(operator, whence),
        as_of=_day(*pick("as_of")),
        read_only=_switch(read_only, read_only_whence),
        theme=_theme(*pick("theme")),
        mail=mail_settings.read(pick, env),
    )


def save_theme(name: str, config: Path | None = None) -> None:
    """Write the app's colours into the configuration file; whatever else stands there stays as it is.

    The file keeps its permissions, and a link to it stays a link.

    Raises:
        OutsideFailure: when the file cannot be read or written.
    """
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    path = Path(os.path.realpath(config or config_file(os.environ)))
    try:
        document = tomlkit.parse(path.read_text(encoding="utf-8")) if path.exists() else tomlkit.document()
        document["theme"] = name
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_name(f".{path.name}.new")
        fresh.write_text(tomlkit.dumps(document), encoding="utf-8")
        if path.exists():
            shutil.copymode(path, fresh)
        os.replace(fresh, path)
    except (OSError, UnicodeDecodeError, TOMLKitError) as error:
        raise OutsideFailure(
            f"The colours cannot be remembered in {path}: {error}.", "They stay until the end."
        ) from None


def config_file(environment: Mapping[str, str]) -> Path:
    """Return which configuration file is read under ``environment``; it need not exist."""
    return Path(environment.get("SPARKTUI_CONFIG") or paths.config_file())


def _stored(path: Path) -> tuple[Mapping[str, Any], str]:
    if not path.exists():
        return {}, ""
    from sparktui.config_file import read_config

    return read_config(path).model_dump(), path.read_text(encoding="utf-8")


def _database(value: Any, whence: str) -> Path:
    if value is None:
        return paths.default_database()
    text = str(value)
    if text.startswith("sqlite:///"):
        text = text.removeprefix("sqlite:///")
    elif "://" in text:
        raise BadInput(
            f"{whence}: {plain(text, 80)!r} is not a database that this version can use.",
            "Name a file, or sqlite:/// and a path.",
        )
    if not text.strip() or "\0" in text:
        raise BadInput(f"{whence}: the database has no name.", "Name a file.")
    return Path(text).expanduser()


def _operator(value: Any, whence: str) -> str:
    if value is None:
        return _login_name()
    text = str(value).strip()
    if not text or len(text) > MAX_OPERATOR or plain(text, MAX_OPERATOR) != text:
        raise BadInput(f"{whence}: {plain(text, 80)!r} cannot be an operator.", "Give your mail address.")
    return text


def _theme(value: Any, whence: str) -> str:
    name = str(value or "")
    if name and name not in THEMES:
        raise BadInput(f"{whence}: there are no colours {plain(name, 40)!r}.", f"Write one of {', '.join(THEMES)}.")
    return name


def _login_name() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "unknown"


def _day(value: Any, whence: str) -> date | None:
    if value is None:
        return None
    text = value.isoformat() if isinstance(value, date) else str(value)
    try:
        day = parse_day(text)
    except ValueError as error:
        raise BadInput(f"{whence}: {plain(text, 40)!r} {error}.") from None
    if not date(1990, 1, 1) <= day <= date(2200, 12, 31):
        raise BadInput(f"{whence}: {text} lies outside 1990 to 2200.", "Check the year.")
    return day


def _switch(value: Any, whence: str) -> bool:
    if isinstance(value, bool) or value is None:
        return bool(value)
    if str(value).lower() in ("1", "true", "yes", "on"):
        return True
    if str(value).lower() in ("0", "false", "no", "off"):
        return False
    raise BadInput(f"{whence}: {plain(str(value), 40)!r} is neither yes nor no.", "Write 1 or 0.")
