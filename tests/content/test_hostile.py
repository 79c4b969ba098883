"""A stranger's pack can be refused, and nothing else can come of it."""

from __future__ import annotations

import functools
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from game.content import CODES, Problem, read_pack
from game.content.source import FORBIDDEN, MAX_BYTES, MAX_DEPTH, MAX_NODES, parse_source
from tests.content.hostile import FILES
from tests.worlds import LAMP, PACK, PEOPLE, STORM, calm, good_files, write_pack

ROOT = Path(__file__).parents[2]
LOADERS = ["c", "python"] if hasattr(yaml, "CSafeLoader") else ["python"]
Told = list[tuple[str, str, int, int, str]]


@functools.cache
def readings(loader: str) -> dict[str, Told]:
    """What another process was told of every hostile file; it must live to the end, in bounded memory and time."""
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [sys.executable, "-m", "tests.content.read_hostile", loader, folder],
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=300,
        )
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0, f"died at {lines[-1][0] if lines else 'the start'}: {done.stderr[-800:]}"
    return {line[0]: [tuple(told) for told in line[1]] for line in lines if len(line) == 2}


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_is_refused_with_a_plain_problem(name: str, loader: str) -> None:
    """In few lines, in the file where it stands, by the code that says what it is."""
    told = readings(loader)[name]
    code = FILES[name][0]
    assert code in {problem[0] for problem in told}
    assert len(told) <= 1001
    for _, path, line, column, text in told:
        assert path in (f"coasts/{STORM}", f"coasts/{PACK}", "coasts")
        assert line >= 0
        assert column >= 0
        assert text.isprintable()
        assert len(text) < 1500


@pytest.mark.parametrize("loader", LOADERS)
def test_what_is_not_utf8_is_told_at_its_line_and_column(loader: str) -> None:
    """Columns count characters, not bytes; Windows line ends count once."""
    told = readings(loader)
    assert told["a broken sequence on the third line"][0][2:4] == (3, 9)
    assert told["Latin-1"][0][2:4] == (2, 8)
    assert told["UTF-16 with its mark"][0][4].startswith(f"coasts/{STORM}:1:1: the file is UTF-16; save it as UTF-8")


def test_a_byte_order_mark_is_no_mistake_and_moves_no_column(tmp_path: Path) -> None:
    """Windows editors write one; the first line counts from behind it."""
    files: dict[str, str | bytes] = dict(good_files())
    files[STORM] = b"\xef\xbb\xbf" + good_files()[STORM].encode()
    assert read_pack(write_pack(tmp_path, files)).problems == ()
    files[STORM] = b"\xef\xbb\xbfabc: \xff"
    (problem,) = read_pack(write_pack(tmp_path, files)).problems
    assert (problem.code, problem.line, problem.column) == ("not-utf8", 1, 6)


def test_windows_and_old_macintosh_line_ends_read_the_same(tmp_path: Path) -> None:
    """A pack is the same pack wherever it was edited, and its places stay."""
    found = []
    for number, end in enumerate(("\n", "\r\n", "\r")):
        files = {file: text.replace("\n", end) for file, text in good_files().items()}
        loaded = read_pack(write_pack(tmp_path / str(number), files), "coasts")
        assert loaded.problems == ()
        found.append((loaded.pack, loaded.places))
    assert found[0] == found[1] == found[2]


def test_a_folder_named_like_a_file_is_told(tmp_path: Path) -> None:
    """It would be passed over in silence otherwise."""
    folder = write_pack(tmp_path)
    (folder / "crises" / "1902-calm.yaml").mkdir()
    (folder / "causes.yaml").mkdir()
    told = [(problem.path, problem.code) for problem in read_pack(folder, "coasts").problems]
    assert told == [("coasts/causes.yaml", "unreadable"), ("coasts/crises/1902-calm.yaml", "unreadable")]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_a_pipe_and_a_link_to_nowhere_are_told_and_not_waited_for(tmp_path: Path) -> None:
    """A pipe would never end."""
    folder = write_pack(tmp_path)
    os.mkfifo(folder / "crises" / "1903-pipe.yaml")
    (folder / "flags.yaml").symlink_to("nowhere")
    told = [(problem.path, problem.code) for problem in read_pack(folder, "coasts").problems]
    assert told == [("coasts/crises/1903-pipe.yaml", "unreadable"), ("coasts/flags.yaml", "unreadable")]


def test_a_file_name_cannot_speak_to_the_terminal(tmp_path: Path) -> None:
    """What a stranger called a file is shown, not obeyed."""
    files: dict[str, str | bytes] = {**good_files(), "crises/\x1b[2J\x07.yaml": "[\n"}
    try:
        folder = write_pack(tmp_path, files)
    except OSError:
        pytest.skip("this system takes no such names")
    problems = read_pack(folder, "coasts").problems
    assert problems
    assert all(str(problem).isprintable() for problem in problems)


def test_a_file_of_just_a_mebibyte_is_read(tmp_path: Path) -> None:
    """The limit is where the format page says."""
    files = good_files()
    text = files[STORM]
    files[STORM] = text + "#" * (MAX_BYTES - len(text.encode()))
    assert read_pack(write_pack(tmp_path, files)).problems == ()


def test_depth_and_number_are_limited_where_the_codes_say() -> None:
    """24 levels and 100,000 values pass; one more of either does not."""
    for text, code in (
        ("[" * MAX_DEPTH + "]" * MAX_DEPTH, None),
        ("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1), "too-deep"),
        ("[" + "1," * (MAX_NODES - 1) + "]", None),
        ("[" + "1," * MAX_NODES + "]", "too-many-nodes"),
    ):
        problems: list[Problem] = []
        assert (parse_source(text, "some.yaml", problems) is not None) is (code is None)
        assert [problem.code for problem in problems] == ([code] if code else [])
    assert f"{MAX_DEPTH} deep" in CODES["too-deep"]
    assert f"{MAX_NODES:,} values" in CODES["too-many-nodes"]


def test_a_pack_of_more_than_anybody_wrote_is_refused(tmp_path: Path) -> None:
    """Each file within its limit, and too many of them; reading stops there."""
    heavy = {f"crises/2000-{number}.yaml": b"#" * MAX_BYTES for number in range(17)}
    told = read_pack(write_pack(tmp_path, {**_GOOD, **heavy}), "coasts").problems
    assert [problem.path for problem in told if problem.code == "too-large"] == ["coasts/crises"]
    many = {f"crises/2000-{number}.yaml": b"#" for number in range(401)}
    told = read_pack(write_pack(tmp_path / "many", {**_GOOD, **many}), "coasts").problems
    assert [problem.message for problem in told if problem.code == "too-large"] == ["more than 400 crises"]


_GOOD = {file: text.encode() for file, text in good_files().items()}
_WORDS = (
    "[ ] { } &a *a <<: !!x | > # % @ ` ? [[ ]] [@ [# \\x1b 1e999 0x7f ~ null .nan 2000-02-30 when: not 999999999 ' \""
)
_ODD = (": ", "- ", "\t", "\n", "\r", "\x00", "  ", "\n---\n", "\n...\n", "\u202e", "\U000e0041", "\x85", "\u2028")
_SNIPPETS = st.sampled_from((*_WORDS.split(), *_ODD)).map(str.encode)
_CUTS = st.tuples(st.integers(0, 10**6), st.integers(0, 12), st.one_of(_SNIPPETS, st.binary(max_size=4)))


@calm
@given(st.sampled_from([PACK, PEOPLE, LAMP, STORM]), st.lists(_CUTS, min_size=1, max_size=4), st.booleans())
def test_however_a_pack_is_garbled_only_problems_come_of_it(
    file: str, cuts: list[tuple[int, int, bytes]], pure: bool
) -> None:
    """Bytes taken out and put in anywhere: either the pack is still good, or every problem has a place in it."""
    data = _GOOD[file]
    for at, length, put in cuts:
        at %= len(data)
        data = data[:at] + put + data[at + length :]
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        if pure:
            patch.setattr("game.content.source._Loader", yaml.SafeLoader)
        loaded = read_pack(write_pack(Path(folder), {**_GOOD, file: data}), "coasts")
    assert (loaded.pack is None) == bool(loaded.problems)
    lines = data.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for problem in loaded.problems:
        assert problem.path.startswith("coasts/")
        assert str(problem).isprintable()
        if problem.path == f"coasts/{file}":
            assert problem.line <= len(lines) + 1


@calm
@given(st.text() | st.text("[]{}:-&*!|>'\"%@`#?,\n\t ax1\\\x1b\u202e\x85\u2028\ufeff"))
def test_whatever_text_is_read_nothing_but_problems_escapes(text: str) -> None:
    """The same one layer further down, with any text at all."""
    problems: list[Problem] = []
    read = parse_source(text, "some.yaml", problems)
    assert read is not None or problems
    if read is not None:
        assert not FORBIDDEN.search(read.text)
