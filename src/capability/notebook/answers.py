"""Answers from wherever an analyst has them, frames of pandas or files, as everything else takes them."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from capability.authoring.instruments import Library
from capability.errors import CapabilityError, Fault, ResponseError, did_you_mean
from capability.reading.archives import InputFile
from capability.reading.folders import read_files
from capability.reading.gathering import Gathered, gather
from capability.reading.sheets import Sheet
from capability.reading.understanding import FILE, Choice, Columns, Question, read_columns, together
from capability.reading.vocabulary import plain
from capability.rule.instrument import Instrument

if TYPE_CHECKING:
    import pandas as pd


def read_answers(
    answers: "pd.DataFrame | str | Path | Sequence[pd.DataFrame | str | Path]",
    instrument: Instrument | str | None = None,
    *,
    columns: Columns | Mapping[str, str] | None = None,
    codes: Literal["", "0-4", "1-5"] = "",
) -> Gathered:
    """Read the answers of many people from a pandas frame, a file or a folder, or a list of them.

    - answers: a frame with a row a person and a column a question, or a row an answer; or the path of a table (CSV,
      Excel, OpenDocument), a response, a tally, a ZIP file, or a folder of them
    - instrument: which one they answer, or its id; without it, the one that most of them answer
    - columns: what headings mean, by heading: a practice's id, `role`, `organisation` and so on, or `""` for one that
      is not to be read; or what `load_columns` gives
    - codes: what numbers stand for: levels `"0-4"`, or options `"1-5"`

    A frame is understood as a file's table is, by its headings and its content: `tally`, `responses` and `instrument`
    of the result are what the other functions take. `left_out` names what counts for nothing (of cells the first of
    each kind, and how many more), and `tables` has what each column was understood to mean: look at both. A named
    index, and one of words, is a column too.

    `pandas.read_csv` makes a blank of an answer such as `n/a`, and then nobody can tell the two apart: give the path
    itself, or read with `keep_default_na=False`.

    Raises `CapabilityError` when nothing could be used, for what is neither frame nor path, and where something is
    not sure, such as numbers from 1 to 5: the message has the choices, and how to say which.

    >>> import pandas as pd
    >>> from capability import team_frame, team_profile
    >>> frame = pd.DataFrame({"Your role": ["Finance", "Legal", None], "place.spend-map": [0, 2, 2]})
    >>> read = read_answers(frame)
    >>> read.instrument.id, read.left_out
    ('organisation', ())
    >>> team = team_profile(read.instrument, read.tally)
    >>> int(team_frame(read.instrument, team).loc["place.spend-map", "consensus"])
    2
    >>> read_answers(frame.replace(0, "rarely")).left_out[-1].where
    'frame:0: column place.spend-map'
    """
    meant = _meant(columns, codes)
    if isinstance(instrument, Instrument):
        read = gather(_inputs(answers), {instrument.id: instrument}, instrument.id, meant)
    else:
        read = gather(_inputs(answers), Library(), instrument, meant)
    faults = [*map(_unsettled, read.questions), *_strangers(columns, read)]
    if faults:
        raise ResponseError(faults)
    return read


def _inputs(answers: object) -> Iterator[InputFile | Sheet | Fault]:
    """Frames as sheets, and files; a frame has no name, and is counted where there are several."""
    several = isinstance(answers, list | tuple)
    paths: list[str | Path] = []
    sheets: list[Sheet] = []
    for number, item in enumerate(answers if isinstance(answers, list | tuple) else [answers], 1):
        name = f"frame {number}" if several else "frame"
        if isinstance(item, str | Path):
            paths.append(item)
        elif _is_frame(item):
            from capability.notebook.sheets import frame_sheet  # here, for paths are read without pandas too

            sheet = frame_sheet(item, name)
            same = next((other.name for other in sheets if _cells(other) == _cells(sheet)), None)
            sheets.append(sheet)
            told = Fault("same-file", name, f"the same as {same}", "it counts once; take one of them away")
            yield told if same else sheet
        else:
            kind = f"{type(item).__module__}.{type(item).__qualname__}".removeprefix("builtins.")
            hint = "give a DataFrame of pandas, as `to_pandas()` of other frames makes, or the path of a file or folder"
            raise CapabilityError(Fault("no-table", name, f"a `{kind[:80]}` is neither frame nor path", hint))
    yield from read_files(paths)


def _cells(sheet: Sheet) -> list[list[str]]:
    return [row.cells for row in sheet.rows]


def _is_frame(item: object) -> bool:
    """Whether it is a frame of pandas. There is none where nobody imported pandas."""
    pandas = sys.modules.get("pandas")
    return pandas is not None and isinstance(item, pandas.DataFrame)


def _meant(columns: Columns | Mapping[str, str] | None, codes: str) -> Columns:
    """What is said of headings and codes, as a file of columns has it."""
    headings = {} if columns is None or isinstance(columns, Columns) else {**columns}
    said = read_columns({"format": FILE.format, "columns": headings, "codes": codes}, "columns and codes")
    return together(columns, said) if isinstance(columns, Columns) else said


def _unsettled(question: Question) -> Fault:
    """A question with its choices, each as it is said in a call."""
    choices = "; ".join(f"`{_in_code(choice)}`: {choice.words}" for choice in question.choices)
    hint = "call `read_answers` again with the one that is right"
    return Fault("unsettled", question.where, f"{question.what} {choices}", hint)


def _in_code(choice: Choice) -> str:
    return f'codes="{next(iter(choice.tables.values()))}"' if choice.tables else f"columns={choice.columns!r}"


def _strangers(columns: Columns | Mapping[str, str] | None, read: Gathered) -> Iterator[Fault]:
    """Headings that are explained for this call, and stand in no table; `Columns` are for other tables as well."""
    if columns is None or isinstance(columns, Columns):
        return
    headings = [column.heading for table in read.tables for column in table.understood.columns if column.heading]
    known = {plain(heading) for heading in headings}
    for heading in columns:
        if plain(heading) not in known:
            what = f"no table has the heading `{heading[:80]}`"
            yield Fault("unknown-heading", "columns", what, did_you_mean(heading, headings))
