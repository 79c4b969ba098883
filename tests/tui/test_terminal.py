"""In a real terminal: whatever ends the game, the terminal is given back as it was, and the code says why."""

from __future__ import annotations

import os
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from game.saves.store import SaveStore
from tests.tui.driving import ROOT, SMALL

pty = pytest.importorskip("pty")
termios = pytest.importorskip("termios")

PROGRAM = f"""
import sys
from pathlib import Path
from game.content import load_pack
from game.play.setup import Wish
from game.saves.store import SaveStore
from game.tui import run
wish = Wish(crisis="1900-bridge", seat="north")
code = run(load_pack(Path({str(SMALL)!r})), SaveStore(Path(sys.argv[1])), wish=wish, seed=3)
sys.exit(code)
"""
TAKE_TERMINAL = """
import fcntl, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
"""
"""Makes the terminal the one whose end is the program's end, as it is in a window."""
GREYS = {0, 7, 8, 15, 16, *range(231, 256)}
"""Of 256 colours, those without a hue."""
PATIENCE = 30.0
"""Seconds after which a game that says nothing is taken for hung."""


class Terminal:
    """The game in a pseudo-terminal."""

    def __init__(self, folder: Path, environ: Mapping[str, str], *, controlling: bool = False) -> None:
        self.here, there = pty.openpty()
        termios.tcsetwinsize(self.here, (24, 80)) if hasattr(termios, "tcsetwinsize") else None
        self.before = termios.tcgetattr(there)
        self.there = there
        env = {key: value for key, value in os.environ.items() if not key.startswith("LC_")}
        env |= {"TERM": "xterm-256color", "LINES": "24", "COLUMNS": "80", "LANG": "C.UTF-8"}
        env |= {"TWO_TIGERS_CONFIG": str(folder / "settings.json"), **environ}
        self.process = subprocess.Popen(
            [sys.executable, "-c", (TAKE_TERMINAL if controlling else "") + PROGRAM, str(folder / "saves")],
            cwd=ROOT, env=env, stdin=there, stdout=there, stderr=there, start_new_session=True,
        )  # fmt: skip
        self.seen = ""

    def until(self, wanted: str) -> None:
        """Read until some text has come."""
        end = time.monotonic() + PATIENCE
        while wanted not in self.seen:
            left = end - time.monotonic()
            assert left > 0 and self._read(left), f"'{wanted}' never came:\n{self.seen[-2000:]}"

    def rest(self) -> str:
        """Everything until the game has ended."""
        end = time.monotonic() + PATIENCE
        while self.process.poll() is None:
            assert time.monotonic() < end, "the game hangs"
            self._read(0.05)
        while self._read(0.05):
            pass
        return self.seen

    def _read(self, patience: float) -> bool:
        ready, _, _ = select.select([self.here], [], [], patience)
        if not ready:
            return False
        try:
            found = os.read(self.here, 65536)
        except OSError:
            return False
        self.seen += found.decode("utf-8", "replace")
        return bool(found)

    def close(self) -> None:
        """Leave nothing behind."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        os.close(self.here)
        os.close(self.there)


def words(shown: str) -> str:
    """What a terminal was sent, without the commands."""
    return re.sub(r"\x1b(\[[0-9;?<>=$]*[a-zA-Z~]|\][^\x07]*\x07|[=>()][A-Z0-9]?|P[^\x1b]*\x1b\\)", "", shown)


@pytest.mark.parametrize(
    ("name", "code"), [("SIGTERM", 143), ("SIGHUP", 129), ("SIGINT", 130), ("keys", 0)], ids=lambda value: str(value)
)
def test_the_terminal_is_given_back(tmp_path: Path, name: str, code: int) -> None:
    """Out of the other screen, the cursor shown, the mouse let go, the line discipline as it was."""
    terminal = Terminal(tmp_path, {})
    try:
        terminal.until("Go on")
        if name == "keys":
            os.write(terminal.here, b"q")
            terminal.until("Resume")
            os.write(terminal.here, b"q")
        else:
            terminal.process.send_signal(getattr(signal, name))
        seen = terminal.rest()
        assert terminal.process.returncode == code
        for on, off in (("\x1b[?1049h", "\x1b[?1049l"), ("\x1b[?1000h", "\x1b[?1000l"), ("\x1b[?25l", "\x1b[?25h")):
            assert seen.rfind(off) > seen.rfind(on) >= 0
        assert termios.tcgetattr(terminal.there)[:4] == terminal.before[:4]
        assert "Traceback" not in seen
    finally:
        terminal.close()


def test_the_game_ends_when_its_terminal_goes_away(tmp_path: Path) -> None:
    """A closed window or a lost connection leaves no game running, and no save locked."""
    terminal = Terminal(tmp_path, {}, controlling=True)
    try:
        terminal.until("Go on")
        os.close(terminal.here)
        os.close(terminal.there)
        terminal.process.wait(PATIENCE)
        SaveStore(tmp_path / "saves").open("1900-bridge-north").close()
    finally:
        terminal.here, terminal.there = os.open(os.devnull, os.O_RDONLY), os.open(os.devnull, os.O_RDONLY)
        terminal.close()


@pytest.mark.parametrize(
    ("environ", "colours"),
    [
        ({"NO_COLOR": "1"}, r"\x1b\[[0-9;]*m"),
        ({"LANG": "C"}, r"."),
        ({"TERM": "xterm", "COLORTERM": ""}, r"\x1b\[[0-9;]*m"),
    ],
    ids=["no-color", "ascii", "16-colours"],
)
def test_poor_terminals_are_served(tmp_path: Path, environ: dict[str, str], colours: str) -> None:
    """Without colours, without signs, with sixteen colours: the same words; and what they cannot do is not sent."""
    terminal = Terminal(tmp_path, environ)
    try:
        terminal.until("Go on")
        terminal.process.send_signal(signal.SIGTERM)
        seen = terminal.rest()
        assert "A cart from South fell through" in words(seen)
        assert re.search(colours, seen)
        if environ.get("LANG") == "C":
            assert words(seen).isascii()
        if "TERM" in environ:
            assert "38;2;" not in seen and "38;5;" not in seen
        if "NO_COLOR" in environ:
            shades = re.findall(r"[34]8;2;(\d+);(\d+);(\d+)|[34]8;5;(\d+)", seen)
            for red, green, blue, index in shades:
                assert red == green == blue and (not index or int(index) in GREYS)
    finally:
        terminal.close()
