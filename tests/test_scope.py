"""Cues composed over an event. What is tested is the guidelines' arithmetic; what it is worth, the model's figures tell."""

import pytest

from warstance.countries import find_mentions
from warstance.reading import read
from warstance.roles import all_links, event_at
from warstance.scope import OPERATORS, elliptic, scope_of
from warstance.stance import VALUES


def scope(text, country="PE"):
    reading = read(text, find_mentions(text))
    link = all_links(reading)[country][0]
    return scope_of(reading, link, event_at(reading, link.event))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Peru joined the war.", "CT+"),
        ("Peru has not joined the war.", "CT-"),
        ("Peru may join the war.", "PS"),
        ("Peru may not join the war.", "PS"),
        ("Peru cannot join the war.", "CT-"),
        ("Peru could join the war.", "PS"),
        ("Peru is unlikely to join the war.", "PR-"),
        ("Peru is likely to join the war.", "PR+"),
        ("Peru is likely to stay out of the war.", "PR-"),
        ("Peru refused to join the war.", "CT-"),
        ("Peru refused to stay out of the war.", "PR+"),
        ("Peru has not ruled out joining the war.", "PS"),
        ("Peru denied that it may join the war.", "CT-"),
        ("Peru did not deny that it might join the war.", "PS"),
        ("Peru denied that it would stay out of the war.", "PR+"),
        ("It is no longer unlikely that Peru will join the war.", "PS"),
        ("Diplomats fear that Peru will join the war.", "PS"),
        ("Analysts believe that Peru will join the war.", "PR+"),
        ("Chile warned that Peru will join the war.", "CT+"),
        ("Peru's entry into the war is unlikely.", "PR-"),
        ("Peru's entry into the war can no longer be ruled out.", "PS"),
        ("Reports that Peru joined the war are false.", "CT-"),
    ],
)
def test_composition(text, value):
    assert scope(text).value == value


def test_what_is_said_of_a_noun_does_not_change_what_stands_before_it():
    found = scope("Peru's entry into the war is unlikely.")
    assert (found.inner, found.value, found.depth) == ("CT+", "PR-", 1)


@pytest.mark.parametrize(
    ("text", "condition", "question"),
    [
        ("If Chile attacks, Peru will join the war.", "if", False),
        ("Should Chile attack, Peru will join the war.", "if", False),
        ("Peru will join the war even if Chile attacks.", "", False),
        ("Peru will not join the war unless Chile attacks.", "unless", False),
        ("Will Peru join the war?", "", True),
        ("Peru will join the war.", "", False),
    ],
)
def test_conditions_and_questions(text, condition, question):
    found = scope(text)
    assert (found.condition, found.question) == (condition, question)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Chile sent troops, but Peru did not.", "PAST NEG"), ("Chile will fight; Peru may follow.", "MAY"), ("Chile sent troops and Peru sent food.", "")],
)
def test_an_auxiliary_without_its_verb(text, expected):
    reading = read(text, find_mentions(text))
    assert elliptic(reading, reading.countries.index("PE")) == expected


def test_every_operator_takes_every_value_to_one():
    claims = set(VALUES) - {"none"}
    assert all(set(table) == claims and set(table.values()) <= claims for table in OPERATORS.values())


def test_calling_it_false_denies_once():
    assert scope("Peru dismissed as false the claim that it joined the war.").value == "CT-"
    assert scope("Chile flatly denied that Peru joined the war.").value == "CT-"
