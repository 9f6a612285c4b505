"""Measures of a model, or of a corpus's growth, on labelled pairs that are not the corpus: a user's own gold.

A gold file is JSONL with `text`, `country`, `value` and optionally `mention`, `start`, or with `text` and `actors` as in a corpus;
rows and actors with a true `contested` are left out.
"""

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

import numpy as np

from warstance.corpus import Corpus
from warstance.errors import InputError
from warstance.evaluation import evaluate, macro_f1
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
        try:
            for labelled in _labelled(record):
                pairs.append(pair_of(labelled))
                values.append(_value_of(labelled))
        except InputError as error:
            raise InputError(f"{place}: {error}") from error
    if not pairs:
        raise InputError(f"{name}: holds no labelled pair; give rows with text, country and value")
    return Gold(pairs, values)


def _labelled(record: dict[str, Any]) -> list[dict[str, Any]]:
    """Return a gold record as it is, or one for each actor of a corpus row; contested ones are left out."""
    actors = record.get("actors")
    if actors is None:
        rows = [record]
    elif isinstance(actors, list) and all(isinstance(actor, dict) for actor in actors):
        rows = [{**actor, "text": record.get("text")} for actor in actors]
    else:
        raise InputError("'actors' is not a list of objects; give each a mention, a country and a value")
    return [] if record.get("contested") else [row for row in rows if not row.get("contested")]


def _value_of(record: dict[str, Any]) -> str:
    value = record.get("value")
    if value is None:
        raise InputError(f"'value' is missing; give one of {', '.join(VALUES)}")
    if value not in VALUES:
        raise InputError(f"value {value!r} is none of {', '.join(VALUES)}")
    return str(value)


def score(model: PairModel, gold: Gold) -> dict[str, Any]:
    """Return the model's scores on labelled pairs, as `evaluation.evaluate` names them, and `value_macro_f1`.

    A user's gold may lack a stance, so macro-F1 is the mean over those that occur in it or are predicted.
    """
    verdicts = model.verdicts(model.readings(gold.pairs))
    stances = np.array([STANCES.index(STANCE_OF[value]) for value in gold.values])
    predicted = np.array([STANCES.index(verdict.stance) for verdict in verdicts])
    probability = np.array([[verdict.probability[stance] for stance in STANCES] for verdict in verdicts])
    values = np.array([VALUES.index(value) for value in gold.values])
    chosen = np.array([VALUES.index(verdict.value) for verdict in verdicts])
    means = {"macro_f1": macro_f1(stances, predicted, len(STANCES)), "value_macro_f1": macro_f1(values, chosen, len(VALUES))}
    return {**evaluate(stances, predicted, probability), **means}


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
