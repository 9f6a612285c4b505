"""How states and event words belong together. Tests the contract; the scores are free to change."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warstance.countries import find_mentions
from warstance.reading import OTHER, read
from warstance.roles import all_links, best_mention, event_at, path, role


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
    links = {country: of[0] for country, of in all_links(found).items()}
    assert links["CL"].better == 0
    assert links["PE"].better == 1


def test_the_mention_next_to_the_event_is_the_best():
    found = reading("Chile said on Monday, in the rain, that Chile will join the war.")
    assert best_mention(found, "CL") == max(unit for unit, code in enumerate(found.countries) if code == "CL")


def test_a_sentence_without_events_has_mentions_but_no_links():
    found = reading("Peru bakes bread.")
    assert all_links(found) == {"PE": []}
    assert found.countries[best_mention(found, "PE")] == "PE"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Peru will join the war.", ("JOIN", "WAR", "v")),
        ("Peru sent troops.", ("SEND", "TROOPS", "ed")),
        ("Peru attacked Chile.", ("ATTACK", OTHER, "ed")),
        ("Peru joined the fight against inflation.", ("JOIN", "SENSE", "ed")),
        ("Peru was invaded by Chile.", ("INVADE", OTHER, "pass")),
        ("The invasion by Peru failed.", ("INVADE", OTHER, "n")),
        ("Peru wants to enter the war.", ("ENTER", "WAR", "to")),
        ("Peru is joining the war.", ("JOIN", "WAR", "ing")),
    ],
)
def test_event_object_and_form(text, expected):
    found = reading(text)
    shown = event_at(found, all_links(found)["PE"][0].event)
    assert (shown.name, shown.about, shown.form) == expected


@pytest.mark.parametrize(
    ("text", "country", "expected"),
    [
        ("Peru will join the war.", "PE", "subj"),
        ("Peru's army will join the war.", "PE", "subjN"),
        ("Peru refuses to join the war.", "PE", "ctrl"),
        ("Peru said that it will join the war.", "PE", "self"),
        ("Peru fears that Chile will join the war.", "PE", "speaker"),
        ("Peru and Chile will join the war.", "PE", "coord"),
        ("They attacked Peru.", "PE", "obj"),
        ("The possible entry of Peru is a risk.", "PE", "of"),
    ],
)
def test_the_part_of_a_state(text, country, expected):
    found = reading(text)
    link = all_links(found)[country][0]
    assert role(link, path(found, link)) == expected


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
            assert all(event_at(found, link.event)[k] for k in (0, 1, 3, 4))
            assert len(path(found, link)) <= high - low - 1
            assert role(link, path(found, link))
            assert 0 <= link.better < len(links)
