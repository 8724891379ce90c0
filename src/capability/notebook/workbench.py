"""The workbench in a notebook: the page's own view, and what is in it as tables and pictures."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from capability.authoring.council import find_council
from capability.authoring.instruments import Library
from capability.errors import CapabilityError, Fault
from capability.notebook.charts import Picture, profile_chart, spread_chart, ties_chart
from capability.notebook.frames import (
    change_frame,
    gaps_frame,
    profile_frame,
    shares_frame,
    sureness_frame,
    team_frame,
    ties_frame,
)
from capability.notebook.widgets import PieceWidget, module_source, style_source
from capability.pieces.piles import plain_pile
from capability.pieces.workbench import configure
from capability.reading.folders import load_columns, read_files
from capability.reading.gathering import Gathered, Pile, gather_all
from capability.reading.understanding import NO_COLUMNS
from capability.rule.change import compare_rounds, returned_between
from capability.rule.gaps import perception_gaps
from capability.rule.instrument import COUNCIL, Instrument
from capability.rule.plan import Plan, make_plan, suggested_targets
from capability.rule.relations import relations_profile
from capability.rule.team import TeamProfile, team_profile
from capability.rule.totals import own_indices

if TYPE_CHECKING:
    import pandas as pd

Paths = str | Path | Iterable[str | Path]


class WorkbenchWidget(PieceWidget):
    """What many people's files say together; `config` and `state` as in `pieces.workbench`.

    `left_out` names what could not be used. Everything else is about one of the instruments that were answered, the
    council's own first; `look_at` chooses another.
    """

    _esm = module_source("workbench.js")
    _css = style_source("workbench")

    def __init__(self, library: Mapping[str, Instrument], now: Pile, last: Pile | None, left_out: list[Fault]) -> None:
        self._now, self._last = now, last
        self.left_out = tuple(left_out)
        piles = {name: plain_pile(pile) for name, pile in (("now", now), ("last", last)) if pile and _holds(pile)}
        super().__init__(
            configure(list(library.values()), find_council()), {"piles": piles, "kept": {}, "opened": None}
        )

    def look_at(self, instrument: str) -> None:
        """Look at another instrument; raises `CapabilityError` where nobody answered it."""
        self._answers(instrument)
        self.state = {**self.state, "kept": {**self.state["kept"], "instrument": instrument}}

    @property
    def instrument(self) -> Instrument:
        """The instrument that is looked at."""
        return self._answers().instrument

    @property
    def team(self) -> TeamProfile:
        """What the people who answered it say together."""
        answers = self._answers()
        return team_profile(answers.instrument, answers.tally)

    @property
    def dimensions(self) -> "pd.DataFrame":
        """One row a dimension: see `frames.profile_frame`."""
        return profile_frame(self.instrument, self.team.profile)

    @property
    def sureness(self) -> "pd.DataFrame":
        """How sure each dimension's level is: see `frames.sureness_frame`."""
        return sureness_frame(self.instrument, self.team)

    @property
    def practices(self) -> "pd.DataFrame":
        """One row a practice, with its counts: see `frames.team_frame`."""
        return team_frame(self.instrument, self.team)

    @property
    def shares(self) -> "pd.DataFrame":
        """How many are at each level or above, with intervals: see `frames.shares_frame`."""
        return shares_frame(self.instrument, self.team)

    @property
    def profile(self) -> Picture:
        """A picture of the dimensions, and how sure each level is."""
        return profile_chart(self.instrument, self.team)

    @property
    def spread(self) -> Picture:
        """A picture of what is seen differently, or of every practice where nothing is."""
        return spread_chart(self.instrument, self.team)

    def gaps(self, outside: str) -> "pd.DataFrame":
        """What people outside say beside the council, widest gap first: see `frames.gaps_frame`.

        `outside` is the id of their instrument, such as `supplier`. Raises `CapabilityError` where a side is missing.
        """
        council, other = self._answers(COUNCIL), self._answers(outside)
        gaps = perception_gaps(council.instrument, council.tally, other.instrument, other.tally)
        return gaps_frame(council.instrument, gaps)

    @property
    def change(self) -> "pd.DataFrame":
        """What moved since last time: see `frames.change_frame`. Raises `CapabilityError` without a last time."""
        now = self._answers()
        if self._last is None:
            raise CapabilityError(Fault("no-answers", "workbench", "nobody answered last time", "name files: last="))
        before = _of(self._last, now.instrument.id)
        indices = (own_indices(now.instrument, answers.responses) for answers in (before, now))
        change = compare_rounds(now.instrument, before.tally, now.tally, returned=returned_between(*indices))
        return change_frame(now.instrument, change)

    @property
    def ties(self) -> "pd.DataFrame":
        """The working relations of the system's actors: see `frames.ties_frame`."""
        return ties_frame(relations_profile(self._now.relations))

    @property
    def network(self) -> Picture:
        """A picture of what each actor says of each other."""
        return ties_chart(relations_profile(self._now.relations))

    def plan(self, targets: Mapping[str, int] | None = None) -> Plan:
        """What to do next, for targets by dimension; without any, for those that the page suggests."""
        chosen = suggested_targets(self.team) if targets is None else targets
        return make_plan(self.instrument, self.team, chosen)

    def __repr__(self) -> str:
        answered = ", ".join(f"{answers.instrument.id} {answers.tally.raters}" for answers in self._now.by_instrument)
        actors = len(self._now.relations.rows)
        parts = [answered or "no answers", *([f"{actors} actors' views"] if actors else [])]
        return f"Workbench: {'; '.join(parts)}"

    def _answers(self, name: str | None = None) -> Gathered:
        return _of(self._now, self.output["chosen"] if name is None else name)


def _of(pile: Pile, wanted: str | None) -> Gathered:
    for answers in pile.by_instrument:
        if answers.instrument.id == wanted:
            return answers
    what = f"nobody answered `{wanted}`" if wanted else "nobody answered anything"
    raise CapabilityError(Fault("no-answers", "workbench", what, "add files that do"))


def workbench(paths: Paths = (), *, last: Paths = (), columns: str | Path | None = None) -> WorkbenchWidget:
    """The workbench: what the files of many people say together, in a notebook's cell or on a built page.

    - paths: files and folders of responses, tallies, tables, archives and actors' rows, in any mixture
    - last: those of the round before
    - columns: a file that says what the headings of tables mean

    Without files it is the page's empty workbench. What cannot be used is in `left_out`, and the rest goes on. Raises
    `CapabilityError` when files are named and none of them can be used.

    >>> workbench()
    Workbench: no answers
    """
    library = Library()
    meaning = NO_COLUMNS if columns is None else load_columns(columns)
    left_out: list[Fault] = []
    piles = []
    for named in (_listed(paths), _listed(last)):
        pile = gather_all(read_files(named), library, meaning)
        left_out += pile.left_out
        if named and not _holds(pile):
            raise CapabilityError(left_out)
        piles.append(pile)
    now, before = piles
    return WorkbenchWidget(library, now, before if _holds(before) else None, left_out)


def _listed(paths: Paths) -> list[str | Path]:
    return [paths] if isinstance(paths, str | Path) else list(paths)


def _holds(pile: Pile) -> bool:
    return bool(pile.by_instrument or pile.relations.rows)
