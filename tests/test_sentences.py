"""Article to sentences."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warstance.sentences import LONGEST_PARAGRAPH, split_sentences


def texts(article):
    return [sentence.text for sentence in split_sentences(article)]


@pytest.mark.parametrize(
    ("article", "expected"),
    [
        ("Peru will fight. Chile will not.", ["Peru will fight.", "Chile will not."]),
        ("Is it war? It is! So be it.", ["Is it war?", "It is!", "So be it."]),
        ('"We will not fight. Not now," the king said. He left.', ['"We will not fight.', 'Not now," the king said.', "He left."]),
        ("He said “No.” “Yes,” she said.", ["He said “No.”", "“Yes,” she said."]),
        ("“Chile will fight.” “Peru will not.”", ["“Chile will fight.”", "“Peru will not.”"]),
        ("The vote is at 5 p.m. Tuesday. Chile waits.", ["The vote is at 5 p.m. Tuesday.", "Chile waits."]),
        ("The vote is at 9 a.m. on Friday. Chile waits.", ["The vote is at 9 a.m. on Friday.", "Chile waits."]),
        ("Mr. Silva and Gen. Nowak of the U.S. Army met. They left.", ["Mr. Silva and Gen. Nowak of the U.S. Army met.", "They left."]),
        ("The war cost $3.5 million. Peru paid.", ["The war cost $3.5 million.", "Peru paid."]),
        ("The army of Bolivia is ready\nto cross the river. Chile waits.", ["The army of Bolivia is ready\nto cross the river.", "Chile waits."]),
        ("A headline without a stop\nThe army waits.", ["A headline without a stop", "The army waits."]),
        ("A first paragraph\n\nand a second one", ["A first paragraph", "and a second one"]),
        ("\u00a0 Peru waits.\u2028Chile waits.\u2029", ["Peru waits.", "Chile waits."]),
        ("Peru waits.\r\nChile waits.\r\n", ["Peru waits.", "Chile waits."]),
        ("", []),
        (" \n \r\n\t", []),
    ],
)
def test_sentences(article, expected):
    assert texts(article) == expected


def check(article):
    """Sentences are slices, in order, without blanks at their ends, and nothing but blanks is lost."""
    at = 0
    for sentence in split_sentences(article):
        assert sentence.start >= at
        assert article[at : sentence.start].strip() == ""
        assert article[sentence.start : sentence.end] == sentence.text
        assert sentence.text == sentence.text.strip() != ""
        at = sentence.end
    assert article[at:].strip() == ""


@pytest.mark.parametrize(
    "article",
    [
        "\ud800 Peru waits. \udc00Chile waits.",
        "“”„«»",
        '" " "',
        "Dr. No. 5 went to St. Helena, i.e. an island. It sank!  Why? Nobody knows…",
        "👩‍🚀 Peru waits. 🇵🇪 Chile waits.",
        "a\x0bb\x0cc\x1cd\x85e. F.",
        "\0. \0",
    ],
)
def test_odd_texts_keep_every_letter(article):
    check(article)


@given(st.text())
def test_any_text_keeps_every_letter(article):
    check(article)


@given(
    st.lists(
        st.sampled_from(
            ["Peru", "chile", "p.m.", "Tuesday", ".", "?", "…", " ", "\n", "\r\n", '"', "“", "”", "'", "U.S.", "3.5", "Mr.", "\u2028", "\ud83d", "\u00a0"]
        )
    ).map("".join)
)
def test_any_punctuation_keeps_every_letter(article):
    check(article)


@pytest.mark.parametrize("unit", ["Peru waits for rain and Chile does not. ", "x", "“Peru waits.” "])
def test_a_huge_paragraph_is_cut(unit):
    article = unit * (2 * LONGEST_PARAGRAPH // len(unit) + 10)
    check(article)
    assert max(len(text) for text in texts(article)) <= LONGEST_PARAGRAPH
