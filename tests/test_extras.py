"""A package that is not installed: who asks for a public name hears which extra brings it."""

import subprocess
import sys
from pathlib import Path

import pytest

# A Python in which a package cannot be imported, as where it was never installed.
WITHOUT = """
import sys
sys.modules.update(dict.fromkeys({packages!r}))
import capability
{script}
"""

PEOPLE = Path(__file__).parent / "reading" / "cases" / "google.csv"

NOTEBOOK = {"altair", "anywidget", "IPython", "ipywidgets", "jinja2", "pandas", "traitlets"}


def last_line(packages: set[str], script: str) -> str:
    """What Python prints last, on either stream."""
    command = [sys.executable, "-c", WITHOUT.format(packages=packages, script=script)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return (done.stdout + done.stderr).strip().splitlines()[-1]


@pytest.mark.parametrize(
    ("name", "package"),
    [("assessment", "anywidget"), ("profile_frame", "pandas"), ("profile_chart", "altair"), ("workbench", "altair")],
)
@pytest.mark.parametrize("script", ["capability.{name}", "from capability import {name}"])
def test_a_name_says_which_package_it_needs_and_how_to_install_it(name: str, package: str, script: str) -> None:
    told = last_line(NOTEBOOK, script.format(name=name))
    expected = f'`capability.{name}` needs the package {package}. Hint: pip install "capability-kit[notebook]"'
    assert told == f"ModuleNotFoundError: {expected}"


def test_one_missing_package_is_named_by_itself() -> None:
    assert "needs the package pandas." in last_line({"pandas"}, "capability.profile_frame")


def test_a_package_of_no_extra_is_brought_by_the_kit_itself() -> None:
    told = last_line({"yaml"}, "capability.load_instrument")
    assert told.endswith('`capability.load_instrument` needs the package yaml. Hint: pip install "capability-kit"')


def test_what_needs_no_extra_works_without_one() -> None:
    script = """
instrument = capability.load_instrument("organisation")
print(capability.team_profile(instrument, capability.count_responses(instrument, [])).raters)
"""
    assert last_line(NOTEBOOK, script) == "0"


def test_answers_are_read_from_files_without_pandas() -> None:
    script = f"print(len(capability.read_answers({str(PEOPLE)!r}).responses))"
    assert last_line(NOTEBOOK, script) == "25"


def test_a_fault_of_our_own_is_no_missing_package() -> None:
    assert last_line({"capability.notebook"}, "capability.no_such_name").startswith("AttributeError")


def test_a_picture_as_a_file_says_which_package_draws_it() -> None:
    script = """
from capability.rule.relations import Relations, relations_profile
capability.ties_chart(relations_profile(Relations({"a": {"b": 1}, "b": {"a": 1}}))).save("picture.svg")
"""
    told = last_line({"vl_convert"}, script)
    expected = 'a picture as svg needs the package vl-convert-python. Hint: pip install "capability-kit[site]"'
    assert told == f"ModuleNotFoundError: {expected}"
