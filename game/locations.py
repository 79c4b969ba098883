"""The one place that knows folders: where packs lie, where saves go, where settings live.

It serves the outer layers only; what lies deeper is handed a path. Nothing is read or made when it is imported.
"""

from __future__ import annotations

import os
import tomllib
from importlib.resources import files
from pathlib import Path

from game.errors import GameError, UsageError

APP = "two-tigers"
DEFAULT_PACK = "sino-soviet"
SAVES_VARIABLE = "TWO_TIGERS_SAVES"
CONFIG_VARIABLE = "TWO_TIGERS_CONFIG"

_PACK_FILE = "pack.yaml"


def checkout() -> Path | None:
    """The folder of the project's source, if the game runs from there; None if it was installed."""
    root = Path(__file__).resolve().parent.parent
    try:
        with (root / "pyproject.toml").open("rb") as file:
            name = tomllib.load(file).get("project", {}).get("name")
    except (OSError, ValueError):
        return None
    return root if name == APP else None


def scenarios_folder() -> Path:
    """The folder of the packs that the game ships.

    Raises:
        GameError: if the game was installed without them.
    """
    root = checkout()
    if root is not None and (root / "scenarios").is_dir():
        return root / "scenarios"
    shipped = Path(str(files("game"))) / "_scenarios"
    if shipped.is_dir():
        return shipped
    raise GameError(f"the game's scenarios are not at {shipped}; install the game again")


def shipped_packs() -> tuple[str, ...]:
    """The ids of the packs that the game ships, in order of the alphabet."""
    return tuple(sorted(file.parent.name for file in scenarios_folder().glob(f"*/{_PACK_FILE}")))


def find_pack(name_or_path: str | Path) -> Path:
    """The folder of a pack: a shipped one by its id, or any folder by its path.

    An id wins over a folder of the same name here; write ``./name`` for the folder. Whether the folder really holds a
    pack is for the loader to say.

    Raises:
        UsageError: if it is neither.
    """
    if isinstance(name_or_path, str) and name_or_path in (shipped := shipped_packs()):
        return scenarios_folder() / shipped[shipped.index(name_or_path)]
    try:
        path = Path(name_or_path).expanduser()
        if path.name == _PACK_FILE and path.is_file():
            return path.parent
        if str(name_or_path) and path.is_dir():
            return path
    except (OSError, RuntimeError, ValueError):
        pass  # a name that no file system takes, or the home of a user who does not exist: no such pack
    asked = "".join(character for character in str(name_or_path) if character.isprintable())
    known = ", ".join(shipped_packs())
    raise UsageError(f"there is no pack '{asked[:200]}'; name one of {known}, or a folder that holds {_PACK_FILE}")


def saves_folder() -> Path:
    """Where saves go: ``TWO_TIGERS_SAVES``, else ``saves/`` of a checkout, else the user's data folder.

    The folder need not exist yet.
    """
    if named := os.environ.get(SAVES_VARIABLE):
        return _named(named)
    root = checkout()
    if root is not None:
        folder = root / "saves"
        if os.access(folder if folder.is_dir() else root, os.W_OK):
            return folder
    from platformdirs import user_data_path

    return user_data_path(APP, appauthor=False) / "saves"


def settings_file() -> Path:
    """Where settings live: ``TWO_TIGERS_CONFIG``, else a file in the user's settings folder. It need not exist yet."""
    if named := os.environ.get(CONFIG_VARIABLE):
        return _named(named)
    from platformdirs import user_config_path

    return user_config_path(APP, appauthor=False) / "settings.json"


def _named(value: str) -> Path:
    """A path from the environment, where a shell may have left a ``~`` unexpanded."""
    try:
        return Path(value).expanduser()
    except RuntimeError:
        return Path(value)
