"""What the words of a table mean to an instrument: headings, answers, roles, whoever's form they went through.

Form tools number questions, put their group in front, turn hyphens and quotes and letters: words are compared without
all that. What two practices could both be called means neither.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache

from capability.limits import LONGEST_ROLE
from capability.rule.instrument import Instrument
from capability.rule.response import Given

ABOUT_THE_RATER = ("id", "saved", "role", "organisation", "round", "nation", "contract", "actor", "about")
"""What a column can hold that is no practice."""

HEADINGS: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "response id", "responseid", "respondent id", "record id", "uuid", "instanceid", "meta instanceid"),
    "saved": (
        "saved",
        "completion time",
        "date submitted",
        "submissiondate",
        "submission date",
        "creationdate",
        "creation date",
        "submitted",
        "submission time",
        "end date",
        "enddate",
        "end time",
        "end",
        "timestamp",
        "recorded date",
        "recordeddate",
    ),
    "role": ("role", "your role", "rater role"),
    "organisation": ("organisation", "organization", "your organisation"),
    "round": ("round",),
    "nation": ("nation", "which nation is this about"),
    "contract": ("contract", "kind of contract"),
    "actor": ("actor",),
    "about": ("about",),
}
"""Headings of such columns, in plain words, beside what an instrument itself asks for."""

RESPONDENT = ("respondent", "person", "rater", "participant", "people", *HEADINGS["id"], "case")
"""Headings, in plain words, of the column that says whose answer a row of a long table is; the surest first."""

ANSWER = ("answer", "response", "level", "value", "answer value", "answer text", "response value", "choice", "rating")
"""Headings, in plain words, of the column that holds the answers of a long table; the surest first."""

STATUS = frozenset(("status", "response type", "distribution channel", "collection mode", "type of response"))
"""Headings, in plain words, of columns in which a form tool says that a row is none of a person's."""

NOT_A_PERSON = frozenset(("survey preview", "preview", "survey test", "test", "spam", "survey preview test"))

UNKNOWN = ("unknown", "dont know", "i dont know", "do not know", "i do not know", "not known", "dk", "d k")
NOT_APPLICABLE = ("not applicable", "n a", "na", "does not apply", "doesnt apply", "it does not apply")

NO_LEVELS = frozenset((*UNKNOWN, *NOT_APPLICABLE))

CODE = re.compile(r"\(?\s*([0-9]{1,3})(?:[.,]0{1,2})?\s*\)?\s*;?")
"""A level as a number; spreadsheets write whole numbers with a point, and multiple choice ends with a semicolon."""

NAMED_CODE = re.compile(rf"(?:level|option|answer)?\s*{CODE.pattern}", re.IGNORECASE)
"""A code, with or without a word in front."""

NOT_QUITE = re.compile(r"[<>=~\u00b1\u2264\u2265+%/?]|(?:^|\s)-\s*[0-9]")
"""Signs that make something else of a level's number or name: more than, less than, perhaps."""

SHORT_FORM = 24
"""Most characters of an answer that is a level's number or name; in an option's own words such signs may stand."""

LEVELS: tuple[Given, ...] = (0, 1, 2, 3, 4)


LONGEST_MEANT = 1_000
"""Longest text, in characters, that can be a question, an answer or a role; what is longer is a remark."""

LONGEST_CODE = 16
"""Longest text that can be the number of a level."""


def plain(text: str) -> str:
    """Words as they are compared: small letters and digits, single spaces, nothing else.

    >>> plain("3) Who’s  in\u00a0the ROOM?*"), plain("missions.clear-goal"), plain("I don't know;")
    ('3 whos in the room', 'missions clear goal', 'i dont know')
    """
    return _kept_plain(text) if len(text) <= LONGEST_MEANT else _plain(text)


def _plain(text: str) -> str:
    bare = QUOTES.sub("", unicodedata.normalize("NFKC", text).casefold())
    return " ".join(WORDS.findall(bare))


_kept_plain = lru_cache(maxsize=20_000)(_plain)

FIGURE = re.compile("[0-9]")
QUOTES = re.compile("['\u2018\u2019\u201b`\u00b4]")
WORDS = re.compile(r"[^\W_]+")


def unnumbered(words: str) -> str:
    """Plain words without the number or the code of a question in front.

    >>> unnumbered("q12 how far are we"), unnumbered("1 2 how far"), unnumbered("g1q00004 how far")
    ('how far are we', 'how far', 'how far')
    """
    codes = 0
    rest = words.removeprefix("question ")
    while codes < 2 and " " in rest and FIGURE.search(first := rest[: rest.index(" ")]):
        codes, rest = codes + 1, rest[len(first) + 1 :]
    return rest if codes else words


def unlettered(words: str) -> str:
    """Plain words without the letter of an option in front.

    >>> unlettered("b at least one of them does"), unlettered("not yet")
    ('at least one of them does', 'not yet')
    """
    return words[2:] if words[:1].isalpha() and words[1:2] == " " else words


class Vocabulary:
    """The words of one instrument; `titles` are what people are told when a heading could be meant."""

    def __init__(self, instrument: Instrument) -> None:
        self.instrument = instrument
        titled = [text for dimension in instrument.dimensions for text in (dimension.title, dimension.id)]
        self._groups = tuple(f"{plain(text)} " for text in (*titled, instrument.title))
        self._headings = _headings(instrument)
        self._about = {words: about for about, all_words in HEADINGS.items() for words in all_words}
        self.roles: dict[str, str] = {}
        if instrument.case is not None:
            self._about[plain(instrument.case.ask)] = "about"
        if instrument.raters is not None:
            self._about[plain(instrument.raters.ask)] = "role"
            kinds = instrument.raters.kinds.items()
            self.roles = {plain(words): kind for kind, label in kinds for words in (kind, label)}
        self._answers: dict[str, dict[str, Given]] = {}

    def heading(self, text: str) -> str | None:
        """What a heading surely means: a practice's id, or one of `ABOUT_THE_RATER`; `None` where it is not sure."""
        if len(text) > LONGEST_MEANT:
            return None
        words = plain(text)
        for known in (words, unnumbered(words), *self._without_groups(words)):
            if meaning := self._headings.get(known) or self._about.get(known):
                return meaning
        return None

    def likely(self, text: str) -> str | None:
        """The practice whose title or question stands whole inside a heading, where there is just one.

        Of two where one's words are inside the other's, the longer is meant.
        """
        if len(text) > LONGEST_MEANT:
            return None
        words = f" {plain(text)} "
        inside = [known for known in self._headings if " " in known and f" {known} " in words]
        longest = [known for known in inside if not any(known != other and known in other for other in inside)]
        meant = {self._headings[known] for known in longest}
        return meant.pop() if len(meant) == 1 else None

    def _without_groups(self, words: str) -> Iterable[str]:
        if words.startswith(self._groups):
            for group in self._groups:
                if words.startswith(group):
                    yield words.removeprefix(group)
                    yield unnumbered(words.removeprefix(group))

    def practices_in(self, cells: Iterable[str]) -> set[str]:
        """The practices that a row of headings surely names."""
        return {meaning for cell in cells if cell and (meaning := self.heading(cell)) and "." in meaning}

    def role(self, text: str) -> str:
        """A role's id, where a cell holds one of the instrument's; else the text as it is."""
        if len(text) > LONGEST_MEANT:
            return text
        words = plain(text)
        known = (self.roles.get(form) for form in (words, unlettered(words), unnumbered(words)))
        return next(filter(None, known), text)

    def is_role(self, text: str) -> bool:
        """Whether a cell holds one of the instrument's roles, as it is called or listed."""
        return len(text) <= LONGEST_ROLE and plain(text) in self.roles

    def answer(self, practice: str, text: str) -> Given | None:
        """What a cell's words mean as an answer to a practice; `None` for none. A code alone is not looked at here."""
        if practice not in self._answers:
            self._answers[practice] = _answers(self.instrument, practice)
        if len(text) > LONGEST_MEANT:
            return None
        if len(text) <= SHORT_FORM and NOT_QUITE.search(text) and plain(text) not in NO_LEVELS:
            return None
        words = plain(text)
        given = self._answers[practice].get(words)
        return self._answers[practice].get(unlettered(words)) if given is None else given


def code_of(text: str) -> int | None:
    """The whole number that a cell holds, where it is a code.

    >>> code_of("2"), code_of("2.0"), code_of(" 2,00;"), code_of("-1"), code_of("2.5"), code_of("3?")
    (2, 2, 2, None, None, None)
    """
    text = text.strip()
    code = CODE.fullmatch(text) if len(text) <= LONGEST_CODE else None
    return int(code[1]) if code else None


def named_code_of(text: str) -> int | None:
    """The whole number of a code, with or without a word in front.

    >>> named_code_of("Level 5"), named_code_of("3"), named_code_of("practising")
    (5, 3, None)
    """
    text = text.strip()
    code = NAMED_CODE.fullmatch(text) if len(text) <= LONGEST_CODE else None
    return int(code[1]) if code else None


def _headings(instrument: Instrument) -> dict[str, str]:
    """Practices by the plain words that mean them alone: id, title, the question, and the question's first sentence."""
    meant: dict[str, set[str]] = {}
    for practice in instrument.practices:
        first = re.match(r".+?[.?!](?=\s|$)", practice.ask)
        for text in (practice.id, practice.title, practice.ask, first[0] if first else practice.ask):
            meant.setdefault(plain(text), set()).add(practice.id)
    return {words: ids.pop() for words, ids in meant.items() if len(ids) == 1}


def _answers(instrument: Instrument, name: str) -> dict[str, Given]:
    """What each answer to a practice means, by its plain words: the option's words, its short name, with its number."""
    practice = next(practice for practice in instrument.practices if practice.id == name)
    answers: dict[str, Given] = {}
    others: tuple[tuple[Given, tuple[str, ...]], ...] = (("unknown", UNKNOWN), ("not-applicable", NOT_APPLICABLE))
    for given, spellings in others:
        answers |= dict.fromkeys(spellings, given)
    for level, short, text in zip(LEVELS, instrument.scale, practice.levels, strict=True):
        for words in (short, text):
            for form in (words, f"{level} {words}", f"level {level} {words}", f"{words} {level}"):
                answers[plain(form)] = level
        answers[f"level {level}"] = level
    return answers
