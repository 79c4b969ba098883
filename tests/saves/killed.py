"""Programs that keep saves and die at it, started by the tests of the store: ``killed.py every|loop|hold FOLDER``."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from game.errors import SaveBusy
from game.saves import Picker, SaveStore
from tests.saves.faults import at_every_call
from tests.saves.trees import plain_tree


def every(store: SaveStore) -> None:
    """Die before each call of a keep in turn, and say what the next game finds: 'old', 'new', or at last 'done'."""
    number, told = 0, ""
    while told != "done":
        number += 1
        store.create("game", plain_tree(5)).close()
        sys.stdout.flush()
        child = os.fork()
        if not child:
            with store.open("game") as kept, at_every_call(lambda _, call: _die_at(call, number)):
                kept.keep(plain_tree(9))
            os._exit(0)
        _, status = os.waitpid(child, 0)
        with store.open("game") as kept:
            found = {plain_tree(5): "old", plain_tree(9): "new"}.get(kept.tree, "neither") if False else _which(kept.tree)
        told = "done" if status == 0 else found
        litter = sorted(path.name for path in store.folder.iterdir() if path.name != "game.json")
        print(told, found, *litter)
        store.delete("game")
