"""What missing answers do to the organisation's level, by the rule itself. Run `python -m benchmarks.missing_answers`.

All answers are made up.

- organisations: nine dimensions, correlated, foundations easier
- answers: LOW and HIGH of record 0001
- missing: at random, told as unknown
- falls: below the level with all known
- held: between level and at most
"""

from statistics import NormalDist

import numpy as np

from capability.authoring.instruments import load_instrument
from capability.rule.response import FORMAT, Answer, Response
from capability.rule.scoring import score

SEED = 20261127
ORGANISATIONS = 3000
SHARES = {"LOW": (0.41, 0.21, 0.27, 0.05, 0.06), "HIGH": (0.15, 0.30, 0.33, 0.17, 0.05)}
MISSING = (0.05, 0.1, 0.2)


def main() -> None:
    """Print the table."""
    used = load_instrument("organisation")
    names = [practice.id for practice in used.practices]
    easier = 0.5 * np.array([practice.essential for practice in used.practices])
    home = np.repeat(np.arange(len(used.dimensions)), [len(dimension.practices) for dimension in used.dimensions])
    print(f"seed {SEED}, {ORGANISATIONS} organisations; % of them")
    print("answers  missing  level falls  no level  held")
    for name, shares in SHARES.items():
        rng = np.random.default_rng(SEED)
        cuts = [NormalDist().inv_cdf(float(share)) for share in np.cumsum(shares)[:4]]
        whole, dimension, own = (rng.standard_normal((ORGANISATIONS, n)) for n in (1, len(used.dimensions), len(names)))
        latent = np.sqrt(0.23) * whole + np.sqrt(0.22) * dimension[:, home] + np.sqrt(0.55) * own + easier
        known = np.searchsorted(cuts, latent).tolist()
        for share in MISSING:
            falls = without = held = 0
            for levels, gone in zip(known, rng.random((ORGANISATIONS, len(names))) < share, strict=True):
                answers = {practice: Answer(level) for practice, level in zip(names, levels, strict=True)}
                truth = score(used, _respond(used.id, used.version, answers)).level or 0
                answers |= {
                    practice: Answer("unknown") for practice, is_gone in zip(names, gone, strict=True) if is_gone
                }
                found = score(used, _respond(used.id, used.version, answers))
                without += found.level is None
                falls += found.level is None or found.level < truth
                held += (found.level or 0) <= truth <= (4 if found.at_most is None else found.at_most)
            cells = (100 * count / ORGANISATIONS for count in (falls, without, held))
            print(f"{name:7}{share:9.0%}{next(cells):13.1f}{next(cells):10.1f}{next(cells):6.0f}")


def _respond(instrument: str, version: str, answers: dict[str, Answer]) -> Response:
    return Response(format=FORMAT, instrument=instrument, version=version, answers=answers)


if __name__ == "__main__":
    main()
