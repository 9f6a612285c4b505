"""Sentence to units. Tests the contract; which words have which class is the lexicon's matter."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warstance.countries import find_mentions
from warstance.reading import OTHER, read


def reading(text):
    return read(text, find_mentions(text))


def lemma_of(text, word):
    found = reading(text)
    return next(found.lemmas[i] for i in range(len(found.words)) if text[found.starts[i] : found.ends[i]] == word)


def test_a_mention_is_one_masked_unit():
    text = "Papua New Guinea's fleet will join South Korea."
    found = reading(text)
    marked = [i for i, code in enumerate(found.countries) if code]
    assert [found.countries[i] for i in marked] == ["PG", "KR"]
    assert [found.words[i] for i in marked] == [OTHER, OTHER]
    assert [text[found.starts[i] : found.ends[i]] for i in marked] == ["Papua New Guinea", "South Korea"]
    assert "papua" not in found.words


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("The Netherlands will fight.", "Poland will fight."),
        ("He told the Netherlands to fight.", "He told Poland to fight."),
        ("It is the Americans' war.", "It is the Poles' war."),
        ("U.S. troops fight.", "Polish troops fight."),
        ("Poland’s war", "Poland's war"),
        ("Poland won’t fight.", "Poland won't fight."),
    ],
)
def test_forms_of_a_name_read_alike(left, right):
    assert reading(left).words == reading(right).words


@pytest.mark.parametrize("form", ["join", "joins", "joined", "joining"])
def test_regular_forms_share_a_lemma(form):
    assert lemma_of(f"Chile {form} them", form) == lemma_of("Chile join them", "join")


@pytest.mark.parametrize("phrase", ["rule out", "rules out", "ruled out", "ruling out"])
def test_a_phrase_is_one_unit(phrase):
    text = f"Chile {phrase} war"
    found = reading(text)
    assert phrase in [text[start:end] for start, end in zip(found.starts, found.ends, strict=True)]
    assert lemma_of(text, phrase) == "rule_out"


def test_a_condition_opens_a_clause():
    found = reading("Chile will fight if Peru attacks")
    chile, peru = found.countries.index("CL"), found.countries.index("PE")
    assert found.clauses[chile] != found.clauses[peru]
    assert found.openers[found.clauses[peru]] != found.openers[found.clauses[chile]]


def test_nothing_gives_nothing():
    assert reading("").words == []


@given(
    st.lists(
        st.sampled_from(["Poland", "the", "Netherlands", "won't", "if", ",", "“", "rule", "out", "'", "’s", "U.S.", "fight", "—", "12", "\ud800", "ß"])
    ).map(" ".join)
)
def test_columns_are_parallel_and_in_order(text):
    found = reading(text)
    columns = (found.words, found.lemmas, found.classes, found.starts, found.ends, found.countries, found.clauses)
    assert len({len(column) for column in columns}) == 1
    assert all(0 <= start < end <= len(text) for start, end in zip(found.starts, found.ends, strict=True))
    assert found.starts == sorted(found.starts)
    assert all(0 <= clause < len(found.openers) for clause in found.clauses)
    assert found.clauses == sorted(found.clauses)
    assert [code for code in found.countries if code] == [mention.country for mention in find_mentions(text)]
