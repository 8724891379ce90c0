"""How often chance alone says that something moved, in words: for the workbench and the board paper alike."""

from typing import Final

IN_WORDS: Final = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def alarms_word(compared: int) -> str | None:
    """One report in how many would show a false alarm, each dimension 5 in 100; nothing where one alone is compared.

    For nine dimensions about one in three was measured: docs/decisions/0057-a-change-is-more-than-chance.md.

    >>> alarms_word(1), alarms_word(2), alarms_word(6), alarms_word(9)
    (None, 'ten', 'four', 'three')
    """
    return IN_WORDS[round(1 / (1 - 0.95**compared))] if compared > 1 else None
