"""Mails in files: single ones, mailboxes of the kinds mbox and Maildir, and folders of them.

One job: find them and hand out their bytes. Must not: create, lock, mark or move anything; only regular files are
opened, and nothing in a folder that is a link, a pipe or a device.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from sparktui.domain.text import plain
from sparktui.errors import BadInput
from sparktui.services.mail import mbox
from sparktui.services.mail.found import FoundMail, load

STANDARD_INPUT = "standard input"
_SNIFFED = 4_096
_FIELD_OF_MAIL = re.compile(
    rb"^(return-path|received|from|to|subject|date|message-id|delivered-to|mime-version)[ \t]*:",
    re.IGNORECASE | re.MULTILINE,
)
_FIRST_FIELD = re.compile(rb"\s*[!-9;-~]+[ \t]*:")


def mails_at(paths: Sequence[Path], standard_input: BinaryIO | None = None) -> Iterator[FoundMail]:
    """Return the mails at ``paths``, path by path; ``-`` is the one mail on ``standard_input``, where that is given.

    What cannot be read in a folder is handed out with its trouble; whatever else in it is no mail is passed over.

    Raises:
        BadInput: when a path that is named does not exist, or is neither a file nor a folder.
    """
    for path in paths:
        if not _is_standard_input(path, standard_input):
            _check(path)
    return _mails_at(paths, standard_input)


def _mails_at(paths: Iterable[Path], standard_input: BinaryIO | None) -> Iterator[FoundMail]:
    for path in paths:
        if standard_input and _is_standard_input(path, standard_input):
            yield load(STANDARD_INPUT, standard_input)
        elif path.is_dir():
            yield from _in_folder(path)
        else:
            yield from _in_file(path, is_mail=True)


def _is_standard_input(path: Path, standard_input: BinaryIO | None) -> bool:
    return standard_input is not None and str(path) == "-"


def _check(path: Path) -> None:
    name = plain(str(path))
    try:
        kind = path.stat().st_mode
        is_readable = os.access(path, os.R_OK | (os.X_OK if stat.S_ISDIR(kind) else 0))
    except FileNotFoundError:
        raise BadInput(f"{name} does not exist.", "Check the path.") from None
    except (OSError, ValueError) as error:
        said = error.strerror if isinstance(error, OSError) else error
        raise BadInput(f"{name} cannot be read: {said}.", "Check the path.") from None
    if not (stat.S_ISDIR(kind) or stat.S_ISREG(kind)):
        raise BadInput(f"{name} is neither a file nor a folder.", "Name a file, a folder, or - for standard input.")
    if not is_readable:
        raise BadInput(f"{name} may not be read.", "Check its permissions.")


def _in_folder(top: Path) -> Iterator[FoundMail]:
    """Yield the mails in a folder and in those within it, in the order of their names."""
    left = [top]
    while left:
        folder = left.pop()
        try:
            with os.scandir(folder) as scanned:
                entries = sorted(scanned, key=lambda entry: entry.name)
        except OSError as error:
            yield FoundMail(str(folder), trouble=f"The folder cannot be read: {error.strerror}.")
            continue
        is_maildir = _is_maildir(folder)
        within: list[Path] = []
        for entry in entries:
            path = Path(entry.path)
            if entry.is_dir(follow_symlinks=False):
                is_hidden = entry.name.startswith(".") and not _is_maildir(path)
                if not (is_hidden or (is_maildir and entry.name in ("cur", "new", "tmp"))):
                    within.append(path)
            elif entry.is_file(follow_symlinks=False) and not (is_maildir or entry.name.startswith(".")):
                yield from _in_file(path, is_mail=entry.name.lower().endswith(".eml"))
        if is_maildir:
            yield from _in_maildir(folder)
        left += reversed(within)


def _is_maildir(folder: Path) -> bool:
    return all((folder / name).is_dir() and not (folder / name).is_symlink() for name in ("cur", "new"))


def _in_maildir(folder: Path) -> Iterator[FoundMail]:
    for name in ("new", "cur"):
        try:
            with os.scandir(folder / name) as scanned:
                entries = sorted(scanned, key=lambda entry: entry.name)
        except OSError as error:
            yield FoundMail(str(folder / name), trouble=f"The folder cannot be read: {error.strerror}.")
            continue
        for entry in entries:
            if entry.is_file(follow_symlinks=False) and not entry.name.startswith("."):
                yield from _in_file(Path(entry.path), is_mail=True, may_be_mbox=False)


def _in_file(path: Path, *, is_mail: bool, may_be_mbox: bool = True) -> Iterator[FoundMail]:
    """Yield the mails in a file; one that is not said to be mail has to look like it."""
    try:
        with _opened(path) as file:
            beginning = file.read(_SNIFFED)
            file.seek(0)
            if may_be_mbox and mbox.is_mbox(beginning):
                yield from mbox.mails_in(str(path), file)
            elif is_mail or _looks_like_mail(beginning):
                yield load(str(path), file)
    except OSError as error:
        yield FoundMail(str(path), trouble=f"The file cannot be read: {error.strerror}.")


def _opened(path: Path) -> BinaryIO:
    """Open ``path`` for reading; a pipe that took the place of a file in between makes nobody wait."""
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    file = os.fdopen(descriptor, "rb")
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        file.close()
        raise OSError(0, "it is no file")
    return file


def _looks_like_mail(beginning: bytes) -> bool:
    fields = {match[1].lower() for match in _FIELD_OF_MAIL.finditer(beginning)}
    return bool(_FIRST_FIELD.match(beginning)) and len(fields) > 1
