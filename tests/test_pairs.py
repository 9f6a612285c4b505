"""A sentence and one state in it."""

import pytest

from warstance.errors import InputError
from warstance.pairs import Pair, pair_of, reading_of

TEXT = "Peru waits while Peru arms."


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        ({"text": TEXT, "country": "PE"}, Pair(TEXT, "PE")),
        ({"text": TEXT, "country": "PE", "mention": "Peru"}, Pair(TEXT, "PE", "Peru")),
        ({"text": TEXT, "country": "PE", "mention": "Peru", "start": 17}, Pair(TEXT, "PE", "Peru", 17)),
        ({"text": TEXT, "country": "PE", "mention": None, "start": None, "id": 7, "context": "It rained."}, Pair(TEXT, "PE")),
        ({"text": TEXT, "country": "ARAB_LEAGUE"}, Pair(TEXT, "ARAB_LEAGUE")),
    ],
)
def test_a_record_gives_a_pair(record, expected):
    assert pair_of(record) == expected


@pytest.mark.parametrize(
    ("record", "message"),
    [
        ({"country": "PE"}, "'text'"),
        ({"text": "", "country": "PE"}, "'text'"),
        ({"text": " \n", "country": "PE"}, "'text'"),
        ({"text": 5, "country": "PE"}, "'text'"),
        ({"text": TEXT}, "country None"),
        ({"text": TEXT, "country": "Peru"}, "country 'Peru'"),
        ({"text": TEXT, "country": "pe"}, "country 'pe'"),
        ({"text": TEXT, "country": ["PE"]}, "country"),
        ({"text": TEXT, "country": "PE", "mention": "Chile"}, "mention 'Chile'"),
        ({"text": TEXT, "country": "PE", "mention": ""}, "mention ''"),
        ({"text": TEXT, "country": "PE", "mention": 3}, "mention 3"),
        ({"text": TEXT, "country": "PE", "mention": "Peru", "start": 1}, "'start' 1"),
        ({"text": TEXT, "country": "PE", "mention": "Peru", "start": -10}, "'start' -10"),
        ({"text": TEXT, "country": "PE", "mention": "Peru", "start": "0"}, "'start' '0'"),
        ({"text": TEXT, "country": "PE", "start": 0}, "'start' 0"),
    ],
)
def test_a_wrong_record_is_refused(record, message):
    with pytest.raises(InputError) as caught:
        pair_of(record)
    assert message in str(caught.value)


def marked(pair):
    reading = reading_of(pair)
    return [(pair.text[reading.starts[i] : reading.ends[i]], code) for i, code in enumerate(reading.countries) if code]


def test_a_pronoun_is_marked():
    assert marked(Pair("It will not join, Chile said.", "PE", "It")) == [("It", "PE"), ("Chile", "CL")]


def test_a_pronoun_reads_like_a_name():
    assert reading_of(Pair("It will not join.", "PE", "It")).words == reading_of(Pair("Peru will not join.", "PE")).words


def test_our_army_reads_like_the_polish_army():
    ours, polish = Pair("Then our army will fight.", "PL", "our army"), Pair("Then Polish army will fight.", "PL")
    assert marked(ours) == [("our", "PL")]
    assert reading_of(ours).words == reading_of(polish).words


def test_the_start_decides_which_occurrence():
    pair = Pair("We met, and we will fight.", "PE", "we", 12)
    assert marked(pair) == [("we", "PE")]
    assert reading_of(pair).starts[reading_of(pair).countries.index("PE")] == 12


def test_another_code_for_a_known_form_wins_everywhere():
    pair = Pair("Russia fights; Russia and Poland lose.", "SU", "Russia")
    assert marked(pair) == [("Russia", "SU"), ("Russia", "SU"), ("Poland", "PL")]


def test_a_mention_that_the_table_knows_changes_nothing():
    assert marked(Pair(TEXT, "PE", "Peru")) == marked(Pair(TEXT, "PE")) == [("Peru", "PE"), ("Peru", "PE")]


def test_a_mention_inside_a_known_form_keeps_the_form_whole():
    assert marked(Pair("The Peruvian army waits.", "PE", "Peruvian army")) == [("Peruvian", "PE")]


@pytest.mark.parametrize("text", ["Nobody moves.", "Chile moves.", "peru"])
def test_a_state_that_is_not_there_is_refused(text):
    with pytest.raises(InputError, match=r"does not name PE.*'mention'"):
        reading_of(Pair(text, "PE"))
