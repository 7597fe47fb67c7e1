"""What sparktui is held against: programs that do less, or the same in another way.

One job: the commands that start them, and what each is called in the table; None where one is not installed.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

_HERE = Path(__file__).parent


class Peer(NamedTuple):
    """A program: what it is called, and the command that starts it."""

    name: str
    command: tuple[str, ...]


BARE_APP = Peer("bare Textual app", (sys.executable, str(_HERE / "bare_app.py")))
DATA_TABLE = Peer("DataTable, 100 rows", (sys.executable, str(_HERE / "data_table.py")))
PLAIN_LIST = Peer("plain ANSI list", (sys.executable, str(_HERE / "plain_list.py")))
PYTHON = Peer("python -c pass", (sys.executable, "-c", "pass"))


def fzf(names: Path) -> Peer | None:
    """Return fzf over the lines of the file ``names``."""
    program = shutil.which("fzf")
    if program is None:
        return None
    version = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout.split()[0]
    return Peer(f"fzf {version}, same names", ("sh", "-c", 'exec "$0" < "$1"', program, str(names)))


def visidata(folder: Path, database: Path) -> Peer | None:
    """Return VisiData on ``database``, installed into an environment of its own in ``folder`` where it is not there."""
    program = shutil.which("vd") or _installed(folder / "visidata", "visidata", "vd")
    return Peer("VisiData, its list of tables", (program, "-f", "sqlite", str(database))) if program else None


def _installed(environment: Path, package: str, program: str) -> str | None:
    path = environment / "bin" / program
    if not path.exists():
        try:
            subprocess.run([sys.executable, "-m", "venv", str(environment)], capture_output=True, check=True)
            pip = [str(environment / "bin" / "python"), "-m", "pip", "install", "-q", package]
            subprocess.run(pip, capture_output=True, check=True, timeout=120)
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
            return None
    return str(path)
