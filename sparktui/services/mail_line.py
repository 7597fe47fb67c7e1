"""The line to a mail server: whom it trusts, and the password for it.

One job: what sending mail and fetching it have in common. Must not: call a server.
"""

from __future__ import annotations

import ssl

from sparktui.errors import BadInput
from sparktui.mail_settings import MailServer


def trusting(server: MailServer) -> ssl.SSLContext:
    """Return what a line to ``server`` trusts: the system's certificates and, where one is named, those of its file.

    Raises:
        OSError: when that file cannot be used.
    """
    context = ssl.create_default_context()
    if server.ca_file is not None:
        context.load_verify_locations(server.ca_file)
    return context


def password_of(server: MailServer) -> str:
    """Return the password of the user at ``server``, the one of the environment before that in its file.

    Raises:
        BadInput: when the file cannot be read.
    """
    if server.password or server.password_file is None:
        return server.password
    try:
        return server.password_file.read_text(encoding="utf-8").strip("\r\n")
    except (OSError, UnicodeDecodeError):
        raise BadInput(f"The password in {server.password_file} cannot be read.", "Check the file.") from None
