"""Who can do what, which skill hangs on one person, what goes with those who leave, and what to do about each."""

from collections.abc import Iterable
from typing import Final, Literal

import msgspec

from capability.course.pictures import Strip, Strips
from capability.course.worksheets import Result
from capability.text import name_key

LEVELS: Final = ("none", "seen", "helped", "alone", "teaches")
"""What a person can do, from 0 to 4."""

TOLD = 5
"""Most needs for which a next step is told."""

FEW_BOXES = 5
"""Fewer boxes than this are not drawn wider."""

GAP = 0.1
"""Room on each side of a box, as a part of it."""

Ability = Literal["none", "seen", "helped", "alone", "teaches"]


class Entry(msgspec.Struct, frozen=True):
    """One skill of one person, and whether that person leaves within a year."""

    person: str
    skill: str
    level: Ability
    leaves: Literal["yes", "no"]


class Need(msgspec.Struct, frozen=True):
    """A skill, the level that it takes, and how many people should have it."""

    skill: str
    level: Literal["helped", "alone", "teaches"]
    people: int


class Matrix(msgspec.Struct, frozen=True):
    """What people can do, and what the work takes."""

    entries: tuple[Entry, ...]
    needed: tuple[Need, ...]


class _Person(msgspec.Struct, frozen=True):
    key: str
    name: str
    leaves: bool
    levels: dict[str, int]


class _Row(msgspec.Struct, frozen=True):
    """One need, with those who can, those of them who stay, and those who stay and are one level short."""

    need: Need
    able: list[_Person]
    staying: list[_Person]
    near: list[_Person]

    @property
    def gap(self) -> int:
        return max(0, self.need.people - len(self.able))

    @property
    def gap_later(self) -> int:
        return max(0, self.need.people - len(self.staying))

    @property
    def cover_later(self) -> float:
        return 100 * min(1.0, len(self.staying) / self.need.people)

    @property
    def alone(self) -> bool:
        return len(self.able) == 1


def skills_matrix(given: Matrix) -> Result:
    """Count, for each skill that is needed, the people who reach its level, now and when those who leave have left.

    - levels run from 0 (`none`) to 4 (`teaches`); a person can do what is needed from its level on
    - missing: people needed less those who can, never below 0; in a year, those who leave no longer count
    - alone: needs that exactly one person meets today; cover: of those needed in a year, how many per cent stay
    - names are the same if they differ in case and spaces only; of two levels for one skill the higher counts, and who
      leaves in one row leaves
    - order: cover in a year, lowest first, then fewest who can, then name and level

    Whose names are told: the next step is to `pair` where someone stays who is one level short and another can show it,
    to `train` where nobody can show it, and to `recruit` where nobody is that near. No source: our own rule.

    >>> entries = (Entry(person="Officer A", skill="Data", level="alone", leaves="yes"),)
    >>> result = skills_matrix(Matrix(entries=entries, needed=(Need(skill="data ", level="alone", people=1),)))
    >>> result.figures["met"], result.figures["alone"], result.figures["met_later"]
    (1, 1, 0)
    >>> [code for code, _ in result.findings]
    ['alone', 'lost', 'recruit']
    """
    people = _people(given.entries)
    rows = sorted((_row(need, people) for need in given.needed), key=_urgency)
    held = {name_key(entry.skill) for entry in given.entries}
    wanted = {name_key(need.skill) for need in given.needed}
    findings: list[tuple[str, dict[str, float | str]]] = []
    for code, skills in (
        ("nobody", [row.need.skill for row in rows if not row.able]),
        ("short", [row.need.skill for row in rows if row.able and row.gap]),
        ("alone", [f"{row.need.skill} ({row.able[0].name})" for row in rows if row.alone]),
        ("lost", [row.need.skill for row in rows if row.able and not row.staying]),
        ("thinner", [row.need.skill for row in rows if row.staying and row.gap_later > row.gap]),
    ):
        if skills:
            findings.append((code, {"n": len(skills), "skills": ", ".join(skills)}))
    findings += _carriers(rows)
    steps = [_step(row) for row in rows if row.gap_later or row.alone]
    findings += steps[:TOLD] or [("all-well", {})]
    for code, skills in (
        ("no-entry", [need.skill for need in given.needed if name_key(need.skill) not in held]),
        ("not-needed", [entry.skill for entry in given.entries if name_key(entry.skill) not in wanted]),
    ):
        if skills:
            findings.append((code, {"skills": ", ".join(_spellings(skills).values())}))
    return Result(
        figures={
            "needs": len(rows),
            "met": sum(not row.gap for row in rows),
            "alone": sum(row.alone for row in rows),
            "met_later": sum(not row.gap_later for row in rows),
        },
        findings=findings,
        rows=[
            (
                row.need.skill,
                LEVELS.index(row.need.level),
                row.need.people,
                len(row.able),
                len(row.staying),
                ", ".join(person.name for person in row.able) or None,
            )
            for row in rows
        ],
        picture=_heads(rows),
    )


def _heads(rows: list[_Row]) -> Strips:
    """A box for each person who can: who stays, who leaves; and one for each who is missing today."""

    def strip(row: _Row) -> Strip:
        boxes = ["stays"] * len(row.staying) + ["leaves"] * (len(row.able) - len(row.staying)) + ["missing"] * row.gap
        marks = [(code, i + GAP, i + 1 - GAP) for i, code in enumerate(boxes)]
        return Strip(row.need.skill, marks, [len(row.staying), row.need.people])

    strips = [strip(row) for row in rows]
    return Strips(strips, most=max(FEW_BOXES, *(len(strip.marks) for strip in strips)))


def _spellings(names: Iterable[str]) -> dict[str, str]:
    """One spelling of each name, by what makes it the same, in that order."""
    spellings: dict[str, str] = {}
    for name in sorted(names):
        spellings.setdefault(name_key(name), name)
    return dict(sorted(spellings.items()))


def _people(entries: tuple[Entry, ...]) -> list[_Person]:
    names = _spellings(entry.person for entry in entries)
    people: list[_Person] = []
    for key, name in names.items():
        own = [entry for entry in entries if name_key(entry.person) == key]
        levels: dict[str, int] = {}
        for entry in own:
            skill = name_key(entry.skill)
            levels[skill] = max(levels.get(skill, 0), LEVELS.index(entry.level))
        people.append(_Person(key, name, any(entry.leaves == "yes" for entry in own), levels))
    return people


def _row(need: Need, people: list[_Person]) -> _Row:
    skill, level = name_key(need.skill), LEVELS.index(need.level)
    able = [person for person in people if person.levels.get(skill, 0) >= level]
    near = [person for person in people if person.levels.get(skill, 0) == level - 1 and not person.leaves]
    return _Row(need, able, [person for person in able if not person.leaves], near)


def _urgency(row: _Row) -> tuple[float, int, str, int, int, str]:
    need = row.need
    return (row.cover_later, len(row.able), name_key(need.skill), LEVELS.index(need.level), need.people, need.skill)


def _carriers(rows: list[_Row]) -> list[tuple[str, dict[str, float | str]]]:
    """Those who are alone with most skills, if with two or more."""
    alone: dict[str, dict[str, str]] = {}
    names: dict[str, str] = {}
    for row in rows:
        if row.alone:
            person = row.able[0]
            names[person.key] = person.name
            alone.setdefault(person.key, {})[name_key(row.need.skill)] = row.need.skill
    most = max((len(skills) for skills in alone.values()), default=0)
    if most < 2:
        return []
    return [
        ("carries", {"name": names[key], "n": most, "skills": ", ".join(skills.values())})
        for key, skills in sorted(alone.items())
        if len(skills) == most
    ]


def _step(row: _Row) -> tuple[str, dict[str, float | str]]:
    skill = row.need.skill
    if not row.near:
        return ("recruit", {"skill": skill})
    learners = ", ".join(person.name for person in row.near)
    if not row.able:
        return ("train", {"skill": skill, "learners": learners})
    best = max(row.able, key=lambda person: person.levels[name_key(skill)])
    return ("pair", {"skill": skill, "learners": learners, "teacher": best.name})
