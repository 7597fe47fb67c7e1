"""What the README says of keys, commands and settings is what the program does."""

from __future__ import annotations

import re

from docs.readme_tables import README, with_tables


def test_the_tables_are_those_of_the_program() -> None:
    readme = README.read_text(encoding="utf-8")
    assert with_tables(readme) == readme, "make them anew with `make readme`"


def test_every_picture_is_there_and_fetches_nothing() -> None:
    pictures = re.findall(r"\]\((docs/pictures/[^)]+)\)", README.read_text(encoding="utf-8"))
    assert pictures
    for picture in pictures:
        drawing = (README.parent / picture).read_text(encoding="utf-8")
        assert "sparktui" in drawing
        assert "url(http" not in drawing.replace('"', "")
