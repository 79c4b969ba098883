"""The decision engine: pure values and functions, no history, no I/O, no clock.

It imports the standard library and ``game.errors``, nothing else of the game.
"""

from game.engine.run import (
    Run,
    State,
    Step,
    begin,
    campaign_run,
    computer_pick,
    crisis_run,
    current,
    decide,
    facts,
    find_ending,
    historical_run,
    history_pick,
    open_choices,
)

__all__ = [
    "Run",
    "State",
    "Step",
    "begin",
    "campaign_run",
    "computer_pick",
    "crisis_run",
    "current",
    "decide",
    "facts",
    "find_ending",
    "historical_run",
    "history_pick",
    "open_choices",
]
