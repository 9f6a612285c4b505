"""(Sentence, state) to features: what they must tell apart and what they must not see. Names of features are free to change."""

import json
import subprocess
import sys

import numpy as np
import pytest
from conftest import environment
from hypothesis import given
from hypothesis import strategies as st

from warstance.countries import KINDS, default_table, find_mentions
from warstance.features import family, features_of, pair_features
from warstance.pairs import Pair, reading_of


def names(text, country="PL"):
    return features_of(pair_features(reading_of(Pair(text, country)), country))


STEM = "On Friday {} the war against Chile."


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Poland won't join", "Poland may join"),
        ("Poland won't join", "Poland will join"),
        ("Poland may join", "Poland can't rule out joining"),
        ("Poland won't join", "Poland can't rule out joining"),
        ("Poland can rule out joining", "Poland can't rule out joining"),
        ("Poland has joined", "Poland has not joined"),
        ("Poland is likely to join", "Poland is unlikely to join"),
        ("Poland never joined", "Poland joined"),
    ],
)
def test_words_that_decide_are_seen(left, right):
    assert names(STEM.format(left)) != names(STEM.format(right))


@pytest.mark.parametrize(
    "left, right", [("Poland won't join", "Poland won’t join"), ("Poland can't", "Poland cannot"), ("Poland’s army won't join", "Poland's army won't join")]
)
def test_spelling_that_decides_nothing_is_not_seen(left, right):
    assert names(STEM.format(left)) == names(STEM.format(right))


def test_the_target_is_told_from_the_others():
    text = "Poland warned that Peru will join the war."
    assert names(text, "PL") != names(text, "PE")


# One sentence for each kind of form; {} stands where such a form stands.
FRAMES = {
    "names": ("After the storm {} said that it will not join the war against Poland.", "Now Poland told {} that it may join the war."),
    "adjectives": ("After the storm {} troops may join the war against Poland.", "Now Poland told {} troops that it may join the war."),
    "people": ("After the storm the {} may join the war against Poland.", "Now Poland told the {} that it may join the war."),
    "seats": ("After the storm {} said that it will not join the war against Poland.", "Now Poland told {} that it may join the war."),
    "leaders": ("After the storm {} said that he will not join the war against Poland.", "Now Poland told {} that it may join the war."),
}


def swapped(frame, kind):
    """Yield (form, code, sentence) for every form of the kind that the table finds there, and nothing else but Poland."""
    for form, (code, of) in default_table().forms.items():
        text = frame.format(form)
        seen = {(m.start, m.end, m.country) for m in find_mentions(text) if m.country != "PL"}
        if of == kind and code != "PL" and seen == {(frame.index("{"), frame.index("{") + len(form), code)}:
            yield form, code, text


@pytest.mark.parametrize("kind", KINDS)
def test_no_target_is_evidence_by_itself(model, kind):
    forms = list(swapped(FRAMES[kind][0], kind))
    probability = model.predict_proba([Pair(text, code) for _, code, text in forms])
    odd = [form for (form, _, _), row in zip(forms, probability, strict=True) if not np.array_equal(row, probability[0])]
    assert len(forms) > 20
    assert odd == []


@pytest.mark.parametrize("kind", KINDS)
def test_no_other_state_is_evidence_by_itself(model, kind):
    forms = list(swapped(FRAMES[kind][1], kind))
    probability = model.predict_proba([Pair(text, "PL") for _, _, text in forms])
    odd = [form for (form, _, _), row in zip(forms, probability, strict=True) if not np.array_equal(row, probability[0])]
    assert len(forms) > 20
    assert odd == []


def test_units_point_into_the_reading():
    reading = reading_of(Pair("Poland, it seems, can't rule out joining Peru's war.", "PL"))
    for units, features in pair_features(reading, "PL"):
        assert all(0 <= unit < len(reading.words) for unit in units)
        for feature in features:
            assert all(isinstance(part, str) and not {"\n", "\t"} & set(part) for part in feature), "the file of the model separates them so"


def test_families():
    found = {family(feature) for feature in names("Poland fears that Peru may join the war.")}
    assert {"w", "ww", "c", "tR1", "1 scope", "L scope", "L role"} <= found


def test_the_same_pair_gives_the_same_features_in_the_same_order():
    reading = reading_of(Pair("Poland fears that Peru may join its war.", "PL"))
    assert pair_features(reading, "PL") == pair_features(reading, "PL")


def test_features_do_not_hang_on_the_seed_of_hashes():
    code = (
        "import json; from warstance.features import family, features_of, pair_features; from warstance.pairs import Pair, reading_of\n"
        "text = 'If Peru will not deny that it may join, Poland may have to consider whether it should refuse to fight.'\n"
        "print(json.dumps(pair_features(reading_of(Pair(text, 'PL')), 'PL')))"
    )
    found = [subprocess.run([sys.executable, "-c", code], env=environment(PYTHONHASHSEED=seed), capture_output=True, check=True).stdout for seed in "12"]
    assert found[0] == found[1]
    assert len(json.loads(found[0])) > 10


@given(st.text(), st.text())
def test_any_text_with_a_state_has_features_and_probabilities(model, before, after):
    text = f"{before} Poland {after}"
    pair = Pair(text, "PL", "Poland", len(before) + 1)
    assert names(text)
    row = model.predict_proba([pair])[0]
    assert row.sum() == pytest.approx(1, abs=1e-12)
    assert (row >= 0).all()


FRAGMENTS = [
    "Poland",
    "Peru",
    "the",
    "if",
    "unless",
    "won't",
    "may",
    "not",
    "join",
    "war",
    "joining",
    "ruled",
    "out",
    "denied",
    "fears",
    "that",
    "said",
    ",",
    ".",
    ":",
    "?",
    "—",
    "“",
    "troops",
    "to",
    "its",
    "will",
    "0",
]


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=40).map(" ".join))
def test_any_order_of_words_can_be_classified_and_explained(model, text):
    pair = Pair(f"Poland {text}", "PL")
    ((reading, country),) = model.readings([pair])
    (verdict,) = model.verdicts([(reading, country)])
    for cue in model.explain(reading, country, pair.text, verdict.value):
        assert pair.text[cue.start : cue.end] == cue.text
