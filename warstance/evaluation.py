"""Scores of predictions against labels, with numpy alone.

Arrays of labels hold integers: the index in `stance.STANCES` or `stance.VALUES`.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from warstance.stance import STANCES

Labels = NDArray[np.int64]
Floats = NDArray[np.float64]

BINS = 15
"""Equal-mass bins of the expected calibration error."""

MOST_ERROR = 0.05
"""Largest share of wrong stances among the pairs that a calibrated abstention keeps.

One in twenty, the level at which errors are customarily borne. A stricter bound costs coverage fast: on the committed corpus this one keeps some
three pairs in four, a bound of 1 % fewer than half.
"""


def confusion_matrix(gold: Labels, predicted: Labels, n: int) -> Labels:
    """Return counts, shape (n, n): rows are gold, columns predicted."""
    table = np.zeros((n, n), dtype=np.int64)
    np.add.at(table, (gold, predicted), 1)
    return table


def f1_scores(gold: Labels, predicted: Labels, n: int) -> Floats:
    """Return F1 of each of n labels, 0 for a label that is neither gold nor predicted."""
    table = confusion_matrix(gold, predicted, n)
    both = table.sum(0) + table.sum(1)
    return np.asarray(2 * np.diag(table) / np.maximum(1, both))


def macro_f1(gold: Labels, predicted: Labels, n: int) -> float:
    """Return the mean F1 of the labels that are gold or predicted somewhere; the others would count as wrong without an error made."""
    occurring = np.union1d(gold, predicted)
    return float(f1_scores(gold, predicted, n)[occurring].mean())


def kappa(gold: Labels, predicted: Labels, n: int) -> float:
    """Return Cohen's kappa."""
    table = confusion_matrix(gold, predicted, n) / max(1, len(gold))
    chance = float(table.sum(0) @ table.sum(1))
    return (float(np.trace(table)) - chance) / (1 - chance) if chance < 1 else 1.0


def calibration_bins(probability: Floats, right: NDArray[np.bool_]) -> list[dict[str, float]]:
    """Return, for bins of equal mass of the top probability: its mean, the share that is right, and the count."""
    order = np.argsort(probability, kind="stable")
    return [{"confidence": float(probability[b].mean()), "accuracy": float(right[b].mean()), "n": len(b)} for b in np.array_split(order, BINS) if len(b)]


def expected_calibration_error(probability: Floats, right: NDArray[np.bool_]) -> float:
    """Return the mean distance between confidence and accuracy over bins of equal mass (Naeini et al. 2015; 15 bins)."""
    bins = calibration_bins(probability, right)
    return sum(b["n"] * abs(b["confidence"] - b["accuracy"]) for b in bins) / max(1, len(probability))


def risk_coverage(probability: Floats, right: NDArray[np.bool_], shares: tuple[float, ...] = (0.25, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)) -> list[dict[str, float]]:
    """Return, for each share of pairs kept, most confident first: the least probability kept and the share that is wrong."""
    order = np.argsort(-probability, kind="stable")
    curve = []
    for share in shares:
        kept = order[: max(1, round(share * len(order)))]
        curve.append({"coverage": share, "min_probability": float(probability[kept].min()), "error": float(1 - right[kept].mean())})
    return curve


def abstention(probability: Floats, right: NDArray[np.bool_], most_error: float = MOST_ERROR) -> dict[str, float] | None:
    """Return where to abstain: the least top probability at or above which at most `most_error` of the pairs are wrong, their share and their error.

    The probability is rounded down to four places, and the bound holds for the rounded one; None if no probability keeps it.
    """
    order = np.argsort(probability, kind="stable")
    # The error need not fall as the probability rises, so every candidate is tried. One that starts at k keeps the pairs from k on.
    candidates = np.unique(np.floor(probability * 1e4) / 1e4)
    kept = len(order) - np.searchsorted(probability[order], candidates)
    wrong = np.cumsum(~right[order][::-1])[kept - 1]
    for least, n, errors in zip(candidates.tolist(), kept.tolist(), wrong.tolist(), strict=True):
        if n and errors / n <= most_error:
            return {"min_probability": least, "coverage": n / len(order), "error": errors / n}
    return None


def evaluate(gold: Labels, predicted: Labels, probability: Floats) -> dict[str, Any]:
    """Return the scores of stances as a dict of plain numbers.

    Parameters
    ----------
    gold, predicted : stances, shape (n,)
    probability : shape (n, 4), columns as `STANCES`
    """
    n = len(STANCES)
    table = confusion_matrix(gold, predicted, n)
    f1 = f1_scores(gold, predicted, n)
    top = probability.max(1)
    right = probability.argmax(1) == gold
    point = abstention(top, right)
    if point:
        # Most pairs are `none`, and easy; a reader of claims sees only the others.
        claims = predicted != STANCES.index("none")
        kept = claims & (top >= point["min_probability"])
        point |= {"claim_coverage": float(kept.sum() / max(1, claims.sum())), "claim_error": float((~right[kept]).sum() / max(1, kept.sum()))}
    return {
        "pairs": len(gold),
        "macro_f1": float(f1.mean()),
        "accuracy": float((gold == predicted).mean()),
        "kappa": kappa(gold, predicted, n),
        "ece": expected_calibration_error(top, right),
        "brier": float(((probability - np.eye(n)[gold]) ** 2).sum(1).mean()),
        "per_stance": {
            stance: {
                "precision": float(table[k, k] / max(1, table[:, k].sum())),
                "recall": float(table[k, k] / max(1, table[k].sum())),
                "f1": float(f1[k]),
                "pairs": int(table[k].sum()),
            }
            for k, stance in enumerate(STANCES)
        },
        "confusion": table.tolist(),
        "calibration": calibration_bins(top, right),
        "risk_coverage": risk_coverage(top, right),
        "abstention": point,
    }
