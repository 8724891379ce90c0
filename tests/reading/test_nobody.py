"""Rows that are nobody's: sums and targets, whatever they are called, and people who are called like sums."""

import pytest

from capability.errors import ResponseError
from tests.reading.tables import people, understood

HEAD = "Your role,missions.clear-goal,missions.purchase-link,missions.forward-plan,missions.named-lead"


def table(*rows: str) -> bytes:
    return "\n".join([HEAD, "Finance,1,2,3,4", *rows]).encode()


@pytest.mark.parametrize(
    "label",
    [
        *(
            "Total",
            "Totals",
            "Grand Total",
            "Sub-total",
            "Finance Total",
            "Sum of scores",
            "Avg",
            "AVG.",
            "Average score",
        ),
        *("Team average", "Mean", "Median score", "Overall", "StDev", "Std dev", "Variance", "Count", "Count of staff"),
        *(
            "n",
            "n=2",
            "N = 12",
            "Responses",
            "No. of responses",
            "All",
            "All staff",
            "Whole team",
            "Everyone",
            "Missing",
        ),
        *("Target", "Benchmark", "Last year", "EXAMPLE ROW", "Max", "Min", "25%", "100%", "Cyfanswm"),
        *("Not yet", "Level 3", "3 embedded", "Practising"),
    ],
)
def test_a_label_of_sums_alone_beside_numbers_makes_nobody(label: str) -> None:
    reading = people("a.csv", data=table(f"{label},0,1,2,3"))
    assert len(reading.responses) == 1
    assert [fault.code for fault in reading.left_out] == ["headings", "summary"]


@pytest.mark.parametrize("name", ["Max", "Mean Machines Ltd", "Total Environment", "Target"])
def test_who_has_a_name_like_a_sum_and_a_role_is_a_person(name: str) -> None:
    data = f"Name,{HEAD}\nAnn,Finance,1,2,3,4\n{name},Legal,0,1,2,3\n".encode()
    assert len(people("a.csv", data=data).responses) == 2


def test_a_number_beside_the_label_changes_nothing() -> None:
    assert len(people("a.csv", data=f"No,{HEAD}\n1,Finance,1,2,3,4\n2,Total,0,1,2,3\n".encode()).responses) == 1


def test_the_same_headings_once_more_are_headings() -> None:
    reading = people("a.csv", data=table(HEAD, "Legal,0,1,2,3"))
    assert (len(reading.responses), reading.headings) == (2, 2)


def test_headings_in_another_order_begin_another_table() -> None:
    turned = ",".join([HEAD.split(",")[0], *reversed(HEAD.split(",")[1:])])
    with pytest.raises(ResponseError) as error:
        understood("a.csv", data=table(turned, "Legal,3,2,1,0"))
    [fault] = error.value.faults
    assert (fault.code, fault.where) == ("two-tables", "a.csv:3")


@pytest.mark.parametrize("noise", ["Total,7,8,8,8", "Count,30,31,32,33", "Std dev,0,0,0,0", "Missing,0,0,0,0"])
def test_what_is_nobodys_says_nothing_about_what_numbers_stand_for(noise: str) -> None:
    data = f"{HEAD}\nFinance,1,5,3,4\nLegal,2,2,5,4\n{noise}\n".encode()
    [question] = understood("a.csv", data=data).questions
    assert question.code == "codes"


def test_sums_below_words_are_no_reason_to_ask() -> None:
    data = f"{HEAD}\nFinance,Not yet,Starting,Starting,Shaping\nAverage,2,2,2,2\n".encode()
    assert understood("a.csv", data=data).questions == ()
