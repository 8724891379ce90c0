"""What is said of a dimension between two rounds, in words: for commands and notebooks alike."""

from capability.rule.change import Move

MOVES: dict[Move, str] = {
    "up": "up",
    "down": "down",
    "perhaps-up": "perhaps up",
    "perhaps-down": "perhaps down",
    "none": "no change shown",
    "unclaimed": "nothing claimed",
    "unknown": "cannot be compared",
}
"""By what may be claimed; `rule.change.Move` has what each stands for."""
