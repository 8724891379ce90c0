import json
from typing import Any

import msgspec
import pytest

from capability.authoring.instruments import Library, load_instrument
from capability.forms.questions import form_of
from capability.forms.surveyjs import to_surveyjs
from capability.rule.instrument import Instrument

LIBRARY = Library()


def model(instrument: Instrument) -> Any:
    return json.loads(to_surveyjs(form_of(instrument)))


def radios(survey: Any) -> list[Any]:
    return [part for page in survey["pages"] for part in page["elements"] if part["type"] == "radiogroup"]


@pytest.mark.parametrize("instrument", LIBRARY.values(), ids=LIBRARY)
def test_a_page_a_dimension_asks_every_practice_in_its_own_words(instrument: Instrument) -> None:
    survey, form = model(instrument), form_of(instrument)
    assert [page["title"] for page in survey["pages"][1:]] == [dimension.title for dimension in instrument.dimensions]
    kinds = ("radiogroup", "text")
    asked = [part for page in survey["pages"] for part in page["elements"] if part["type"] in kinds]
    assert [part["title"] for part in asked] == [question.ask for question in form.questions]
    assert [part["description"] for part in asked if part["type"] == "text"] == (
        [f"Such as: {'; '.join(instrument.case.offers)}"] if instrument.case else []
    )
    last = radios(survey)[-1]["choices"]
    assert [choice["value"] for choice in last[:6]] == [*(f"level-{n}" for n in range(5)), "unknown"]
    assert tuple(choice["text"] for choice in last[:5]) == instrument.practices[-1].levels


def test_an_answer_can_be_taken_back_and_none_is_required() -> None:
    assert {(radio["showClearButton"], "isRequired" in radio) for radio in radios(model(load_instrument("team")))} == {
        (True, False)
    }


def test_a_practice_of_some_contracts_is_asked_where_it_applies() -> None:
    shown = {radio["name"]: radio.get("visibleIf") for radio in radios(model(load_instrument("contract")))}
    assert shown["deliver_published_indicators"] == (
        "{nation} <> 'scotland' and {kind_of_contract} <> 'below-threshold' and {kind_of_contract} <> 'light-touch'"
    )
    assert shown["nation"] is None


def test_words_of_an_instrument_are_no_markup_in_the_guide() -> None:
    instrument = msgspec.structs.replace(load_instrument("team"), guide=("<img src=x onerror=alert(1)>",))
    [guide] = [part for part in model(instrument)["pages"][0]["elements"] if part["type"] == "html"]
    assert guide["html"] == "<p>&lt;img src=x onerror=alert(1)&gt;</p>"
