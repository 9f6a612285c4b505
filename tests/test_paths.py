"""Where things lie."""

import pytest

from warstance import paths
from warstance.errors import CorpusError, ModelNotFoundError


def test_in_a_checkout_everything_lies_at_the_top(root):
    assert paths.default_model() == root / "models"
    assert paths.default_corpus() == root / "corpus"
    assert paths.default_output() == root / "models"


def test_an_installed_package_has_its_model_inside(monkeypatch, tmp_path):
    monkeypatch.setattr(paths, "_PACKAGE", tmp_path / "warstance")
    monkeypatch.setattr(paths, "_CHECKOUT", tmp_path)
    inside = tmp_path / "warstance" / "models"
    inside.mkdir(parents=True)
    for name in paths.MODEL_FILES:
        (inside / name).touch()
    assert paths.default_model() == inside
    assert not paths.default_output().is_absolute()
    with pytest.raises(CorpusError, match="--corpus"):
        paths.default_corpus()


def test_half_a_model_is_none(monkeypatch, tmp_path):
    monkeypatch.setattr(paths, "_PACKAGE", tmp_path)
    monkeypatch.setattr(paths, "_CHECKOUT", tmp_path)
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / paths.MODEL_FILES[0]).touch()
    with pytest.raises(ModelNotFoundError, match="--model"):
        paths.default_model()
