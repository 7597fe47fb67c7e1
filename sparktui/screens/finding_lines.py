"""From the rules' findings to the lines that the findings view shows.

One job: this translation, once for all screens. Must not: leave a finding out.
"""

from __future__ import annotations

from collections.abc import Iterable

from sparktui.domain.dates import in_words
from sparktui.rules.finding import Finding, Level, Verdict
from sparktui.widgets.findings_view import FindingLine


def finding_lines(verdict: Verdict, unacknowledged: Iterable[Finding] | None = None) -> tuple[FindingLine, ...]:
    """Return a line for each finding of ``verdict``.

    Where warnings are acknowledged one by one, ``unacknowledged`` holds those that are not yet; None where they are
    only shown.
    """
    waiting = None if unacknowledged is None else {finding.rule for finding in unacknowledged}
    return tuple(_line(finding, waiting) for finding in verdict.findings)


def _line(finding: Finding, waiting: set[str] | None) -> FindingLine:
    until = f" (until {in_words(finding.until)})" if finding.until and finding.level is not Level.OK else ""
    return FindingLine(
        rule=finding.rule,
        level=finding.level,
        title=finding.title,
        message=finding.message + until,
        remedy=finding.remedy,
        source=finding.source,
        detail_lines=finding.detail,
        acknowledged=None if waiting is None or finding.level is not Level.WARN else finding.rule not in waiting,
    )
