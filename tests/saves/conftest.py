"""What the tests of saves share."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.saves import SaveStore


@pytest.fixture
def store(tmp_path: Path) -> SaveStore:
    """A folder for saves that is not there yet."""
    return SaveStore(tmp_path / "my" / "saves")
