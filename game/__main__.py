"""The entry: ``two-tigers`` and ``python -m game``.

This file must parse and run on any Python, with nothing installed: what stands between a newcomer and the game is said
here in a sentence, not in a traceback. So its types stand in comments, and it imports nothing of the game at the top.
"""

import os
import sys

OLDEST = (3, 11)
"""The oldest Python that the game runs on; pyproject.toml says the same."""

NEEDED = {"platformdirs": "platformdirs", "rich": "rich", "textual": "textual", "yaml": "PyYAML"}
"""The packages without which there is no game: the name that is imported, and the name that is installed."""

POSIX_LINE = (
    "python3 -m venv .venv && .venv/bin/python -m pip install -q -c requirements.lock -e . && .venv/bin/two-tigers"
)
WINDOWS_LINE = (
    r"py -m venv .venv; .venv\Scripts\python -m pip install -q -c requirements.lock -e .; .venv\Scripts\two-tigers"
)
UV_LINE = "uv run two-tigers"


def main(argv=None):
    # type: (list[str] | None) -> int
    """Run the game, or say what to type first. Answers the exit code."""
    if sys.version_info < OLDEST:
        return _say_old()
    try:
        from game.cli import main as run

        return run(argv)
    except ModuleNotFoundError as error:
        if error.name not in NEEDED:
            raise
        return _say_missing(NEEDED[error.name])


def _say_old():
    # type: () -> int
    """Name the Python that is needed and the one that is here."""
    needed = ".".join(str(part) for part in OLDEST)
    here = ".".join(str(part) for part in sys.version_info[:3])
    sys.stderr.write(
        "Two Tigers needs Python %s or newer; this is Python %s (%s).\n" % (needed, here, sys.executable)
        + "Start it with a newer one, or let uv fetch one; in the folder that holds pyproject.toml, type:\n"
        + "    %s\n" % UV_LINE
    )
    return 2


def _say_missing(name):
    # type: (str) -> int
    """Name the package that is missing and the line that installs it."""
    where, line = ("in PowerShell, ", WINDOWS_LINE) if os.name == "nt" else ("", POSIX_LINE)
    sys.stderr.write(
        "Two Tigers needs the package %s, which this Python (%s) does not have.\n" % (name, sys.executable)
        + "To set everything up and start the game, type this %sin the folder that holds pyproject.toml:\n" % where
        + "    %s\n" % line
        + "or, with uv:\n"
        + "    %s\n" % UV_LINE
    )
    return 2


if __name__ == "__main__":
    sys.exit(main())
