"""From the start of the program to the first frame with data in it.

Held against a Textual app that shows one line of text, against itself with few trials, and against VisiData on the
same file, in turn.
"""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks import peers
from benchmarks.data_sets import DataSets
from benchmarks.expected import Expected
from benchmarks.figure import Figure, held
from benchmarks.peers import Peer
from benchmarks.terminal import Terminal
from sparktui.screens.customer_view import CustomerView

# A start is short: it takes many to see through what else the machine does.
STARTS_A_ROUND = 3


def measure(data: DataSets, rounds: int) -> Iterator[Figure]:
    """Yield the figures of the start."""
    few, many = data.sparktui(data.small), data.sparktui(data.large)
    shown = {few: _first_name(data, data.small), many: _first_name(data, data.large), peers.BARE_APP: "nothing but"}
    visidata = peers.visidata(data.folder, data.database(data.large))
    if visidata:
        shown[visidata] = "trials"
    seconds: dict[str, list[float]] = {peer.name: [] for peer in shown}
    cpu: dict[str, float] = dict.fromkeys(seconds, 0.0)
    for round_ in range(rounds * STARTS_A_ROUND + 1):
        for peer, pattern in shown.items():
            taken, used = _start(peer, pattern)
            if round_:  # the first start reads the files from the disk
                seconds[peer.name].append(taken)
                cpu[peer.name] += used
    ours, own_cpu = seconds[many.name], cpu[many.name]
    for name, peer, limit, aim in (
        ("start to first screen with data", peers.BARE_APP, 1.6, 1.25),
        (f"the same at {data.large:,} trials", few, 1.15, 1.05),
    ):
        yield held(name, ours, peer.name, seconds[peer.name], limit, aim, cpu=own_cpu / cpu[peer.name])
    name = visidata.name if visidata else "VisiData (cannot be installed)"
    yield held("the same", ours, name, seconds[name] if visidata else None)


def _first_name(data: DataSets, trials: int) -> str:
    expected = Expected(data.database(trials))
    name = expected.name(CustomerView(), 0)
    expected.close()
    return name


def _start(peer: Peer, pattern: str) -> tuple[float, float]:
    with Terminal(peer.command) as terminal:
        return terminal.until(pattern), terminal.cpu()
