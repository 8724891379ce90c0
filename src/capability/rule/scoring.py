"""The rule: what a response says about capability.

Averages of ordinal answers mislead, so the headline is gated: a dimension is at level `n` only when
its foundations are, and three quarters of the rest with them. `docs/decisions/0001-the-rule.md` has
the reasons and the simulations. Whole numbers throughout, one division at the end, so that a browser
and a desktop give the same bytes.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

import msgspec

from capability.rule.context import NOWHERE, Context
from capability.rule.instrument import LEVELS_ABOVE_BOTTOM, TOP_LEVEL, Dimension, Instrument, Practice
from capability.rule.response import Answer, Given, Response
from capability.text import json_text

UNSUPPORTED = 1
"""What a claim of 2 or more counts as in the evidenced level, when nothing stands behind it."""

Weighed = tuple[Practice, int]
"""A practice and the level that it counts as; below every level is -1."""

BELOW_ALL = -1


class Evidenced(msgspec.Struct, frozen=True, rename={"with_": "with"}):
    """Of the answers at 2 or above (`of`), how many have a document or an outcome behind them (`with_`)."""

    with_: int
    of: int


class Coverage(msgspec.Struct, frozen=True):
    """How many practices have a level, of those that apply."""

    answered: int
    applicable: int

    @property
    def enough(self) -> bool:
        """At least two thirds of what applies has a level; nothing applicable is not enough."""
        return self.applicable > 0 and 3 * self.answered >= 2 * self.applicable


class Binding(msgspec.Struct, frozen=True):
    """What holds a dimension below its next level: all of `must`, and `some` of the practices `among`."""

    must: tuple[str, ...] = ()
    some: int = 0
    among: tuple[str, ...] = ()


class DimensionProfile(msgspec.Struct, frozen=True):
    """One dimension's result. `None` stands for what is not given."""

    id: str
    level: int | None
    at_most: int | None
    evidenced: Evidenced
    evidenced_level: int | None
    index: float | None
    coverage: Coverage
    binding: Binding


class Profile(msgspec.Struct, frozen=True):
    """A whole result: the dimensions first, then how many reach levels 1 to 4, then one level or none.

    `digest` is that of the instrument, by which its very questions are known. `None` stands for what is not given.
    """

    instrument: str
    version: str
    digest: str
    level: int | None
    at_most: int | None
    at_or_above: tuple[int, int, int, int]
    dimensions: tuple[DimensionProfile, ...]


def score(instrument: Instrument, response: Response) -> Profile:
    """Score one response with the instrument that it answers.

    Each dimension is scored alone by `score_dimension`. `at_or_above` counts the dimensions with a
    level of at least 1, 2, 3, 4. Of the dimensions with something applicable:

    - the organisation's `level` is the highest `n` reached by at least three quarters of them, with none
      below `n - 1`; one without a level counts as below every level. Given where two thirds have a level.
    - its `at_most` is the same with what each of them is at most, which is 4 where nothing was answered.
      Given as soon as one practice has a level.

    So no missing answer lifts a headline: whatever an unknown or a blank turns out to be, no level falls.

    Answers to practices that the instrument does not have are passed over (`read_response` lists them). A practice
    that the response's context excludes (`applies`) counts as not applicable, whatever was answered.

    Source: docs/decisions/0001-the-rule.md, section 1, and 0062-no-missing-answer-lifts-a-headline.md.

    >>> from capability import load_instrument
    >>> from capability.rule.response import FORMAT
    >>> residents = dict.fromkeys(["residents.heard-early", "residents.who-is-missing"], Answer(2))
    >>> residents |= {"residents.in-decision": Answer(3), "residents.in-review": Answer(1)}
    >>> response = Response(format=FORMAT, instrument="organisation", version="1.0.0", answers=residents)
    >>> profile = score(load_instrument("organisation"), response)
    >>> profile.dimensions[7].level, profile.dimensions[7].index, profile.at_or_above
    (2, 50.0, (1, 1, 0, 0))
    >>> profile.level, profile.at_most
    (None, 3)
    """
    dimensions = tuple(
        score_dimension(dimension, response.answers, response.context) for dimension in instrument.dimensions
    )
    asked = [dimension for dimension in dimensions if dimension.coverage.applicable]
    levels = [dimension.level for dimension in asked if dimension.level is not None]
    ceilings = [dimension.at_most for dimension in asked if dimension.at_most is not None]
    silent = len(asked) - len(ceilings)
    below = len(asked) - len(levels)
    one, two, three, four = (sum(level >= n for level in levels) for n in LEVELS_ABOVE_BOTTOM)
    return Profile(
        instrument=instrument.id,
        version=instrument.version,
        digest=instrument.digest,
        level=_organisation_level([*levels, *[BELOW_ALL] * below]) if levels and 3 * below <= len(asked) else None,
        at_most=_organisation_level([*ceilings, *[TOP_LEVEL] * silent]) if ceilings else None,
        at_or_above=(one, two, three, four),
        dimensions=dimensions,
    )


def score_dimension(
    dimension: Dimension, answers: Mapping[str, Answer], context: Context = NOWHERE
) -> DimensionProfile:
    """Score one dimension from the answers to its practices, whose levels are 0 to 4.

    With `w` the weights and `L` the levels of the applicable practices:

    - coverage: practices with a level / applicable practices; under two thirds, no level
    - level: the highest `n` with every essential practice at `n` or above and `4·Σw[L≥n] ≥ 3·Σw`
    - at most: the same with each unknown counted as 4; given as soon as one practice has a level
    - evidenced: answers at 2 or above with a document or an outcome / answers at 2 or above
    - evidenced level: the level where an answer of 2 or above without evidence counts as 1
    - index: `100·Σw·L / (4·Σw)` over practices with a level, halves rounded up to one decimal;
      given where the level is
    - binding: see `_binding`

    Missing answers: a blank is an unknown. An unknown counts as below every level, so it never
    raises one. Not applicable is left out of both sides, and so is a practice whose `applies` excludes the
    `nation` or `contract` of the context; where the context does not say, it applies.

    >>> from capability import load_instrument
    >>> residents = load_instrument("organisation").dimensions[7]
    >>> names = [practice.id for practice in residents.practices]  # the first is essential
    >>> known = dict(zip(names, [Answer(2), Answer(2, "document"), Answer(3), Answer("unknown")]))
    >>> result = score_dimension(residents, known)
    >>> result.level, result.at_most, result.evidenced_level, result.index
    (2, 2, 1, 58.3)
    >>> result.evidenced
    Evidenced(with_=1, of=3)
    >>> result.binding.must, result.binding.some, result.binding.among
    (('residents.heard-early',), 1, ('residents.who-is-missing', 'residents.in-review'))
    """
    given = [(practice, _given(answers, practice, context)) for practice in dimension.practices]
    applicable = [(practice, level) for practice, level in given if level != "not-applicable"]
    known = [(practice, level) for practice, level in applicable if isinstance(level, int)]
    strong = [answers[practice.id] for practice, level in known if level > UNSUPPORTED]
    coverage = Coverage(answered=len(known), applicable=len(applicable))
    counted = _counted(applicable, unknown=BELOW_ALL)
    level = _level(counted) if coverage.enough else None
    return DimensionProfile(
        id=dimension.id,
        level=level,
        at_most=_level(_counted(applicable, unknown=TOP_LEVEL)) if known else None,
        evidenced=Evidenced(with_=sum(answer.evidence != "none" for answer in strong), of=len(strong)),
        evidenced_level=None if level is None else _level([(p, _evidenced(answers, p, n)) for p, n in counted]),
        index=None if level is None else index_over(known),
        coverage=coverage,
        binding=Binding() if level is None or level == TOP_LEVEL else _binding(counted, level + 1),
    )


def to_json(profile: Profile) -> str:
    """The profile as JSON text: sorted keys, two spaces, `null` for what is not given, a line end at the end."""
    return json_text(msgspec.to_builtins(profile))


def _given(answers: Mapping[str, Answer], practice: Practice, context: Context) -> Given:
    if not practice.asked_in(context):
        return "not-applicable"
    answer = answers.get(practice.id)
    return "unknown" if answer is None else answer.level


def _counted(applicable: Iterable[tuple[Practice, int | Literal["unknown"]]], *, unknown: int) -> list[Weighed]:
    return [(practice, unknown if level == "unknown" else level) for practice, level in applicable]


def _evidenced(answers: Mapping[str, Answer], practice: Practice, level: int) -> int:
    return level if level <= UNSUPPORTED or answers[practice.id].evidence != "none" else UNSUPPORTED


def _level(counted: list[Weighed]) -> int:
    """The highest level whose gate is passed; 0 has no gate."""
    reached = 0
    for n in LEVELS_ABOVE_BOTTOM:
        if all(level >= n for practice, level in counted if practice.essential) and _share_reached(counted, n):
            reached = n
    return reached


def _share_reached(counted: list[Weighed], n: int) -> bool:
    """Practices at `n` or above hold at least three quarters of the weight."""
    return 4 * sum(p.weight for p, level in counted if level >= n) >= 3 * sum(p.weight for p, _ in counted)


def index_over(known: Sequence[tuple[Practice, int]]) -> float:
    """The index over practices with a level, at least one of them: `100·Σw·L / (4·Σw)` to one decimal, halves up."""
    weight = sum(practice.weight for practice, _ in known)
    total = sum(practice.weight * level for practice, level in known)
    return index_tenths(total, weight) / 10


def index_tenths(total: int, weight: int) -> int:
    """The index in tenths of a point, 0 to 1000: `floor(1000·total / (4·weight) + 1/2)`, in whole numbers."""
    return (1000 * total + 2 * weight) // (TOP_LEVEL * weight)


def _binding(counted: list[Weighed], n: int) -> Binding:
    """What keeps the dimension below `n`.

    `must`: every essential practice below `n`. If the three quarters are not reached at `n`, `among`:
    every other practice below it, and `some`: the fewest of them that must move, besides `must`, for
    the share to be reached (with unequal weights, the heaviest are counted first).
    `docs/decisions/0003-binding-lists-all-below.md` says why `among` lists them all.
    """
    must = [practice for practice, level in counted if practice.essential and level < n]
    if _share_reached(counted, n):
        return Binding(must=_ids(must))
    among = [practice for practice, level in counted if not practice.essential and level < n]
    lacking = 3 * sum(p.weight for p, _ in counted)
    lacking -= 4 * sum(p.weight for p, level in counted if level >= n or p.essential)
    some = 0
    for weight in sorted((practice.weight for practice in among), reverse=True):
        if lacking <= 0:
            break
        lacking -= 4 * weight
        some += 1
    return Binding(must=_ids(must), some=some, among=_ids(among))


def _ids(practices: Iterable[Practice]) -> tuple[str, ...]:
    return tuple(practice.id for practice in practices)


def _organisation_level(levels: list[int]) -> int:
    """The highest level whose gate the dimensions' levels pass; 0 has no gate."""
    reached = 0
    for n in LEVELS_ABOVE_BOTTOM:
        if 4 * sum(level >= n for level in levels) >= 3 * len(levels) and min(levels) >= n - 1:
            reached = n
    return reached
