"""Where history's own run leaves the course that the pack's checkpoints lay down."""

from __future__ import annotations

from game.content.checkpoints import historys_stands
from game.content.dates import day
from game.content.desk import Desk
from game.content.places import entry


def missed_checkpoints(desk: Desk) -> None:
    """A meter of history's own run that is not where a checkpoint says."""
    for stand in historys_stands(desk.pack):
        if stand.kept:
            continue
        point = stand.checkpoint
        key = entry("checkpoints", str(desk.pack.checkpoints.index(point)))
        if stand.extreme:
            ever = stand.most if stand.extreme == "lowest" else stand.least
            span = f"from {day(point.since)} to {day(point.until)}"
            what = f"history's {stand.meter} comes to {ever} elsewhere, and {span} only to {stand.value}"
        else:
            where = f"not from {stand.least} to {stand.most}"
            what = f"on {day(point.since)} history's {stand.meter} stands at {stand.value}, {where}"
        desk.warn(key, "checkpoint", what, "mend the effects of history's choices, or the checkpoint")
