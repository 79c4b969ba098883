"""Trees of every shape, and a plain one, for the tests of saves."""

from __future__ import annotations

from hypothesis import settings
from hypothesis import strategies as st

from game.saves import SKIPPED, Asked, ForecastGiven, Node, Picker, Reading, Root, Tree

# How long one example takes says nothing about the game.
calm = settings(deadline=None)

_ids = st.from_regex(r"[a-z0-9][a-z0-9-]{0,11}", fullmatch=True)
_beats = st.builds(lambda crisis, beat: f"{crisis}/{beat}", _ids, _ids)
_pickers = st.sampled_from(Picker)
_skipped: ForecastGiven = SKIPPED
_forecasts: st.SearchStrategy[ForecastGiven] = st.one_of(st.none(), st.just(_skipped), st.integers(0, 100))
typed = st.text(max_size=24) | st.text('ab \x00\x1b\x9b\u202e\u200b\ud800\r\n\t"\\{}[]<é毛', max_size=24)
"""What somebody may type or paste, with what a terminal would obey."""


@st.composite
def roots(draw: st.DrawFn) -> Root:
    """Any terms."""
    one = draw(_ids)
    campaign = draw(st.booleans())
    return Root(
        pack=draw(_ids),
        digest=draw(st.from_regex(r"[0-9a-f]{16}", fullmatch=True)),
        seed=draw(st.integers(0, 2**64 - 1)),
        lens=draw(_ids),
        seats=draw(st.dictionaries(st.sampled_from(["china", "ussr", "third_seat"]), _pickers, max_size=3)),
        campaign=one if campaign else None,
        crisis=None if campaign else one,
        reading=draw(st.sampled_from(Reading)),
        on_record_only=draw(st.booleans()),
        earlier=draw(st.dictionaries(st.builds(lambda crisis, beat: f"{crisis}/{beat}", _ids, _ids), _ids, max_size=3)),
    )


asked = st.lists(
    st.builds(Asked, st.builds(lambda crisis, key: f"{crisis}/{key}", _ids, _ids), _ids, st.none() | st.booleans()),
    max_size=4,
    unique_by=lambda each: (each.question, each.after),
).map(tuple)
"""What a quiz may have asked: of a question after a crisis, once."""


@st.composite
def trees(draw: st.DrawFn) -> Tree:
    """Any tree that play could leave, with whatever a player may type."""
    size = draw(st.integers(0, 8))
    nodes = tuple(
        Node(
            id=index,
            parent=draw(st.none() | st.integers(0, index - 1)) if index else None,
            beat=draw(_beats),
            choice=draw(_ids),
            by=draw(_pickers),
            forecast=draw(_forecasts),
            reason=draw(typed),
            note=draw(typed),
            seen=draw(st.booleans()),
        )
        for index in range(size)
    )
    ids = st.integers(0, size - 1) if size else st.nothing()
    return Tree(
        root=draw(roots()),
        nodes=nodes,
        head=draw(st.none() | ids),
        names=draw(st.dictionaries(ids, typed, max_size=3)) if size else {},
        quiz=draw(asked),
    )


def plain_tree(decisions: int = 3) -> Tree:
    """A tree with one timeline of so many decisions."""
    tree = Tree(
        Root(
            pack="sino-soviet",
            digest="0123456789abcdef",
            seed=7,
            lens="balanced",
            seats={"china": Picker.PERSON, "ussr": Picker.COMPUTER},
            crisis="1958-quemoy",
        )
    )
    for number in range(decisions):
        tree = tree.grow(f"1958-quemoy/beat-{number}", "hold-fire", Picker.PERSON, reason="because")
    return tree


OLD, NEW = plain_tree(5), plain_tree(9)
