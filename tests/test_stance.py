"""The scale."""

import pytest

from warstance.stance import FACTUALITY, HEDGES, STANCE_OF, STANCES, VALUES


def test_every_value_has_a_stance_and_every_stance_a_value():
    assert tuple(STANCE_OF) == VALUES
    assert set(STANCE_OF.values()) == set(STANCES)


@pytest.mark.parametrize(("value", "stance"), [("CT+", "assert"), ("PR+", "hedge"), ("PS", "hedge"), ("PR-", "hedge"), ("CT-", "deny"), ("none", "none")])
def test_stance_of_each_value(value, stance):
    assert STANCE_OF[value] == stance


def test_hedges_are_the_values_that_hedge():
    assert tuple(value for value in VALUES if STANCE_OF[value] == "hedge") == HEDGES


def test_factuality_falls_along_the_scale_and_is_symmetric():
    numbers = [FACTUALITY[value] for value in VALUES[:-1]]
    assert numbers == sorted(numbers, reverse=True)
    assert numbers == [-number for number in reversed(numbers)]
    assert (max(numbers), min(numbers)) == (3.0, -3.0)
    assert "none" not in FACTUALITY
