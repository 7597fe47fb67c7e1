"""The words of notices: templates filled with what is known of a trial.

A template is a text file named after the notice's kind and audience: first a line ``Subject: ...``, then a blank line,
then the body. Which names it may use is fixed (`facts`), and a template that uses another is refused before anything
is queued or sent.

One job: check templates and fill them. Must not: decide who gets a mail, or deliver it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from sparktui import reference_data
from sparktui.domain.dates import in_words
from sparktui.domain.notice import Audience, NoticeKind, terms
from sparktui.domain.partner import Partner
from sparktui.domain.policy import Policy
from sparktui.domain.quantities import format_services
from sparktui.domain.text import plain
from sparktui.domain.trial import Trial
from sparktui.errors import BadInput
from sparktui.mail_settings import MailSettings

if TYPE_CHECKING:
    from jinja2 import Template
    from jinja2.sandbox import SandboxedEnvironment

_SUBJECT = "Subject: "
_LONGEST_SUBJECT = 200
_LONGEST_VALUE = 500

# What the names may stand for, to try a template out; the second time with everything empty that may be.
_EXAMPLE = {
    "customer": "Contoso",
    "trial": "T-000123",
    "admin_email": "jane.doe@contoso.example",
    "services": "messaging, meetings",
    "licences": "messaging:25; meetings:25",
    "expires_on": "Fri 18 Aug 2017",
    "grace_ends_on": "Sun 17 Sep 2017",
    "lost_on": "Mon 18 Sep 2017",
    "numbers_released_on": "Tue 03 Oct 2017",
    "site_url": "contoso.webex.com",
    "partner": "Northwind Networks",
    "purchase_page": "https://buy.example/contoso",
}
_MAY_BE_EMPTY = ("site_url", "purchase_page")


@dataclass(frozen=True, slots=True)
class Mail:
    """The words of one mail: a subject of one line, and the body."""

    subject: str
    body: str


@dataclass(frozen=True)
class MailTexts:
    """The templates: those in the folder ``own``, and the shipped ones for what is not there."""

    own: Path | None = None
    purchase_page: str = ""

    def check(self, policy: Policy) -> None:
        """Try every template out.

        Raises:
            BadInput: when one cannot be read or filled; names the file and the line.
        """
        lacking = _EXAMPLE | dict.fromkeys(_MAY_BE_EMPTY, "")
        for term in terms(policy):
            for audience in term.audiences:
                for facts in (_EXAMPLE, lacking):
                    self._fill(self._template(term.kind, audience), facts)

    def write(self, kind: NoticeKind, audience: Audience, trial: Trial, partner: Partner, policy: Policy) -> Mail:
        """Return the mail of ``kind`` about ``trial`` for ``audience``.

        Raises:
            BadInput: when its template cannot be read or filled; names the file and the line.
        """
        facts = _facts(trial, partner, policy) | {"purchase_page": self.purchase_page}
        safe = {name: plain(value, _LONGEST_VALUE) for name, value in facts.items()}
        return self._fill(self._template(kind, audience), safe)

    @cached_property
    def _environment(self) -> SandboxedEnvironment:
        # Nothing but a mail needs it, and it takes its time to load.
        from jinja2 import StrictUndefined
        from jinja2.sandbox import SandboxedEnvironment

        environment = SandboxedEnvironment(undefined=StrictUndefined, autoescape=False, keep_trailing_newline=True)
        environment.globals.clear()
        return environment

    def _path(self, kind: NoticeKind, audience: Audience) -> Path:
        name = f"{kind}.{audience}.txt"
        own = self.own / name if self.own else None
        return own if own and own.exists() else reference_data.data_folder() / "mail" / name

    @cached_property
    def _templates(self) -> dict[Path, Template]:
        return {}

    def _template(self, kind: NoticeKind, audience: Audience) -> Template:
        path = self._path(kind, audience)
        if path not in self._templates:
            self._templates[path] = self._compiled(path)
        return self._templates[path]

    def _compiled(self, path: Path) -> Template:
        from jinja2 import TemplateSyntaxError, nodes

        source = _read(path)
        if not source.startswith(_SUBJECT) or source.partition("\n")[2][:1] != "\n":
            raise BadInput(f"{path}, line 1: a text begins with `{_SUBJECT}` and a blank line.", "Correct the text.")
        try:
            parsed = self._environment.parse(source, filename=str(path))
            assigned = {name.name for name in parsed.find_all(nodes.Name) if name.ctx != "load"}
            for name in parsed.find_all(nodes.Name):
                if name.ctx == "load" and name.name not in assigned | _EXAMPLE.keys():
                    raise _unknown(path, name.lineno, name.name)
            code = self._environment.compile(source, filename=str(path))
        except TemplateSyntaxError as error:
            raise _wrong(path, error.lineno, error) from None
        return self._environment.template_class.from_code(self._environment, code, {})

    def _fill(self, template: Template, facts: dict[str, str]) -> Mail:
        try:
            text = template.render(facts)
        except Exception as error:  # whatever a text of somebody's own makes of the facts
            raise _wrong(Path(template.filename or ""), _line_of(error, template), error) from None
        first, _, body = text.partition("\n")
        subject = " ".join(plain(first.removeprefix(_SUBJECT), _LONGEST_SUBJECT).split())
        if not subject:
            raise BadInput(f"{template.filename}, line 1: the subject is empty.", "Correct the text.")
        return Mail(subject, body.strip("\n") + "\n")


def texts_of(settings: MailSettings) -> MailTexts:
    """Return the templates that ``settings`` name."""
    return MailTexts(settings.templates, settings.purchase_page)


def _facts(trial: Trial, partner: Partner, policy: Policy) -> dict[str, str]:
    lifecycle = trial.lifecycle(policy)
    return {
        "customer": trial.customer.name,
        "trial": trial.reference,
        "admin_email": trial.customer.admin_email,
        "services": ", ".join(trial.service_names),
        "licences": format_services(trial.services),
        "expires_on": in_words(lifecycle.expires_on),
        "grace_ends_on": in_words(lifecycle.grace_ends_on),
        "lost_on": in_words(lifecycle.lost_on),
        "numbers_released_on": in_words(lifecycle.numbers_released_on),
        "site_url": trial.site_url or "",
        "partner": partner.name or "your partner",
    }


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").replace("\r\n", "\n")
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {error.strerror}.", "Check the file.") from None
    except UnicodeDecodeError:
        raise BadInput(f"{path} is not UTF-8 text.", "Save it as UTF-8.") from None


def _wrong(path: Path, line: int, error: Exception) -> BadInput:
    return BadInput(f"{path}, line {line}: {plain(str(error), 200).rstrip('.')}.", "Correct the text.")


def _unknown(path: Path, line: int, name: str) -> BadInput:
    known = ", ".join(sorted(_EXAMPLE))
    return BadInput(f"{path}, line {line}: there is no {plain(name, 40)!r} to write.", f"There are {known}.")


def _line_of(error: Exception, template: Template) -> int:
    """Return the line of the template in which ``error`` was raised."""
    line, trace = 1, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == template.filename:
            line = trace.tb_lineno
        trace = trace.tb_next
    return line
