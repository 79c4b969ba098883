"""The curriculum page says what the pack teaches."""

from __future__ import annotations

import runpy
from pathlib import Path

from game.content import load_pack

ROOT = Path(__file__).parents[2]


def test_the_page_is_as_the_pack_has_it() -> None:
    """Whoever changes a point or a mark writes the page anew: python docs/make_curriculum.py."""
    page = runpy.run_path(str(ROOT / "docs" / "make_curriculum.py"))["page"]
    written = (ROOT / "docs" / "curriculum.md").read_text(encoding="utf-8")
    assert written == page(load_pack(ROOT / "scenarios" / "sino-soviet"))
