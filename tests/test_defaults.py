"""What a file may leave out, it may also say: a page that empties a field writes an empty word, and keeps its file."""

import importlib
import pkgutil

import msgspec
import pytest

import capability.course
import capability.rule


def kinds() -> dict[str, type[msgspec.Struct]]:
    modules = [
        importlib.import_module(module.name)
        for package in (capability.rule, capability.course)
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
    ]
    structs = {kind for module in modules for kind in vars(module).values() if isinstance(kind, type)}
    by_hand = "capability.course.council"  # what a person writes is told what to write, and needs no empty word
    return {k.__qualname__: k for k in structs if issubclass(k, msgspec.Struct) and k.__module__ != by_hand}


def defaults(kind: type[msgspec.Struct]) -> list[tuple[str, str]]:
    return [(field.encode_name, field.default) for field in msgspec.structs.fields(kind) if field.default == ""]


@pytest.mark.parametrize("name", sorted(name for name, kind in kinds().items() if defaults(kind)))
def test_an_empty_word_that_is_a_default_can_be_read(name: str) -> None:
    kind = kinds()[name]
    for field, default in defaults(kind):
        try:
            msgspec.convert({field: default}, kind)
        except msgspec.ValidationError as error:
            assert f"`$.{field}`" not in str(error), error
