"""Where things live on this person's machine.

One job: name the places of configuration, database and log, the way the platform wants them.
Must not: make or open anything.
"""

from __future__ import annotations

from pathlib import Path

from platformdirs import PlatformDirs

_DIRS = PlatformDirs("sparktui", appauthor=False)


def config_file() -> Path:
    """Return where the configuration is read from."""
    return _DIRS.user_config_path / "config.toml"


def default_database() -> Path:
    """Return where the database is when nobody names another."""
    return _DIRS.user_data_path / "sparktui.db"


def log_file() -> Path:
    """Return where the log is written."""
    return _DIRS.user_log_path / "sparktui.log"


def default_maildir() -> Path:
    """Return the folder into which mails are put when nobody names another, nor a mail server."""
    return _DIRS.user_data_path / "mail"
