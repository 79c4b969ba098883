"""Programs that hold saves and die at it, started by the tests of the store: ``killed every|loop|hold FOLDER``."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from game.saves import Picker, SaveStore
from tests.saves.faults import at_every_call
from tests.saves.trees import NEW, OLD


def every(store: SaveStore) -> None:
    """Die before each call of a keep in turn, and say what the next game finds, until a keep ends alive."""
    number, status = 0, -1
    while status:
        number += 1
        store.create("game", OLD).close()
        child = os.fork()
        if not child:
            _keep_and_die_at(store, number)
        status = os.waitpid(child, 0)[1]
        with store.open("game") as kept:
            found = "old" if kept.tree == OLD else "new" if kept.tree == NEW else "neither"
        beside = sorted(path.name for path in store.folder.iterdir() if path.name != "game.json")
        print(found, "killed" if status else "alive", *beside, flush=True)
        store.delete("game")


def _keep_and_die_at(store: SaveStore, number: int) -> None:
    def die(_: str, call: int) -> None:
        if call == number:
            os.kill(os.getpid(), signal.SIGKILL)

    kept = store.open("game")
    with at_every_call(die):
        kept.keep(NEW)
    os._exit(0)


def loop(store: SaveStore) -> None:
    """Decide and keep without end; say how many decisions are safe."""
    with store.open("game") as kept:
        while True:
            kept.keep(kept.tree.grow(f"c/beat-{len(kept.tree.nodes)}", "on", Picker.PERSON))
            print(len(kept.tree.nodes), flush=True)


def hold(store: SaveStore) -> None:
    """Hold a save open until a line comes in."""
    with store.open("game"):
        print("open", flush=True)
        sys.stdin.readline()
    print("closed", flush=True)
    sys.stdin.readline()


if __name__ == "__main__":
    {"every": every, "loop": loop, "hold": hold}[sys.argv[1]](SaveStore(Path(sys.argv[2])))
