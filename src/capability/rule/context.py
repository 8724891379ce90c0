"""The context of answers: where and about what they were given, and what is therefore not asked."""

from collections.abc import Sequence
from typing import Annotated, Any, Literal, get_args

import msgspec
from msgspec import Meta

Nation = Literal["england", "wales", "scotland"]
Contract = Literal["above-threshold", "below-threshold", "light-touch"]

NATIONS: dict[Nation, str] = {"england": "England", "wales": "Wales", "scotland": "Scotland"}
"""The nations whose law the kit knows, as a form calls them."""

CONTRACTS: dict[Contract, str] = {
    "above-threshold": "Above threshold",
    "below-threshold": "Below threshold",
    "light-touch": "Light touch",
}
"""The kinds of contract whose duties differ, as a form calls them."""

Short = Annotated[str, Meta(max_length=200)]


class Context(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, gc=False):
    """What was answered about; `about` is it in the rater's own words, such as a service."""

    round: Short = ""
    nation: Short = ""
    contract: Short = ""
    actor: Short = ""
    about: Short = ""


NOWHERE = Context()
"""A context that says nothing, so that everything is asked."""


class Applies(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Where a practice is asked, since duties differ. A key that is absent excludes nothing."""

    nation: Annotated[tuple[Nation, ...], Meta(min_length=1)] | None = None
    contract: Annotated[tuple[Contract, ...], Meta(min_length=1)] | None = None

    def to(self, nation: str, contract: str) -> bool:
        """Whether a practice applies, by the words of a response's context.

        Only a word that is known here can exclude, in any case and with spaces for hyphens. No word, or one that
        is not known, does not say: the practice then applies, and the rater can still choose "does not apply".

        >>> ask = Applies(nation=("england",), contract=("below-threshold", "light-touch"))
        >>> ask.to("England", "Light touch"), ask.to("wales", "light-touch"), ask.to("", ""), ask.to("Kent", "")
        (True, False, True, True)
        """
        return not (_excluded(nation, self.nation, Nation) or _excluded(contract, self.contract, Contract))

    def excluding(self) -> dict[str, tuple[str, ...]]:
        """The words of a context that exclude, each by itself, by the part of the context that holds them.

        >>> Applies(nation=("england", "wales"), contract=("below-threshold",)).excluding()
        {'nation': ('scotland',), 'contract': ('above-threshold', 'light-touch')}
        """
        return {
            "nation": tuple(word for word in get_args(Nation) if not self.to(word, "")),
            "contract": tuple(word for word in get_args(Contract) if not self.to("", word)),
        }


def plain_word(word: str) -> str:
    """A word of a context as it is compared.

    >>> plain_word(" Light Touch")
    'light-touch'
    """
    return "-".join(word.casefold().split())


def _excluded(word: str, wanted: Sequence[str] | None, known: Any) -> bool:
    plain = plain_word(word)
    return wanted is not None and plain in get_args(known) and plain not in wanted
