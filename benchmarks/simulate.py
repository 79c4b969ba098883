"""How fast futures are played, against what Python can do otherwise: ``python benchmarks/simulate.py``.

The engine, three baselines made from the same pack, and the simulator play the longest campaign that the game ships.
First all of them must come to the same meters, flags and endings for the same seeds; then they are timed in turns, in
one run, so that a busy machine slows all of them alike. Ratios are what counts.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks import closures, naive, straight  # noqa: E402  the tree is found first
from game.content import load_pack  # noqa: E402
from game.engine import (  # noqa: E402
    Run,
    State,
    begin,
    campaign_run,
    computer_pick,
    current,
    decide,
    historical_run,
)
from game.errors import GameError  # noqa: E402
from game.explore import futures, futures_so_far  # noqa: E402
from game.explore.lockstep import Lockstep  # noqa: E402
from game.explore.luck import Luck, seeds_of  # noqa: E402
from game.explore.plan import plan_of  # noqa: E402
from game.locations import DEFAULT_PACK, scenarios_folder  # noqa: E402

AGREED = 300
"""Plays that all must agree on before any is timed."""
SLICE = 0.25
"""Seconds that each plays in a round, at least."""
AT_ONCE = 20_000
"""Futures that the simulator is asked for at a time."""
YEAR = 1957


@dataclass(frozen=True)
class Contender:
    """Somebody who plays: ``play`` plays some futures from the opening and says how many."""

    name: str
    play: Callable[[int], int]


@dataclass(frozen=True)
class Goal:
    """What was wanted, and what was found."""

    what: str
    found: str
    wanted: str
    reached: bool


def main() -> None:
    """Run it."""
    parser = argparse.ArgumentParser(description="Time the simulator against other ways to play.")
    parser.add_argument("--rounds", type=int, default=9, help="rounds of which the median is told (default: 9)")
    parser.add_argument("--jobs-n", type=int, default=600_000, help="futures for the comparison of one job with two")
    parser.add_argument("--memory-n", type=int, default=200_000, help="futures for the measure of memory")
    parser.add_argument("--peak", type=int, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    run = longest()
    if arguments.peak:
        show(str(peak(run, arguments.peak)))
        return
    beats = sum(len(crisis.beats) for crisis in run.crises)
    show(
        f"{run.pack.id}: {len(run.crises)} crises, {beats} beats, {len(historical_run(run)) - 1} decisions in history."
    )
    agree(run)
    show(f"All agree on meters, flags and endings of {AGREED} seeds.\n")
    speeds = timed(contenders(run), arguments.rounds)
    table(speeds)
    goals = [
        ratio_goal(speeds, "engine", "naive interpreter", 0.5),
        ratio_goal(speeds, "simulator", "straight line", 0.6),
        latency(run, arguments.rounds),
        jobs(run, arguments.jobs_n),
        memory(arguments.memory_n),
    ]
    show("")
    wide = max(len(goal.what) for goal in goals)
    for goal in goals:
        show(f"{goal.what:{wide}}  {goal.found:>9}  wanted {goal.wanted:>9}  {'reached' if goal.reached else 'MISSED'}")


def longest() -> Run:
    """The longest campaign of the game's own pack."""
    pack = load_pack(scenarios_folder() / DEFAULT_PACK)
    return campaign_run(pack, max(pack.campaigns, key=lambda campaign: len(campaign.crises)).id)


def engine_play(run: Run, seed: int) -> State:
    """One play by the engine itself, with its immutable states and all its events."""
    mine = replace(run, seed=seed)
    state = begin(mine).after
    while not state.ended:
        state = decide(mine, state, computer_pick(mine, state).id).after
    return state


def agree(run: Run) -> None:
    """See that all come to the same, seed by seed."""
    story, closed, straightly = naive.story_of(run), closures.player(run), straight.player(run)
    seeds = seeds_of(1, 0, AGREED)
    world = Lockstep(plan_of(run), [begin(run).after], Luck(seeds))
    for _ in world.walk():
        pass
    for lane, seed in enumerate(seeds):
        end = engine_play(run, seed)
        assert world.state(lane) == end, seed
        for played in (naive.play(story, seed), closed(seed), straightly(seed)):
            assert played == (end.meters, end.flags, end.ending), seed


def contenders(run: Run) -> list[Contender]:
    """Everybody who plays."""
    story, closed, straightly = naive.story_of(run), closures.player(run), straight.bare_player(run)
    opening = begin(run).after

    def one_by_one(play: Callable[[int], object]) -> Callable[[int], int]:
        def some(first: int) -> int:
            for seed in range(first, first + 50):
                play(seed)
            return 50

        return some

    return [
        Contender("naive interpreter", one_by_one(lambda seed: naive.play(story, seed))),
        Contender("closures", one_by_one(closed)),
        Contender("straight line", one_by_one(straightly)),
        Contender("engine", one_by_one(lambda seed: engine_play(run, seed))),
        # Whatever it needs is counted: making the run ready, the tally, the meters' spread.
        Contender("simulator", lambda first: futures(run, opening, AT_ONCE, first).futures),
    ]


def timed(players: list[Contender], rounds: int) -> dict[str, list[float]]:
    """Plays a second of each, round by round, after a round that warms up."""
    speeds: dict[str, list[float]] = {player.name: [] for player in players}
    for number in range(rounds + 1):
        for player in players:
            played = 0
            began = time.perf_counter()
            while (took := time.perf_counter() - began) < SLICE:
                played += player.play(played)
            if number:
                speeds[player.name].append(played / took)
    return speeds


def ratio(speeds: dict[str, list[float]], one: str, other: str) -> float:
    """The median of the ratios within each round."""
    return median(mine / theirs for mine, theirs in zip(speeds[one], speeds[other], strict=True))


def table(speeds: dict[str, list[float]]) -> None:
    """Show how fast each is, and against the others."""
    show(f"{'one core':20}{'plays a second':>16}{'× naive':>10}{'× closures':>12}{'× straight':>12}")
    for name, found in speeds.items():
        beside = [ratio(speeds, name, other) for other in ("naive interpreter", "closures", "straight line")]
        show(f"{name:20}{median(found):16,.0f}{beside[0]:10.2f}{beside[1]:12.2f}{beside[2]:12.2f}")


def ratio_goal(speeds: dict[str, list[float]], one: str, other: str, least: float) -> Goal:
    """A goal on two speeds."""
    found = ratio(speeds, one, other)
    return Goal(f"{one} against {other}", f"{found:.2f}x", f"≥ {least}x", found >= least)


def latency(run: Run, rounds: int) -> Goal:
    """How long 2,000 futures take from history's first decision of a year, once everything is warm."""
    after = [step.after for step in historical_run(run) if not step.after.ended]
    dated = [(beat.date.year, state) for state in after if (beat := current(run, state)) is not None]
    year, state = next(((year, state) for year, state in dated if year >= YEAR), dated[len(dated) // 2])
    took = []
    for number in range(rounds + 1):
        began = time.perf_counter()
        futures(run, state, 2_000, number)
        took.append(time.perf_counter() - began)
    found = 1_000 * median(took[1:])
    return Goal(f"2,000 futures from {year}", f"{found:.0f} ms", "< 150 ms", found < 150)


def jobs(run: Run, n: int) -> Goal:
    """How much faster two processes are than one, their start included: the best of three, as cores are seldom idle."""
    opening = begin(run).after
    took: dict[int, list[float]] = {1: [], 2: []}
    for _ in range(3):
        for count, found in took.items():
            began = time.perf_counter()
            futures(run, opening, n, jobs=count)
            found.append(time.perf_counter() - began)
    gain = min(took[1]) / min(took[2])
    return Goal(f"two jobs against one, {n:,} futures", f"{gain:.2f}x", "≥ 1.7x", gain >= 1.7)


def memory(n: int) -> Goal:
    """The most memory that a process of its own takes for many futures; batches are alike, so more takes no more."""
    command = [sys.executable, __file__, "--peak", str(n)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)  # noqa: S603  itself
    found = int(done.stdout)
    return Goal(f"memory for {n:,} futures", f"{found} MB" if found else "unknown", "< 300 MB", 0 < found < 300)


def peak(run: Run, n: int) -> int:
    """Play so many futures here; answers the most MB that this process ever held, 0 where the system does not tell."""
    for _ in futures_so_far(run, begin(run).after, n):
        pass
    try:
        import resource
    except ImportError:
        return 0
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return int(held / (1 << 20 if sys.platform == "darwin" else 1 << 10))


def show(line: str) -> None:
    """A line on standard output, at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    try:
        main()
    except GameError as error:
        sys.exit(f"The shipped pack cannot be played just now: {str(error).splitlines()[0]}")
