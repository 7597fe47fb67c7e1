"""The desk of partner staff who run Cisco Spark service trials."""

from __future__ import annotations

__version__ = "0.1.0"
