"""How states and event words belong together. Tests the contract; the scores are free to change."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warstance.countries import find_mentions
from warstance.reading import OTHER, read
from warstance.roles import all_links, best_mention, event_class, governor, path, rivals, verb_form


def reading(text):
    return read(text, find_mentions(text))


@pytest.mark.parametrize(
    ("text", "country", "event"),
    [
        ("Peru may join the war.", "PE", "join"),
        ("Peru fears that Chile will join the war.", "CL", "join"),
        ("Peru sold boats while Chile invaded Bolivia.", "CL", "invaded"),
        ("The war began when Chile attacked.", "CL", "attacked"),
    ],
)
def test_a_state_belongs_to_its_event(text, country, event):
    found = reading(text)
    best = all_links(found)[country][0]
    assert found.words[best.event] == event
    assert found.countries[best.target] == country


def test_the_state_that_acts_has_no_better_rival():
    found = reading("Peru fears that Chile will join the war.")
    assert rivals(found, "CL", all_links(found)["CL"][0]) == "0/1"


def test_the_mention_next_to_the_event_is_the_best():
    found = reading("Chile said on Monday, in the rain, that Chile will join the war.")
    assert best_mention(found, "CL") == max(unit for unit, code in enumerate(found.countries) if code == "CL")


def test_a_sentence_without_events_has_mentions_but_no_links():
    found = reading("Peru bakes bread.")
    assert all_links(found) == {"PE": []}
    assert found.countries[best_mention(found, "PE")] == "PE"


@pytest.mark.parametrize(
    ("text", "expected"), [("Peru will join the war.", ("JOIN", "WAR")), ("Peru sent troops.", ("SEND", "TROOPS")), ("Peru attacked Chile.", ("ATTACK", OTHER))]
)
def test_event_and_object(text, expected):
    found = reading(text)
    assert event_class(found, all_links(found)["PE"][0].event) == expected


PIECES = [
    "Peru",
    "Chile",
    "will",
    "not",
    "join",
    "the",
    "war",
    "attack",
    "sent",
    "troops",
    "said",
    "that",
    ",",
    "’s",
    "of",
    "in",
    "if",
    "neutral",
    ":",
    "“",
    "slowly",
    "\ud800",
]


@given(st.lists(st.sampled_from(PIECES), max_size=30).map(" ".join))
def test_links_of_any_words(text):
    found = reading(text)
    links = all_links(found)
    assert set(links) == {code for code in found.countries if code}
    for country, of in links.items():
        assert [link.score for link in of] == sorted((link.score for link in of), reverse=True)
        assert len({link.event for link in of}) == len(of)
        for link in of:
            low, high = link.bounds
            assert {low, high} == {link.target, link.event}
            assert link.forward == (link.target == low)
            assert found.countries[link.target] == country
            assert 0 <= link.others <= sum(map(bool, found.countries[low + 1 : high]))
            assert link.crossed == found.clauses[high] - found.clauses[low]
            assert isinstance(verb_form(found, link.event), str)
            assert isinstance(governor(found, link.event), str)
            assert len(path(found, link)) <= high - low - 1
            better, others = map(int, rivals(found, country, link).split("/"))
            assert 0 <= better <= others <= 2
