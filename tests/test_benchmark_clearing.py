"""What a benchmark leaves behind when it is stopped: nothing that runs, and no file."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from signal import SIGINT, SIGKILL, SIGTERM, Signals

import pytest

_STOPPED = """
import os, signal, subprocess, sys, tempfile
from pathlib import Path
from benchmarks.clearing import cleared

signal.signal(signal.SIGINT, signal.default_int_handler)
with cleared(Path(sys.argv[1])):
    home = {"HOME": tempfile.mkdtemp()}
    measured = [sys.executable, "-c", "import signal; signal.signal(signal.SIGHUP, signal.SIG_IGN); signal.pause()"]
    subprocess.Popen(measured, env=os.environ | home, start_new_session=True)
    print("measuring", flush=True)
    os.kill(os.getpid(), int(sys.argv[2]))
    signal.pause()
"""


@pytest.mark.parametrize("signal", [SIGKILL, SIGTERM, SIGINT])
def test_a_benchmark_that_is_stopped_leaves_nothing_behind(signal: Signals, tmp_path: Path) -> None:
    command = [sys.executable, "-c", _STOPPED, str(tmp_path / "data"), str(int(signal))]
    # Its output ends when the last of them has ended: the benchmark, what it measures, and what clears up after it.
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stdout == "measuring\n"
    assert done.returncode != 0
    assert list((tmp_path / "data").iterdir()) == []
