"""A roundtable: what people voted alone, what they voted after talking, and what they agreed, question by question.

A vote counts people and names nobody. The library says how far a vote is spread, by the same rule as for a team
(`team.practice_team`); what is agreed is for those in the room to say.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Annotated, Final, Literal

import msgspec
from msgspec import Meta

from capability.errors import Fault, RoundtableError, did_you_mean
from capability.limits import LONGEST_NOTE, MOST_PEOPLE
from capability.rule.context import Context
from capability.rule.instrument import Identifier, Instrument, Practice, PracticeId, Version, major_of
from capability.rule.response import FORMAT as RESPONSE_FORMAT
from capability.rule.response import Answer, Given, Rater, Response
from capability.rule.tally import Count
from capability.rule.team import PracticeTeam, practice_team
from capability.text import FileKind, json_text, shaped

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


class Talk(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One practice at the table: the vote before talking and the one after, what was agreed (or not yet), and why."""

    first: Vote = Vote()
    second: Vote = Vote()
    agreed: Agreed | None = None
    reason: Annotated[str, Meta(max_length=LONGEST_NOTE)] = ""


class Roundtable(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A roundtable as it is kept: the practices of its agenda in their order, and what was said of them."""

    format: Literal["capability-roundtable/1"]
    instrument: Identifier
    version: Version
    agenda: tuple[PracticeId, ...]
    talks: dict[PracticeId, Talk] = {}
    context: Context = Context()
    id: Annotated[str, Meta(max_length=80)] = ""
    saved: Annotated[str, Meta(max_length=40)] = ""


class Point(msgspec.Struct, frozen=True, kw_only=True):
    """One practice of the record: both votes as a team's spread, `None` where nobody voted."""

    practice: Practice
    first: PracticeTeam | None
    second: PracticeTeam | None
    agreed: Agreed | None
    reason: str


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


def record(instrument: Instrument, table: Roundtable) -> tuple[Point, ...]:
    """What was voted and agreed, one point a practice of the agenda, in its order."""
    practices = {practice.id: practice for practice in instrument.practices}
    talks = [(practices[name], table.talks.get(name, Talk())) for name in table.agenda]
    return tuple(
        Point(
            practice=practice,
            first=spread(practice.id, talk.first),
            second=spread(practice.id, talk.second),
            agreed=talk.agreed,
            reason=talk.reason.strip(),
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
    faults = [*_strangers(table, instrument, where), *_repeated(table, where), *_crowds(table, where)]
    if faults:
        raise RoundtableError(faults)
    return table


def to_json(table: Roundtable) -> str:
    """A roundtable as JSON text: sorted keys, two spaces, a line end at the end."""
    return json_text(msgspec.to_builtins(table))


def _strangers(table: Roundtable, instrument: Instrument, where: str) -> list[Fault]:
    known = [practice.id for practice in instrument.practices]
    named = dict.fromkeys([*table.agenda, *table.talks])
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
    return [
        Fault("too-many", f"{where}: talks.{name}.{which}", f"{vote.people} people voted", f"at most {MOST_PEOPLE} can")
        for name, talk in table.talks.items()
        for which, vote in (("first", talk.first), ("second", talk.second))
        if vote.people > MOST_PEOPLE
    ]
