"""Commands without a screen, each as a whole process, in turn with what they are held against."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from benchmarks import peers
from benchmarks.data_sets import DataSets
from benchmarks.figure import Figure, held
from benchmarks.peers import Peer
from benchmarks.process import Run, run

# A process is short: it takes many to see through what else the machine does.
RUNS_A_ROUND = 5
_LIST = ("trials", "list", "--limit", "50", "--json")


def measure(data: DataSets, rounds: int) -> Iterator[Figure]:
    """Yield the figures of commands."""
    few, many = data.sparktui(data.small, *_LIST), data.sparktui(data.large, *_LIST)
    version = Peer("sparktui", (sys.executable, "-m", "sparktui", "--version"))
    runs: dict[str, list[Run]] = {}
    for round_ in range(rounds * RUNS_A_ROUND + 1):
        for name, peer in {"many": many, "few": few, "version": version, "nothing": peers.PYTHON}.items():
            taken = run(peer.command)
            if round_:  # the first run reads the files from the disk
                runs.setdefault(name, []).append(taken)
    yield _held("trials list --limit 50 --json", runs["many"], few.name, runs["few"], 1.2, 1.05)
    yield _held("--version", runs["version"], peers.PYTHON.name, runs["nothing"], 2.5, 1.7)


def _held(name: str, ours: list[Run], against: str, theirs: list[Run], limit: float, aim: float) -> Figure:
    cpu = sum(run.cpu for run in ours) / sum(run.cpu for run in theirs)
    return held(name, [run.seconds for run in ours], against, [run.seconds for run in theirs], limit, aim, cpu=cpu)
