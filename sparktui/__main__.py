"""The way in: what ``sparktui`` and ``python -m sparktui`` run.

One job: hand the arguments to the command line and its answer to the shell.
"""

from __future__ import annotations

import sys

from sparktui import __version__


def main() -> int:
    """Do what the arguments ask for and return the exit code."""
    if sys.argv[1:] == ["--version"]:
        # Said without loading the command line, which takes longer than all the rest.
        sys.stdout.write(f"sparktui {__version__}\n")
        return 0
    try:
        from sparktui.cli import plain_start

        given = plain_start.options(sys.argv[1:])
        if given is not None:
            return plain_start.start(sys.argv[1:], given)
        from sparktui.cli.program import run
    except KeyboardInterrupt:
        return 130
    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
