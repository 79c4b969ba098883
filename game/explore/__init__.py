"""All that might have been: futures played by the thousand, and the odds of history.

It is the engine run fast, not a second set of rules: everything here is made from what the engine says, and the tests
hold it against the engine, state for state.
"""

from game.explore.futures import ChoiceOdds, futures, futures_so_far, odds, odds_so_far, unplayed
from game.explore.influence import Influence, influence, influence_so_far
from game.explore.plan import BY_WEIGHT, Pickers
from game.explore.tally import Tally, wilson
from game.explore.years import HOLDS, LensYears, by_year, by_year_so_far

__all__ = [
    "BY_WEIGHT",
    "HOLDS",
    "ChoiceOdds",
    "Influence",
    "LensYears",
    "Pickers",
    "Tally",
    "by_year",
    "by_year_so_far",
    "futures",
    "futures_so_far",
    "influence",
    "influence_so_far",
    "odds",
    "odds_so_far",
    "unplayed",
    "wilson",
]
