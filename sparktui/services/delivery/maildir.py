"""Delivery into a folder in the Maildir layout, a file ending in ``.eml`` for each mail.

A mail's file is named after its Message-ID, so that one which is delivered a second time lies there once.

One job: put messages into the folder, whole or not at all. Must not: read or remove any.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

from sparktui.errors import OutsideFailure
from sparktui.services.delivery import Outcome, Result

_PARTS = ("tmp", "new", "cur")


@dataclass(frozen=True, slots=True)
class Maildir:
    """A folder that takes mail."""

    folder: Path

    @property
    def place(self) -> str:
        """The folder, in words."""
        return f"the folder {self.folder}"

    def deliver(self, message: EmailMessage, sender: str, recipient: str) -> Outcome:
        """Put ``message`` among the new mails of the folder, and make the folder if need be.

        Raises:
            OutsideFailure: when the folder cannot be made or written.
        """
        name = f"{hashlib.sha256(str(message['Message-ID']).encode()).hexdigest()[:40]}.eml"
        try:
            for part in _PARTS:
                (self.folder / part).mkdir(mode=0o700, parents=True, exist_ok=True)
            if not self._holds(name):
                self._write(name, bytes(message))
        except OSError as error:
            raise OutsideFailure(
                f"{self.place} cannot take mail: {error.strerror}.", "Set another one with maildir, or make room."
            ) from None
        return Outcome(Result.DELIVERED, f"Put into {self.place} as {name}.")

    def close(self) -> None:
        """Do nothing: no delivery leaves anything open."""

    def _holds(self, name: str) -> bool:
        """Return whether a mail called ``name`` lies there, read or not."""
        return (self.folder / "new" / name).exists() or any((self.folder / "cur").glob(f"{name}*"))

    def _write(self, name: str, content: bytes) -> None:
        written, delivered = self.folder / "tmp" / name, self.folder / "new" / name
        with written.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(written, delivered)
        folder = os.open(self.folder / "new", os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
