"""Text to words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warstance.tokens import NUMBER, tokenize


def words(text):
    return [token.word for token in tokenize(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Peru won't join", ["peru", "will", "not", "join"]),
        ("Peru won’t join", ["peru", "will", "not", "join"]),
        ("can't, cannot, CAN’T", ["can", "not", ",", "can", "not", ",", "can", "not"]),
        ("shan't and ain't", ["shall", "not", "and", "is", "not"]),
        ("doesn't hasn't wouldn't", ["does", "not", "has", "not", "would", "not"]),
        ("Peru's navy", ["peru", "'s", "navy"]),
        ("Peru’s navy", ["peru", "'s", "navy"]),
        ("they'll, we're, I've, she'd, I'm", ["they", "will", ",", "we", "are", ",", "i", "have", ",", "she", "would", ",", "i", "am"]),
        ("the admirals' war", ["the", "admirals", "'", "war"]),
        ("General O'Brien", ["general", "o'brien"]),
        ("1,200 men at 5:30", [NUMBER, "men", "at", NUMBER]),
        ("war—or not", ["war", "—", "or", "not"]),
        ("war – or not", ["war", "—", "or", "not"]),
        ("wait...", ["wait", "..."]),
        ("“No,” he said", ['"', "no", ",", '"', "he", "said"]),
        ("İzmir fights", ["izmir", "fights"]),
        ("Türkiye", ["türkiye"]),
        ("", []),
        (" \n\t", []),
    ],
)
def test_words(text, expected):
    assert words(text) == expected


def test_negation_is_never_lost():
    contractions = [
        "won't",
        "can't",
        "cannot",
        "don't",
        "doesn't",
        "didn't",
        "isn't",
        "aren't",
        "wasn't",
        "weren't",
        "hasn't",
        "haven't",
        "hadn't",
        "wouldn't",
        "couldn't",
        "shouldn't",
        "mustn't",
        "shan't",
    ]
    assert [word for word in contractions if "not" not in words(word)] == []


def test_offsets_of_a_contraction_cover_all_of_it():
    text = "Chile won't join"
    will, no = tokenize(text)[1:3]
    assert text[will.start : will.end] == text[no.start : no.end] == "won't"


def test_offsets_of_a_possessive_are_apart():
    text = "Chile’s fleet"
    assert [text[token.start : token.end] for token in tokenize(text)] == ["Chile", "’s", "fleet"]


def test_a_window_keeps_offsets_into_the_text():
    text = "Peru waits. Chile fights. Bolivia sings."
    assert tokenize(text, 12, 25) == [token for token in tokenize(text) if 12 <= token.start < 25]


@given(st.text())
def test_offsets_lie_inside_and_go_forward(text):
    at = 0
    for token in tokenize(text):
        assert at <= token.start < token.end <= len(text)
        assert token.word
        at = token.start


@given(st.text(alphabet="İIıßﬁ’'nNtT wo\u0307"))
def test_no_letter_shifts_the_offsets(text):
    covered = {i for token in tokenize(text) for i in range(token.start, token.end)}
    assert all(i in covered for i, letter in enumerate(text) if letter.isalpha())
