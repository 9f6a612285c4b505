"""Behaviour cases (CheckList, Ribeiro et al. 2020): minimum function, invariance, direction. The sentences are data in tests/cases.

A case that the model does not pass stands in `expected_failures.json`, with the reason; it is a strict expected failure, so that a model
that learns it must take it off the list.
"""

import json

import numpy as np
import pytest
from conftest import ROOT

from warstance.corpus import load_corpus
from warstance.pairs import pair_of
from warstance.stance import STANCE_OF, STANCES, VALUES

CASES = ROOT / "tests" / "cases"
LEAST_PASSED = 0.95
LEAST_MOVED = 0.02  # of a probability: less is no direction


def load(path):
    return json.loads(path.read_text(encoding="utf-8"))


FAILURES = load(CASES / "expected_failures.json")
FUNCTION = {case["id"]: case for path in sorted((CASES / "mft").glob("*.json")) for case in load(path)}
INVARIANCE = {case["id"]: case for case in load(CASES / "inv.json")}
DIRECTION = {case["id"]: case for case in load(CASES / "dir.json")}
ALL = [*FUNCTION, *INVARIANCE, *DIRECTION]


def params(cases):
    return [
        pytest.param(case, id=name, marks=[pytest.mark.xfail(reason=FAILURES[name], strict=True)] if name in FAILURES else []) for name, case in cases.items()
    ]


def changed(case):
    return pair_of({"text": case["changed"], "country": case.get("changed_country", case["country"])})


@pytest.mark.parametrize("case", params(FUNCTION))
def test_minimum_function(model, case):
    assert case["value"] in VALUES
    assert model.predict([pair_of(case)]) == [STANCE_OF[case["value"]]]


@pytest.mark.parametrize("case", params(INVARIANCE))
def test_invariance(model, case):
    before, after = model.predict([pair_of(case), changed(case)])
    assert before == after
    if case["change"] == "another country":
        first, second = model.predict_proba([pair_of(case), changed(case)])
        assert np.array_equal(first, second)


@pytest.mark.parametrize("case", params(DIRECTION))
def test_direction(model, case):
    before, after = model.predict_proba([pair_of(case), changed(case)])
    sign, stance = (1, case["rises"]) if "rises" in case else (-1, case["falls"])
    assert sign * (after - before)[STANCES.index(stance)] > LEAST_MOVED


def test_there_are_enough_cases_and_few_failures():
    assert len(FUNCTION) >= 400
    assert len(ALL) == len(set(ALL))
    assert set(FAILURES) <= set(ALL)
    assert all(reason.strip() for reason in FAILURES.values())
    assert len(FAILURES) <= (1 - LEAST_PASSED) * len(ALL)


def test_no_case_is_in_the_corpus():
    corpus = {" ".join(row.text.lower().split()) for row in load_corpus(ROOT / "corpus").rows}
    texts = [text for case in [*FUNCTION.values(), *INVARIANCE.values(), *DIRECTION.values()] for text in (case["text"], case.get("changed")) if text]
    assert [text for text in texts if " ".join(text.lower().split()) in corpus] == []
