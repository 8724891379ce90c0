"""What the site ships: versions that are really there, licences with their texts, a list that keeps to its schema."""

import json
from pathlib import Path

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from capability.publish import bill
from capability.publish.parts import LICENCES, Part, own_words, parts, text_of, version_of


def named(part: Part) -> str:
    return part.name


@pytest.mark.parametrize("part", parts(), ids=named)
def test_a_part_has_a_licence_with_its_text_and_a_notice(part: Part) -> None:
    own = own_words(part)
    assert ("Copyright" in own and "without" in own.lower()) or (
        part.notice and all(len(text_of(name)) > 200 for name in part.names)
    )


@pytest.mark.parametrize("part", parts(), ids=named)
def test_a_part_is_in_the_site_or_inside_of_another_that_is(part: Part, checkout: Path) -> None:
    names = list(map(named, parts()))
    assert bool(part.files) != bool(part.inside)
    assert not part.inside or names.index(part.inside) < names.index(part.name)
    assert version_of(part, checkout) or part.inside
    assert names.count(part.name) == 1


@pytest.mark.parametrize("part", [part for part in parts() if part.version], ids=named)
def test_a_version_that_no_package_tells_is_seen_in_a_file(part: Part, checkout: Path) -> None:
    assert part.seen is not None and part.version in part.seen.words.replace("_", ".")
    if not part.seen.file.startswith("_build"):  # what is seen in the site is looked for there: `tests/site/`
        assert part.seen.words.encode() in (checkout / part.seen.file).read_bytes()


def test_no_text_is_there_for_nobody() -> None:
    asked = {f"{name}.txt" for part in parts() if not own_words(part) for name in part.names}
    assert {path.name for path in LICENCES.glob("*.txt")} == asked


def test_the_list_for_programs_keeps_to_its_schema_names_every_part_and_is_the_same_twice(checkout: Path) -> None:
    text = bill.bill(parts(), checkout)
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    assert text == bill.bill(parts(), checkout)
    found = json.loads(text)
    components = [found["metadata"]["component"], *found["components"]]
    assert {component["name"] for component in components} == {part.name for part in parts()}
    assert all(component["licenses"] and component["copyright"] for component in components)
    reached = {found["metadata"]["component"]["bom-ref"]}
    for _ in components:
        reached |= {
            ref for entry in found["dependencies"] if entry["ref"] in reached for ref in entry.get("dependsOn", [])
        }
    assert reached == {component["bom-ref"] for component in components}
