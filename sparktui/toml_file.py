"""Reading TOML files so that whoever made a mistake in one is told where.

One job: read, and find the line of a key. Must not: know what any file is for.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from sparktui.errors import BadInput


def read_toml(path: Path) -> tuple[dict[str, Any], str]:
    """Return what the file ``path`` holds, and its text.

    Raises:
        BadInput: when it cannot be read or is not TOML; names the line.
        FileNotFoundError: when there is no such file.
    """
    try:
        text = path.read_text(encoding="utf-8")
        return tomllib.loads(text), text
    except FileNotFoundError:
        raise
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {error.strerror}.", "Check its permissions.") from None
    except UnicodeDecodeError:
        raise BadInput(f"{path} is not UTF-8 text.", "Save it as UTF-8.") from None
    except tomllib.TOMLDecodeError as error:
        raise BadInput(f"{path} is not valid TOML: {error}.", "Correct it.") from None


def line_of(text: str, key: str) -> int:
    """Return the number of the line of ``text`` that sets ``key``, counted from 1; 1 when none does."""
    match = re.search(rf"^[ \t]*[\[\"']*{re.escape(key)}\b", text, re.MULTILINE)
    return text.count("\n", 0, match.start()) + 1 if match else 1
