"""The question that a browser asks of a Python that it kept, before it believes it."""

import hashlib
import json

from capability.authoring.instruments import load_instrument
from capability.pieces.register import compute_json
from capability.publish.trial import trial


def test_it_asks_the_largest_instrument_with_answers_of_every_kind() -> None:
    asked = trial([load_instrument("team"), load_instrument("organisation"), load_instrument("contract")])
    response = json.loads(asked["state"])["response"]
    given = {answer["level"] for answer in response["answers"].values()}
    assert response["instrument"] == "organisation"
    assert given == {0, 1, 2, 3, 4, "unknown", "not-applicable"}


def test_its_answer_scores_and_another_answer_has_another_digest() -> None:
    asked = trial([load_instrument("organisation")])

    def answer(levels: dict[str, int]) -> str:
        state = json.loads(asked["state"])
        for practice, level in levels.items():
            state["response"]["answers"][practice]["level"] = level
        return compute_json(asked["asked"], asked["config"], json.dumps(state))

    assert hashlib.sha256(answer({}).encode()).hexdigest() == asked["digest"]
    assert json.loads(answer({}))["fault"] is None
    for practice, given in json.loads(asked["state"])["response"]["answers"].items():
        other = {practice: 3 if given["level"] == 2 else 2}
        assert hashlib.sha256(answer(other).encode()).hexdigest() != asked["digest"], practice
