"""Everything that reads a file which somebody brings, one after the other, and what must hold of each."""

import base64
import json
import shutil
import time
from collections import Counter
from collections.abc import Callable, Iterable
from functools import lru_cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, NamedTuple
from unittest.mock import patch

from benchmarks.fuzzing.seeds import ROOT, instruments
from capability.authoring import files, responses
from capability.authoring.kinds import INSTRUMENT, kind_of
from capability.authoring.lessons import load_course, load_exercise
from capability.cli.printing import printable
from capability.cli.relations import as_relations_table
from capability.cli.settling import accounts, understood_table
from capability.cli.team import as_team_table
from capability.errors import CapabilityError, Fault, told
from capability.pieces import assessment, exercise, learning, piles, relations, roundtable, workbench
from capability.pieces.register import compute_json
from capability.reading import gathering
from capability.reading.archives import InputFile
from capability.reading.folders import load_columns
from capability.reading.gathering import Pile, TableTold, format_of, gather, gather_all, gather_rows
from capability.reading.understanding import NO_COLUMNS, Columns, together
from capability.reading.vocabulary import Vocabulary
from capability.rule.instrument import Instrument
from capability.rule.relations import relations_profile
from capability.rule.relations import to_json as relations_json
from capability.rule.tally import to_json as tally_json
from capability.rule.team import team_profile
from capability.rule.team import to_json as team_json

LONGEST_MESSAGE = 2_000
DAY = "2026-11-27"


class Reading(NamedTuple):
    """One reader's time for a file, in seconds of the processor, and what it told: faults by code, characters in all.

    `failure` is the last line of a traceback, or which promise was broken.
    """

    reader: str
    seconds: float
    codes: dict[str, int]
    told: int
    failure: str


class BrokenPromiseError(AssertionError):
    """A promise about what comes out that does not hold."""


class Readers:
    """All readers, with what they need loaded once, as in a page that is open."""

    def __init__(self, *, words_kept: bool = True) -> None:
        if words_kept:
            _words_are_kept()
        self.instruments = instruments()
        all_of_them = list(self.instruments.values())
        self._bench = json.dumps(workbench.configure(all_of_them))
        self._table = json.dumps(roundtable.configure(all_of_them))
        self._form = json.dumps(assessment.configure(self.instruments["organisation"]))
        self._relations = json.dumps(relations.configure())
        course = load_course()
        questions = {module.id: 8 for module in course.modules}
        self._learning = json.dumps(learning.configure(course, questions, self.instruments))
        names = [module.id for module in course.modules]
        self._exercises = {name: json.dumps(exercise.configure(load_exercise(name))) for name in (names[1], names[5])}
        self._pile: Pile | None = None
        self.last: Exception | None = None
        patch.object(piles, "gather_all", self.gather_for_page).start()
        self._folder = Path(mkdtemp(prefix="fuzz-"))
        self._project()

    def close(self) -> None:
        """Take the files away."""
        shutil.rmtree(self._folder)

    def read(self, kind: str, name: str, data: bytes) -> list[Reading]:
        """Hand a file to every reader that somebody could hand it to."""
        if kind == "YAML":
            return [self._timed("author", lambda: self._authored(name, data))]
        file = InputFile(name, data)
        every: dict[str, Callable[[], Iterable[Fault]]] = {
            "page": lambda: self._page(file),
            "command": lambda: self._command(file),
            "rows": lambda: self._rows(file),
        }
        if kind == "JSON":
            every |= {"forms": lambda: self._opened(data), "disk": lambda: self._from_disk(data)}
        return [self._timed(reader, read) for reader, read in every.items()]

    def _timed(self, reader: str, read: Callable[[], Iterable[Fault]]) -> Reading:
        faults: list[Fault] = []
        failure = ""
        begun = time.process_time()
        try:
            faults = list(read())
        except CapabilityError as error:
            faults = list(error.faults)
        except Exception as error:  # the very thing that is looked for
            failure = f"{type(error).__name__}: {error}"
            self.last = error
        seconds = time.process_time() - begun
        longest = max((len(str(fault)) for fault in faults), default=0)
        if longest >= LONGEST_MESSAGE and not failure:
            code = max(faults, key=lambda fault: len(str(fault))).code
            failure = f"BrokenPromiseError: a message of {longest} characters, code {code}"
        characters = sum(len(printable(line)) for line in told(faults))
        return Reading(reader, seconds, Counter(fault.code for fault in faults), characters, failure[:300])

    # --- the page: JSON in, JSON out, as the worker asks --------------------------------------------------------------

    def _page(self, file: InputFile) -> Iterable[Fault]:
        piece = {"name": file.name, "data": base64.b64encode(file.data).decode()}
        self._pile = None
        plain = self._asked("piles", self._bench, {"files": {"now": [piece]}})["now"]
        pile = self._kept()
        _adds_up(pile.tables)
        choices = _choices(pile.questions)
        if choices is not None:  # the reader settles the questions, and the same files are read again
            plain_choices = {"format": choices.format, "columns": choices.columns, "tables": choices.tables}
            plain = self._asked("piles", self._bench, {"files": {"now": [piece]}, "columns": plain_choices})["now"]
            pile = self._kept()
            _adds_up(pile.tables)
        for shown in plain["tables"]:
            whole = shown["headings"] + shown["counted"] + shown["left_out"]
            if shown["settled"] and shown["rows"] != whole:
                raise BrokenPromiseError(f"{shown['rows']} rows and {whole} told")
        if plain["tallies"] or plain["rows"]:
            state = {"piles": {"now": plain, "last": plain}, "kept": {}, "opened": None, "day": DAY}
            shown = self._asked("workbench", self._bench, state)
            if shown["chosen"] is not None:
                kinds = ("tally", "result", "markdown", "csv", "word", "calendar")
                kind = kinds[len(file.data) % len(kinds)]  # any one: it follows from the file
                self._asked("workbench-file", self._bench, {**state, "kind": kind})
        for answers in pile.by_instrument:
            added = len(answers.responses) + sum(tally.raters for tally in answers.tallies)
            if answers.tally.raters != added:
                raise BrokenPromiseError(f"{added} people and {answers.tally.raters} counted")
        return pile.left_out

    def _asked(self, what: str, config: str, state: object) -> Any:
        """What a page is told; its JSON has no NaN in it, or the browser would not read it."""
        return json.loads(compute_json(what, config, json.dumps(state)), parse_constant=_no_number)

    def _kept(self) -> Pile:
        if self._pile is None:
            raise BrokenPromiseError("nothing was gathered")
        return self._pile

    def gather_for_page(self, *given: Any) -> Pile:
        """What the page gathers, kept to be looked at."""
        self._pile = gather_all(*given)
        return self._pile

    def _opened(self, data: bytes) -> Iterable[Fault]:
        """The text in the form that saves such files, and in one other: which one follows from the file."""
        text = data.decode("utf-8-sig", "replace")
        forms = {
            "response": self._in_assessment,
            "relations": self._in_relations,
            "learning": self._in_learning,
            "roundtable": self._in_roundtable,
            "exercise": self._in_exercise,
            "plan": self._in_workbench,
        }
        names = list(forms)
        own = [name for name in names if f"capability-{name}/" in text]
        for name in {*own, names[len(data) % len(names)]}:
            forms[name](text)
        return ()

    def _in_assessment(self, text: str) -> None:
        response = {"format": "capability-response/1", "instrument": "organisation", "version": self._version}
        self._asked("assessment", self._form, {"response": {**response, "answers": {}}, "incoming": text})

    def _in_relations(self, text: str) -> None:
        self._asked("relations", self._relations, {"kept": {"rater": "council", "ties": {}}, "incoming": text})

    def _in_learning(self, text: str) -> None:
        self._asked("learning", self._learning, {"incoming": text, "kept": {"name": "A reader"}})

    def _in_roundtable(self, text: str) -> None:
        opened = self._asked("roundtable", self._table, {"kept": {}, "opened": text})["opened"]
        if opened["fault"] is None:
            for kind in ("agreed", "word", "markdown", "csv"):
                state = {"kept": {"table": opened["table"]}, "kind": kind, "day": DAY}
                self._asked("roundtable-file", self._table, state)

    def _in_exercise(self, text: str) -> None:
        for name, config in self._exercises.items():
            incoming = self._asked("exercise", config, {"kept": {}, "incoming": text})["incoming"]
            if incoming["fault"] is None:
                self._asked("exercise", config, {"kept": {name: {"inputs": incoming["inputs"]}}, "incoming": None})

    def _in_workbench(self, text: str) -> None:
        """A plan, opened beside the answers of nobody."""
        tally = {"format": "capability-tally/1", "instrument": "organisation", "version": self._version, "roles": {}}
        answers = {"instrument": "organisation", "title": "", "raters": 0, "responses": 0, "tallies": 1, "tally": tally}
        pile = {"tallies": [answers], "rows": {}, "tables": [], "left_out": [], "left_out_more": 0}
        state = {"piles": {"now": pile, "last": None}, "kept": {}, "opened": text, "day": DAY}
        opened = self._asked("workbench", self._bench, state)["opened"]
        if opened["fault"] is None:
            kept = {"targets": {"organisation": opened["targets"]}, "edits": {"organisation": opened["edits"]}}
            for kind in ("json", "markdown", "csv", "word", "calendar"):
                self._asked("workbench-file", self._bench, {**state, "kept": kept, "kind": kind})

    @property
    def _version(self) -> str:
        return self.instruments["organisation"].version

    # --- the commands -------------------------------------------------------------------------------------------------

    def _command(self, file: InputFile) -> Iterable[Fault]:
        answers = gather([file], self.instruments)
        if (choices := _choices(answers.questions)) is not None:
            for table in answers.tables:
                understood_table(table.understood)
            answers = gather([file], self.instruments, None, together(NO_COLUMNS, choices))
        _adds_up(answers.tables)
        list(accounts(answers.tables))
        result = team_profile(answers.instrument, answers.tally)
        for text in (team_json(result), as_team_table(answers.instrument, result), tally_json(answers.tally)):
            text.encode()
        same = [other.tally for other in self._kept().by_instrument if other.instrument.id == answers.instrument.id]
        if same and tally_json(same[0]) != tally_json(answers.tally):
            raise BrokenPromiseError("a page and a command count otherwise")
        return answers.left_out

    def _rows(self, file: InputFile) -> Iterable[Fault]:
        format_of([file])
        rows = gather_rows([file])
        result = relations_profile(rows.relations)
        for text in (relations_json(result), as_relations_table(result)):
            text.encode()
        return rows.left_out

    def _from_disk(self, data: bytes) -> Iterable[Fault]:
        path = self._folder / "file.json"
        path.write_bytes(data)
        faults: list[Fault] = []
        for load in (load_columns, responses.load_reading):
            try:
                load(path)
            except CapabilityError as error:
                faults += error.faults
        return faults

    # --- what authors write -------------------------------------------------------------------------------------------

    def _project(self) -> None:
        """A folder as an author has it, where one file stands at a time beside those that are sound."""
        for folder in ("assessments", "modules", "book"):
            (self._folder / folder).mkdir()
        for name in ("book/references.bib", "book/law.yaml", "assessments/organisation.yaml"):
            shutil.copy(ROOT / name, self._folder / name)
        shutil.copytree(ROOT / "assessments" / "released", self._folder / "assessments" / "released")
        for path in (ROOT / "modules").glob("[0-9]*.md"):
            (self._folder / "modules" / path.name).touch()

    def _authored(self, name: str, data: bytes) -> Iterable[Fault]:
        kind = kind_of(Path(name))
        folder = self._folder / kind.folder
        if name in ("law.yaml", "organisation.yaml"):  # others are checked against the sound one
            folder = self._folder / "other" / kind.folder
            folder.mkdir(parents=True, exist_ok=True)
        path = folder / Path(name).name
        path.write_bytes(data)
        try:
            faults, model = files.read(kind, path)
        finally:
            path.unlink()
        if bool(faults) == (model is not None):
            raise BrokenPromiseError("neither faults nor a model, or both")
        if kind is INSTRUMENT and isinstance(model, Instrument):
            config = json.dumps(assessment.configure(model))
            response = {"format": "capability-response/1", "instrument": model.id, "version": model.version}
            self._asked("assessment", config, {"response": {**response, "answers": {}}, "incoming": None})
            Vocabulary(model)
        return faults


def _no_number(text: str) -> None:
    raise BrokenPromiseError(f"{text} in a page's JSON")


def _adds_up(tables: Iterable[TableTold]) -> None:
    for table in tables:
        if table.reading is not None and not table.reading.adds_up:
            raise BrokenPromiseError("rows that are neither counted nor left out")


def _choices(questions: Iterable[Any]) -> Columns | None:
    """The first choice of every question."""
    chosen = [question.choices[0] for question in questions]
    if not chosen:
        return None
    headings = {heading: meaning for choice in chosen for heading, meaning in choice.columns.items()}
    tables = {table: codes for choice in chosen for table, codes in choice.tables.items()}
    return Columns("capability-columns/1", headings, tables=tables)


def _words_are_kept() -> None:
    """The words of the kit's own instruments are worked out once, and instruments are read from disk once.

    A heading that an instrument was asked for before costs nothing: most files of a run have the same ones.
    """
    known = instruments()
    kept = {name: Vocabulary(instrument) for name, instrument in known.items()}
    for words in kept.values():
        for ask in ("heading", "likely"):
            setattr(words, ask, lru_cache(maxsize=20_000)(getattr(words, ask)))
    patch.object(gathering, "Vocabulary", lambda instrument: kept[instrument.id]).start()
    patch.object(responses, "load_instrument", lambda name: known[name]).start()
    patch.object(responses, "instrument_names", lambda: list(known)).start()
