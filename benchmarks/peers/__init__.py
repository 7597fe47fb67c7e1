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
