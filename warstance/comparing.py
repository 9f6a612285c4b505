"""Other models and other features on the same folds: what each part of ours is worth.

Two tables. `MODELS` holds other families of models, each an entry with a small function that fits it; `ablations` leaves out one family of features
after the other (feature ablation). All are fitted on the same folds, whole wars held out, and calibrated by one temperature on their out-of-fold
scores as training does (Guo et al. 2017); with gold, they are also trained on everything and scored there.

The penalties of l1, elastic net and n-grams were chosen from three or four values by log loss on held-out wars; what is ours with something changed
bears ours; trees and word classes were not tuned.
"""

import re
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import islice
from typing import Any, Final, NamedTuple

import joblib
import numpy as np
from numpy.typing import NDArray

from warstance.card import table
from warstance.corpus import Corpus
from warstance.evaluation import expected_calibration_error, macro_f1
from warstance.features import Feature, family
from warstance.measuring import Gold
from warstance.model import to_stances
from warstance.stance import STANCES, VALUES
from warstance.training import (
    STANCE_INDEX,
    Settings,
    build_vocabulary,
    design_matrix,
    examples,
    feature_scale,
    fit_linear,
    fit_temperature,
    names_of,
    war_folds,
)

Floats = NDArray[np.float64]
Labels = NDArray[np.int64]
Matrix = Any
"""A binary `scipy.sparse.csr_matrix` of pairs by features."""

_NONE: Final = VALUES.index("none")
_LEAST: Final = 1e-6  # of a probability, so that its logarithm is finite


# --- what is compared


class Examples(NamedTuple):
    """Labelled pairs as numbers: a binary matrix with its columns' names, values and wars of the corpus; the same columns and values of the gold."""

    vocabulary: list[Feature]
    matrix: Matrix
    values: Labels
    wars: NDArray[Any]
    gold: tuple[Matrix, Labels] | None


class Fitted(NamedTuple):
    """A fitted model.

    Attributes
    ----------
    scores : from a matrix to logits or log-probabilities of the six values, shape (n_pairs, 6)
    features : how many columns have a part in them
    """

    scores: Callable[[Matrix], Floats]
    features: int


class Variant(NamedTuple):
    """One row of a table: what is fitted, and on which families of features."""

    name: str
    fit: Callable[[Matrix, Labels, Sequence[Feature]], Fitted]
    keeps: Callable[[str], bool] = lambda _: True


class Figures(NamedTuple):
    """Scores of one model on one set of pairs; log loss and ECE are the stance's."""

    macro_f1: float
    value_macro_f1: float
    log_loss: float
    ece: float


class Outcome(NamedTuple):
    """What became of a variant; `failure` says why there are no figures."""

    name: str
    features: int
    cross_validation: Figures | None
    gold: Figures | None
    seconds: float
    failure: str | None


def prepare(corpus: Corpus, gold: Gold | None = None, settings: Settings | None = None) -> Examples:
    """Return the features of every pair, extracted once for all variants."""
    settings = settings or Settings()
    names, values = examples(corpus)
    # A feature too rare in the whole corpus is too rare in each part of it; those too rare in a part are left out there.
    vocabulary = build_vocabulary(names, settings.min_count)
    wars = np.array([row.war for row, _ in corpus.pairs()])
    tested = None
    if gold:
        tested = design_matrix([names_of(pair) for pair in gold.pairs], vocabulary), np.array([VALUES.index(value) for value in gold.values])
    return Examples(vocabulary, design_matrix(names, vocabulary), values, wars, tested)


# --- how it is compared


def compare(data: Examples, variants: Sequence[Variant], settings: Settings | None = None, jobs: int = 1) -> Iterator[Outcome]:
    """Yield the outcome of each variant, in order, as soon as it is there. One that fails says why, and the others go on.

    Raises
    ------
    CorpusError
        if the corpus is too small to be cross-validated.
    """
    settings = settings or Settings()
    everything = np.arange(len(data.values))
    tested = data.gold[0] if data.gold else data.matrix[:1]
    folds = war_folds(data.values, data.wars, settings)
    parts = [*((inside, data.matrix[outside]) for inside, outside in folds), (everything, tested)]
    families, where = np.unique([family(feature) for feature in data.vocabulary], return_inverse=True)
    fits = joblib.Parallel(n_jobs=jobs, return_as="generator")(
        joblib.delayed(_fit_and_score)(variant.fit, data, np.array([variant.keeps(str(name)) for name in families])[where], inside, outside, settings.min_count)
        for variant in variants
        for inside, outside in parts
    )
    for variant in variants:
        *found, whole = islice(fits, len(parts))
        failure = next((part for part in (*found, whole) if isinstance(part, str)), None)
        if failure:
            yield Outcome(variant.name, 0, None, None, 0.0, failure)
            continue
        scores = np.zeros((len(data.values), len(VALUES)))
        for (_, outside), part in zip(folds, found, strict=True):
            scores[outside] = part.scores
        temperature = fit_temperature(scores, data.values)
        on_gold = figures(whole.scores / temperature, data.gold[1]) if data.gold else None
        seconds = sum(part.seconds for part in (*found, whole))
        yield Outcome(variant.name, whole.features, figures(scores / temperature, data.values), on_gold, seconds, None)


class _Part(NamedTuple):
    scores: Floats
    features: int
    seconds: float


def _fit_and_score(
    fit: Callable[[Matrix, Labels, Sequence[Feature]], Fitted], data: Examples, columns: NDArray[np.bool_], inside: Labels, outside: Matrix, min_count: int
) -> _Part | str:
    """Return the scores of `outside` from a model of the pairs `inside`, or why there are none."""
    from sklearn.exceptions import ConvergenceWarning
    from threadpoolctl import threadpool_limits

    start = time.perf_counter()
    matrix = data.matrix[inside]
    at = np.flatnonzero(columns & (np.asarray(matrix.sum(axis=0)).ravel() >= min_count))
    # Any exception: a table with a gap is worth more than none after half an hour.
    try:
        with threadpool_limits(1), warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)  # a comparison stops where training would
            fitted = fit(matrix[:, at], data.values[inside], [data.vocabulary[k] for k in at])
            return _Part(np.asarray(fitted.scores(outside[:, at])), fitted.features, time.perf_counter() - start)
    except Exception as error:
        return f"{type(error).__name__}: {error}"


def figures(scores: Floats, values: Labels) -> Figures:
    """Return the figures of calibrated logits, shape (n_pairs, 6). The value is the most probable one of the most probable stance, as in a verdict."""
    from scipy.special import softmax

    by_value = softmax(scores, axis=1)
    probability = to_stances(by_value)
    stances, predicted = STANCE_INDEX[values], probability.argmax(1)
    chosen = np.where(STANCE_INDEX[None, :] == predicted[:, None], by_value, -1.0).argmax(1)
    return Figures(
        macro_f1(stances, predicted, len(STANCES)),
        macro_f1(values, chosen, len(VALUES)),
        float(-np.log(np.maximum(probability[np.arange(len(stances)), stances], 1e-12)).mean()),
        expected_calibration_error(probability.max(1), predicted == stances),
    )


# --- families of models


def _log_proba(matrix: Matrix, labels: NDArray[Any], c: float = Settings().c, scaled: bool = True) -> Callable[[Matrix], Floats]:
    """Return log-probabilities of the labels, in sorted order, by logistic regression with an l2 penalty."""
    from scipy.special import log_softmax

    _, index = np.unique(labels, return_inverse=True)
    scale = feature_scale(matrix, index) if scaled else np.ones(matrix.shape[1])
    coef, intercept = fit_linear(matrix, index, c, scale)

    def scores(rows: Matrix) -> Floats:
        logits = np.asarray(rows @ coef.T + intercept)
        if logits.shape[1] == 1:  # of two labels, only the second has weights
            logits = np.hstack([np.zeros_like(logits), logits])
        return np.asarray(log_softmax(logits, axis=1))

    return scores


def _six_way(matrix: Matrix, values: Labels, vocabulary: Sequence[Feature], c: float = Settings().c, scaled: bool = True) -> Fitted:
    """Multinomial logistic regression, l2, each feature scaled by its largest naive-Bayes log-ratio: ours.

    On n-grams alone it is the NB-SVM of Wang and Manning (2012), with a logistic loss.
    """
    return Fitted(_log_proba(matrix, values, c, scaled), matrix.shape[1])


def _of_estimator(estimator: Any, matrix: Matrix, values: Labels) -> Fitted:
    """Fit a linear estimator of scikit-learn; features whose weights are all 0 do not count."""
    estimator.fit(matrix, values)
    parts = getattr(estimator, "estimators_", [estimator])
    weights = np.vstack([part.coef_ for part in parts])
    return Fitted(lambda rows: np.log(np.maximum(estimator.predict_proba(rows), _LEAST)), int((weights != 0).any(axis=0).sum()))


def _lasso(matrix: Matrix, values: Labels, vocabulary: Sequence[Feature]) -> Fitted:
    """Logistic regression with an l1 penalty (Tibshirani 1996), one value against the rest, by coordinate descent (liblinear, Fan et al. 2008).

    Not multinomial: of scikit-learn's solvers only saga does that with l1, and it was not tried.
    """
    from sklearn.linear_model import LogisticRegression
    from sklearn.multiclass import OneVsRestClassifier

    one = LogisticRegression(l1_ratio=1, C=0.3, solver="liblinear", max_iter=100, tol=1e-2, random_state=0)
    return _of_estimator(OneVsRestClassifier(one), matrix, values)


def _elastic_net(matrix: Matrix, values: Labels, vocabulary: Sequence[Feature]) -> Fitted:
    """Logistic regression with l1 and l2 penalties (Zou and Hastie 2005), one value against the rest, by stochastic gradient descent."""
    from sklearn.linear_model import SGDClassifier

    return _of_estimator(SGDClassifier(loss="log_loss", penalty="elasticnet", alpha=3e-4, l1_ratio=0.05, random_state=0), matrix, values)


def _gated(
    matrix: Matrix, values: Labels, vocabulary: Sequence[Feature], of_claims: Callable[[Matrix, Labels], Callable[[Matrix], Floats]] = _log_proba
) -> Fitted:
    """Claim or none, then which of the five values: two steps, as neutral or polar and then which polarity (Wilson et al. 2005)."""
    claims = np.flatnonzero(values != _NONE)
    is_claim = _log_proba(matrix, values != _NONE)
    which = of_claims(matrix[claims], values[claims])

    def scores(rows: Matrix) -> Floats:
        gate = is_claim(rows)
        return np.hstack([gate[:, 1:] + which(rows), gate[:, :1]])

    return Fitted(scores, matrix.shape[1])


def _averaged(matrix: Matrix, values: Labels, vocabulary: Sequence[Feature]) -> Fitted:
    """The mean of the probabilities of ours and of the gate (soft voting; Dietterich 2000)."""
    both = _six_way(matrix, values, vocabulary), _gated(matrix, values, vocabulary)
    return Fitted(lambda rows: np.logaddexp(*(fitted.scores(rows) for fitted in both)), matrix.shape[1])


def _ordinal(matrix: Matrix, values: Labels, vocabulary: Sequence[Feature]) -> Fitted:
    """Claim or none, then polarity and certainty as one ordered scale, CT- PR- PS PR+ CT+.

    Cumulative links (McCullagh 1980) with weights of their own for each of the four thresholds, so that each is a binary model (Frank and Hall 2001).
    """

    def of_claims(rows: Matrix, labels: Labels) -> Callable[[Matrix], Floats]:
        beyond = [_log_proba(rows, labels > threshold) for threshold in range(_NONE - 1)]

        def scores(rows: Matrix) -> Floats:
            cumulative = np.stack([np.exp(scores(rows)[:, 1]) for scores in beyond], axis=1)
            # Models of their own may cross; a negative difference is an improbable value.
            steps = np.maximum(-np.diff(cumulative, axis=1, prepend=1.0, append=0.0), 1e-3)
            return np.asarray(np.log(steps / steps.sum(axis=1, keepdims=True)))

        return scores

    return _gated(matrix, values, vocabulary, of_claims)


def _tf_idf(matrix: Matrix, values: Labels, vocabulary: Sequence[Feature]) -> Fitted:
    """TF-IDF (Salton and Buckley 1988) and plain logistic regression: the usual baseline of text classification."""
    from sklearn.feature_extraction.text import TfidfTransformer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline

    pipeline = make_pipeline(TfidfTransformer(), LogisticRegression(C=2.0, max_iter=300, tol=2e-3))
    pipeline.fit(matrix, values)
    return Fitted(pipeline.predict_log_proba, matrix.shape[1])


def _trees(matrix: Matrix, values: Labels, vocabulary: Sequence[Feature], most: int = 400, components: int = 100) -> Fitted:
    """Extremely randomized trees (Geurts et al. 2006) on the most frequent structural features, and on a truncated SVD of all others."""
    from sklearn.decomposition import TruncatedSVD
    from sklearn.ensemble import ExtraTreesClassifier

    structural = np.array([not _of_words(family(feature)) for feature in vocabulary])
    counts = np.where(structural, np.asarray(matrix.sum(axis=0)).ravel(), -1)
    order = np.argsort(-counts, kind="stable")
    frequent, others = np.sort(order[:most]), np.sort(order[most:])
    reduction = TruncatedSVD(min(components, len(others), matrix.shape[0] - 1), random_state=0).fit(matrix[:, others]) if len(others) else None

    def dense(rows: Matrix) -> NDArray[np.float32]:
        parts = [rows[:, frequent].toarray()]
        if reduction:
            parts.append(reduction.transform(rows[:, others]))
        return np.hstack(parts).astype(np.float32)

    trees = ExtraTreesClassifier(300, min_samples_leaf=2, random_state=0).fit(dense(matrix), values)
    return Fitted(lambda rows: np.log(np.maximum(trees.predict_proba(dense(rows)), _LEAST)), dense(matrix[:1]).shape[1])


def _word_classes(matrix: Matrix, values: Labels, vocabulary: Sequence[Feature]) -> Fitted:
    """Ours, with classes of words that the training pairs themselves teach (Koo et al. 2008), beside every feature made of words.

    Words are told apart by their neighbours: positive pointwise mutual information, truncated SVD (Levy et al. 2015), k-means.
    """
    from scipy.sparse import csr_matrix, hstack

    classes = word_classes(matrix, vocabulary)
    # Each column of words has one column of classes: a binary matrix maps the one to the other.
    names = [_classed(feature, classes) for feature in vocabulary]
    column = {name: k for k, name in enumerate(sorted({name for name in names if name}))}
    pairs = [(k, column[name]) for k, name in enumerate(names) if name]
    mapping = csr_matrix((np.ones(len(pairs)), tuple(np.reshape(pairs, (-1, 2)).T)), shape=(len(vocabulary), len(column)))

    def extended(rows: Matrix) -> Matrix:
        found = rows @ mapping
        found.data[:] = 1.0
        return hstack([rows, found], format="csr")

    scores = _log_proba(extended(matrix), values)
    return Fitted(lambda rows: scores(extended(rows)), len(vocabulary) + len(column))


def _classed(feature: Feature, classes: dict[str, str]) -> Feature | None:
    """Return a feature of words with their classes in place of the words, None if it is no such feature or no word has a class."""
    words = feature[1:]
    if not _of_words(family(feature)) or not any(word in classes for word in words):
        return None
    return feature[0], *(classes.get(word, word) for word in words)


def word_classes(matrix: Matrix, vocabulary: Sequence[Feature], number: int = 200, dimensions: int = 100) -> dict[str, str]:
    """Return the class of each word that has neighbours, learnt from the bigrams of the matrix."""
    from scipy.sparse import csr_matrix
    from sklearn.cluster import KMeans
    from sklearn.decomposition import TruncatedSVD
    from sklearn.preprocessing import normalize

    counts = np.asarray(matrix.sum(axis=0)).ravel()
    seen = [(first, ("after", second), count) for (kind, *words), count in zip(vocabulary, counts, strict=True) if kind == "ww" for first, second in [words]]
    seen += [(second, ("before", first), count) for first, (_, second), count in seen]
    words, contexts = sorted({word for word, _, _ in seen}), sorted({context for _, context, _ in seen})
    if len(words) < 3:
        return {}
    row, column = ({name: k for k, name in enumerate(names)} for names in (words, contexts))
    places = [row[word] for word, _, _ in seen], [column[context] for _, context, _ in seen]
    table = csr_matrix(([count for _, _, count in seen], places), shape=(len(words), len(contexts))).tocoo()
    by_word, by_context = (np.asarray(table.sum(axis=axis)).ravel() for axis in (1, 0))
    table.data = np.maximum(np.log(table.data * table.data.sum() / (by_word[table.row] * by_context[table.col])), 0.0)
    vectors = normalize(TruncatedSVD(min(dimensions, len(words) - 1, len(contexts) - 1), random_state=0).fit_transform(table.tocsr()))
    labels = KMeans(min(number, len(words) // 2), n_init=1, random_state=0).fit_predict(vectors)
    return {word: f"class {label}" for word, label in zip(words, labels, strict=True)}


def _of_words(name: str) -> bool:
    """Whether the features of a family are words as they stand, without the lexicon's classes and the links that rest on them."""
    return re.fullmatch(r"w+|first|last|t[LR]+\d?", name) is not None


def _n_gram(name: str) -> bool:
    return re.fullmatch(r"w+", name) is not None


MODELS: Final = (
    Variant("ours: six-way logistic regression, l2, naive-Bayes scale", _six_way),
    Variant("ours without the scale", partial(_six_way, scaled=False)),
    Variant("l1, one value against the rest (liblinear)", _lasso),
    Variant("elastic net, one value against the rest (SGD)", _elastic_net),
    Variant("gate: claim or none, then five values", _gated),
    Variant("gate averaged with ours", _averaged),
    Variant("gate, then ordinal: cumulative links CT- to CT+", _ordinal),
    Variant("masked n-grams, naive-Bayes scale", partial(_six_way, c=0.2), _n_gram),
    Variant("masked n-grams, TF-IDF, logistic regression", _tf_idf, _n_gram),
    Variant("words alone: cues learnt, not listed", partial(_six_way, c=0.1), _of_words),
    Variant("extremely randomized trees", _trees),
    Variant("ours and word classes learnt from the corpus", _word_classes),
)
"""The table of models, ours first. "Words alone" keeps no family that reads the classes of the lexicon; its phrases are still one word each."""


# --- families of features


def group(name: str) -> str:
    """Return the group of a family: that of the best link, of every link and at every distance are one.

    >>> group("1 scope"), group("L eR2"), group("tL3"), group("ww")
    ('link scope', 'link eR', 'tL', 'ww')
    """
    return re.sub(r"^[1L] ", "link ", name).rstrip("0123456789")


def ablations(vocabulary: Sequence[Feature]) -> list[Variant]:
    """Return ours without each group of families in turn, ours as it is first."""
    groups = sorted({group(family(feature)) for feature in vocabulary})
    singles = [Variant(one, _six_way, partial(_outside, one)) for one in groups]
    wholes = [
        Variant(f"all {start}…", _six_way, partial(_not_from, start)) for start in ("1 ", "L ", "t") if any(family(f).startswith(start) for f in vocabulary)
    ]
    return [Variant("nothing", _six_way), *wholes, *singles]


def _outside(one: str, name: str) -> bool:
    return group(name) != one


def _not_from(start: str, name: str) -> bool:
    return not name.startswith(start)


# --- tables


def models_table(outcomes: Sequence[Outcome]) -> str:
    """Return a table in Markdown: a row for each model, in the order given."""
    with_gold = any(outcome.gold for outcome in outcomes)
    names = ("stance macro-F1", "value macro-F1", "log loss", "ECE")
    head = ["model", *names, *(f"gold {name}" for name in names if with_gold), "features"]
    rows = []
    for outcome in outcomes:
        given = [outcome.cross_validation, *([outcome.gold] if with_gold else [])]
        rows.append([outcome.name, *(cell for one in given for cell in _cells(one)), str(outcome.features or "–")])
    return table(head, rows, "---:")


def _cells(one: Figures | None) -> list[str]:
    return [f"{value:.3f}" for value in one] if one else ["–"] * len(Figures._fields)


def features_table(outcomes: Sequence[Outcome]) -> str:
    """Return a table in Markdown: what leaving out each group changes, the costliest first; the first outcome leaves out nothing."""
    whole, *others = outcomes
    sides = ("cross_validation", "gold") if whole.gold else ("cross_validation",)
    names = ("log loss", "stance macro-F1")
    head = ["left out", "features", *names, *(f"gold {name}" for name in names if whole.gold)]

    def cost(outcome: Outcome) -> float:
        return outcome.cross_validation.log_loss if outcome.cross_validation else -np.inf

    rows = [[whole.name, str(whole.features or "–"), *(cell for side in sides for cell in _against(getattr(whole, side), None))]]
    for one in sorted(others, key=cost, reverse=True):
        changes = [cell for side in sides for cell in _against(getattr(one, side), getattr(whole, side))]
        rows.append([one.name, "–" if one.failure or whole.failure else str(whole.features - one.features), *changes])
    return table(head, rows, "---:")


def _against(one: Figures | None, base: Figures | None) -> list[str]:
    """Return log loss and macro-F1 less those of the base, or, without one, as they are."""
    if one is None:
        return ["–", "–"]
    return [f"{one.log_loss - base.log_loss:+.4f}", f"{one.macro_f1 - base.macro_f1:+.4f}"] if base else [f"{one.log_loss:.4f}", f"{one.macro_f1:.4f}"]
