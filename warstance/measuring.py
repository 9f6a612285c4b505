"""Measures of a model, or of a corpus's growth, on labelled pairs that are not the corpus: a user's own gold.

A gold file is JSONL with `text`, `country`, `value` and optionally `mention`, `start`; rows with a true `contested` are left out.
"""

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

import numpy as np

from warstance.corpus import Corpus
from warstance.errors import InputError
from warstance.evaluation import evaluate, f1_scores
from warstance.model import PairModel
from warstance.pairs import Pair, pair_of
from warstance.readers import read_records
from warstance.stance import STANCE_OF, STANCES, VALUES

SHARES: Final = (0.125, 0.25, 0.5, 0.75, 1.0)
"""Parts of the corpus that a learning curve is made of."""


class Gold(NamedTuple):
    """Labelled pairs: the pairs and, in the same order, their values."""

    pairs: list[Pair]
    values: list[str]


def read_gold(name: str) -> Gold:
    """Return the labelled pairs of a JSONL file.

    Raises
    ------
    InputError
        at the first row that is wrong, as "file:line: what is wrong".
    """
    pairs, values = [], []
    for place, record in read_records(name):
        if isinstance(record, InputError):
            raise InputError(f"{place}: {record}")
        if record.get("contested"):
            continue
        if record.get("value") not in VALUES:
            raise InputError(f"{place}: value {record.get('value')!r} is none of {', '.join(VALUES)}")
        try:
            pairs.append(pair_of(record))
        except InputError as error:
            raise InputError(f"{place}: {error}") from error
        values.append(record["value"])
    if not pairs:
        raise InputError(f"{name}: holds no labelled pair; give rows with text, country and value")
    return Gold(pairs, values)


def score(model: PairModel, gold: Gold) -> dict[str, Any]:
    """Return the model's scores on labelled pairs, as `evaluation.evaluate` names them, and `value_macro_f1`."""
    verdicts = model.verdicts(model.readings(gold.pairs))
    stances = np.array([STANCES.index(STANCE_OF[value]) for value in gold.values])
    predicted = np.array([STANCES.index(verdict.stance) for verdict in verdicts])
    probability = np.array([[verdict.probability[stance] for stance in STANCES] for verdict in verdicts])
    values = np.array([VALUES.index(value) for value in gold.values])
    chosen = np.array([VALUES.index(verdict.value) for verdict in verdicts])
    return {**evaluate(stances, predicted, probability), "value_macro_f1": float(f1_scores(values, chosen, len(VALUES)).mean())}


def learning_curve(corpus: Corpus, gold: Gold, seed: int = 0, shares: tuple[float, ...] = SHARES) -> Iterator[dict[str, float]]:
    """Yield the stance macro-F1 on gold of models trained on growing random parts of the corpus (rows, not pairs, are drawn)."""
    # Late: scikit-learn takes seconds to import.
    from warstance.training import Settings, examples, fit

    order = np.random.default_rng(seed).permutation(len(corpus.rows))
    for share in shares:
        kept = sorted(order[: max(1, round(share * len(order)))])
        part = Corpus(tuple(corpus.rows[i] for i in kept), corpus.digest)
        vocabulary, coef, intercept = fit(*examples(part), Settings())
        scores = score(PairModel(vocabulary, coef, intercept, 1.0), gold)
        yield {
            "sentences": len(part.rows),
            "pairs": sum(len(row.actors) for row in part.rows),
            "macro_f1": scores["macro_f1"],
            "value_macro_f1": scores["value_macro_f1"],
        }
