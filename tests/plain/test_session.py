"""Playing in lines: pipes of either manner reach the end, nothing typed is lost, and nothing is chosen by accident."""

from __future__ import annotations

import io
import itertools
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.engine.model import Pack
from game.errors import SaveError, SaveForeign, UsageError
from game.plain.face import run
from game.plain.lookups import why
from game.plain.session import Session
from game.plain.talk import NoSense, Talk
from game.play.page import Bullets, words
from game.play.playthrough import Playthrough
from game.play.setup import Wish, new_tree
from game.play.stages import Decision, Finale
from game.saves import Picker, SaveStore, Tree
from tests.plain.talking import BOTH, BRITAIN, FRANCE, WATCH, talk_to, tutorial
from tests.play.weir import EAST, weir
from tests.worlds import packs

ASK, LEAVE = "ask-for-the-report", "leave"
EVERY_LINE = ["", "", "", ASK, "A reason.", "70", "", "", LEAVE, "", "", "", "", ""]
"""France, from the briefing to the end, as at the keyboard."""


def finished(store: SaveStore, name: str) -> bool:
    """Whether the save stands at the end of its run."""
    return Playthrough(tutorial(), store.read(name)).state.ended


def mine(tree: Tree) -> list[tuple[str, object, str]]:
    """The decisions of people on the present timeline: choice, forecast, reason."""
    return [(node.choice, node.forecast, node.reason) for node in tree.path() if node.by is Picker.PERSON]


# -- pipes -------------------------------------------------------------------------------------------------------------


def test_a_pipe_may_answer_every_prompt(store: SaveStore) -> None:
    """Blank lines turn pages; reasons and forecasts stand where they are asked."""
    talk_to(store, EVERY_LINE, FRANCE, save="f")
    assert finished(store, "f")
    assert mine(store.read("f")) == [(ASK, 70, "A reason."), (LEAVE, "skipped", "")]


def test_a_pipe_may_give_the_choices_alone(store: SaveStore) -> None:
    """Then pages turn by themselves, and neither reasons nor forecasts are taken from the choices to come."""
    talk_to(store, [ASK, LEAVE], FRANCE, save="f")
    assert finished(store, "f")
    assert mine(store.read("f")) == [(ASK, "skipped", ""), (LEAVE, "skipped", "")]


class _Waiting(io.StringIO):
    """A program that answers only where a prompt stands open."""

    def __init__(self, answers: list[str], heard: io.StringIO) -> None:
        super().__init__("".join(f"{answer}\n" for answer in answers))
        self._heard = heard

    def readline(self, size: int | None = -1, /) -> str:  # type: ignore[override]
        assert self._heard.getvalue().endswith((". ", ": ")), self._heard.getvalue()[-80:]
        return super().readline()


@pytest.mark.parametrize("answers", [EVERY_LINE, [ASK, LEAVE]])
def test_nothing_is_read_before_it_is_asked_for(store: SaveStore, answers: list[str]) -> None:
    """A program at the other end may wait for each prompt before it answers."""
    heard = io.StringIO()
    source = _Waiting(answers, heard)
    run(tutorial(), store, wish=FRANCE, seed=1, talk=Talk(source, heard, is_person=False, width=79))
    assert source.read() == ""


def test_a_thousand_ones_play_any_game_to_its_end(store: SaveStore) -> None:
    """Whoever holds the seats, and wherever setting up ends."""
    for number, wish in enumerate((BRITAIN, FRANCE, BOTH, None)):
        talk_to(store, ["1"] * 1000, wish, save=None if wish is None else f"s{number}")
    assert all(finished(store, name) for name in store.names())


def test_watching_needs_no_input(store: SaveStore) -> None:
    """Nobody decides, so nobody is waited for."""
    told = talk_to(store, [], WATCH, save="w")
    assert finished(store, "w")
    assert "The flag comes down" in told


@pytest.mark.parametrize("wish", [None, FRANCE, Wish()])
def test_blank_lines_without_end_are_taken_for_no_answer(store: SaveStore, wish: Wish | None) -> None:
    """A pipe that answers nothing is stopped instead of being asked for ever."""
    with pytest.raises(NoSense, match="20 lines in a row made no sense"):
        talk_to(store, itertools.repeat("", 100), wish, save=None if wish is None else "s")


def test_looking_things_up_without_end_stops_too(store: SaveStore) -> None:
    """Every answer makes sense, and still nothing happens."""
    with pytest.raises(NoSense, match="stood still"):
        talk_to(store, itertools.repeat("m", 5000), FRANCE, save="s")


def test_a_line_without_end_is_refused(store: SaveStore) -> None:
    """Memory is not filled with what can be no answer."""
    with pytest.raises(NoSense, match="a line without end"):
        talk_to(store, ["x" * 9_000_000], FRANCE, save="s")


# -- leaving and coming back -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("cut", range(len(EVERY_LINE)))
def test_input_that_ends_anywhere_loses_nothing(store: SaveStore, cut: int, capsys: pytest.CaptureFixture[str]) -> None:
    """What was answered is kept, how to come back is told, and coming back stands where the input ended."""
    talk_to(store, EVERY_LINE[:cut], FRANCE, save="f")
    left = Playthrough(tutorial(), store.read("f"))
    stage, decided = left.stage, mine(left.tree)
    if not left.state.ended:
        assert "two-tigers --plain --resume f" in capsys.readouterr().err
    again = talk_to(store, [], save="f")
    # The first page told again is that of the very stage; the greeting stands before it.
    title = getattr(getattr(stage, "beat", None) or getattr(stage, "crisis", None), "title", "")
    assert " ".join(title.split()) in " ".join(again.split()) or "Word from the British side" in again
    assert mine(store.read("f")) == decided


def test_a_game_in_two_halves_ends_like_one_in_one_piece(store: SaveStore) -> None:
    """Wherever it is broken off, once there is a decision. Between a choice and its reason nothing is decided yet."""
    talk_to(store, EVERY_LINE, FRANCE, save="whole")
    for cut in (5, 6, 7, 8, 10, 11, 12, 13):
        name = f"cut-{cut}"
        talk_to(store, EVERY_LINE[:cut], FRANCE, save=name)
        talk_to(store, EVERY_LINE[cut:], save=name)
        assert mine(store.read(name)) == mine(store.read("whole"))


def test_leaving_tells_how_to_come_back(store: SaveStore) -> None:
    """The whole command, with a name that a shell may read."""
    told = talk_to(store, ["", "q"], FRANCE, save="my game")
    assert told.rstrip().endswith("two-tigers --plain --resume 'my game'")


def test_a_changed_scenario_begins_a_new_save_with_what_fits(store: SaveStore) -> None:
    """The old save is never written over."""
    tree = new_tree(tutorial(), FRANCE, 1)
    game = Playthrough(tutorial(), tree)
    while not isinstance(game.stage, Decision):
        game.proceed()
    foreign = game.tree.grow("1898-fashoda/gone", "away", Picker.PERSON)
    store.create("old", foreign).close()
    before = (store.folder / "old.json").read_bytes()
    told = talk_to(store, ["what?", "", "q"], save="old")
    assert "Left behind: 1 of 3 decisions" in told
    assert (store.folder / "old.json").read_bytes() == before
    assert len(store.names()) == 2
    assert "Kept as" not in talk_to(store, ["q"], save="old")
    assert len(store.names()) == 2


def test_a_save_of_another_pack_is_not_played_with_this_one(store: SaveStore) -> None:
    """And the mend is named."""
    tree = new_tree(tutorial(), FRANCE, 1)
    store.create("other", replace(tree, root=replace(tree.root, pack="elsewhere"))).close()
    with pytest.raises(SaveForeign, match="--pack"):
        talk_to(store, [], save="other")


# -- what people type --------------------------------------------------------------------------------------------------


def test_escape_sequences_and_turned_text_are_stripped(store: SaveStore) -> None:
    """From what is echoed, from the debrief and from the save."""
    evil = "\x1b]52;c;AAAA\x07 \x1b[31mred\x1b[0m \u202egnp.exe \x9b2J end"
    told = talk_to(
        store, ["", "", "", ASK, evil, "70", f"n {evil}", "", "", LEAVE, evil, "", "", "", "j", ""], FRANCE, save="f"
    )
    saved = (store.folder / "f.json").read_text("utf-8")
    for text in (told, saved):
        assert not any(mark in text for mark in "\x1b\x07\u202e\x9b")
        assert "gnp.exe" in text


def test_a_reason_may_begin_like_a_command(store: SaveStore) -> None:
    """'why not' and 'save the alliance' are reasons; a lone letter is still a command, and a slash makes any one."""
    answers = ["", "", "", ASK, "q"]
    told = talk_to(store, ["", "", "", ASK, "/why", "m", "why not", "50", ""], FRANCE, save="a")
    assert mine(store.read("a")) == [(ASK, 50, "why not")]
    assert "What can be asked" in told
    talk_to(store, answers, FRANCE, save="b")
    assert mine(store.read("b")) == []


def test_nothing_is_decided_before_the_reason_is_given(store: SaveStore) -> None:
    """u takes the choice back as long as nothing is kept."""
    talk_to(store, ["", "", "", ASK, "u", "recall-him-now", "Better so.", "", ""], FRANCE, save="f")
    assert [choice for choice, _, _ in mine(store.read("f"))] == ["recall-him-now"]
    assert len([node for node in store.read("f").nodes if node.by is Picker.PERSON]) == 1


def test_a_closed_choice_says_why_and_is_not_taken(store: SaveStore) -> None:
    """Neither by number nor by id."""
    answers = ["trust-the-sirdar", ASK, "no-bargain", "leave-for-something", "leave-for-something"]
    told = talk_to(store, answers, BOTH, save="b")
    assert "Closed: " in told and told.count(" is closed: ") == 2
    assert [choice for choice, _, _ in mine(store.read("b"))] == answers[:3]


@pytest.mark.parametrize("typed", ["0", "5", "99999", "-1", "1 2", "12", "two", "1.5", "²", "١", "hold", "leave", "%"])
def test_what_is_no_choice_chooses_nothing(store: SaveStore, typed: str) -> None:
    """A slip of the finger is explained."""
    told = talk_to(store, ["", "", "", typed], FRANCE, save="f")
    assert "is none of the choices" in told
    assert mine(store.read("f")) == []


@pytest.mark.parametrize("typed", ["101", "-5", "50.5", "fifty", "1e2", "٥"])
def test_what_is_no_forecast_forecasts_nothing(store: SaveStore, typed: str) -> None:
    """And is asked again."""
    told = talk_to(store, ["", "", "", ASK, "", typed], FRANCE, save="f")
    assert "is no forecast" in told
    assert mine(store.read("f")) == [(ASK, None, "")]


def test_every_prompt_knows_every_command(store: SaveStore) -> None:
    """The help of each names them all, and each is understood."""
    everything = [
        "?",
        "r",
        "m",
        "why trust me",
        "why",
        "why goodwill",
        "codex",
        "codex kitchener",
        "codex zzz",
        "j",
        "n",
        "save",
        "u",
    ]
    for pages, prompt in (([], "Enter to go on"), (["", "", ""], "Your decision"), (["", "", "", ASK, ""], "forecast")):
        # The last, u, leads elsewhere where there is something to go back to.
        told = talk_to(store, [*pages, *everything[:-1], "q"], FRANCE)
        asked = [line for line in told.splitlines() if prompt in line]
        assert len(asked) >= len(everything)
        assert (
            "is none of the choices" not in told and "Nothing is asked here" not in told and "no forecast:" not in told
        )


def test_one_player_never_reads_what_is_the_others(store: SaveStore) -> None:
    """Taking back the other side's decision hands the keyboard over first."""
    told = talk_to(store, ["", "", "trust-the-sirdar", "", "", "", "u"], BOTH, save="b")
    assert "Not before the keyboard has changed hands" in told
    beginning = ["", "", "trust-the-sirdar", "", "", "", "", "", "", ""]
    told = talk_to(store, [*beginning, "u"], BOTH, save="c")
    before, _, after = told.rpartition("You are back before your last decision")
    assert before
    assert after.index("Britain, please") > 0
    assert "Orders for the Sirdar" not in after


# -- the seminar, when the story is over -------------------------------------------------------------------------------

EAST_OVER = ["", "hit", "", "", "", "", "", "", "keep", "", "", "", ""]
"""East in the story of the weir, from the briefing to the end."""


def seminar_of(store: SaveStore, *answers: str, name: str = "s") -> str:
    """What is said from the end of the story on."""
    told = talk_to(store, [*EAST_OVER, *answers], EAST, save=name, pack=weir())
    return told[told.index("You played Ada. Broken") :]


def test_the_seminar_asks_for_an_order_and_answers_it(store: SaveStore) -> None:
    """The causes are numbered; what is typed stands below the question, and the run is laid beside it."""
    told = seminar_of(store, "seminar", "rank 2 1", "")
    assert "1. Pride\n2. Need" in told
    assert (
        told.index("Before you read on")
        < told.index("Your order: Need; Pride.")
        < told.index("Your order, and the run")
    )


@pytest.mark.parametrize("typed", ["2 1", "2, 1", "2. 1.", "rank 2,1", "/rank 2 1"])
def test_an_order_is_understood_however_it_is_typed(store: SaveStore, typed: str) -> None:
    """With the word or without it, with commas or without them."""
    assert "Your order: Need; Pride." in seminar_of(store, "seminar", typed, "")


def test_an_order_may_name_some_of_the_causes_only(store: SaveStore) -> None:
    """And none at all is fine."""
    assert "Your order: Need." in seminar_of(store, "seminar", "2", "", name="a")
    told = seminar_of(store, "seminar", "", "", name="b")
    assert (
        "What historians have argued" in told and "Your order" not in told.split("What historians have argued")[0][-9:]
    )
    assert "Your order, and the run" not in told


@pytest.mark.parametrize("typed", ["rank 3 1", "rank 1 1", "0", "pride", "rank", "1 2 3", "-1"])
def test_what_is_no_order_is_explained_and_asked_again(store: SaveStore, typed: str) -> None:
    """A slip of the finger does not skip the question."""
    told = seminar_of(store, "seminar", typed, "1 2", "")
    assert "Put the numbers 1 to 2 in your order, each once, such as rank 2 1." in told
    assert "Your order: Pride; Need." in told


def test_rank_holds_the_seminar_at_once(store: SaveStore) -> None:
    """Without being asked; and before the end it is told when."""
    assert "Your order: Need; Pride." in seminar_of(store, "rank 2 1", "", name="a")
    told = talk_to(store, ["rank 2 1", "seminar", "q"], EAST, save="b", pack=weir())
    assert told.count("The seminar is held when the story is over.") == 2
    assert "this pack has no closing seminar" in talk_to(store, [*EVERY_LINE[:-1], "rank 1"], FRANCE, save="c").lower()


def test_input_that_ends_before_an_order_still_hears_the_seminar(store: SaveStore) -> None:
    """Nothing is lost by not being asked further."""
    assert "What historians have argued" in seminar_of(store, "seminar")


def test_leaving_is_possible_while_an_order_is_asked_for(store: SaveStore) -> None:
    """As at any prompt."""
    told = seminar_of(store, "seminar", "q")
    assert "What historians have argued" not in told
    assert "To go on, type:" in told


def test_why_tells_divergence_and_causes_beside_the_other_parts(store: SaveStore) -> None:
    """Listed, and answered."""
    told = seminar_of(store, "why", "why divergence", "why causes", "")
    assert "- why divergence: a part of the score\n- why causes: a part of the score" in told
    assert "Why? Divergence" in told and "- Grain; Yours: 70; History: 40; Apart: 30" in told
    assert "Why? Causes: Bond" in told and "Took: −30" in told


def test_a_note_takes_the_place_of_the_question_in_the_debrief(store: SaveStore) -> None:
    """What one would now explain differently is asked until it is written down."""
    told = talk_to(store, [*EAST_OVER[:6], "n Hunger.", "r", "q"], EAST, save="n", pack=weir())
    before, _, after = told.partition("Noted, to: The stones.")
    assert "What would you now explain differently?" in before
    assert "What you would now explain differently: Hunger." in " ".join(after.split())
    assert "What would you now explain differently?" not in after


# -- a disk that refuses -----------------------------------------------------------------------------------------------


class _Full:
    """A save that cannot be written for a while; otherwise the real one."""

    def __init__(self, store: SaveStore, refusals: int) -> None:
        self._kept = store.create("full", new_tree(tutorial(), FRANCE, 1))
        self.name, self.path = self._kept.name, self._kept.path
        self.refusals = refusals
        self.armed = False

    @property
    def tree(self) -> Tree:
        return self._kept.tree

    def keep(self, tree: Tree) -> None:
        if self.armed and self.refusals:
            self.refusals -= 1
            raise SaveError("the save 'full' cannot be written: the disk is full; make room and try again")
        self._kept.keep(tree)


class _Player(io.StringIO):
    """Somebody who answers what is asked, undoes once, and presses Enter where the disk refuses."""

    def __init__(self, heard: io.StringIO, kept: _Full, armed_after: int) -> None:
        super().__init__()
        self.heard, self.kept, self.left = heard, kept, armed_after
        self.undone = False

    def readline(self, size: int | None = -1, /) -> str:  # type: ignore[override]
        asked = self.heard.getvalue().rstrip().splitlines()[-1]
        if "kept before:" in asked:
            return "\n"
        self.left -= 1
        self.kept.armed = self.left <= 0
        if "Your decision" in asked:
            if not self.undone and self.kept.tree.head is not None and len(mine(self.kept.tree)) == 1:
                self.undone = True
                return "u\n"
            return f"{ASK if not mine(self.kept.tree) else LEAVE}\n"
        return "75\n" if "Your forecast" in asked else "\n"


@pytest.mark.parametrize("answered", range(14))
@pytest.mark.parametrize("refusals", [1, 3])
def test_a_full_disk_is_told_and_tried_again(store: SaveStore, answered: int, refusals: int) -> None:
    """Whatever is being kept when it fills up, the game goes on once there is room."""
    heard = io.StringIO()
    kept = _Full(store, refusals)
    talk = Talk(_Player(heard, kept, answered), heard, is_person=True, width=79)
    session = Session(talk, tutorial(), kept)  # type: ignore[arg-type]
    session.play()
    assert kept.refusals == 0
    assert "the disk is full" in heard.getvalue()
    assert [choice for choice, _, _ in mine(kept.tree)] == [ASK, LEAVE]
    assert kept.tree == session.game.tree


# -- anything at all ---------------------------------------------------------------------------------------------------

_WORDS = (
    "|||1|2|3|4|5|50|60%|u|m|j|r|?|save|why|why likeness|why foresight|why goodwill|why causes|why divergence|codex a|"
    "codex 1|codex nile|n text|note|/undo|leave|recall-him-now|seminar|rank 2 1|quiz|z|a|b)|stop|q"
)
_words = st.sampled_from(_WORDS.split("|"))
_answers = st.lists(st.one_of(_words, st.text(max_size=12).filter(lambda text: "\n" not in text)), max_size=60)


def _play(pack: Pack, wish: Wish | None, answers: list[str], is_person: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = SaveStore(Path(folder))
        try:
            told = talk_to(store, answers, wish, pack=pack, is_person=is_person, save=None if wish is None else "s")
        except NoSense:
            return
        except UsageError:
            # A random world may lack a campaign for what was asked; saying so is right.
            return
        assert all(character.isprintable() or character in "\n\u200c\u200d" for character in told)
        for name in store.names():
            store.read(name)


@settings(deadline=None, max_examples=120)
@given(st.sampled_from([BRITAIN, FRANCE, BOTH, WATCH, None]), _answers, st.booleans())
def test_no_answers_break_the_tutorial(wish: Wish | None, answers: list[str], is_person: bool) -> None:
    """Whatever is typed, by a person or a pipe: what comes out is harmless, and the save is whole."""
    _play(tutorial(), wish, answers, is_person)


@settings(deadline=None, max_examples=40)
@given(packs(), st.lists(_words, max_size=30), st.booleans())
def test_no_world_breaks_the_plain_face(pack: Pack, answers: list[str], is_person: bool) -> None:
    """Nor does any world that the engine can run."""
    _play(replace(pack, digest="here"), None, ["1", "1", *answers], is_person)


def test_why_lists_what_it_can_answer_at_every_stage() -> None:
    """And nothing else: a name on the list that is refused tells that there is a secret behind it."""
    for crisis_wish in (BRITAIN, FRANCE, BOTH, WATCH):
        game = Playthrough(tutorial(), new_tree(tutorial(), crisis_wish, 1))
        for _ in range(60):
            listed = next(block for block in why(game, "").blocks if isinstance(block, Bullets))
            names = [words(item).split(":")[0].removeprefix("why ") for item in listed.items]
            assert all(why(game, name).blocks for name in names)
            if isinstance(game.stage, Finale):
                break
            if isinstance(game.stage, Decision):
                game.choose(next(option.choice.id for option in game.stage.options if option.is_open))
            else:
                game.proceed()
        assert isinstance(game.stage, Finale)
