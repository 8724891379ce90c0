"""A roundtable: what people voted alone, what they voted after talking, what they agreed and promised, by question.

A vote counts people and names nobody. The library says how far a vote is spread, by the same rule as for a team
(`team.practice_team`); what is agreed is for those in the room to say.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Annotated, Final, Literal

import msgspec
from msgspec import Meta

from capability.errors import Fault, RoundtableError, did_you_mean
from capability.limits import LONGEST_NOTE, MOST_PEOPLE
from capability.rule.context import Context
from capability.rule.disagreement import FEWEST_TO_DIFFER
from capability.rule.instrument import (
    TOP_LEVEL,
    DateIfAny,
    Identifier,
    Instrument,
    Practice,
    PracticeId,
    Version,
    major_of,
)
from capability.rule.plan import FORMAT as PLAN_FORMAT
from capability.rule.plan import Edit, PlanFile, identified
from capability.rule.response import FORMAT as RESPONSE_FORMAT
from capability.rule.response import Answer, Given, Rater, Response
from capability.rule.tally import Count
from capability.rule.team import PracticeTeam, practice_team
from capability.text import FileKind, is_day, json_text, shaped

FORMAT: Final = "capability-roundtable/1"

FILE = FileKind(
    FORMAT, "choose a file that was saved from a roundtable", code="not-a-roundtable", error=RoundtableError
)

ROLE = "roundtable"
"""The role under which what was agreed stands as a response."""

Stage = Literal["vote", "reveal", "again", "agree", "record"]
"""How a table takes a question: vote alone, see the votes, vote again after talking, agree, write it down."""

People = Annotated[int, Meta(ge=0, le=MOST_PEOPLE)]
Agreed = Given | Literal["no-agreement"]
Which = Literal["first", "second"]
Side = Annotated[str, Meta(min_length=1, max_length=40)]

Distance = Literal["close", "some-way", "far"]
"""How far a vote is spread, in three words: close together, some way apart, far apart."""


class Vote(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """How many people chose each level 0 to 4, and each of the two other answers.

    >>> Vote((1, 2, 0, 3, 0), unknown=1).people
    7
    """

    levels: Annotated[tuple[People, ...], Meta(min_length=5, max_length=5)] = (0, 0, 0, 0, 0)
    unknown: People = 0
    not_applicable: People = 0

    @property
    def people(self) -> int:
        """Everybody who voted."""
        return sum(self.levels) + self.unknown + self.not_applicable

    def __add__(self, other: Vote) -> Vote:
        levels = tuple(ours + theirs for ours, theirs in zip(self.levels, other.levels, strict=True))
        return Vote(levels, self.unknown + other.unknown, self.not_applicable + other.not_applicable)


class SideVotes(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """How one side of the table voted, before talking and after."""

    first: Vote = Vote()
    second: Vote = Vote()


class Promise(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What somebody at the table said they would do. The words are theirs, and may be missing."""

    who: Annotated[str, Meta(max_length=80)] = ""
    what: Annotated[str, Meta(max_length=300)] = ""
    by: DateIfAny = ""


MOST_PROMISES = 5
"""So many promises a question: with more, nobody would remember them, and a plan's note could not hold them."""

Promises = Annotated[tuple[Promise, ...], Meta(max_length=MOST_PROMISES)]


class Talk(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One practice at the table: the vote before talking and the one after, what was agreed (or not yet), and why.

    `first` and `second` hold the votes of those who sit on no side; `sides` those of each side, by its name.
    """

    first: Vote = Vote()
    second: Vote = Vote()
    agreed: Agreed | None = None
    reason: Annotated[str, Meta(max_length=LONGEST_NOTE)] = ""
    sides: dict[Side, SideVotes] = {}
    promises: Promises = ()

    def whole(self, which: Which) -> Vote:
        """One of the two votes, of everybody at the table.

        >>> suppliers = SideVotes(first=Vote((0, 2, 0, 0, 0)))
        >>> Talk(first=Vote((1, 0, 0, 0, 0)), sides={"Suppliers": suppliers}).whole("first").levels
        (1, 2, 0, 0, 0)
        """
        own: Vote = getattr(self, which)
        return sum((getattr(votes, which) for votes in self.sides.values()), start=own)


class Earlier(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What the roundtable before this one left of a practice."""

    agreed: Agreed | None = None
    promises: Promises = ()


class Roundtable(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, omit_defaults=True):
    """A roundtable as it is kept: the practices of its agenda in their order, and what was said of them.

    `seats` is how many people are at the table, or 0 where nobody said; `sides` names those who are counted apart.
    """

    format: Literal["capability-roundtable/1"]
    instrument: Identifier
    version: Version
    agenda: tuple[PracticeId, ...]
    talks: dict[PracticeId, Talk] = {}
    seats: People = 0
    sides: Annotated[tuple[Side, ...], Meta(max_length=4)] = ()
    earlier: dict[PracticeId, Earlier] = {}
    context: Context = Context()
    id: Annotated[str, Meta(max_length=80)] = ""
    saved: Annotated[str, Meta(max_length=40)] = ""


class Point(msgspec.Struct, frozen=True, kw_only=True):
    """One practice of the record: both votes as a team's spread, `None` where nobody voted."""

    practice: Practice
    first: PracticeTeam | None
    second: PracticeTeam | None
    sides: dict[str, tuple[PracticeTeam | None, PracticeTeam | None]]
    agreed: Agreed | None
    reason: str
    promises: tuple[Promise, ...]
    earlier: Earlier | None

    @property
    def came_to(self) -> Agreed | Literal["voted"] | None:
        """What was agreed; without that, whether the table has voted. `None` where it has done neither."""
        return "voted" if self.agreed is None and (self.first or self.second) else self.agreed


def spread(practice: str, vote: Vote) -> PracticeTeam | None:
    """How far a vote is spread, as `team.practice_team` has it; `None` where nobody voted.

    >>> votes = spread("place.outcome-map", Vote((2, 0, 0, 1, 2)))
    >>> votes.consensus, votes.flagged
    (3, True)
    """
    if not vote.people:
        return None
    count = Count(without=vote.levels, unknown=vote.unknown, not_applicable=vote.not_applicable)
    return practice_team(practice, count, vote.people)


def distance(vote: PracticeTeam) -> Distance | None:
    """How far a vote is spread; nothing where too few gave a level to say so.

    Far apart is what is flagged as seen differently (`team.practice_team`). Close together is a vote whose levels lie
    no more than one step apart, which is never flagged.

    >>> votes = [(0, 2, 3, 0, 0), (1, 2, 8, 0, 0), (2, 0, 0, 0, 2)]
    >>> [distance(found) for levels in votes if (found := spread("place.outcome-map", Vote(levels)))]
    ['close', 'some-way', 'far']
    """
    if vote.n < FEWEST_TO_DIFFER:
        return None
    if vote.flagged:
        return "far"
    given = [level for level, count in enumerate(vote.counts) if count]
    return "close" if given[-1] - given[0] <= 1 else "some-way"


def kept_promises(promises: Iterable[Promise]) -> tuple[Promise, ...]:
    """Promises that say something: a row that was begun and left empty is none."""
    trimmed = (Promise(promise.who.strip(), promise.what.strip(), promise.by) for promise in promises)
    return tuple(promise for promise in trimmed if promise.what)


def left_of(table: Roundtable) -> dict[str, Earlier]:
    """What a roundtable leaves for the next one on the same questions: what was agreed, and what was promised."""
    found = {
        name: Earlier(talk.agreed, kept_promises(talk.promises))
        for name, talk in table.talks.items()
        if name in table.agenda
    }
    return {name: earlier for name, earlier in found.items() if earlier != Earlier()}


def promised_plan(instrument: Instrument, table: Roundtable) -> PlanFile:
    """The promises as a plan that the workbench opens: the first of each practice as its step, the others in the note.

    A dimension with promises aims one level above the lowest that was agreed among them, or at 1.
    """
    promised = {name: kept for name, talk in table.talks.items() if (kept := kept_promises(talk.promises))}
    targets = {}
    for dimension in instrument.dimensions:
        agreed = [table.talks[practice.id].agreed for practice in dimension.practices if practice.id in promised]
        if agreed:
            targets[dimension.id] = min(TOP_LEVEL, 1 + min(level if isinstance(level, int) else 0 for level in agreed))
    edits = {
        name: Edit(owner=first.who, due=first.by, step=first.what, note="; ".join(map(_in_words, others)))
        for name, (first, *others) in promised.items()
    }
    plan = PlanFile(
        format=PLAN_FORMAT, instrument=instrument.id, version=instrument.version, targets=targets, edits=edits
    )
    return identified(plan)


def _in_words(promise: Promise) -> str:
    return ", ".join(part for part in (promise.who, promise.what, promise.by) if part)


def record(instrument: Instrument, table: Roundtable) -> tuple[Point, ...]:
    """What was voted and agreed, one point a practice of the agenda, in its order."""
    practices = {practice.id: practice for practice in instrument.practices}
    talks = [(practices[name], table.talks.get(name, Talk())) for name in table.agenda]
    return tuple(
        Point(
            practice=practice,
            first=spread(practice.id, talk.whole("first")),
            second=spread(practice.id, talk.whole("second")),
            sides={
                side: (spread(practice.id, votes.first), spread(practice.id, votes.second))
                for side in table.sides
                if (votes := talk.sides.get(side, SideVotes())) != SideVotes()
            },
            agreed=talk.agreed,
            reason=talk.reason.strip(),
            promises=kept_promises(talk.promises),
            earlier=table.earlier.get(practice.id),
        )
        for practice, talk in talks
    )


def agenda_by_spread(instrument: Instrument, votes: dict[str, Vote]) -> tuple[str, ...]:
    """Ids of the practices on which a first vote is flagged as seen differently, the widest first."""
    spreads = [spread(practice.id, votes.get(practice.id, Vote())) for practice in instrument.practices]
    flagged = [practice for practice in spreads if practice is not None and practice.flagged]
    return tuple(practice.id for practice in sorted(flagged, key=lambda practice: -(practice.disagreement or 0)))


def agreed_response(instrument: Instrument, table: Roundtable) -> Response:
    """What was agreed, as a response that an assessment opens and a tally counts: one, from the whole table.

    A practice with no agreement has no answer there. The reason stands as the note.
    """
    answers = {
        name: Answer(talk.agreed, note=talk.reason.strip())
        for name in table.agenda
        if (talk := table.talks.get(name, Talk())).agreed is not None and talk.agreed != "no-agreement"
    }
    return Response(
        format=RESPONSE_FORMAT,
        instrument=instrument.id,
        version=instrument.version,
        answers=answers,
        id=table.id,
        saved=table.saved,
        rater=Rater(role=ROLE),
        context=table.context,
    )


def read_roundtable(plain: object, instruments: Sequence[Instrument], where: str = "roundtable") -> Roundtable:
    """Read a saved roundtable, plain data from JSON, with the instruments that there are.

    Raises `RoundtableError` with every fault, when it is none, is about an instrument or a major version that is not
    there, names a practice that is not or one twice, or holds a vote of more than 500 people.

    >>> read_roundtable({"format": "capability-roundtable/2"}, [])
    Traceback (most recent call last):
    ...
    capability.errors.RoundtableError: roundtable: its format is `capability-roundtable/2`, and this kit reads ...
    """
    table = shaped(plain, where, FILE, Roundtable)
    known = {instrument.id: instrument for instrument in instruments}
    instrument = known.get(table.instrument)
    if instrument is None:
        what = f"it is about `{table.instrument}`, which is not asked here"
        raise RoundtableError(Fault("other-instrument", where, what, did_you_mean(table.instrument, known)))
    if major_of(table.version) != major_of(instrument.version):
        what = f"it is about version {table.version} of the questions, and these are {instrument.version}"
        raise RoundtableError(Fault("other-version", where, what, "go on with it in the kit that it was saved from"))
    faults = [
        *_strangers(table, instrument, where),
        *_repeated(table, where),
        *_crowds(table, where),
        *_unseated(table, where),
        *_no_such_days(table, where),
    ]
    if faults:
        raise RoundtableError(faults)
    return table


def to_json(table: Roundtable) -> str:
    """A roundtable as JSON text: sorted keys, two spaces, a line end at the end."""
    return json_text(msgspec.to_builtins(table))


def _strangers(table: Roundtable, instrument: Instrument, where: str) -> list[Fault]:
    known = [practice.id for practice in instrument.practices]
    named = dict.fromkeys([*table.agenda, *table.talks, *table.earlier])
    return [
        Fault("no-place", f"{where}: {name[:80]}", "this is no practice here", did_you_mean(name, known))
        for name in named
        if name not in known
    ]


def _repeated(table: Roundtable, where: str) -> list[Fault]:
    return [
        Fault("repeated", f"{where}: agenda", f"`{name}` stands {count:,} times", "a table takes each question once")
        for name, count in Counter(table.agenda).items()
        if count > 1
    ]


def _crowds(table: Roundtable, where: str) -> list[Fault]:
    ways: tuple[Which, ...] = ("first", "second")
    return [
        Fault("too-many", f"{where}: talks.{name}.{which}", f"{people:,} people voted", f"at most {MOST_PEOPLE} can")
        for name, talk in table.talks.items()
        for which in ways
        if (people := talk.whole(which).people) > MOST_PEOPLE
    ]


def _unseated(table: Roundtable, where: str) -> list[Fault]:
    return [
        Fault("no-side", f"{where}: talks.{name}", f"no side is called `{side[:40]}`", did_you_mean(side, table.sides))
        for name, talk in table.talks.items()
        for side in talk.sides
        if side not in table.sides
    ] + [
        Fault("repeated", f"{where}: sides", f"`{side}` stands {count} times", "give each side a name of its own")
        for side, count in Counter(table.sides).items()
        if count > 1
    ]


def _no_such_days(table: Roundtable, where: str) -> list[Fault]:
    held = [(f"talks.{name}", talk.promises) for name, talk in table.talks.items()]
    held += [(f"earlier.{name}", earlier.promises) for name, earlier in table.earlier.items()]
    return [
        Fault("bad-date", f"{where}: {at}", f"there is no day {promise.by}", "a date is like 2027-01-31")
        for at, promises in held
        for promise in promises
        if promise.by and not is_day(promise.by)
    ]
