"""What the corpus of this repository must always hold."""

from collections import Counter

import pytest

from warstance.corpus import load_corpus
from warstance.stance import STANCE_OF, STANCES, VALUES


@pytest.fixture(scope="module")
def corpus(root):
    return load_corpus(root / "corpus")


def test_size(corpus):
    pairs = list(corpus.pairs())
    assert len(corpus.rows) >= 1_500
    assert len(pairs) >= 3_000
    assert len({row.war for row in corpus.rows}) >= 15
    assert len({actor.country for _, actor in pairs}) >= 60


def test_every_value_is_there_and_most_pairs_claim_nothing(corpus):
    values = Counter(actor.value for _, actor in corpus.pairs())
    assert set(values) == set(VALUES)
    assert min(values.values()) >= 50
    assert values["none"] >= values.total() / 2


@pytest.mark.parametrize("stance", STANCES)
def test_every_stance_comes_from_many_wars(corpus, stance):
    assert len({row.war for row, actor in corpus.pairs() if STANCE_OF[actor.value] == stance}) >= 15


def test_no_text_stands_twice(corpus):
    texts = Counter(" ".join(row.text.casefold().split()) for row in corpus.rows)
    assert [text for text, count in texts.items() if count > 1] == []


def test_files_are_named_by_their_wars(corpus):
    # A war in a file of its own: a reader finds it, and a diff shows what grew.
    assert [row.place for row in corpus.rows if not row.place.rpartition("/")[2].startswith(f"{row.war}.jsonl:")] == []
