"""What a kind's schema finds in a file, in an author's words: the same words for the same slip in each kind of file.

It is imported where a file has a fault, and not before: the package that reads schemas takes a second or two to load.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import jsonschema

from capability.authoring.schemas import all_schemas
from capability.errors import Fault, did_you_mean

# To a JSON Schema `1.0` is a whole number. To the types, and to whoever reads the file, it is not.
_Strict: Any = jsonschema.validators.extend(  # type: ignore[no-untyped-call]
    jsonschema.Draft202012Validator,
    type_checker=jsonschema.Draft202012Validator.TYPE_CHECKER.redefine(
        "integer", lambda _, value: isinstance(value, int) and not isinstance(value, bool)
    ),
)


@cache
def _validator(kind: str) -> Any:
    return _Strict(all_schemas()[kind])


def schema_faults(kind: str, content: Any) -> Iterator[Fault]:
    """What the schema of a kind finds in a file's content, in an author's words; `where` is the path inside it."""
    return _worded(_validator(kind).iter_errors(content))


def _worded(errors: Iterable[Any]) -> Iterator[Fault]:
    for error in errors:
        where = ".".join(map(str, error.absolute_path))
        if "propertyNames" in error.absolute_schema_path:  # it is about a key, and not about what is under it
            where = f"{where}.{error.instance}".lstrip(".")
        match error.validator:
            case "additionalProperties":
                known = error.schema["properties"]
                for name in sorted(set(map(str, error.instance)) - set(known)):
                    yield Fault(
                        "unknown-key", f"{where}.{name}".lstrip("."), f"unknown key `{name}`", did_you_mean(name, known)
                    )
            case "required":
                name = error.message.split("'")[1]
                yield Fault("missing-key", where, f"`{name}` is missing", "see assessments/README.md for what it holds")
            case "minItems" | "maxItems":
                entries = f"{len(error.instance)} entries"
                yield Fault("wrong-count", where, entries, f"there must be {_bound(error.schema, error.validator)}")
            case "type":
                yield Fault(
                    "wrong-type",
                    where,
                    f"`{str(error.instance)[:60]}` is not {_kind(error.validator_value)}",
                    _kind_hint(error.instance),
                )
            case "pattern":
                yield Fault(
                    "bad-form",
                    where,
                    f"`{str(error.instance)[:60]}` is not of the right form",
                    _pattern_hint(error.schema["pattern"]),
                )
            case "minLength":
                yield Fault("empty", where, "nothing is written here", "see assessments/README.md for what it holds")
            case "maxLength":
                what = f"{len(error.instance)} characters, and the limit is {error.schema['maxLength']}"
                yield Fault("too-long", where, what, "say it in fewer")
            case "anyOf":  # a key that may hold nothing: what it should hold is the first choice
                yield from _worded(inner for inner in error.context if inner.schema_path[0] == 0)
            case _:
                yield Fault("bad-value", where, error.message[:200], "see assessments/README.md")


def _bound(schema: dict[str, Any], bound: str) -> str:
    if schema.get("minItems") == schema.get("maxItems"):
        return f"exactly {schema[bound]}"
    return f"{'at least' if bound == 'minItems' else 'at most'} {schema[bound]}"


def _kind(kind: Any) -> str:
    return {
        "string": "text",
        "integer": "a whole number",
        "number": "a number",
        "array": "a list",
        "object": "a set of keys",
        "boolean": "true or false",
    }.get(str(kind), str(kind))


def _kind_hint(value: Any) -> str:
    if isinstance(value, bool):
        return "YAML reads a bare yes, no, on or off as true or false: put it in quotes"
    if isinstance(value, dict):
        return "a colon inside a sentence makes a key of it: put the sentence in quotes"
    return "see assessments/README.md"


def _pattern_hint(pattern: str) -> str:
    forms = {
        "^[0-9]{4}": "a date is written 2026-11-22",
        "^(0|": "a version is written 1.0.0",
        "^([0-9]{4}-": "a date is written 2026-11-22",
        "^#": "a colour is written #1d70b8",
        "^[EWS]": "a code is a letter and eight digits, such as E09000007",
        "^[A-Za-z0-9_+'-]+(": "an address is written procurement@council.gov.uk, alone and without a name",
        "^[A-Za-z0-9_-][A-Za-z0-9_./-]*": "a path such as logo.svg or images/logo.png, in letters, digits, - and _",
        "^[0-9]{2}-": "a chapter's file name without its ending, such as 03-market-shaping",
    }
    for start, hint in forms.items():
        if pattern.startswith(start):
            return hint
    if "_" in pattern:
        return "lower case letters, digits and underscores"
    return "lower case letters, digits and hyphens" + (
        ", with a dot after the dimension's id" if r"\." in pattern else ""
    )
