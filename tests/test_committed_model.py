"""The model of this repository is what `train.py` makes of its corpus."""

import json
import platform
import subprocess
import sys

import numpy as np
import pytest
import sklearn

from warstance._version import __version__
from warstance.card import CARD, card
from warstance.corpus import load_corpus
from warstance.plots import PLOTS

SCORE = 0.02  # what another version of scikit-learn may move a score by


@pytest.fixture(scope="module")
def metadata(root):
    return json.loads((root / "models" / "model.json").read_text(encoding="utf-8"))


def test_it_is_of_this_corpus(root, metadata):
    corpus = load_corpus(root / "corpus")
    assert metadata["corpus"]["sha256"] == corpus.digest
    assert metadata["corpus"]["sentences"] == len(corpus.rows)
    assert metadata["corpus"]["pairs"] == sum(1 for _ in corpus.pairs())


def test_its_card_has_its_numbers(root, metadata):
    assert (root / "models" / CARD).read_text(encoding="utf-8") == card(metadata, PLOTS)
    assert [name for name in PLOTS if not (root / "models" / name).is_file()] == []


def same(left, right):
    """Whether two pieces of metadata agree, scores up to `SCORE`."""
    if isinstance(left, dict):
        return set(left) == set(right) and all(same(left[key], right[key]) for key in left)
    if isinstance(left, list):
        return len(left) == len(right) and all(map(same, left, right))
    if isinstance(left, float):
        return left == pytest.approx(right, abs=SCORE)
    return left == right


@pytest.mark.slow
def test_training_gives_it_again(root, metadata, tmp_path):
    # A process of its own, as users train: in one that has run other tests the last bits of sums may differ.
    done = subprocess.run([sys.executable, root / "train.py", "--corpus", root / "corpus", "-o", tmp_path], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    again = json.loads((tmp_path / "model.json").read_text(encoding="utf-8"))
    here = {"warstance": __version__, "scikit-learn": sklearn.__version__, "numpy": np.__version__, "python": platform.python_version()}
    assert again["versions"] == here
    with np.load(root / "models" / "model.npz") as old, np.load(tmp_path / "model.npz") as new:
        assert np.array_equal(old["vocabulary"], new["vocabulary"])
        assert np.allclose(old["coef"], new["coef"], atol=1e-4)
        assert np.allclose(old["intercept"], new["intercept"], atol=1e-4)
    # Not byte by byte: another BLAS kernel moves coefficients by 1e-10. That one environment gives the same bytes, test_training says.
    left, right = ({**parts, **dict.fromkeys(("versions", "sha256"))} for parts in (again, metadata))
    steps = ("confusion", "confusions", "calibration", "risk_coverage", "abstention")  # counts, extremes, and curves made of them
    for parts in (left, right):
        parts["cross_validation"] = {key: value for key, value in parts["cross_validation"].items() if key not in steps}
    assert same(left, right)
