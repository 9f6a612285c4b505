"""The family of failures."""

import pytest

import warstance
from warstance import errors

FAMILY = [errors.CorpusError, errors.TableError, errors.InputError, errors.ModelError, errors.ModelNotFoundError, errors.ModelFormatError]


@pytest.mark.parametrize("kind", FAMILY)
def test_every_failure_is_one_of_the_family_and_is_exported(kind):
    assert issubclass(kind, errors.WarstanceError)
    assert getattr(warstance, kind.__name__) is kind
    assert kind.__name__ in warstance.__all__


@pytest.mark.parametrize(
    ("kind", "builtin"),
    [
        (errors.CorpusError, ValueError),
        (errors.TableError, ValueError),
        (errors.InputError, ValueError),
        (errors.ModelFormatError, ValueError),
        (errors.ModelNotFoundError, FileNotFoundError),
    ],
)
def test_each_is_also_what_a_stranger_would_catch(kind, builtin):
    with pytest.raises(builtin, match="the lake is dry"):
        raise kind("the lake is dry")
    assert str(kind("the lake is dry")) == "the lake is dry"


def test_both_failures_of_a_model_share_a_parent():
    assert issubclass(errors.ModelNotFoundError, errors.ModelError)
    assert issubclass(errors.ModelFormatError, errors.ModelError)
    assert not issubclass(errors.ModelFormatError, FileNotFoundError)


def test_every_exported_name_exists():
    assert all(hasattr(warstance, name) for name in warstance.__all__)
    assert sorted(warstance.__all__) == sorted(set(warstance.__all__))
