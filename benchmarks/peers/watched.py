"""The program itself, with a clock on its event loop: each stretch that holds it up is written down.

``watched.py FILE ARGUMENT…`` runs sparktui with the arguments. A line of FILE is one stretch: the seconds that it
took, and those of them that were CPU time of its own.
"""

from __future__ import annotations

import sys
import time
from asyncio.events import Handle
from pathlib import Path

from sparktui.__main__ import main as run

LEAST = 0.005
_run = Handle._run


def main() -> None:
    """Run the program as its own command does."""
    with Path(sys.argv[1]).open("a", buffering=1, encoding="utf-8") as noted:

        def watched(handle: Handle) -> None:
            begun, worked = time.perf_counter(), time.thread_time()
            _run(handle)
            held = time.perf_counter() - begun
            if held > LEAST:
                noted.write(f"{held:.4f} {time.thread_time() - worked:.4f}\n")

        Handle._run = watched  # type: ignore[assignment, method-assign]
        del sys.argv[:2]
        sys.argv.insert(0, "sparktui")
        sys.exit(run())


main()
