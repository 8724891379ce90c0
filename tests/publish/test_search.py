"""What search goes by."""

import pytest
from bs4 import BeautifulSoup
from docutils import nodes
from docutils.utils import new_document

from capability.publish import search
from tests.publish.test_pages import mended


@pytest.mark.parametrize(
    "part",
    [
        "<template><p>gone</p></template>",
        "<dialog><p>gone</p></dialog>",
        '<p class="cap-notice" hidden>gone</p>',
        '<div role="status"><p>gone</p></div>',
        "<button>gone</button>",
        "<select><option>gone</option></select>",
    ],
)
def test_what_is_no_content_is_left_out(part: str) -> None:
    assert search.words_of(f"<p>Ask</p>{part}<p>early</p>") == "Ask early"


def test_a_page_is_indexed_without_its_controls_and_stays_as_it_is() -> None:
    page = new_document("page")
    raw = nodes.raw("", "<p>Ask early</p><button>Save</button>", format="html")
    page += raw
    assert search.content_of(page).astext() == "Ask early"
    assert "Save" in page.astext()


def test_the_search_page_says_where_to_look_when_nothing_is_found() -> None:
    soup = mended('<div id="search-results"></div>', page="search")
    assert soup.select_one("#search-results")["data-left-out"] == search.LEFT_OUT  # type: ignore[index]
    told = soup.find("template", id="nothing-found")
    assert told is not None
    assert len(BeautifulSoup(str(told), "html.parser").find_all("a")) == 3
