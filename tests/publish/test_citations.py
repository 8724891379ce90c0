"""What a source is called in running text."""

import pytest

from capability.publish.citations import short_title


@pytest.mark.parametrize(
    ("fields", "title"),
    [
        ({"title": "On {London}", "year": "2023"}, "On London (2023)"),
        ({"title": "A long title", "shorttitle": "Short", "year": "2023"}, "Short"),
        ({"title": "Undated"}, "Undated"),
    ],
)
def test_a_source_is_called_by_its_short_title_or_its_title_and_year(fields: dict[str, str], title: str) -> None:
    assert short_title(fields) == title
