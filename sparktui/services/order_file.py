"""The order sheet, or the text for the distributor, as a plain text file.

One job: lay the lines out and write them beside each other into a folder. Must not: overwrite a file.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sparktui.domain.dates import in_words
from sparktui.domain.text import plain
from sparktui.domain.trial import Trial
from sparktui.errors import BadInput
from sparktui.services.conversion import OrderCheck
from sparktui.services.desk import Desk
from sparktui.services.new_file import new_file

_MOST_COPIES = 99


def sheet_lines(desk: Desk, trial: Trial, check: OrderCheck) -> tuple[str, ...]:
    """Return the order sheet of ``trial`` that ``check`` holds, as lines to work through in Cisco Commerce."""
    last_day = trial.lifecycle(desk.policy).grace_ends_on
    labels = max(len(field.label) for field in check.sheet)
    return (
        "Order sheet for Cisco Commerce",
        "",
        f"{plain(trial.customer.name)} ({trial.customer.country}), {trial.reference}",
        f"Made on {in_words(desk.today)} by {plain(desk.operator)}.",
        f"The conversion has to be complete by {in_words(last_day)}.",
        "",
        *(f"[ ] {plain(step)}" for step in check.steps),
        *(f"[ ] {field.label:<{labels}}  {plain(field.words)}" for field in check.sheet),
        "",
        "Copy the values; do not retype the address. It counts character for character.",
    )


def write_lines(folder: Path, name: str, lines: Sequence[str]) -> Path:
    """Write ``lines`` to a new text file ``name`` in ``folder``, numbered where there are such files, and return it.

    Raises:
        BadInput: when the folder cannot be written to.
        OutsideFailure: when the disk fails.
    """
    for number in range(1, _MOST_COPIES + 1):
        path = folder / (f"{name}.txt" if number == 1 else f"{name}-{number}.txt")
        if path.exists():
            continue
        with new_file(path, overwrite=False) as draft:
            draft.write_text("\n".join([*lines, ""]), encoding="utf-8")
        return path
    raise BadInput(f"{plain(str(folder))} holds {_MOST_COPIES} files called {name} already.", "Clear some away.")
