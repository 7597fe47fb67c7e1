"""The configuration file: what can be set in it, and what each setting means.

One job: the model of the file, checked as it is read. The README's table of settings is made from it.
Must not: be loaded where there is no configuration file; it costs start-up time.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from sparktui.errors import BadInput
from sparktui.toml_file import line_of, read_toml


class ConfigFile(BaseModel):
    """``config.toml``. Every setting may be left out."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    db: str | None = Field(None, description="Path of the database file.")
    operator: str | None = Field(None, description="Address under which changes are recorded.")
    as_of: date | None = Field(None, description="Business day to work on instead of today, such as 2026-11-25.")
    read_only: bool = Field(False, description="true: look at everything, change nothing.")
    theme: str | None = Field(None, description="Colours of the app, such as sparktui-light; the app remembers them.")

    mail_sender: str | None = Field(None, description="Address from which mails go out.")
    mail_templates: str | None = Field(
        None, description="Folder with texts of your own; texts that are not there are the shipped ones."
    )
    purchase_page: str | None = Field(None, description="Web page on which customers buy; mails lead there.")
    maildir: str | None = Field(None, description="Folder into which mails are put while no mail server is named.")
    smtp_host: str | None = Field(None, description="Mail server through which mails go out.")
    smtp_port: int | None = Field(None, description="Its port; 587 with STARTTLS, 465 with TLS, 25 in the clear.")
    smtp_security: str | None = Field(None, description="How the line is protected: starttls (default), tls or plain.")
    smtp_user: str | None = Field(None, description="User name at the mail server.")
    smtp_password_file: str | None = Field(
        None, description="File with the password and nothing else; SPARKTUI_SMTP_PASSWORD, where set, goes before it."
    )
    smtp_ca_file: str | None = Field(None, description="Certificates (PEM) to trust beside those of the system.")
    smtp_timeout: float | None = Field(None, description="Seconds to wait for the mail server's answer; 30 by default.")

    imap_host: str | None = Field(None, description="Mail server whose mailbox `import mail --imap` reads.")
    imap_port: int | None = Field(None, description="Its port; 993 with TLS, 143 with STARTTLS.")
    imap_security: str | None = Field(None, description="How the line is protected: tls (default) or starttls.")
    imap_user: str | None = Field(None, description="User name at that server.")
    imap_password_file: str | None = Field(
        None, description="File with the password and nothing else; SPARKTUI_IMAP_PASSWORD, where set, goes before it."
    )
    imap_folder: str | None = Field(None, description="Folder that is read; INBOX by default.")
    imap_ca_file: str | None = Field(None, description="Certificates (PEM) to trust beside those of the system.")
    imap_timeout: float | None = Field(None, description="Seconds to wait for that server's answer; 30 by default.")


def read_config(path: Path) -> ConfigFile:
    """Return what ``path`` sets; a file that does not exist sets nothing.

    Raises:
        BadInput: when the file is not TOML, or has an unknown or unusable setting; names the line.
    """
    try:
        stored, text = read_toml(path)
    except FileNotFoundError:
        return ConfigFile()
    try:
        return ConfigFile.model_validate(stored)
    except ValidationError as error:
        wrong = error.errors()[0]
        key = str(wrong["loc"][0])
        where = f"{path}, line {line_of(text, key)}"
        if wrong["type"] == "extra_forbidden":
            known = ", ".join(ConfigFile.model_fields)
            raise BadInput(f"{where}: there is no setting {key!r}.", f"There are {known}.") from None
        remedy = (
            f"Write {key} = 2026-11-25, the day in this form and without quotes." if key == "as_of" else "Correct it."
        )
        raise BadInput(f"{where}: {key} cannot be used: {wrong['msg']}.", remedy) from None
