"""The colours: one accent for where you are, one scale for urgency, grey for what is over.

One job: two themes, dark and light. Must not: carry meaning alone; every state is said in words too.
"""

from __future__ import annotations

from textual.theme import Theme

DARK = Theme(
    name="sparktui-dark",
    primary="#5aa9c9",
    secondary="#7f9bb3",
    accent="#6fc3df",
    foreground="#d8dee6",
    background="#11151a",
    surface="#161b21",
    panel="#1e252d",
    success="#7fb77e",
    warning="#e5b567",
    error="#ef7b72",
    dark=True,
    variables={"border": "#33404c", "border-blurred": "#2a343e", "footer-background": "#1e252d"},
)

LIGHT = Theme(
    name="sparktui-light",
    primary="#1b6e8f",
    secondary="#4d6477",
    accent="#0f6a8c",
    foreground="#1d2730",
    background="#f7f8f9",
    surface="#ffffff",
    panel="#e6eaee",
    success="#2f7a3b",
    warning="#8a5a00",
    error="#b3261e",
    dark=False,
    variables={"border": "#b9c3cc", "border-blurred": "#d2d9df", "footer-background": "#e6eaee"},
)
