"""A game in progress: who picks, what is shown next, and a save at every step.

    game = start(pack, Terms(crisis="1958-quemoy", seats={"china": Picker.PERSON, "ussr": Picker.COMPUTER}), seed=7)
    match game.stage: ...
    game.choose("postpone"); game.forecast(60); game.proceed()

The rhythm of every decision is commit, forecast, reveal, reconcile. A decision is kept before its outcome is shown, so
whatever was shown as decided survives any crash. The engine's states are never stored: they are replayed from the tree.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from game.engine import (
    State,
    Step,
    computer_pick,
    current,
    decide,
    facts,
    history_pick,
    open_choices,
)
from game.engine.model import CHANCE, Beat, Crisis, Pack, Seat
from game.engine.text import Facts
from game.errors import ChoiceNotOpen, SaveError, UsageError
from game.play.stages import (
    Briefing,
    Debrief,
    Decision,
    Finale,
    Foresee,
    Handover,
    News,
    PassedOver,
    Reveal,
    Settled,
    Stage,
)
from game.play.staging import announced, handed_over, offered, settled_at
from game.play.terms import replay, run_of
from game.saves import SKIPPED, Node, Picker, Root, Tree
from game.score import HistorysMark, Score, score

Keep = Callable[[Tree], None]
"""Puts a tree in a safe place before the game goes on; raises SaveError if it cannot."""

NO_MORE = 1_000_000
"""More pages than a change of places can have."""


def keep_nowhere(_tree: Tree) -> None:
    """For games that nobody wants to keep."""


class Playthrough:
    """One save being played. Every method that changes it keeps the tree before it returns."""

    def __init__(self, pack: Pack, tree: Tree, keep: Keep = keep_nowhere) -> None:
        """Take up a tree where its head stands.

        Raises:
            SaveForeign: when decisions of the head's path do not fit the pack (see ``game.play.terms.refit``).
            UsageError: when the pack has no such crisis, campaign, lens or seat.
        """
        self.pack = pack
        self.run = run_of(pack, tree.root)
        self._tree = tree
        self._keep = keep
        self._steps: list[Step] = []
        self._told = 0
        self._heard = 0
        self._went_back = False
        self._again: set[int] = set()
        """Decisions taken up again on an old branch: seen before, and to be shown once more."""
        self._mark: HistorysMark | None = None
        self._replay()
        self._settle()

    # -- what is -----------------------------------------------------------------------------------------------

    @property
    def tree(self) -> Tree:
        """Every timeline, as last kept."""
        return self._tree

    @property
    def root(self) -> Root:
        """The terms."""
        return self._tree.root

    @property
    def steps(self) -> tuple[Step, ...]:
        """The opening and each decision of the present timeline."""
        return tuple(self._steps)

    @property
    def path(self) -> tuple[Node, ...]:
        """The nodes of the present timeline."""
        return self._tree.path()

    @property
    def state(self) -> State:
        """The engine's state now."""
        return self._steps[-1].after

    @property
    def persons(self) -> tuple[Seat, ...]:
        """The seats that people hold."""
        return tuple(seat for seat in self.pack.seats if self.root.seats.get(seat.id) is Picker.PERSON)

    @property
    def viewer(self) -> Seat | None:
        """Whose eyes the game shows now: the one person's, or the seat at the keyboard; None when watching."""
        if len(self.persons) <= 1:
            return self.persons[0] if self.persons else None
        stage = self.stage
        match stage:
            case Handover() | Decision() | Foresee() | Reveal():
                return stage.seat
            case Briefing() | PassedOver() | News() | Debrief() | Finale():
                return stage.viewer

    @property
    def mark(self) -> HistorysMark:
        """History's own run on the same terms."""
        if self._mark is None:
            self._mark = HistorysMark(self.run)
        return self._mark

    @property
    def crisis(self) -> Crisis:
        """The crisis of the present stage: the one just closed while it is debriefed, else the one being played."""
        stage = self.stage
        match stage:
            case Debrief() | Briefing() | PassedOver():
                return stage.crisis
            case Reveal() | News():
                return self._crisis_of(stage.beat)
            case Decision() | Foresee() | Handover() | Finale():
                return self.run.crises[min(self.state.crisis, len(self.run.crises) - 1)]

    @property
    def shown_steps(self) -> tuple[Step, ...]:
        """The steps whose outcome may be known: while a forecast is due, not the last."""
        return self.steps[:-1] if isinstance(self.stage, Foresee) else self.steps

    def facts_after(self, step: Step) -> Facts:
        """What the texts of a decision's outcome see: the state it led to, in its own year."""
        year = step.beat.date.year if step.beat else self.run.crises[0].since.year
        return Facts(step.after.meters, step.after.flags, year)

    def facts_now(self) -> Facts:
        """What the texts of the coming beat see."""
        return facts(self.run, self.state)

    def score(self) -> Score:
        """The present timeline against history: for the viewer's seat; else the people's, or all, when watching."""
        viewer = self.viewer
        seats = [seat.id for seat in ((viewer,) if viewer else self.persons or self.pack.seats)]
        steps = self.shown_steps
        return score(self.run, steps, self._tree, self.path[: len(steps) - 1], seats)

    @property
    def stage(self) -> Stage:
        """What a person meets now."""
        node = self._head
        if node is not None:
            stage = self._after_node(node)
            if stage is not None:
                return stage
        announcements = self._announcements()
        if self._told < len(announcements):
            return announcements[self._told]
        beat = current(self.run, self.state)
        if beat is None:
            return Finale(self._common_viewer)
        seat = self._seat(beat)
        assert seat is not None, "a beat that no person decides was left undecided"
        if len(self.persons) > 1:
            hand = handed_over(self.run, self._steps, self.path, seat, beat, went_back=self._went_back)
            if self._heard < len(hand):
                return hand[self._heard]
        return Decision(
            beat,
            seat,
            seat.leader_on(beat.date),
            offered(self.run, self.state, beat, on_record_only=self.root.on_record_only),
        )

    @property
    def can_undo(self) -> bool:
        """Whether some decision of a person lies behind."""
        return self.last_decision is not None

    @property
    def last_decision(self) -> Node | None:
        """The last decision of a person on the present timeline."""
        return next((node for node in reversed(self.path) if node.by is Picker.PERSON), None)

    # -- what may be done ----------------------------------------------------------------------------------------

    def choose(self, choice_id: str, reason: str = "") -> Stage:
        """Commit to a choice, with a reason if the player gives one.

        Raises:
            ChoiceNotOpen: if it is not offered now.
        """
        stage = self.stage
        if not isinstance(stage, Decision):
            raise UsageError("there is nothing to decide at this moment")
        if not any(option.is_open and option.choice.id == choice_id for option in stage.options):
            raise ChoiceNotOpen(f"'{choice_id}' is not open at {stage.beat.id}")
        with self._whole():
            self._grow(stage.beat, choice_id, Picker.PERSON, reason)
            self._settle()
        return self.stage

    def forecast(self, percent: int | None) -> Stage:
        """Say how likely the asked thing is, 0-100; None declines."""
        stage = self.stage
        if not isinstance(stage, Foresee):
            raise UsageError("no forecast is asked for at this moment")
        if percent is not None and not 0 <= percent <= 100:
            raise UsageError("a forecast is a number from 0 to 100")
        self._put(self._tree.amend(stage.node.id, forecast=SKIPPED if percent is None else percent))
        return self.stage

    def note(self, text: str) -> None:
        """Write down what one would now explain differently about one's last decision."""
        last, viewer = self.last_decision, self.viewer
        if last is None:
            raise UsageError("there is no decision to write about yet")
        if viewer is not None and self.pack.beats[last.beat].actor != viewer.id:
            raise UsageError("the last decision was the other side's; write your note when you have decided")
        self._put(self._tree.amend(last.id, note=text))

    def asked(self, question: str, after: str, right: bool | None) -> None:
        """Write down what came of a quiz's question (see ``game.play.quiz``); None: it was passed over."""
        self._put(self._tree.asked(question, after, right))

    def proceed(self) -> Stage:
        """Leave a page that has been read."""
        stage = self.stage
        if isinstance(stage, Decision):
            raise UsageError("choose first")
        if isinstance(stage, Foresee):
            return self.forecast(None)
        with self._whole():
            match stage:
                case Reveal():
                    self._leave(stage.node)
                case News() if len(self.persons) < 2:
                    self._leave(stage.node)
                case Briefing() if len(self.persons) > 1:
                    self._heard += 1
                case Briefing() | PassedOver() | Debrief():
                    self._told += 1
                case Handover() | News():
                    self._heard += 1
                case Finale():
                    pass
            self._settle()
        return self.stage

    def undo(self) -> Stage:
        """Go back to the last decision of a person, to decide otherwise. The branch left behind is kept."""
        last = self.last_decision
        if last is None:
            raise UsageError("there is nothing to undo")
        return self.go_to(last.parent)

    def go_to(self, node_id: int | None) -> Stage:
        """Stand after any node of the tree (None: the opening), ready for what comes next."""
        if node_id is not None and not 0 <= node_id < len(self._tree.nodes):
            raise UsageError(f"there is no decision {node_id} in this save")
        at_keyboard = self.viewer
        with self._whole():
            self._put(self._tree.rewind(node_id))
            self._replay()
            self._told = len(self._announcements())
            self._again.clear()
            self._went_back = True
            beat = current(self.run, self.state)
            if beat is not None and at_keyboard is not None and beat.actor == at_keyboard.id:
                self._heard = NO_MORE  # the same person stays at the keyboard
            self._settle()
        return self.stage

    def take_in(self, tree: Tree) -> None:
        """Keep a tree that holds all of the present one and more: another branch, a name. Play stands where it stood.

        Raises:
            UsageError: if something of the present one is not in it.
        """
        if tree.head != self._tree.head or not tree.holds(self._tree):
            raise UsageError("a save only ever grows: what was decided in it stays")
        self._put(tree)

    @contextmanager
    def _whole(self) -> Iterator[None]:
        """All or nothing: when a save fails half-way, the game stands where it stood, and one may try again."""
        before = self._tree, list(self._steps), self._told, self._heard, set(self._again), self._went_back
        try:
            yield
        except SaveError:
            self._tree, self._steps, self._told, self._heard, self._again, self._went_back = before
            raise

    # -- within --------------------------------------------------------------------------------------------------

    @property
    def _head(self) -> Node | None:
        return None if self._tree.head is None else self._tree.nodes[self._tree.head]

    @property
    def _common_viewer(self) -> Seat | None:
        return self.persons[0] if len(self.persons) == 1 else None

    def _seat(self, beat: Beat) -> Seat | None:
        """The person's seat that decides a beat, if one does."""
        return next((seat for seat in self.persons if seat.id == beat.actor), None)

    def _crisis_of(self, beat: Beat) -> Crisis:
        return next(crisis for crisis in self.run.crises if crisis.id == beat.crisis)

    def _after_node(self, node: Node) -> Stage | None:
        """What is still to be met of the decision at the head."""
        step = self._steps[-1]
        beat, choice = step.beat, step.choice
        assert beat is not None and choice is not None
        if node.by is Picker.PERSON:
            seat = self._seat(beat)
            if seat is None or self._is_read(node):
                return None
            leader = seat.leader_on(beat.date)
            if self._asks(node):
                return Foresee(beat, seat, leader, node)
            return Reveal(step, beat, choice, node, seat, leader, self._settled(len(self.path) - 1, seat))
        if self._is_read(node) or len(self.persons) > 1:
            return None
        viewer = self._common_viewer
        return News(step, beat, choice, node, viewer, self._settled(len(self.path) - 1, viewer))

    def _is_read(self, node: Node) -> bool:
        return node.seen and node.id not in self._again

    def _leave(self, node: Node) -> None:
        """The outcome has been read."""
        self._again.discard(node.id)
        if not node.seen:
            self._put(self._tree.amend(node.id, seen=True))

    def _asks(self, node: Node) -> bool:
        """A forecast is asked once, and never of somebody who has seen the answer on another branch."""
        if node.forecast is not None:
            return False
        if self.pack.beats[node.beat].forecast is None and node.beat not in self.mark.beats:
            return False  # history never came to this, so there is nothing to ask of it
        return not any(other.beat == node.beat and other.seen for other in self._tree.nodes)

    def _settled(self, index: int, viewer: Seat | None) -> tuple[Settled, ...]:
        return settled_at(self.pack, self.path, index, viewer)

    def _announcements(self) -> list[Stage]:
        solo = len(self.persons) < 2
        return announced(self.run, self._steps[-1], self._common_viewer, with_briefings=solo)

    def _grow(self, beat: Beat, choice_id: str, by: Picker, reason: str = "") -> None:
        step = decide(self.run, self.state, choice_id)
        known = len(self._tree.nodes)
        self._put(self._tree.grow(beat.id, choice_id, by, reason=reason))
        head = self._tree.head
        if head is not None and head < known:
            self._again.add(head)
        self._steps.append(step)
        self._went_back = False
        self._told = 0
        self._heard = 0

    def _put(self, tree: Tree) -> None:
        """Keep first, believe afterwards: what is shown as decided is on disk."""
        self._keep(tree)
        self._tree = tree

    def _replay(self) -> None:
        self._steps = replay(self.run, self._tree.path())
        self._told = 0
        self._heard = 0

    def _settle(self) -> None:
        """Let computer, history and chance decide until a person has something to meet."""
        while True:
            node = self._head
            if node is not None and self._after_node(node) is not None:
                return
            if self._told < len(self._announcements()):
                return
            beat = current(self.run, self.state)
            if beat is None or self._seat(beat) is not None:
                return
            picker = Picker.CHANCE if beat.actor == CHANCE else self.root.seats.get(beat.actor, Picker.COMPUTER)
            watching_history = beat.actor == CHANCE and set(self.root.seats.values()) == {Picker.HISTORY}
            by_history = picker is Picker.HISTORY or watching_history
            choice = history_pick(self.run, self.state) if by_history else computer_pick(self.run, self.state)
            if picker is Picker.EARLIER:
                wanted = self.root.earlier.get(beat.id)
                choice = next((each for each in open_choices(self.run, self.state) if each.id == wanted), choice)
            self._grow(beat, choice.id, picker)
