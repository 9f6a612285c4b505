"""Estimative words and their bands."""

import pytest

from warstance.estimative import BANDS, likelihood


def test_bands_follow_each_other_and_no_phrase_is_in_two():
    edges = [edge for low, high, _ in BANDS for edge in (low, high)]
    assert edges == sorted(edges)
    assert all(BANDS[k][1] == BANDS[k + 1][0] for k in range(len(BANDS) - 1))
    phrases = [phrase for _, _, phrases in BANDS for phrase in phrases]
    assert len(phrases) == len(set(phrases))


@pytest.mark.parametrize(("band", "phrase"), [((low, high), phrase) for low, high, phrases in BANDS for phrase in phrases])
def test_every_phrase_gives_its_band(band, phrase):
    assert likelihood(f"It is {phrase} that Peru will join.", 0) == band
    assert likelihood(f"IT IS {phrase.upper()} THAT PERU WILL JOIN.", 0) == band


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Peru may join.",
        "It is possible that Peru might join.",
        "War is more likely than before.",
        "How likely is it that Peru joins?",
        "He asked whether likely allies exist.",
        "War is no longer unlikely.",
        "As likely as rain.",
        "The likelier of two evils.",
    ],
)
def test_no_estimate(text):
    assert likelihood(text, 0) is None


@pytest.mark.parametrize(
    "text",
    [
        "Peru fired a mine by remote control.",
        "Troops reached a remote valley.",
        "Troops had a chance to reach a remote valley.",
        "The chance is a remote control.",
        "He took his chance. The valley is remote.",
    ],
)
def test_remote_in_another_sense_is_no_estimate(text):
    assert likelihood(text, 0) is None


@pytest.mark.parametrize(
    "text",
    [
        "The chances of Peru joining the war are remote.",
        "The possibility that Peru joins remains very remote, he said.",
        "The prospect is REMOTE.",
        "There is a remote chance that Peru joins.",
        "The likelihood of war is extremely remote.",
    ],
)
def test_a_remote_chance_is_an_estimate_in_any_order(text):
    assert likelihood(text, 0) == (0.01, 0.05)


def test_the_nearest_word_wins():
    text = "It is likely that Peru, unlike Chile, is very unlikely to join."
    assert likelihood(text, 0) == (0.55, 0.80)
    assert likelihood(text, len(text)) == (0.05, 0.20)
