"""What holds for every test: the cases that hypothesis makes up are the same in every run, however slow the machine."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("the same every time", derandomize=True, deadline=None)
settings.load_profile("the same every time")
