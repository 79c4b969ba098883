"""Reads a pack's folder: every file, every problem, then the compiled pack."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Final

from game.content.binding import Binder
from game.content.compile import Compiler, with_historical_openings
from game.content.kinds import Reader
from game.content.problems import ContentError, Place, Places, Problem, Severity, TooManyProblems, note
from game.content.records import Read
from game.content.schema import CRISIS, PACK, SECTIONS
from game.content.source import Map, Source, Word, read_source
from game.engine.model import Pack

PACK_FILE: Final = "pack.yaml"
CRISES: Final = "crises"
MAX_FILES: Final = 400
MAX_PACK: Final = 16 << 20
"""Bytes of all files together: hundreds of crises, and still read in a second or two."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What came of reading a folder: a pack if there were no errors, and every problem."""

    pack: Pack | None
    problems: tuple[Problem, ...]
    places: Places = field(default_factory=lambda: MappingProxyType({}), repr=False)
    """Where each thing of the pack stands; ``game.content.places`` says how keys are made."""


@contextmanager
def _no_collecting() -> Iterator[None]:
    """Keep the cycle collector from walking again and again what is only being built: a fifth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def load_pack(folder: Path) -> Pack:
    """Read a pack.

    Raises:
        ContentError: with every problem, if there is an error among them.
    """
    loaded = read_pack(folder)
    if loaded.pack is None:
        raise ContentError([problem for problem in loaded.problems if problem.severity is Severity.ERROR])
    return loaded.pack


def read_pack(folder: Path, shown: str | None = None) -> Loaded:
    """Read a pack and say everything that is wrong with it.

    Args:
        folder: the pack's folder.
        shown: how to call the folder in problems (default: as given).
    """
    name = shown if shown is not None else str(folder)
    problems: list[Problem] = []
    places: dict[str, Place] = {}
    pack: Pack | None = None
    try:
        with _no_collecting():
            pack = _read(folder, name, problems, places)
    except TooManyProblems:
        what = f"there are more than {len(problems)} problems, and the rest is not listed"
        problems.append(Problem(name, 0, 0, "too-many-problems", what, "mend those above first"))
    ordered = tuple(sorted(set(problems)))
    if any(problem.severity is Severity.ERROR for problem in ordered):
        pack = None
    elif pack is None:
        raise AssertionError("a pack failed to compile without a problem")
    return Loaded(pack, ordered, MappingProxyType(places))


def digest_of(pack: Pack) -> str:
    """A fingerprint of the pack's rules, 16 hex digits.

    It covers what decides a replay (ids, order, dates, conditions, effects, flags, jumps, openings, lenses) and the
    weights that decide the computer's picks, not the wording: mending a comma does not make a save foreign.
    """
    lines: list[str] = [pack.id]
    lines += [f"m {meter.id}" for meter in pack.meters]
    lines += [f"l {lens.id} {sorted(lens.weights.items())}" for lens in pack.lenses]
    lines += [
        f"g {campaign.id} {campaign.crises} {[ending.id for ending in campaign.endings]}" for campaign in pack.campaigns
    ]
    for crisis in pack.crises:
        lines.append(f"c {crisis.id} {crisis.since} {crisis.until} {crisis.when}")
        lines.append(f"o {crisis.opening.meters} {sorted(crisis.opening.flags)}")
        lines += [f"e {ending.id} {ending.when} {ending.final}" for ending in crisis.endings]
        for beat in crisis.beats:
            lines.append(f"b {beat.id} {beat.actor} {beat.date} {beat.when}")
            for choice in beat.choices:
                lines.append(f"h {choice.id} {choice.history} {choice.when} {choice.likeness} {choice.next}")
                lines += [f"w {weight.when} {weight.value}" for weight in choice.weights]
                lines += [f"x {effect.cause} {effect.meter} {effect.percent}" for effect in choice.effects]
                lines.append(f"f {choice.sets} {choice.clears}")
    lines += [f"e {ending.id} {ending.when} {ending.early}" for ending in pack.endings]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class _Sources:
    """The files of a pack that could be read."""

    head: Source | None
    sections: Mapping[str, Source]
    crises: tuple[Source, ...]
    broken_sections: frozenset[str]
    broken_crises: frozenset[str]


def _read(folder: Path, name: str, problems: list[Problem], places: dict[str, Place]) -> Pack | None:
    if not (folder / PACK_FILE).is_file():
        mend = "name the folder that holds pack.yaml"
        note(problems, Problem(name, 0, 0, "unreadable", "this is no pack: it has no pack.yaml", mend))
        return None
    sources = _sources(folder, name, problems)
    head_source = sources.head
    if head_source is None or not isinstance(head_source.root, Map):
        if head_source is not None and head_source.root is not None:
            root = head_source.root
            mend = "see docs/scenario-format.md"
            note(problems, Problem(root.path, root.line, root.column, "wrong-type", "a pack is a map", mend))
        return None
    reader = Reader(problems, _seat_ids(head_source.root, sources.sections))
    head = _head(head_source.root, sources, reader)
    crises = [read for source in sources.crises if (read := _crisis(source, reader)) is not None]
    if head["pack"] is not None and head["pack"] != folder.resolve().name:
        reader.say(
            head["pack"],
            "bad-id",
            f"the pack is called '{head['pack']}' in the folder '{folder.resolve().name}'",
            "give both the same name",
        )
    if sources.broken_sections:
        # Whatever names something in a section that could not be read would be called wrong, and is not.
        return None
    everything = (head_source, *sources.sections.values(), *sources.crises)
    binder = Binder(reader.seats, problems, {source.path: source.text for source in everything}, places=places)
    binder.names.more_flags = bool(sources.broken_crises)
    named = {read["crisis"] for read in crises}
    unread = sources.broken_crises | {
        stem for source in sources.crises if (stem := Path(source.path).stem) not in named
    }
    pack = Compiler(binder).pack(head, crises, unread)
    if pack is None or any(problem.severity is Severity.ERROR for problem in problems):
        return None
    given = frozenset(str(read["crisis"]) for read in crises if read["opening"] is not None)
    pack = with_historical_openings(pack, given)
    return replace(
        pack, beats={beat.id: beat for crisis in pack.crises for beat in crisis.beats}, digest=digest_of(pack)
    )


def _sources(folder: Path, name: str, problems: list[Problem]) -> _Sources:
    head = read_source(folder / PACK_FILE, f"{name}/{PACK_FILE}", problems)
    sections: dict[str, Source] = {}
    broken_sections: set[str] = set()
    for file in _yaml_files(folder, name, problems):
        section = file.stem
        if file.name == PACK_FILE:
            continue
        if section not in SECTIONS:
            mend = f"sections are {', '.join(SECTIONS)}; crises belong in {CRISES}/"
            what = "no section of a pack has this name"
            note(problems, Problem(f"{name}/{file.name}", 0, 0, "unknown-key", what, mend))
            continue
        source = read_source(file, f"{name}/{file.name}", problems)
        if source is None:
            broken_sections.add(section)
        else:
            sections[section] = source
    files = _yaml_files(folder / CRISES, f"{name}/{CRISES}", problems)
    if len(files) > MAX_FILES:
        what = f"more than {MAX_FILES} crises"
        note(problems, Problem(f"{name}/{CRISES}", 0, 0, "too-large", what, "split the pack"))
        files = files[:MAX_FILES]
    crises: list[Source] = []
    broken_crises: set[str] = set()
    size = 0
    for file in files:
        # Only what a file claims to hold is asked; how much is really read of it has a limit of its own.
        size += file.stat().st_size if file.is_file() else 0
        if size > MAX_PACK:
            what = "the crises together are larger than 16 MiB"
            note(problems, Problem(f"{name}/{CRISES}", 0, 0, "too-large", what, "split the pack"))
            break
        source = read_source(file, f"{name}/{CRISES}/{file.name}", problems)
        if source is None:
            broken_crises.add(file.stem)
        else:
            crises.append(source)
    return _Sources(head, sections, tuple(crises), frozenset(broken_sections), frozenset(broken_crises))


def _yaml_files(folder: Path, shown: str, problems: list[Problem]) -> list[Path]:
    """What a folder holds of YAML, in order; hidden files are nobody's, and an ending is ``.yaml`` everywhere."""
    try:
        names = sorted(file for file in folder.iterdir() if not file.name.startswith("."))
    except FileNotFoundError:
        return []
    except OSError as error:
        what = f"cannot be read: {error.strerror or 'the system refuses'}"
        note(problems, Problem(shown, 0, 0, "unreadable", what, "check the folder"))
        return []
    found: list[Path] = []
    for file in names:
        if file.suffix == ".yaml":
            found.append(file)
        elif file.suffix.lower() in (".yaml", ".yml"):
            what = f"a file of a pack ends in '.yaml', not '{file.suffix}'"
            note(problems, Problem(f"{shown}/{file.name}", 0, 0, "bad-id", what, f"call it {file.stem}.yaml"))
    return found


def _seat_ids(root: Map, sections: Mapping[str, Source]) -> tuple[str, ...]:
    """The seats' ids, needed before anything else is read: texts differ by them."""
    seats = sections["seats"].root if "seats" in sections else root.entries.get(Word("seats"))
    if not isinstance(seats, Map):
        return ()
    return tuple(str(key) for key in seats.entries if "\x00" not in key)


def _head(root: Map, sources: _Sources, reader: Reader) -> Read:
    """pack.yaml with the sections that live in files of their own."""
    entries = dict(root.entries)
    for section, source in sources.sections.items():
        if source.root is None:
            continue
        at = next((key for key in entries if key == section), None)
        if at is not None:
            reader.say(at, "duplicate-key", f"'{section}' stands here and in {section}.yaml", "keep one of them")
        entries[Word.at(section, source.path, 1, 1)] = source.root
    read = PACK.read(Map(entries, root.path, root.line, root.column), reader, absent=sources.broken_sections)
    assert read is not None
    return read


def _crisis(source: Source, reader: Reader) -> Read | None:
    if source.root is None:
        return None
    read = CRISIS.read(source.root, reader)
    if read is not None and read["crisis"] is not None:
        stem = Path(source.path).stem
        if read["crisis"] != stem:
            reader.say(
                read["crisis"],
                "bad-id",
                f"the crisis is called '{read['crisis']}' in the file '{stem}.yaml'",
                "give both the same name",
            )
    return read
