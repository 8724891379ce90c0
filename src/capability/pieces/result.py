"""What a form's result tells first: the headline, the step to take, all steps by dimension, and what moved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from capability.course.learning import Record, moved
from capability.pieces.plain import dimension_told, level_name
from capability.rule.headline import MOST_NAMED, Headline
from capability.rule.instrument import Dimension, Instrument, Practice
from capability.rule.response import Answer, Given
from capability.rule.scoring import DimensionProfile

if TYPE_CHECKING:
    from capability.pieces.outputs.plain import DimensionTold
    from capability.pieces.outputs.result import (
        AnswersTold,
        DimensionResult,
        HeadlineKind,
        HeadlineTold,
        Join,
        KeyTold,
        Named,
        QuestionToAsk,
        RecommendedStep,
        SinceStart,
        State,
        Step,
    )

MOST_RECOMMENDED = 3
"""So many steps stand on a printed result; the first of them stands on the screen."""

MOST_QUESTIONS = 5
"""So many questions somebody puts to officers at once, unless more than that is unknown."""


def dimension_result(
    instrument: Instrument,
    dimension: Dimension,
    result: DimensionProfile,
    answers: Mapping[str, Answer],
    asked: Sequence[Practice],
) -> DimensionResult:
    """One dimension's result as a page tells it; `asked`: those of its practices that the form asks.

    "I don't know" is an answer: `unknown` counts them, apart from the `blank` ones, and `find_out` holds what to do
    about each that is no step to the next level already.
    """
    practices = {practice.id: practice for practice in dimension.practices}
    must: Sequence[str] = result.binding.must
    if result.level is None and result.at_most is not None:
        must = [
            practice.id
            for practice in dimension.practices
            if practice.essential and _is_ceiling(practice, result, answers)
        ]
    among: Sequence[str] = result.binding.among if result.binding.some else []
    unknown = [practice for practice in asked if given(practice, answers) == "unknown"]
    blank = sum(given(practice, answers) is None for practice in asked)
    return {
        **dimension_told(instrument, result),
        "id": dimension.id,
        "title": dimension.title,
        "modules": {practice.module: True for practice in dimension.practices},
        "state": _state(result, len(unknown), blank),
        "unknown": len(unknown),
        "blank": blank,
        "evidenced_level": result.evidenced_level,
        "evidenced_lower": result.evidenced_level != result.level,
        "must": [step(practices[name], answers) for name in must],
        "some": result.binding.some,
        "among": [step(practices[name], answers) for name in among],
        "among_count": len(result.binding.among),
        "among_all": result.binding.some == len(result.binding.among) > 0,
        "find_out": [step(practice, answers) for practice in unknown if practice.id not in (*must, *among)],
        "free": result.at_most is not None and not (must or unknown or blank),
        "top": result.level == len(instrument.scale) - 1,
    }


def headline_told(instrument: Instrument, found: Headline, is_to_find_out: bool) -> HeadlineTold:
    """A headline with titles in place of ids; `kind` says which sentence it is."""
    titles = {dimension.id: dimension.title for dimension in instrument.dimensions}
    holding = found.holding or found.order[:1]
    holding_on = found.rests_on(holding)
    counts = [found.answered[name] for name in holding] if holding_on == "differs" else None
    return {
        "kind": _kind(found, is_to_find_out),
        "lowest": found.lowest,
        "lowest_name": level_name(instrument, found.lowest),
        "only_at_most": found.only_at_most,
        "tied": found.tied,
        "known": len(found.order),
        "holding": named((titles[name] for name in holding), counts),
        "holding_on": holding_on,
        "strength": found.strength and titles[found.strength],
        "strength_on": found.rests_on([found.strength] if found.strength else []),
        "unknown": named(titles[name] for name in found.unknown),
    }


def answers_told(asked: Iterable[Practice], answers: Mapping[str, Answer]) -> AnswersTold:
    """How much is known of what a form asks: "I don't know" is an answer, and says nothing of where things stand."""
    counts = Counter(_kind_of_answer(given(practice, answers)) for practice in asked)
    known, unknown, blank = counts["known"], counts["unknown"], counts["blank"]
    return {"known": known, "of": known + unknown + blank, "unknown": unknown, "blank": blank}


def key_told(dimensions: Iterable[DimensionTold]) -> KeyTold:
    """What the picture of some dimensions shows: its key explains no more."""
    told = [dimension for dimension in dimensions if dimension["applicable"]]
    return {
        "level": any(dimension["level"] for dimension in told),
        "possible": any((dimension["at_most"] or 0) > (dimension["level"] or 0) for dimension in told),
        "none": any(dimension["at_most"] is None for dimension in told),
    }


def recommended(
    instrument: Instrument,
    order: Sequence[DimensionResult],
    answers: Mapping[str, Answer],
    is_councillor: bool = False,
) -> list[RecommendedStep]:
    """The steps to take first, at most three: one of each dimension in the headline's order, then a second of each.

    A foundation comes before one of those of which some must move, and that before what is only to be found out. A
    question that is not answered yet is no step: to answer it is. The very first is never one to find out where
    something is known to be at the lowest level: that can be begun on Monday, and the rest asked.
    """
    practices = {practice.id: practice for practice in instrument.practices}
    steps = _in_turn(order)
    if steps and steps[0][1]["given"] == "unknown":
        lowest = _lowest_known(instrument, order, answers)
        steps = lowest + [entry for entry in steps if entry[1] not in [found for _, found in lowest]]
    return [
        {
            **found,
            "dimension": None if _says_again(found["title"], told["title"]) else told["title"],
            "is_for_others": is_councillor and found["given"] != "unknown",
            "ask": None if found["given"] in ("unknown", 0) else practices[found["id"]].find_out,
            "shown_by": list(practices[found["id"]].evidence),
            "module": practices[found["id"]].module,
        }
        for told, found in steps[:MOST_RECOMMENDED]
    ]


def questions_to_ask(
    instrument: Instrument,
    order: Sequence[DimensionResult],
    answers: Mapping[str, Answer],
    is_councillor: bool = False,
) -> list[QuestionToAsk]:
    """What to put to officers: all that is unknown; then, up to five in all, who takes a step that is weak.

    A councillor asks why of all that is known to be at 0 or 1, the lowest first: that is what a councillor can do about
    it. All in the headline's order. What has no words for officers is not asked of them.
    """
    words = {practice.id: practice.to_officers for practice in instrument.practices}
    steps = [found for _, found in _in_turn(order) if words[found["id"]]]
    unknown = [found for found in steps if found["given"] == "unknown"]
    low = _low(instrument, order, answers) if is_councillor else []
    known = {practice.id for practice, _ in low}
    weak = [found for found in steps if found["given"] != "unknown" and found["id"] not in known]
    asked: list[QuestionToAsk] = [
        {"id": found["id"], "question": words[found["id"]], "level": None, "title": None, "step": None}
        for found in unknown
    ]
    asked += [
        {"id": practice.id, "question": practice.to_officers, "level": level, "title": None, "step": None}
        for practice, level in low
        if practice.to_officers
    ]
    asked += [
        {"id": found["id"], "question": None, "level": None, "title": found["title"], "step": found["step"]}
        for found in weak[: max(0, MOST_QUESTIONS - len(asked))]
    ]
    return asked


def _says_again(title: str, dimension: str) -> bool:
    """Whether a practice's title begins with its dimension's: "Missions, Missions that can be checked" is a stutter."""
    return f"{title} ".casefold().startswith(f"{dimension} ".casefold())


def _low(
    instrument: Instrument, order: Sequence[DimensionResult], answers: Mapping[str, Answer]
) -> list[tuple[Practice, int]]:
    """What is known to be at 0, then what is at 1."""
    practices = {dimension.id: dimension.practices for dimension in instrument.dimensions}
    levels = [(practice, given(practice, answers)) for told in order for practice in practices[told["id"]]]
    return [(practice, low) for low in (0, 1) for practice, level in levels if level == low]


def _lowest_known(
    instrument: Instrument, order: Sequence[DimensionResult], answers: Mapping[str, Answer]
) -> list[tuple[DimensionResult, Step]]:
    """The step of the first practice that is known to be at 0, a foundation before others; none where there is none."""
    zeros = [
        (told, practice)
        for told in order
        for practice in next(of.practices for of in instrument.dimensions if of.id == told["id"])
        if given(practice, answers) == 0
    ]
    found = sorted(zeros, key=lambda zero: not zero[1].essential)[:1]
    return [(told, step(practice, answers)) for told, practice in found]


def _in_turn(order: Sequence[DimensionResult]) -> list[tuple[DimensionResult, Step]]:
    """One step of each dimension, then a second of each, and so on; none to what is not answered yet."""
    steps = [
        [(told, found) for found in (*told["must"], *told["among"], *told["find_out"]) if found["given"] is not None]
        for told in order
    ]
    rounds = max(map(len, steps), default=0)
    return [column[n] for n in range(rounds) for column in steps if n < len(column)]


def since_start(pulse: Instrument, record: Record, now: Mapping[str, Answer], today: str) -> SinceStart | None:
    """What moved in the pulse since its reader kept a start; nothing where none was kept."""
    if record.start is None:
        return None
    counts = Counter(practice.move for practice in moved(pulse, record.start.answers, now))
    day = record.start.saved
    return {
        "day": day,
        "up": counts["up"],
        "down": counts["down"],
        "same": counts["same"],
        "telling": day != today or bool(counts["up"] or counts["down"]),
    }


def step(practice: Practice, answers: Mapping[str, Answer]) -> Step:
    """What to do next about one practice: the step from its level; find out, where nobody knows or it is blank."""
    level = given(practice, answers)
    words = practice.next[level] if isinstance(level, int) and level < len(practice.next) else practice.find_out
    return {"id": practice.id, "title": practice.title, "given": level, "step": words}


def given(practice: Practice, answers: Mapping[str, Answer]) -> Given | None:
    """What was answered to a practice; nothing where it is blank."""
    return answers[practice.id].level if practice.id in answers else None


def named(titles: Iterable[str], counts: Sequence[int] | None = None) -> list[Named]:
    """Titles for one sentence, each with what stands before it; a comma as well where a title has an "and" of its own.

    `counts`: on how many answers each of them rests, where that is to be said.

    >>> [(entry["join"], entry["title"]) for entry in named(["Place", "Culture", "Residents"])]
    [('', 'Place'), ('comma', 'Culture'), ('and', 'Residents')]
    >>> [entry["join"] for entry in named(["Ask and choose", "Prepare"])]
    ['', 'comma-and']
    """
    entries = list(titles)
    joins: list[Join] = ["comma"] * len(entries)
    if entries:
        joins[-1] = "comma-and" if any(" and " in title for title in entries) else "and"
        joins[0] = ""
    on: Sequence[int | None] = counts or [None] * len(entries)
    return [{"title": title, "join": join, "on": n} for title, join, n in zip(entries, joins, on, strict=True)]


def _kind(found: Headline, is_to_find_out: bool) -> HeadlineKind:
    if not found.order:
        return "none" if is_to_find_out else "nothing"
    if len(found.order) == 1:
        return "one"
    if not found.holding:
        return "top"
    are_named = found.tied <= MOST_NAMED
    if found.alike:
        return "alike" if are_named else "all"
    return "some" if are_named else "many"


def _state(result: DimensionProfile, unknown: int, blank: int) -> State:
    """What is known of a dimension; a picture shows each of the four in its own way."""
    if result.at_most is not None:
        return "known"
    return "unknown" if unknown else "blank" if blank else "excluded"


def _kind_of_answer(level: Given | None) -> str:
    return "blank" if level is None else "known" if isinstance(level, int) else level


def _is_ceiling(practice: Practice, result: DimensionProfile, answers: Mapping[str, Answer]) -> bool:
    """Without a level nothing is binding; what caps the *at most* is then the thing to work on."""
    level = given(practice, answers)
    return isinstance(level, int) and level == result.at_most and level < len(practice.next)
