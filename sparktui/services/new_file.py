"""A file that is there whole or not at all.

One job: give a place to write to, and put what was written into its place only when all went well.
Must not: overwrite what it was not told to.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sparktui.domain.text import plain
from sparktui.errors import BadInput, OutsideFailure

# What a person can mend by naming another place; anything else is the disk's own trouble.
_WRONG_PLACE = {errno.ENOENT, errno.ENOTDIR, errno.EISDIR, errno.EACCES, errno.EPERM, errno.EROFS, errno.ENAMETOOLONG}


class AlreadyThere(BadInput):
    """A file of that name exists, and nobody allowed to overwrite it."""


@contextmanager
def new_file(path: Path, *, overwrite: bool) -> Iterator[Path]:
    """Give a place beside ``path`` to write to, and move what was written there to ``path`` when all went well.

    Raises:
        BadInput: when ``path`` is taken and may not be overwritten, or can't be written; nothing is left behind.
        OutsideFailure: when the disk fails.
    """
    name = plain(str(path))
    draft: Path | None = None
    if "\0" in str(path):
        raise BadInput(f"{name} is no name that a file can have.", "Choose another name.")
    try:
        target = Path(os.path.realpath(path))
        _check_free(target, name, overwrite)
        draft = target.with_name(f".{target.name[:40]}.{os.urandom(4).hex()}.part")
        yield draft
        if target.exists():
            shutil.copymode(target, draft)
        with draft.open("rb+") as written:
            os.fsync(written.fileno())
        _check_free(target, name, overwrite)
        draft.replace(target)
    except UnicodeEncodeError as error:
        unknown = ord(error.object[error.start])
        raise BadInput(
            f"{name} was not written: U+{unknown:04X} is no character.", "Remove it from the text."
        ) from None
    except OSError as error:
        failure, reason = BadInput if error.errno in _WRONG_PLACE else OutsideFailure, error.strerror or str(error)
        raise failure(f"{name} was not written: {reason}.", "Choose another place.") from None
    finally:
        if draft is not None:
            with suppress(OSError):
                draft.unlink()


def _check_free(target: Path, name: str, overwrite: bool) -> None:
    if target.is_dir() or not target.name:
        raise BadInput(f"{name} is a directory.", "Name a file in it.")
    if target.exists() and not overwrite:
        raise AlreadyThere(
            f"{name} exists already and was left as it is.", "Choose another name, or allow overwriting."
        )
