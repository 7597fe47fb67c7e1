"""A refusal that teaches: why, by which rule, until when, what to do instead and with which key.

One job: the words of a verdict that does not allow an action. Must not: decide anything.
"""

from __future__ import annotations

from collections.abc import Mapping

from sparktui.rules.finding import Finding, Verdict


def refusal(verdict: Verdict, keys: Mapping[str, str] | None = None) -> str:
    """Return in sentences why ``verdict`` does not allow its action; empty when it does.

    ``keys`` names for rules the key that does what they advise.
    """
    sentences = []
    for finding in verdict.blocks:
        sentences += [finding.message, advice(finding, (keys or {}).get(finding.rule, "")), f"({source(finding)})"]
    return " ".join(filter(None, sentences))


def advice(finding: Finding, key: str = "") -> str:
    """Return what to do instead, with the key for it."""
    if not finding.remedy or not key:
        return finding.remedy
    return f"{finding.remedy.removesuffix('.')}: key {key}."


def source(finding: Finding) -> str:
    """Return the rule and where it comes from."""
    return f"{finding.rule}, {finding.source}"
