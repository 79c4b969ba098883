"""What several commands ask for: a pack, what of it to play, a lens, a seed."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from game.errors import UsageError

if TYPE_CHECKING:
    from game.engine.model import Pack


def add_pack(parser: argparse.ArgumentParser) -> None:
    """``--pack``."""
    parser.add_argument("--pack", metavar="DIR_OR_ID", help="a pack that the game ships, or a folder that holds one")


def add_terms(parser: argparse.ArgumentParser) -> None:
    """``--campaign``, ``--crisis`` and ``--lens``."""
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--campaign", metavar="ID", help="a campaign of the pack: several crises in a row")
    what.add_argument("--crisis", metavar="ID", help="a single crisis, from the historical state")
    parser.add_argument("--lens", metavar="ID", help="which causes weigh how much (default: balanced)")


def seed(text: str) -> int:
    """A seed as typed."""
    if text.isascii() and text.isdigit() and len(text) <= 20 and int(text) < 1 << 64:
        return int(text)
    raise argparse.ArgumentTypeError(f"a seed is a whole number from 0 to 2^64 - 1, not '{text[:40]}'")


def named_pack(named: str | None) -> Pack:
    """The pack of that name, or the game's own.

    Raises:
        UsageError: if there is none.
        ContentError: if it has mistakes.
    """
    from game.content import load_pack
    from game.locations import DEFAULT_PACK

    return load_pack(pack_folder(named or DEFAULT_PACK))


def shipped_pack(named: str) -> Pack:
    """The pack that a save or another file names: one that the game ships, never a path.

    Raises:
        UsageError: if there is none of that id.
        ContentError: if it has mistakes.
    """
    from game.locations import shipped_packs

    if named not in shipped_packs():
        raise UsageError(f"there is no pack '{named}' among those that the game ships; name its folder with --pack")
    return named_pack(named)


def pack_folder(named: str) -> Path:
    """The folder of a pack, as short as it can be told from here."""
    from game.locations import find_pack

    return shortest(find_pack(named))


def shortest(path: Path) -> Path:
    """A path relative to the current folder if it lies within, else as it is."""
    try:
        return path.resolve().relative_to(Path.cwd().resolve()) if path.is_absolute() else path
    except (OSError, ValueError):
        return path


def known_terms(pack: Pack, campaign: str | None, crisis: str | None, lens: str) -> None:
    """Refuse at once what the pack has not, before anything is asked.

    Raises:
        UsageError: naming what there is, and that another pack may have it.
    """
    asked = (
        ("campaign", campaign, [each.id for each in pack.campaigns]),
        ("crisis", crisis, [each.id for each in pack.crises]),
        ("lens", lens, [each.id for each in pack.lenses]),
    )
    for what, wanted, known in asked:
        if wanted is not None and wanted not in known:
            raise UsageError(
                f"the pack '{pack.id}' has no {what} '{wanted}'; it has {', '.join(known)} (another pack: --pack)"
            )


def longest_campaign(pack: Pack) -> str:
    """The id of the campaign with the most crises; the first of several."""
    if not pack.campaigns:
        raise UsageError("this pack has no campaigns; name a crisis with --crisis")
    return max(pack.campaigns, key=lambda campaign: len(campaign.crises)).id
