"""All benchmarks, one after the other (``make bench``)."""

from __future__ import annotations

import subprocess
import sys

BENCHMARKS = ("first_screen", "import_customers", "tick")

for name in BENCHMARKS:
    print(f"\n{name}", flush=True)
    subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], check=True)
