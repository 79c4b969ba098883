"""Reads a pack's folder: every file, every problem, then the compiled pack."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path

from game.content.compile import Compiler, with_historical_openings
from game.content.kinds import Reader
from game.content.records import Read
from game.content.problems import ContentError, Problem, Severity
from game.content.schema import CRISIS, PACK, SECTIONS
from game.content.source import Map, Source, Word, read_source
from game.engine.model import Pack

PACK_FILE = "pack.yaml"
CRISES = "crises"
MAX_FILES = 400


@dataclass(frozen=True, slots=True)
class Loaded:
    """What came of reading a folder: a pack if there were no errors, and every problem."""

    pack: Pack | None
    problems: tuple[Problem, ...]


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
    if not (folder / PACK_FILE).is_file():
        mend = "name the folder that holds pack.yaml"
        return Loaded(None, (Problem(name, 0, 0, "unreadable", "this is no pack: it has no pack.yaml", mend),))
    head_source, section_sources, crisis_sources = _sources(folder, name, problems)
    if head_source is None or not isinstance(head_source.root, Map):
        if head_source is not None and head_source.root is not None:
            root = head_source.root
            problems.append(
                Problem(
                    root.path, root.line, root.column, "wrong-type", "a pack is a map", "see docs/scenario-format.md"
                )
            )
        return Loaded(None, tuple(sorted(problems)))
    reader = Reader(problems, _seat_ids(head_source, section_sources))
    head = _head(head_source.root, section_sources, reader)
    crises = [read for source in crisis_sources if (read := _crisis(source, reader)) is not None]
    texts = {source.path: source.text for source in (head_source, *section_sources.values(), *crisis_sources)}
    if head["pack"] is not None and head["pack"] != folder.resolve().name:
        reader.say(
            head["pack"],
            "bad-id",
            f"the pack is called '{head['pack']}' in the folder '{folder.resolve().name}'",
            "give both the same name",
        )
    compiler = Compiler(reader.seats, problems, texts)
    pack = compiler.pack(head, crises)
    ordered = tuple(sorted(set(problems)))
    if pack is None or any(problem.severity is Severity.ERROR for problem in ordered):
        if not ordered:
            raise AssertionError("a pack failed to compile without a problem")
        return Loaded(None, ordered)
    given = frozenset(str(read["crisis"]) for read in crises if read["opening"] is not None)
    pack = with_historical_openings(pack, given)
    pack = replace(
        pack, beats={beat.id: beat for crisis in pack.crises for beat in crisis.beats}, digest=digest_of(pack)
    )
    return Loaded(pack, ordered)


def digest_of(pack: Pack) -> str:
    """A fingerprint of the pack's rules, 16 hex digits.

    It covers what decides a replay (ids, order, conditions, effects, flags, jumps, openings, lenses) and the weights that
    decide the computer's picks, not the wording: mending a comma does not make a save foreign.
    """
    lines: list[str] = [pack.id]
    lines += [f"m {meter.id}" for meter in pack.meters]
    lines += [f"l {lens.id} {sorted(lens.weights.items())}" for lens in pack.lenses]
    lines += [f"g {campaign.id} {campaign.crises}" for campaign in pack.campaigns]
    for crisis in pack.crises:
        lines.append(f"c {crisis.id} {crisis.when} {crisis.opening.meters} {sorted(crisis.opening.flags)}")
        lines += [f"e {ending.id} {ending.when} {ending.final}" for ending in crisis.endings]
        for beat in crisis.beats:
            lines.append(f"b {beat.id} {beat.actor} {beat.date} {beat.when}")
            for choice in beat.choices:
                effects = [(effect.cause, effect.meter, effect.percent) for effect in choice.effects]
                weights = [(str(weight.when), weight.value) for weight in choice.weights]
                lines.append(
                    f"h {choice.id} {choice.history} {choice.when} {choice.likeness} {weights} {effects} {choice.sets} {choice.clears} {choice.next}"
                )
    lines += [f"e {ending.id} {ending.when}" for ending in pack.endings]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


def _sources(folder: Path, name: str, problems: list[Problem]) -> tuple[Source | None, dict[str, Source], list[Source]]:
    head = read_source(folder / PACK_FILE, f"{name}/{PACK_FILE}", problems)
    sections: dict[str, Source] = {}
    for section in SECTIONS:
        file = folder / f"{section}.yaml"
        if file.is_file():
            source = read_source(file, f"{name}/{section}.yaml", problems)
            if source is not None:
                sections[section] = source
    for file in sorted(folder.glob("*.y*ml")):
        if file.name != PACK_FILE and file.stem not in SECTIONS:
            problems.append(
                Problem(
                    f"{name}/{file.name}",
                    0,
                    0,
                    "unknown-key",
                    "no section of a pack has this name",
                    f"sections are {', '.join(SECTIONS)}; crises belong in {CRISES}/",
                )
            )
    files = sorted(file for file in (folder / CRISES).glob("*.y*ml") if file.is_file())
    if len(files) > MAX_FILES:
        problems.append(
            Problem(f"{name}/{CRISES}", 0, 0, "too-large", f"more than {MAX_FILES} crises", "split the pack")
        )
        files = files[:MAX_FILES]
    crises = [
        source for file in files if (source := read_source(file, f"{name}/{CRISES}/{file.name}", problems)) is not None
    ]
    return head, sections, crises


def _seat_ids(head: Source, sections: dict[str, Source]) -> tuple[str, ...]:
    """The seats' ids, needed before anything else is read: texts differ by them."""
    root = sections["seats"].root if "seats" in sections else None
    if root is None and isinstance(head.root, Map):
        root = head.root.entries.get(Word("seats"))
    return tuple(str(key) for key in root.entries) if isinstance(root, Map) else ()


def _head(root: Map, sections: dict[str, Source], reader: Reader) -> Read:
    """pack.yaml with the sections that live in files of their own."""
    entries = dict(root.entries)
    for section, source in sections.items():
        if source.root is None:
            continue
        if section in entries:
            at = next(key for key in entries if key == section)
            reader.say(at, "duplicate-key", f"'{section}' stands here and in {section}.yaml", "keep one of them")
        entries[Word.at(section, source.path, 1, 1)] = source.root
    read = PACK.read(Map(entries, root.path, root.line, root.column), reader)
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
