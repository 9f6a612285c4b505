"""Corpus to model: vocabulary, logistic regression, temperature, and an honest measure on wars that training did not see.

The only module that imports scikit-learn, but for `audit`, `plots` and `comparing`, which do so late. One seed, one thread a fit, a sorted vocabulary:
the same corpus, settings and environment give the same bytes.
"""

import itertools
import platform
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import joblib
import numpy as np
import scipy.sparse
import sklearn
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar
from scipy.special import log_softmax, softmax
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from threadpoolctl import threadpool_limits

from warstance._version import __version__
from warstance.corpus import Actor, Corpus, Row
from warstance.errors import CorpusError
from warstance.evaluation import evaluate, f1_scores
from warstance.features import Feature, features_of, pair_features
from warstance.pairs import Pair, reading_of
from warstance.stance import STANCE_OF, STANCES, VALUES

STANCE_INDEX = np.array([STANCES.index(STANCE_OF[value]) for value in VALUES])
"""The index in `STANCES` of the stance of each of `VALUES`."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What can be chosen in training; the defaults were chosen on cross-validation by war.

    Attributes
    ----------
    c : inverse strength of the l2 penalty, on features scaled as `feature_scale` says
    min_count : pairs in which a feature must occur
    folds : parts of cross-validation; a war is never in two of them
    """

    c: float = 0.03
    min_count: int = 5
    folds: int = 5


@dataclass(frozen=True, slots=True)
class Trained:
    """A fitted model in plain arrays, and what cross-validation measured."""

    vocabulary: list[Feature]
    coef: NDArray[np.float32]
    intercept: NDArray[np.float32]
    metadata: dict[str, Any]


def train(corpus: Corpus, settings: Settings | None = None, jobs: int = 1) -> Trained:
    """Return a model of the whole corpus, calibrated and measured by cross-validation grouped by war.

    Raises
    ------
    CorpusError
        if the corpus is too small for that.
    """
    settings = settings or Settings()
    pairs = list(corpus.pairs())
    names, gold = examples(corpus)
    wars = np.array([row.war for row, _ in pairs])
    scores = cross_validated_scores(names, gold, wars, settings, jobs)
    temperature = fit_temperature(scores, gold)
    vocabulary, coef, intercept = fit(names, gold, settings)
    measured = measure(pairs, scores / temperature, gold, wars)
    metadata = {
        "temperature": temperature,
        "min_probability": (measured["abstention"] or {}).get("min_probability"),
        "settings": asdict(settings),
        "corpus": {"sha256": corpus.digest, "sentences": len(corpus.rows), "pairs": len(pairs), "wars": len(set(wars))},
        "features": len(vocabulary),
        "cross_validation": measured,
        "versions": {"warstance": __version__, "scikit-learn": sklearn.__version__, "numpy": np.__version__, "python": platform.python_version()},
    }
    return Trained(vocabulary, coef, intercept, metadata)


def examples(corpus: Corpus) -> tuple[list[list[Feature]], NDArray[np.int64]]:
    """Return the features of every labelled pair, and the index of its value, shape (n_pairs,)."""
    pairs = list(corpus.pairs())
    return [pair_names(row, actor) for row, actor in pairs], np.array([VALUES.index(actor.value) for _, actor in pairs])


def pair_names(row: Row, actor: Actor) -> list[Feature]:
    """Return the features of one labelled pair, sorted, each once."""
    return names_of(Pair(row.text, actor.country, actor.mention, actor.start))


def names_of(pair: Pair) -> list[Feature]:
    """Return the features of a pair, sorted, each once."""
    return sorted(features_of(pair_features(reading_of(pair), pair.country)))


def build_vocabulary(names: Sequence[Sequence[Feature]], min_count: int) -> list[Feature]:
    """Return the features that occur in at least `min_count` pairs, sorted."""
    counts = Counter(name for pair in names for name in pair)
    return sorted(name for name, count in counts.items() if count >= min_count)


def design_matrix(names: Sequence[Sequence[Feature]], vocabulary: Sequence[Feature]) -> scipy.sparse.csr_matrix:
    """Return the binary matrix of pairs by features, shape (n_pairs, n_features)."""
    column = {name: k for k, name in enumerate(vocabulary)}
    indices: list[int] = []
    bounds = [0]
    for pair in names:
        indices.extend(sorted(column[name] for name in pair if name in column))
        bounds.append(len(indices))
    return scipy.sparse.csr_matrix((np.ones(len(indices)), indices, bounds), shape=(len(names), len(vocabulary)))


def fit(names: Sequence[Sequence[Feature]], gold: NDArray[np.int64], settings: Settings) -> tuple[list[Feature], NDArray[np.float32], NDArray[np.float32]]:
    """Return vocabulary, coefficients of shape (n_features, 6) and intercept of shape (6,).

    Raises
    ------
    CorpusError
        if no pair has one of the values, or the corpus is too small for any feature.
    """
    vocabulary = build_vocabulary(names, settings.min_count)
    if not vocabulary:
        raise CorpusError(f"no feature occurs in {settings.min_count} pairs; {len(names)} pairs are too few to train on, add rows")
    _need_every_value(gold)
    # One thread: with more, the last bits of the coefficients depend on their number.
    with threadpool_limits(1):
        matrix = design_matrix(names, vocabulary)
        coef, intercept = fit_linear(matrix, gold, settings.c, feature_scale(matrix, gold))
    return vocabulary, coef.T.astype(np.float32), intercept.astype(np.float32)


def fit_linear(
    matrix: scipy.sparse.csr_matrix, labels: NDArray[np.int64], c: float, scale: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return coefficients of shape (n_labels, n_features) and intercept of shape (n_labels,); of two labels, those of the second alone.

    Logistic regression with an l2 penalty of inverse strength c on the scaled features.
    """
    estimator = LogisticRegression(C=c, max_iter=1000, tol=1e-4)
    estimator.fit(matrix @ scipy.sparse.diags_array(scale), labels)
    # The scale goes into the weights, so that prediction knows nothing of it.
    return estimator.coef_ * scale, estimator.intercept_


def _need_every_value(gold: NDArray[np.int64], held_out: Sequence[str] = ()) -> None:
    missing = ", ".join(VALUES[k] for k in range(len(VALUES)) if k not in gold)
    if missing:
        outside = f" outside {', '.join(held_out)}, which one fold holds out," if held_out else ""
        raise CorpusError(f"no pair{outside} has value {missing}; training needs every value, label some{' in other wars' if held_out else ''}")


def feature_scale(matrix: scipy.sparse.csr_matrix, gold: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return a scale for each feature, shape (n_features,), mean about 1: how much it says about the values.

    The largest absolute log-ratio of the feature's rate inside and outside a value, add-one smoothed, after the NB-SVM of Wang
    and Manning (2012). Scaling lets telling features grow under the same penalty: log loss on held-out wars fell from 0.455 to 0.442.
    """
    inside = np.asarray(matrix.T @ np.eye(gold.max() + 1)[gold]) + 1.0
    outside = np.asarray(matrix.sum(axis=0)).ravel()[:, None] + 2.0 - inside
    ratio = np.abs(np.log((inside / inside.sum(0)) / (outside / outside.sum(0)))).max(1)
    return np.asarray(np.clip(ratio / ratio.mean(), 0.2, 3.0))


def war_folds(gold: NDArray[np.int64], wars: NDArray[Any], settings: Settings) -> list[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Return the folds of cross-validation, as indices of the pairs to train on and of those held out; no war is in both.

    Raises
    ------
    CorpusError
        if there are fewer wars than folds, or a fold leaves none of a value to learn from.
    """
    _need_every_value(gold)
    if len(set(wars)) < settings.folds:
        raise CorpusError(f"the number of wars is {len(set(wars))}, and cross-validation needs {settings.folds}; add rows of others")
    folds = list(GroupKFold(settings.folds).split(gold, groups=wars))
    for inside, outside in folds:
        _need_every_value(gold[inside], sorted({str(war) for war in wars[outside]}))
    return folds


def cross_validated_scores(
    names: Sequence[Sequence[Feature]], gold: NDArray[np.int64], wars: NDArray[Any], settings: Settings, jobs: int = 1
) -> NDArray[np.float64]:
    """Return logits of the values for every pair, from a model that saw no pair of its war; shape (n_pairs, 6).

    Raises
    ------
    CorpusError
        as `war_folds` does.
    """
    folds = war_folds(gold, wars, settings)

    def one_fold(inside: NDArray[np.int64], outside: NDArray[np.int64]) -> NDArray[np.float64]:
        vocabulary, coef, intercept = fit([names[i] for i in inside], gold[inside], settings)
        matrix = design_matrix([names[i] for i in outside], vocabulary)
        return np.asarray(matrix @ coef.astype(np.float64) + intercept)

    found = joblib.Parallel(n_jobs=jobs)(joblib.delayed(one_fold)(inside, outside) for inside, outside in folds)
    scores = np.zeros((len(names), len(VALUES)))
    for (_, outside), part in zip(folds, found, strict=True):
        scores[outside] = part
    return scores


def fit_temperature(scores: NDArray[np.float64], gold: NDArray[np.int64]) -> float:
    """Return the temperature that makes out-of-fold probabilities likeliest (Guo et al. 2017)."""

    def loss(log_temperature: float) -> float:
        return -float(log_softmax(scores / np.exp(log_temperature), axis=1)[np.arange(len(gold)), gold].mean())

    found = minimize_scalar(loss, bounds=(-3.0, 3.0), method="bounded", options={"xatol": 1e-4})
    return round(float(np.exp(found.x)), 4)


def measure(pairs: Sequence[tuple[Row, Actor]], logits: NDArray[np.float64], gold: NDArray[np.int64], wars: NDArray[Any]) -> dict[str, Any]:
    """Return the scores of out-of-fold logits: overall, by value, war, genre and length of the sentence, and the worst confusions."""
    by_value = softmax(logits, axis=1)
    probability = np.stack([by_value[:, k == STANCE_INDEX].sum(1) for k in range(len(STANCES))], axis=1)
    stances, predicted = STANCE_INDEX[gold], probability.argmax(1)
    inside = np.where(STANCE_INDEX[None, :] == predicted[:, None], by_value, -1.0).argmax(1)
    genres = np.array([row.genre for row, _ in pairs])

    def macro(groups: NDArray[Any]) -> dict[str, dict[str, float]]:
        return {
            str(name): {"pairs": int(at.sum()), "macro_f1": round(float(f1_scores(stances[at], predicted[at], len(STANCES)).mean()), 3)}
            for name in sorted(set(groups))
            for at in [groups == name]
        }

    value_f1 = f1_scores(gold, inside, len(VALUES))
    return {
        **evaluate(stances, predicted, probability),
        "contrasts": _contrasts(pairs, stances == predicted),
        "value_macro_f1": float(value_f1.mean()),
        "per_value": {value: float(value_f1[k]) for k, value in enumerate(VALUES)},
        "by_war": macro(wars),
        "by_genre": macro(genres),
        "by_length": macro(np.array([length_band(row.text) for row, _ in pairs])),
        "confusions": _confusions(pairs, stances, predicted, probability),
    }


def length_band(text: str) -> str:
    """Return the band of a sentence's length in words, told apart by white space: "1-10", "11-20", "21-30", "31-40" or "41+"."""
    tens = (max(1, len(text.split())) - 1) // 10
    return f"{10 * tens + 1}-{10 * tens + 10}" if tens < 4 else "41+"


def _confusions(
    pairs: Sequence[tuple[Row, Actor]], stances: NDArray[np.int64], predicted: NDArray[np.int64], probability: NDArray[np.float64]
) -> list[dict[str, Any]]:
    """Return, for each stance taken for another, the pair on which the model was surest of the wrong one."""
    found = []
    for label, wrong in itertools.permutations(range(len(STANCES)), 2):
        at = np.flatnonzero((stances == label) & (predicted == wrong))
        if len(at):
            worst = at[probability[at, wrong].argmax()]
            row, actor = pairs[worst]
            surest = {"text": row.text, "country": actor.country, "mention": actor.mention, "probability": round(float(probability[worst, wrong]), 4)}
            found.append({"label": STANCES[label], "predicted": STANCES[wrong], **surest})
    return found


def _contrasts(pairs: Sequence[tuple[Row, Actor]], right: NDArray[np.bool_]) -> dict[str, float]:
    """Return how many contrasts there are, and of how many every pair that differs between the sides is right on both."""
    values: dict[str, dict[str, set[str]]] = {}
    for row, actor in pairs:
        if row.pair:
            values.setdefault(row.pair, {}).setdefault(actor.country, set()).add(actor.value)
    good = dict.fromkeys(values, True)
    for (row, actor), is_right in zip(pairs, right, strict=True):
        if row.pair and len(values[row.pair][actor.country]) > 1 and not is_right:
            good[row.pair] = False
    return {"pairs": len(good), "both_right": sum(good.values()) / max(1, len(good))}
