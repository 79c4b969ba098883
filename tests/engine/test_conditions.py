"""The language of ``when``: what parses, what is refused and where, and that it means what it says."""

from __future__ import annotations

import random

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from game.engine.conditions import MAX_DEPTH, MAX_LENGTH, bind, parse
from game.errors import ConditionError
from tests.worlds import FLAGS, INDEX, METERS, Tree, calm, holds, spell, trees

flags = set(FLAGS)
COLD = ((10, 20, 30), frozenset({"lit"}), 1900)


@pytest.mark.parametrize(
    ("source", "answer"),
    [
        ("lit", True),
        ("sunk", False),
        ("not sunk", True),
        ("not not lit", True),
        ("warmth < 30 and not sunk", True),
        ("warmth<30and lit", True),
        ("warmth >= 10", True),
        ("warmth > 10", False),
        ("10 == warmth", True),
        ("warmth != 10", False),
        ("warmth < grain", True),
        ("year == 1900", True),
        ("1899 < year", True),
        ("lit or sunk and sunk", True),
        ("(lit or sunk) and sunk", False),
        ("not lit or lit", True),
        ("not (lit or sunk)", False),
        ("  lit  ", True),
        ("lit\n\tand\r\nwarmth < 20", True),
        ("fear == 000030", True),
    ],
)
def test_what_authors_write_means_what_it_says(source: str, answer: bool) -> None:
    """``and`` binds closer than ``or``, ``not`` closest; white space is free."""
    assert bind(source, INDEX, flags).holds(*COLD) is answer


@pytest.mark.parametrize(
    ("source", "offset", "part", "mend"),
    [
        ("", 0, "empty", "leave the key out"),
        (" \n ", 0, "empty", "leave the key out"),
        ("warmth <", 8, "ends where a name or a number", "name a flag"),
        ("warmth <  ", 8, "ends where", "name a flag"),
        ("warmth < and lit", 9, "'and' stands where", "name a flag"),
        ("and lit", 0, "'and' stands where", "name a flag"),
        ("lit and", 7, "ends where", "name a flag"),
        ("lit sunk", 4, "'sunk' does not fit here", "'and' or 'or'"),
        ("lit)", 3, "')' does not fit", "'and' or 'or'"),
        ("(lit", 0, "not closed", "add ')'"),
        ("lit and (sunk or (paid)", 8, "not closed", "add ')'"),
        ("not", 3, "ends where", "name a flag"),
        ("5", 0, "a number stands alone", "compare it"),
        ("lit and 5", 8, "a number stands alone", "compare it"),
        ("1 < 2", 0, "two numbers", "name a meter"),
        ("lit or 1 < 2", 7, "two numbers", "name a meter"),
        ("20 < warmth < 60", 12, "cannot be chained", "trust > 20 and trust < 60"),
        ("warmth = 3", 7, "'=' does not belong", "=="),
        ("warmth < -3", 9, "'-' does not belong", "whole numbers"),
        ("warmth < 3.5", 10, "'.' does not belong", "whole numbers"),
        ("warmth < 2 ** 9", 11, "'*' does not belong", "whole numbers"),
        ("warmth\u00a0< 30", 6, "'\u00a0' does not belong", "use names"),
        ("warmth < 30\u3000", 11, "'\u3000' does not belong", "use names"),
        ("warmth < ٣٠", 9, "'٣' does not belong", "use names"),
        ("wärmth < 30", 1, "'ä' does not belong", "use names"),
        ("lit; sunk", 3, "';' does not belong", "use names"),
        ("__import__('os')", 11, "''' does not belong", "use names"),
        ("warmth < 1234567", 9, "too long", "0 to 100"),
        ("warmth", 0, "needs a comparison", "warmth > 50"),
        ("year", 0, "needs a comparison", "year > 19"),
        ("lit and grain", 8, "needs a comparison", "grain > 50"),
        ("lit < 3", 0, "is a flag", "write just 'lit'"),
        ("lit and sunk == 1", 8, "is a flag", "write just 'sunk'"),
        ("warmt < 3", 0, "no meter 'warmt'", "did you mean 'warmth'?"),
        ("warmth < 3 and yeer > 1900", 15, "no meter 'yeer'", "did you mean 'year'?"),
        ("not sank", 4, "no flag 'sank'", "did you mean 'sunk'?"),
        ("zzz", 0, "no flag 'zzz'", "declare it"),
        ("true", 0, "no flag 'true'", "declare it"),
    ],
)
def test_what_does_not_parse_is_refused_at_its_place_with_the_mend(
    source: str, offset: int, part: str, mend: str
) -> None:
    """An author is told what, where and what to write instead."""
    with pytest.raises(ConditionError) as refused:
        bind(source, INDEX, flags)
    assert part in refused.value.message
    assert mend in refused.value.mend
    assert refused.value.offset == offset


def test_length_and_depth_are_capped_just_where_the_format_page_says() -> None:
    """300 characters and 16 levels pass; one more of either does not."""
    longest = "lit" + " or lit" * 42
    assert len(longest) <= MAX_LENGTH
    parse(longest.ljust(MAX_LENGTH))
    with pytest.raises(ConditionError, match="301 characters"):
        parse(longest.ljust(MAX_LENGTH + 1))
    for opened, closed in (("(", ")"), ("not ", ""), ("not (", ")")):
        levels = MAX_DEPTH // (2 if opened == "not (" else 1)
        parse(opened * levels + "lit" + closed * levels)
        with pytest.raises(ConditionError, match="nested too deeply"):
            parse(opened * (levels + 1) + "lit" + closed * (levels + 1))


def test_brackets_side_by_side_are_not_deep() -> None:
    """Depth counts what is open at once, not how often something was opened."""
    source = " and ".join(["(lit)"] * 30)
    assert bind(source, INDEX, flags).holds(*COLD)


_soup = st.lists(
    st.sampled_from(
        (*METERS, *FLAGS, "year", "and", "or", "not", "(", ")", "<", "<=", "==", "!=", ">", ">=", "7", "1900", " ", "=")
    ),
    max_size=40,
).map(" ".join)


@calm
@given(st.text(max_size=330) | _soup)
@example("((((((((((((((((((((((((((((((((((((((((")
@example("9" * 300)
@example("\x00")
def test_whatever_is_written_nothing_but_a_condition_error_escapes(source: str) -> None:
    """A stranger's file can at worst be refused; and the place named lies within what was written."""
    refused: ConditionError | None = None
    try:
        assert bind(source, INDEX, flags).holds((50, 50, 50), frozenset(), 1900) in (True, False)
    except ConditionError as error:
        refused = error
    if refused is not None:
        assert 0 <= refused.offset <= len(source)
        assert refused.message and refused.mend


@calm
@given(
    trees(),
    st.tuples(*(st.integers(0, 100) for _ in METERS)),
    st.frozensets(st.sampled_from(FLAGS)),
    st.integers(1898, 1904),
    st.randoms(use_true_random=False),
)
def test_compiled_conditions_agree_with_a_slow_and_obvious_judge(
    tree: Tree, meters: tuple[int, ...], raised: frozenset[str], year: int, spacing: random.Random
) -> None:
    """However it is spaced, the closure says what the tree says."""
    for source in (spell(tree), spell(tree, spacing)):
        if len(source) <= MAX_LENGTH:
            assert bind(source, INDEX, flags).holds(meters, raised, year) is holds(tree, meters, raised, year)


def test_conditions_are_equal_by_what_was_written() -> None:
    """Two packs read from the same files are equal, closures and all."""
    assert bind("lit and warmth < 3", INDEX, flags) == bind("lit and warmth < 3", INDEX, flags)
    assert bind("lit", INDEX, flags) != bind("not lit", INDEX, flags)
