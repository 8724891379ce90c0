"""A chapter's questions to oneself: situations from the job, options that tempt, and a reason for each of them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from capability.errors import Fault
from capability.rule.instrument import Date, Identifier, PracticeId, items, no_such_day

FEWEST = 6
"""Fewest questions of a chapter."""

STRETCH = 1.35
"""How many times as long as the shortest option of a question its longest may be."""

Situation = Annotated[str, Meta(min_length=1, max_length=600)]
Words = Annotated[str, Meta(min_length=1, max_length=400)]


class Option(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One thing that a reader could do; `why` says what speaks for it and against it."""

    id: Identifier
    text: Annotated[str, Meta(min_length=1, max_length=200)]
    right: bool
    why: Words


class Question(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A situation from the job, and what to do in it. One option is right."""

    id: PracticeId
    situation: Situation
    ask: Annotated[str, Meta(min_length=1, max_length=200)]
    options: Annotated[tuple[Option, ...], Meta(min_length=3, max_length=5)]
    sources: Annotated[tuple[Identifier, ...], Meta(min_length=1, description="Keys in book/references.bib")]
    as_at: Annotated[Date | None, Meta(description="For anything legal: the date on which it was true")] = None

    @property
    def right(self) -> Option:
        """The option that is right."""
        return next(option for option in self.options if option.right)


class Quiz(msgspec.Struct, frozen=True, kw_only=True):
    """The questions of one chapter, in the order in which they are asked; `id` is the chapter's name."""

    id: str
    questions: Annotated[tuple[Question, ...], Meta(min_length=FEWEST)]


class Mark(msgspec.Struct, frozen=True):
    """One question as it was answered: the chosen option, or `None`."""

    question: Question
    chosen: Option | None

    @property
    def right(self) -> bool:
        """Whether it was answered, and rightly."""
        return self.chosen is not None and self.chosen.right


def mark(quiz: Quiz, choices: Mapping[str, Any]) -> tuple[Mark, ...]:
    """Mark the choices, option ids by question id. What is no option of its question counts as not answered.

    >>> option = Option(id="yes", text="Yes", right=True, why="It is.")
    >>> quiz = Quiz(id="01-x", questions=(Question(id="x.q1", situation="s", ask="a", options=(option,), sources=()),))
    >>> [answer.right for choice in ("yes", "maybe") for answer in mark(quiz, {"x.q1": choice})]
    [True, False]
    """
    return tuple(
        Mark(question, next((option for option in question.options if option.id == choices.get(question.id)), None))
        for question in quiz.questions
    )


def check(data: Any) -> Iterator[Fault]:
    """What no schema can say of a quiz's file: `where` is the path inside it."""
    questions = data if isinstance(data, list) else []
    ids = [str(question.get("id")) for question in questions if isinstance(question, dict)]
    yield from _repeated(ids, "", "question")
    asked: list[list[dict[str, Any]]] = []
    for i, question in enumerate(questions):
        options = [option for option in items(question, "options") if isinstance(option, dict)]
        yield from _repeated([str(option.get("id")) for option in options], f"{i}.options", "option")
        right = sum(option.get("right") is True for option in options)
        if options and right != 1:
            yield Fault("not-one-right", f"{i}.options", f"{right} options are right", "exactly one must be")
        yield from _uneven(f"{i}.options", options)
        yield from no_such_day(question, str(i))
        asked.append(options)
    yield from _given_away(asked)


def tells(texts: Sequence[str], right: int) -> Iterator[str]:
    """What would lead a guesser to the right one of these options, who reads none of them. A tie leads there too.

    >>> list(tells(["Ask them", "Wait", "Decide today"], 1))
    ['the shortest in characters', 'the shortest in words', 'option 2']
    """
    for unit, lengths in (
        ("characters", [len(text) for text in texts]),
        ("words", [len(text.split()) for text in texts]),
    ):
        if lengths[right] == max(lengths):
            yield f"the longest in {unit}"
        if lengths[right] == min(lengths):
            yield f"the shortest in {unit}"
    yield f"option {right + 1}"


def _uneven(where: str, options: list[dict[str, Any]]) -> Iterator[Fault]:
    lengths = [len(str(option.get("text", ""))) for option in options]
    if lengths and max(lengths) > STRETCH * min(lengths):
        what = f"options of {min(lengths)} to {max(lengths)} characters"
        yield Fault("uneven-options", where, what, f"the longest may be {STRETCH} times as long as the shortest")


def _given_away(asked: list[list[dict[str, Any]]]) -> Iterator[Fault]:
    """A habit of the author that answers the questions: readers of a quiz soon see it."""
    counts: Counter[str] = Counter()
    for options in asked:
        right = next((i for i, option in enumerate(options) if option.get("right") is True), None)
        if right is not None:
            counts.update(tells([str(option.get("text", "")) for option in options], right))
    most = len(asked) // 3 + 1  # of three options chance finds a third; one more is no habit yet
    for tell, count in counts.items():
        if count > most:
            what = f"the right option is {tell} in {count} of {len(asked)} questions"
            yield Fault("given-away", "", what, f"at most {most}: write some shorter or longer, or move some")


def _repeated(names: Iterable[str], where: str, what: str) -> Iterator[Fault]:
    for name, count in Counter(names).items():
        if count > 1:
            yield Fault("duplicate-id", where, f"{what} `{name[:80]}` stands {count} times", "each id stands once")
