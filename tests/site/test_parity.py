"""One rule, two Pythons: the result that a page saves is, byte for byte, what `capability score` prints."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from capability.authoring.instruments import load_instrument
from capability.cli import main
from capability.rule.instrument import Instrument
from capability.rule.response import read_response
from capability.rule.scoring import Profile, score
from tests.site.conftest import Arrive
from tests.site.generated import Case, cases
from tests.site.reader import ORGANISATION, SLICE, Form

pytestmark = pytest.mark.browser

CASES = cases(load_instrument("organisation"))


def profile_of(case: Case, instrument: Instrument) -> Profile:
    return score(instrument, read_response(json.dumps(case.response), instrument).response)


def test_the_cases_hold_every_kind_of_answer_and_of_result(organisation: Instrument) -> None:
    assert len(CASES) >= 60
    assert Counter(case.form for case in CASES).keys() >= {"even", "mixed", "loose", "slice", "pulse"}
    answers = [answer for case in CASES for answer in case.response["answers"].values()]
    assert {answer["level"] for answer in answers} == {0, 1, 2, 3, 4, "unknown", "not-applicable"}
    assert {answer.get("evidence", "none") for answer in answers} == {"none", "document", "outcome"}
    profiles = [profile_of(case, organisation) for case in CASES]
    assert {profile.level for profile in profiles} == {None, 0, 1, 2, 3, 4}
    results = [result for profile in profiles for result in profile.dimensions]
    assert {result.level for result in results} == {result.at_most for result in results} == {None, 0, 1, 2, 3, 4}
    assert {result.evidenced_level for result in results} == {None, 0, 1, 2, 3, 4}
    assert any(result.level is not None and result.at_most != result.level for result in results)
    assert any(result.level is not None and result.evidenced_level != result.level for result in results)
    assert any(result.coverage.applicable == 0 for result in results)
    assert any(result.index is not None and result.index % 1 for result in results)
    assert any(result.binding.some and result.binding.must for result in results)


@pytest.fixture(scope="module")
def form(arrive: Arrive) -> Iterator[Form]:
    """One page for all cases, as a reader who opens one file after the other."""
    with arrive() as reader:
        yield reader.visit(ORGANISATION)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_page_and_the_command_give_the_same_bytes(
    form: Form, case: Case, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    form.erase()
    form.take_file(json.dumps(case.response))
    saved = form.saved()
    assert json.loads(saved)["answers"] == case.response["answers"]
    if not any(isinstance(answer["level"], int) for answer in case.response["answers"].values()):
        expect(form.result.locator("[data-act=save-result]")).to_be_hidden()  # there is no result to save
        return
    (tmp_path / "answers.json").write_bytes(saved.encode("utf-8"))
    assert main(["score", str(tmp_path / "answers.json"), "--json"]) == 0
    assert form.saved_result().encode("utf-8") == capsys.readouterr().out.encode("utf-8")


@pytest.mark.parametrize(("page", "kind", "given"), [(SLICE, "slice", "mixed-00"), (ORGANISATION, "pulse", "pulse-00")])
def test_a_slice_and_the_pulse_save_the_same_whole_result(
    arrive: Arrive, page: str, kind: str, given: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Answered by hand on the form that asks a part, over what a file gave."""
    [case] = [case for case in CASES if case.name == given]
    with arrive() as reader:
        reader.visit(page)
        form = reader.form(kind)
        form.take_file(json.dumps(case.response))
        form.answer("market-shaping.early-engagement", 3)
        (tmp_path / "answers.json").write_bytes(form.saved().encode("utf-8"))
        assert main(["score", str(tmp_path / "answers.json"), "--json"]) == 0
        assert form.saved_result().encode("utf-8") == capsys.readouterr().out.encode("utf-8")
