"""Reads packs with a limit on memory, each with one hostile file, and prints what it is told of each.

Run as a program of its own by the test beside it, because what goes wrong here may take the interpreter with it.
Arguments: the loader, ``c`` or ``python``, and a folder to write into.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import yaml

from game.content import Problem, read_pack, source
from tests.content.hostile import FILES
from tests.worlds import STORM, good_files, write_pack


def main() -> None:
    """Read every hostile file, and print a line of JSON for each."""
    loader, folder = sys.argv[1], Path(sys.argv[2])
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
    except ImportError:
        pass  # no such limits on this system
    if loader == "python":
        source._Loader = yaml.SafeLoader
    for number, (name, (_, data)) in enumerate(FILES.items()):
        print(json.dumps([name]), flush=True)
        loaded = read_pack(write_pack(folder / str(number), {**good_files(), STORM: data}), "coasts")
        assert loaded.pack is None
        assert all(isinstance(problem, Problem) for problem in loaded.problems)
        told = [(problem.code, problem.path, problem.line, problem.column, str(problem)) for problem in loaded.problems]
        print(json.dumps([name, told]), flush=True)


if __name__ == "__main__":
    main()
