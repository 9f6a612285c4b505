"""Who speaks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warstance.pairs import Pair, reading_of
from warstance.sources import SAYING, find_source


def source(text, country):
    reading = reading_of(Pair(text, country))
    found = find_source(reading, reading.countries.index(country))
    return text[slice(*found)] if found else None


@pytest.mark.parametrize(
    ("text", "country", "expected"),
    [
        ("The admiral said Peru would join the war.", "PE", "The admiral"),
        ("Peru will join the war, said the old admiral.", "PE", "the old admiral"),
        ('"Peru will fight," the admiral said.', "PE", "the admiral"),
        ("According to two fishermen, Peru may join the war.", "PE", "two fishermen"),
        ("Peru may join the war, according to two admirals in Rome.", "PE", "two admirals in Rome"),
        ("Harbour Watch: Peru unlikely to join war", "PE", "Harbour Watch"),
        ("Peru unlikely to join war – Harbour Watch", "PE", "Harbour Watch"),
        ("Silva, the foreign minister, said Peru would join the war.", "PE", "Silva"),
        ("The admiral has repeatedly denied that Peru would join the war.", "PE", "The admiral"),
        ("The king said Peru would fight, but the bishop said Chile would join the war.", "PE", "The king"),
        ("The king said Peru would fight, but the bishop said Chile would join the war.", "CL", "the bishop"),
        ("Chile says Peru will join the war.", "PE", "Chile"),
        ("Peru has joined the war.", "PE", None),
        ("Peru", "PE", None),
    ],
)
def test_source(text, country, expected):
    assert source(text, country) == expected


def test_saying_has_the_forms_of_verbs():
    assert {"say", "says", "said", "saying", "deny", "denies", "denied", "told"} <= SAYING


@given(
    st.lists(
        st.sampled_from(
            [
                "said",
                "says",
                "according",
                "to",
                ",",
                ":",
                "—",
                "the",
                "admiral",
                "Chile",
                "denied",
                "that",
                "which",
                "told",
                "us",
                "in",
                ".",
                "'",
                "not",
                "never",
                "will",
                "has",
                "'s",
                "–",
            ]
        )
    ).map(" ".join)
)
def test_a_source_is_a_stretch_of_the_text(words):
    text = f"{words} Peru {words}"
    reading = reading_of(Pair(text, "PE"))
    for at in (0, len(reading.words) // 2, len(reading.words) - 1):
        found = find_source(reading, at)
        assert found is None or 0 <= found[0] < found[1] <= len(text)
