"""Scores, worked out by hand and compared with scikit-learn's."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn import metrics

from warstance.evaluation import (
    BINS,
    MOST_ERROR,
    abstention,
    calibration_bins,
    confusion_matrix,
    evaluate,
    expected_calibration_error,
    f1_scores,
    kappa,
    macro_f1,
    risk_coverage,
)
from warstance.stance import STANCES

GOLD = np.array([0, 0, 0, 1, 1, 2, 3, 3, 3, 3])
PREDICTED = np.array([0, 0, 1, 1, 3, 3, 3, 3, 3, 0])


def test_confusion_by_hand():
    assert confusion_matrix(GOLD, PREDICTED, 4).tolist() == [[2, 1, 0, 0], [0, 1, 0, 1], [0, 0, 0, 1], [1, 0, 0, 3]]


def test_f1_by_hand():
    assert f1_scores(GOLD, PREDICTED, 4).tolist() == pytest.approx([2 / 3, 1 / 2, 0, 2 / 3])


def test_macro_f1_is_of_the_labels_that_occur():
    assert macro_f1(np.array([0, 0, 1]), np.array([0, 0, 1]), 4) == 1.0
    assert macro_f1(np.array([0, 0]), np.array([0, 3]), 4) == pytest.approx((2 / 3 + 0) / 2)


def test_kappa_by_hand():
    # Observed 6/10; by chance (3*3 + 2*2 + 1*0 + 4*5) / 100 = 0.33.
    assert kappa(GOLD, PREDICTED, 4) == pytest.approx((0.6 - 0.33) / (1 - 0.33))


def test_kappa_of_one_label_only_is_one():
    assert kappa(np.zeros(3, int), np.zeros(3, int), 4) == 1.0


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=2))
def test_scores_are_those_of_scikit_learn(pairs):
    gold, predicted = np.array(pairs).T
    labels = range(4)
    assert np.array_equal(confusion_matrix(gold, predicted, 4), metrics.confusion_matrix(gold, predicted, labels=labels))
    assert f1_scores(gold, predicted, 4) == pytest.approx(metrics.f1_score(gold, predicted, labels=labels, average=None, zero_division=0))
    if len(set(gold) | set(predicted)) > 1:
        assert kappa(gold, predicted, 4) == pytest.approx(metrics.cohen_kappa_score(gold, predicted))


def test_calibration_by_hand():
    # As many pairs as bins: each pair is a bin, and the error is the mean of |confidence - right|.
    confidence = np.linspace(0.3, 1.0, BINS)
    right = np.arange(BINS) % 3 > 0
    assert [b["n"] for b in calibration_bins(confidence, right)] == [1] * BINS
    assert expected_calibration_error(confidence, right) == pytest.approx(np.abs(confidence - right).mean())


def test_bins_have_equal_mass_and_rise():
    generator = np.random.default_rng(7)
    confidence, right = generator.random(150), generator.random(150) > 0.5
    bins = calibration_bins(confidence, right)
    assert [b["n"] for b in bins] == [10] * BINS
    assert [b["confidence"] for b in bins] == sorted(b["confidence"] for b in bins)
    assert sum(b["n"] * b["accuracy"] for b in bins) == pytest.approx(right.sum())


def test_perfect_calibration_has_no_error():
    assert expected_calibration_error(np.ones(30), np.ones(30, bool)) == 0
    assert expected_calibration_error(np.full(30, 0.5), np.tile([True, False], 15)) == 0


def test_risk_coverage_by_hand():
    confidence, right = np.array([0.9, 0.5, 0.8, 0.6]), np.array([True, False, True, False])
    assert risk_coverage(confidence, right, (0.25, 0.5, 0.75, 1.0)) == [
        {"coverage": 0.25, "min_probability": 0.9, "error": 0.0},
        {"coverage": 0.5, "min_probability": 0.8, "error": 0.0},
        {"coverage": 0.75, "min_probability": 0.6, "error": pytest.approx(1 / 3)},
        {"coverage": 1.0, "min_probability": 0.5, "error": 0.5},
    ]


def test_abstention_by_hand():
    confidence = np.array([0.3, 0.9, 0.95001, 0.6, 0.8])
    right = np.array([False, True, True, False, True])
    # From below: 2 of 5 wrong, 1 of 4, none of 3.
    assert abstention(confidence, right, 0.4) == {"min_probability": 0.3, "coverage": 1.0, "error": 0.4}
    assert abstention(confidence, right, 0.39) == {"min_probability": 0.6, "coverage": 0.8, "error": 0.25}
    assert abstention(confidence, right, 0.0) == {"min_probability": 0.8, "coverage": 0.6, "error": 0.0}


def test_abstention_takes_the_least_though_a_higher_one_is_worse():
    confidence = np.array([0.99, *[0.5] * 19])
    assert abstention(confidence, confidence < 0.9) == {"min_probability": 0.5, "coverage": 1.0, "error": MOST_ERROR}


def test_no_abstention_helps_where_the_surest_are_wrong():
    assert abstention(np.array([0.9, 0.8]), np.array([False, True])) is None
    # Ties are kept together: one right and one wrong of the same probability are no zero error.
    assert abstention(np.array([0.9, 0.9]), np.array([False, True])) is None


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1), st.sampled_from([0.0, 0.05, 0.3]))
def test_abstention_meets_its_definition(pairs, most_error):
    probability, right = np.array([p for p, _ in pairs]), np.array([is_right for _, is_right in pairs])
    point = abstention(probability, right, most_error)

    def error_from(least):
        return (~right[probability >= least]).mean()

    if point is None:
        assert all(error_from(np.floor(p * 1e4) / 1e4) > most_error for p in probability)
        return
    least = point["min_probability"]
    assert least == round(least, 4)
    assert point["error"] == pytest.approx(error_from(least))
    assert point["error"] <= most_error
    assert point["coverage"] == pytest.approx((probability >= least).mean())
    assert all(error_from(np.floor(p * 1e4) / 1e4) > most_error for p in probability if np.floor(p * 1e4) / 1e4 < least)


def test_evaluate_by_hand():
    probability = np.full((len(GOLD), 4), 0.1)
    probability[np.arange(len(GOLD)), PREDICTED] = 0.7
    scores = evaluate(GOLD, PREDICTED, probability)
    assert scores["pairs"] == 10
    assert scores["accuracy"] == pytest.approx(0.6)
    assert scores["macro_f1"] == pytest.approx((2 / 3 + 1 / 2 + 0 + 2 / 3) / 4)
    assert scores["kappa"] == pytest.approx(0.27 / 0.67)
    # Right: 0.3² + 3·0.1² = 0.12; wrong: 0.7² + 0.9² + 2·0.1² = 1.32.
    assert scores["brier"] == pytest.approx(0.6 * 0.12 + 0.4 * 1.32)
    assert scores["confusion"] == confusion_matrix(GOLD, PREDICTED, 4).tolist()
    assert list(scores["per_stance"]) == list(STANCES)
    assert scores["per_stance"]["assert"] == {"precision": pytest.approx(2 / 3), "recall": pytest.approx(2 / 3), "f1": pytest.approx(2 / 3), "pairs": 3}
    assert scores["per_stance"]["deny"] == {"precision": 0, "recall": 0, "f1": 0, "pairs": 1}
    assert scores["risk_coverage"][-1]["error"] == pytest.approx(0.4)
    assert sum(row["n"] for row in scores["calibration"]) == 10
    assert scores["abstention"] is None  # one probability for all, and 40 % wrong


def test_evaluate_tells_of_the_claims_kept():
    # Kept at 0.7 are nine right `none` pairs, ten right claims and one wrong; below, one wrong `none` and one wrong claim.
    gold = np.array([*[3] * 9, *[0] * 10, 2, 1, 2])
    predicted = np.array([*[3] * 9, *[0] * 10, 0, 3, 0])
    probability = np.full((22, 4), 0.1)
    probability[np.arange(22), predicted] = 0.7
    probability[20:] = 0.2
    probability[np.arange(20, 22), predicted[20:]] = 0.4
    assert evaluate(gold, predicted, probability)["abstention"] == {
        "min_probability": 0.7,
        "coverage": pytest.approx(20 / 22),
        "error": 0.05,
        "claim_coverage": pytest.approx(11 / 12),
        "claim_error": pytest.approx(1 / 11),
    }
