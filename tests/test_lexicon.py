"""The lexicon's shape; its words are free to grow."""

import pytest

from warstance import lexicon


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("join", {"join", "joins", "joined", "joining"}),
        ("deny", {"deny", "denies", "denied", "denying"}),
        ("declare", {"declare", "declares", "declared", "declaring"}),
    ],
)
def test_regular_forms(verb, forms):
    assert forms <= set(lexicon.inflections(verb))


def test_every_phrase_is_made_of_words_and_has_a_class():
    for phrase, entry in lexicon.phrases().items():
        assert phrase
        assert all(word and word == word.lower() and " " not in word for word in phrase), phrase
        assert entry.classes, phrase
        assert len(entry.classes) == len(set(entry.classes)), phrase


@pytest.mark.parametrize(
    ("phrase", "kind"),
    [(("join",), "JOIN"), (("declared", "war"), "DECLARE"), (("neutral",), "NEUTRAL"), (("troops",), "TROOPS"), (("not",), "NEG"), (("may",), "MAY")],
)
def test_the_classes_of_clear_words(phrase, kind):
    assert kind in lexicon.phrases()[phrase].classes
