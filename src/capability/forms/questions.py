"""What a form asks, whichever tool shows it: an instrument's questions with options that are read back surely.

Tools keep a name for each question and a value for each option, or show their words. Both come back in a table, so both
must mean one thing alone to the reader of tables.
"""

from collections.abc import Iterator

import msgspec

from capability.errors import Fault, InstrumentError
from capability.reading.vocabulary import Vocabulary
from capability.rule.instrument import Instrument, Practice, switches

MADE = "1980-01-01"
"""The day that a file carries as its own: the same questions give the same bytes."""


class Option(msgspec.Struct, frozen=True):
    """One answer to choose: the value that a tool keeps, and the words that people read."""

    value: str
    words: str


class Question(msgspec.Struct, frozen=True):
    """A question with options, of which one is chosen; without options, one that is answered in a few words.

    `id` is a practice's, or one of `ABOUT`. `name` is what a tool keeps it under: letters, digits and underscores.
    `such_as` has common answers in few words. `not_asked` has, by the name of a question about the rater, the
    values with which this one is not asked.
    """

    id: str
    name: str
    ask: str
    options: tuple[Option, ...]
    not_asked: dict[str, tuple[str, ...]] = {}
    such_as: tuple[str, ...] = ()

    @property
    def hint(self) -> str:
        """What helps to answer in few words; nothing where there are options.

        >>> Question("about", "about", "Which service?", (), such_as=("Repairs", "Parks")).hint
        'Such as: Repairs; Parks'
        """
        return f"Such as: {'; '.join(self.such_as)}" if self.such_as else ""


class Section(msgspec.Struct, frozen=True):
    """The questions of one dimension."""

    id: str
    title: str
    about: str
    questions: tuple[Question, ...]


class Form(msgspec.Struct, frozen=True):
    """A whole form: first what answers are about and who gives them, then a section a dimension."""

    instrument: Instrument
    about: tuple[Question, ...]
    sections: tuple[Section, ...]

    @property
    def questions(self) -> tuple[Question, ...]:
        """All questions, in the order in which they are asked."""
        return (*self.about, *(question for section in self.sections for question in section.questions))


WITHOUT_LEVEL = (Option("unknown", "I don't know"), Option("not-applicable", "Does not apply"))
"""The answers that are no level, as the assessment's page words them."""

ABOUT = {
    "nation": Question(
        "nation",
        "nation",
        "Which nation is this about?",
        (Option("england", "England"), Option("wales", "Wales"), Option("scotland", "Scotland")),
    ),
    "contract": Question(
        "contract",
        "kind_of_contract",
        "Kind of contract",
        (
            Option("above-threshold", "Above threshold"),
            Option("below-threshold", "Below threshold"),
            Option("light-touch", "Light touch"),
        ),
    ),
}
"""What is asked where a practice is one of some nations or some kinds of contract only."""


def form_of(instrument: Instrument) -> Form:
    """The form of an instrument.

    Raises `InstrumentError` where two questions, or two options of one, could not be told apart in what comes back.

    >>> from capability.authoring.instruments import load_instrument
    >>> form = form_of(load_instrument("organisation"))
    >>> form.questions[1].name, form.questions[1].options[2].value
    ('missions_clear_goal', 'level-2')
    """
    form = Form(
        instrument,
        (
            *_case(instrument),
            *_role(instrument),
            *(ABOUT[part] for part in ABOUT if part in switches(instrument.practices)),
        ),
        tuple(
            Section(dimension.id, dimension.title, dimension.about, tuple(map(_question, dimension.practices)))
            for dimension in instrument.dimensions
        ),
    )
    if faults := list(_confusions(form, Vocabulary(instrument))):
        raise InstrumentError(faults)
    return form


def name_of(practice: str) -> str:
    """A practice's id as every tool can keep it.

    >>> name_of("market-shaping.early-engagement")
    'market_shaping_early_engagement'
    """
    return practice.replace(".", "_").replace("-", "_")


def _case(instrument: Instrument) -> Iterator[Question]:
    if instrument.case is not None:
        yield Question("about", "about", instrument.case.ask, (), such_as=instrument.case.offers)


def _role(instrument: Instrument) -> Iterator[Question]:
    if instrument.raters is not None:
        kinds = instrument.raters.kinds.items()
        yield Question("role", "rater_role", instrument.raters.ask, tuple(Option(*kind) for kind in kinds))


def _question(practice: Practice) -> Question:
    levels = tuple(Option(f"level-{level}", words) for level, words in enumerate(practice.levels))
    excluding = {} if practice.applies is None else practice.applies.excluding()
    return Question(
        practice.id,
        name_of(practice.id),
        practice.ask,
        (*levels, *WITHOUT_LEVEL),
        {ABOUT[part].name: values for part, values in excluding.items() if values},
    )


def _confusions(form: Form, vocabulary: Vocabulary) -> Iterator[Fault]:
    """What could come back from a form and would not be read as it was meant."""
    where = f"instrument {form.instrument.id}"
    hint = "say it in words that no other has"
    for question in form.questions:
        for heading in (question.name, question.ask):
            if vocabulary.heading(heading) != question.id:
                what = f"`{heading[:80]}` could stand for more than `{question.id}`"
                yield Fault("same-words", f"{where}: {question.id}", what, hint)
        if "." not in question.id:
            continue
        for level, option in enumerate(question.options[: -len(WITHOUT_LEVEL)]):
            if vocabulary.answer(question.id, option.words) != level:
                what = f"`{option.words[:80]}` could stand for another answer than level {level}"
                yield Fault("same-words", f"{where}: {question.id}", what, hint)
