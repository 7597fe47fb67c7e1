"""The article's statements as values.

One job: say what a statement is. Must not: read files; the statements stand in ``data/article.toml``.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of the article, in our words, and what carries it.

    ``carried_by`` names rule IDs, ``milestone:NAME``, ``mail:KIND`` and ``screen:NAME``; ``planned`` says that they
    are to come.
    """

    id: str
    section: str
    paragraph: int
    says: str
    carried_by: tuple[str, ...]
    planned: bool = False
