"""An exercise's worksheet: what it asks, within which limits, and the words for what comes out of it.

The function that works it out is pure and knows no words: it stands in `exercises/` beside this file. Here is what all
of them share: reading what was typed, and the shape of a result.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from capability.course.pictures import Picture
from capability.errors import Fault, did_you_mean
from capability.rule.instrument import Identifier, items
from capability.text import is_day

Kind = Literal["number", "money", "percent", "text", "choice", "date", "heading"]
"""What a field holds. Money is in pounds; a percentage is typed and kept as 0 to 100; a date as `2027-03-31`.

A heading says what the figures are of, and when. It may be left empty, no function is given it, and it stands over what
comes out: on a page that is passed on, a figure without it is worth nothing.
"""

NUMBERS = ("number", "money", "percent")
SLOT = re.compile(r"\{(\w+)(?::(\w+(?:\|\w+)?))?\}")
"""Where a finding's words name what was found, and how to write it; or two words of which one goes with one of it."""

LONGEST_TEXT = 200
LONGEST_HEADING = 100
MOST_ROWS = 100

Name = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]*$(?!\n)", max_length=40)]
Line = Annotated[str, Meta(min_length=1, max_length=400)]
Label = Annotated[str, Meta(min_length=1, max_length=80)]


class Field(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One thing to fill in. A number has a unit and limits, a choice has options by what is kept.

    A column of text may be a list to choose from: `picks` offers what stands in a column of a table further up, and
    `starts` holds entries that a reader takes over in place of inventing them. Their own words count in both.
    """

    id: Name
    label: Label
    kind: Kind
    unit: Annotated[str, Meta(max_length=40)] = ""
    least: float | None = None
    most: float | None = None
    whole: bool = False
    help: Annotated[str, Meta(max_length=200)] = ""
    options: dict[Name, Label] = {}
    offers: Annotated[
        Literal["", "missions"], Meta(description="What a council's own file holds for it, to begin with")
    ] = ""
    picks: Annotated[
        str,
        Meta(
            pattern=r"^([a-z][a-z0-9_]*/[a-z][a-z0-9_]*)?$(?!\n)",
            description="A column of a table further up, `table/column`, from whose entries it is chosen",
        ),
    ] = ""
    otherwise: Annotated[str, Meta(max_length=80, description="What is chosen where none of the picks fits")] = ""
    starts: Annotated[
        tuple[Label, ...], Meta(max_length=12, description="Entries to begin with: each brings a row in one press")
    ] = ()

    @property
    def longest(self) -> int:
        """How many characters of words may stand here."""
        return LONGEST_HEADING if self.kind == "heading" else LONGEST_TEXT

    @property
    def wanted(self) -> str:
        """What may stand here, in the words of both the hint and the fault.

        >>> Field(id="hours", label="Hours", kind="number", unit="hours", least=1, most=500, whole=True).wanted
        'a whole number from 1 to 500'
        """
        if self.kind == "text":
            return f"some words, at most {self.longest} characters"
        if self.kind == "heading":
            return f"at most {self.longest} characters, or nothing"
        if self.kind == "choice":
            return "one of the choices"
        if self.kind == "date":
            return "a date"
        what = {"money": "an amount in pounds", "percent": "a percentage"}.get(self.kind, "a number")
        what = "a whole number" if self.whole and self.kind == "number" else what
        return f"{what} from {self.least or 0:,.10g} to {self.most or 0:,.10g}"


class InputTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Rows to fill in, each with the same columns; `each` is what one row is."""

    id: Name
    title: Label
    each: Label
    columns: Annotated[tuple[Field, ...], Meta(min_length=1, max_length=8)]
    fewest: Annotated[int, Meta(ge=0, le=MOST_ROWS)] = 1
    most: Annotated[int, Meta(ge=1, le=MOST_ROWS)] = 30
    help: Annotated[str, Meta(max_length=300)] = ""


class Formula(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How one thing is worked out, and where that comes from: keys of the book's sources, or nothing for our own."""

    what: Label
    how: Line
    sources: tuple[Identifier, ...] = ()


class Shown(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A number or a word that comes out, and what it is called; `words` are what is shown for the codes of a text."""

    label: Label
    kind: Literal["number", "money", "percent", "text"] = "number"
    words: dict[Name, Label] = {}


class ShownTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The table that comes out; its first column names the rows."""

    title: Label
    columns: Annotated[tuple[Shown, ...], Meta(min_length=2, max_length=8)]


Look = Literal["solid", "open", "dotted", "dark", "inner", "thin", "part", "cross", "line", "dashes"]
"""How a mark or a sign looks; each differs from the others by its shape, and not by its colour alone."""


class Tone(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a mark or a sign means, and its look; the label of a line may hold `{value:percent}` for where it stands."""

    label: Label
    look: Look = "solid"


class ShownPicture(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The picture that comes out, of one kind of number; `words` are labels and texts by code, `tones` looks by code.

    `between` stands between two numbers beside a row. In a grid that is `spelled`, what a sign means stands beside it.
    """

    title: Label
    drawn: Literal["strips", "grid", "curves"] = "strips"
    kind: Literal["number", "money", "percent"] = "number"
    words: dict[Name, Label] = {}
    tones: dict[Name, Tone] = {}
    between: Annotated[str, Meta(max_length=20)] = "–"
    spelled: bool = False


class PlanWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A finding as an action for a reader's own plan: what it is called, and what to do, with the finding's slots."""

    title: Annotated[str, Meta(min_length=1, max_length=60)]
    step: Line


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The words for a result. A finding's text may hold `{name}` or `{name:money}` for what the function found.

    `{name:pair|pairs}` is the first word for one, and the second for any other number. Of the findings that `lead`, the
    one that holds is the answer: it is shown first, and large. Those that have `plans` can be put in a plan.
    """

    figures: dict[Name, Shown] = {}
    findings: dict[Identifier, Line] = {}
    leads: tuple[Identifier, ...] = ()
    plans: dict[Identifier, PlanWords] = {}
    table: ShownTable | None = None
    picture: ShownPicture | None = None


class Worksheet(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One exercise; its id is the name of its chapter."""

    id: str
    title: Label
    function: Annotated[Name, Meta(description="What works it out: a file in src/capability/course/exercises")]
    decision: Annotated[Line, Meta(description="The decision of the reader's job that it changes")]
    about: Line
    fields: tuple[Field, ...] = ()
    tables: tuple[InputTable, ...] = ()
    example_about: Annotated[Line, Meta(description="Whose case the worked example is; it is made up")]
    example: dict[Name, Any]
    formulas: Annotated[tuple[Formula, ...], Meta(min_length=1)]
    results: Words


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """What a function found: numbers by name, findings by code with what their words need, rows, and a picture."""

    figures: Mapping[str, float | str | None] = {}
    findings: Sequence[tuple[str, Mapping[str, float | str]]] = ()
    rows: Sequence[Sequence[float | str | None]] = ()
    picture: Picture | None = None


class InputReading(msgspec.Struct, frozen=True):
    """What was typed, as typed values; or what is wrong with it, words by path (`hours`, `suppliers/0/spend`).

    The `heading` is none of the values: it says what they are of.
    """

    values: dict[str, Any]
    faults: dict[str, str]
    heading: str = ""


def listed(inputs: Mapping[str, Any]) -> dict[str, Any]:
    """Inputs with the rows of each table as a list, as a file has them; a browser keeps each row under a name.

    >>> listed({"hours": "3", "needs": {"r0": {"need": "A place to meet"}}})
    {'hours': '3', 'needs': [{'need': 'A place to meet'}]}
    """
    return {name: list(value.values()) if isinstance(value, dict) else value for name, value in inputs.items()}


def read_inputs(exercise: Worksheet, typed: Any) -> InputReading:
    """Read what a reader typed: text for each field, and lists of rows for each table.

    Numbers may have a pound sign, a per cent sign, spaces, and commas between groups of three digits. A comma anywhere
    else may be a decimal one, and such a number is refused: read without its comma it would be another. A row in which
    nothing is written is left out. Every fault is told at once, in the words of the field's hint.

    >>> hours = Field(id="hours", label="Hours", kind="number", unit="hours", least=1, most=5000)
    >>> read_field(hours, "12.5"), read_field(hours, "1,200"), read_field(hours, "0,75"), read_field(hours, "twelve")
    (12.5, 1200.0, None, None)
    """
    given = typed if isinstance(typed, dict) else {}
    values: dict[str, Any] = {}
    faults: dict[str, str] = {}
    for field in exercise.fields:
        _put(field, given.get(field.id), field.id, values, faults)
    for table in exercise.tables:
        lines = given.get(table.id)
        rows = [row for row in lines if isinstance(row, dict)] if isinstance(lines, list) else []
        values[table.id] = []
        for i, row in enumerate(rows[:MOST_ROWS]):
            if not any(str(row.get(column.id) or "").strip() for column in table.columns):
                continue
            kept: dict[str, Any] = {}
            for column in table.columns:
                _put(column, row.get(column.id), f"{table.id}/{i}/{column.id}", kept, faults)
            values[table.id].append(kept)
        if not table.fewest <= len(values[table.id]) <= table.most:
            faults[table.id] = f"Fill in {table.fewest} to {table.most} rows"
    heading = next((values.pop(field.id, "") for field in exercise.fields if field.kind == "heading"), "")
    return InputReading(values, faults, heading)


def _put(field: Field, typed: Any, path: str, values: dict[str, Any], faults: dict[str, str]) -> None:
    value = read_field(field, typed)
    if value is None:
        point = ", with a point before decimals" if field.kind in NUMBERS and "," in str(typed) else ""
        faults[path] = f"Enter {field.wanted}{point}"
    else:
        values[field.id] = value


def read_field(field: Field, typed: Any) -> float | str | None:
    """One field's value, or `None` where what was typed cannot be that."""
    text = " ".join(str("" if typed is None else typed).split())
    if field.kind == "text":
        return text if 0 < len(text) <= field.longest else None
    if field.kind == "heading":
        return text if len(text) <= field.longest else None
    if field.kind == "choice":
        return text if text in field.options else None
    if field.kind == "date":
        return text if is_day(text) else None
    bare = text.replace(" ", "").removeprefix("£").removesuffix("%")
    if not re.fullmatch(r"-?(?:[0-9]{1,15}|[0-9]{1,3}(?:,[0-9]{3}){1,4})(?:\.[0-9]{1,6})?", bare):
        return None
    number = float(bare.replace(",", ""))
    if (field.whole and number != int(number)) or not (field.least or 0) <= number <= (field.most or 0):
        return None
    return int(number) if field.whole else number


def check(data: Any) -> Iterator[Fault]:
    """What no schema can say of an exercise's file: `where` is the path inside it."""
    tables = items(data, "tables")
    headings: list[str] = []
    fields = [(f"fields.{i}", field) for i, field in enumerate(items(data, "fields"))]
    for t, table in enumerate(tables):
        fields += [(f"tables.{t}.columns.{i}", field) for i, field in enumerate(items(table, "columns"))]
    for where, field in fields:
        if not isinstance(field, dict):
            continue
        numeric = field.get("kind") in NUMBERS
        if numeric and not {"least", "most", "unit"} <= set(field):
            yield Fault("no-limits", where, "a number without a unit or limits", "say `unit`, `least` and `most`")
        if field.get("kind") == "choice" and not field.get("options"):
            yield Fault("no-options", where, "a choice with nothing to choose", "say `options`")
        if (field.get("picks") or field.get("starts")) and (field.get("kind") != "text" or where.startswith("fields")):
            yield Fault("no-column", where, "`picks` and `starts` are for a table's column of text", "take them out")
        if field.get("kind") == "heading":
            headings.append(where)
            if not where.startswith("fields"):
                yield Fault("no-heading", where, "a heading is no column: it says what all rows are of", "move it up")
    if len(headings) > 1:
        yield Fault("no-heading", headings[1], "a second heading", "say in one what the figures are of")
    yield from _check_picks(tables)
    if len(fields) == len(headings):
        yield Fault("no-fields", "fields", "nothing to fill in", "say `fields` or `tables`")
    results = data.get("results") if isinstance(data, dict) else None
    findings = results.get("findings") if isinstance(results, dict) else None
    findings = findings if isinstance(findings, dict) else {}
    plans = results.get("plans") if isinstance(results, dict) else None
    for code, plan in plans.items() if isinstance(plans, dict) else ():
        said = {name for name, _ in SLOT.findall(str(findings.get(code) or ""))}
        wanted = {name for name, _ in SLOT.findall(str(plan.get("step") or ""))} if isinstance(plan, dict) else set()
        if code not in findings or not wanted <= said:
            what = "a plan for what is not found, or that names what its finding does not"
            yield Fault("unknown-finding", f"results.plans.{code}", what, did_you_mean(str(code), findings))
    for code, words in findings.items():
        for name, kind in SLOT.findall(words) if isinstance(words, str) else ():
            if kind and "|" not in kind and kind not in NUMBERS:
                what = f"`{{{name}:{kind}}}` is written in no way that is known"
                yield Fault("unknown-kind", f"results.findings.{code}", what, did_you_mean(kind, NUMBERS))


def _check_picks(tables: Sequence[Any]) -> Iterator[Fault]:
    """What is picked from must stand in a table further up, so that a reader has filled it in."""
    above: list[str] = []
    for t, table in enumerate(tables):
        columns = [column for column in items(table, "columns") if isinstance(column, dict)]
        for i, column in enumerate(columns):
            picks = column.get("picks")
            if picks and picks not in above:
                what = f"no column `{str(picks)[:80]}` stands in a table further up"
                yield Fault("unknown-column", f"tables.{t}.columns.{i}.picks", what, did_you_mean(str(picks), above))
        above += [f"{table.get('id')}/{column.get('id')}" for column in columns]


def phrase(words: str, values: Mapping[str, float | str]) -> str:
    """The words of a finding with what was found put in, once: what a reader typed is never looked at again.

    >>> phrase("{name} holds {share:percent} of {n} pounds", {"name": "{n}", "share": 41.5, "n": 3})
    '{n} holds 41.5% of 3 pounds'
    >>> [phrase("{n} {n:pair|pairs}", {"n": n}) for n in (1, 2)]
    ['1 pair', '2 pairs']
    """
    return SLOT.sub(lambda slot: _put_in(values[slot[1]], slot[2] or "number"), words)


def _put_in(value: float | str, kind: str) -> str:
    one, has_two, many = kind.partition("|")
    return (one if value == 1 else many) if has_two else spoken(value, kind)


def spoken(value: float | str | None, kind: str) -> str:
    """A number as people write it; text stays as it is, and nothing is a dash.

    >>> spoken(234.5, "money"), spoken(1234.5, "money"), spoken(41.0, "percent"), spoken(3.14159, "number")
    ('£234.50', '£1,235', '41%', '3.1')
    """
    if value is None:
        return "–"
    if isinstance(value, str):
        return value
    if kind == "money":
        pence = round(value * 100)
        sign = "−" if pence < 0 else ""
        if pence % 100 == 0 or abs(pence) >= 100_000:  # pence beside a thousand pounds would only seem exact
            return f"{sign}£{(abs(pence) + 50) // 100:,}"
        return f"{sign}£{abs(pence) / 100:.2f}"
    text = f"{round(value, 1):,.1f}".removesuffix(".0").replace("-", "−")
    return f"{text}%" if kind == "percent" else text
