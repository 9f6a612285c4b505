"""The model card."""

import copy

import pytest

from warstance.card import CARD, card, write_card
from warstance.plots import PLOTS
from warstance.stance import STANCES, VALUES


def test_the_card_is_made_of_the_metadata(tiny_trained, tmp_path):
    metadata = tiny_trained.metadata
    write_card(tmp_path, metadata)
    text = (tmp_path / CARD).read_text(encoding="utf-8")
    assert text == card(metadata)
    assert f"{metadata['cross_validation']['macro_f1']:.3f}" in text
    assert f"{metadata['features']:,} named" in text
    assert metadata["corpus"]["sha256"][:16] in text


@pytest.fixture
def metadata(tiny_trained):
    """Metadata with numbers of which each stands once."""
    given = copy.deepcopy(tiny_trained.metadata)
    given["min_probability"] = 0.8125
    given["cross_validation"] |= {
        "by_length": {"1-10": {"pairs": 31, "macro_f1": 0.811}, "41+": {"pairs": 13, "macro_f1": 0.322}},
        "calibration": [{"confidence": 0.4567, "accuracy": 0.5432, "n": 22}, {"confidence": 0.9876, "accuracy": 0.9543, "n": 21}],
        "abstention": {"min_probability": 0.8125, "coverage": 0.7083, "error": 0.0499, "claim_coverage": 0.381, "claim_error": 0.0722},
        "confusions": [
            {"label": "deny", "predicted": "hedge", "text": "Tonga * | <b>may not</b> [sail].", "country": "TO", "mention": "Tonga", "probability": 0.9641}
        ],
    }
    return given


def test_the_card_has_lengths_calibration_and_confusions(metadata):
    lines = card(metadata).splitlines()
    for line in (
        "| 1-10 | 31 | 0.811 |",
        "| 41+ | 13 | 0.322 |",
        "| 22 | 0.457 | 0.543 |",
        "| 21 | 0.988 | 0.954 |",
        r"| deny | hedge | 0.96 | TO | Tonga \* \| \<b\>may not\</b\> \[sail\]. |",
    ):
        assert line in lines


def test_the_card_says_where_to_abstain(metadata):
    text = card(metadata)
    for number in ("`min_probability` is 0.8125", "at most 5%", "70.8%", "5.0%", "38.1%", "7.2%"):
        assert number in text
    metadata["min_probability"] = metadata["cross_validation"]["abstention"] = None
    assert "No `min_probability` keeps" in card(metadata)


def test_the_card_shows_the_plots_that_are_there(metadata):
    assert ".svg" not in card(metadata)
    for name in PLOTS:
        assert [plot for plot in PLOTS if f"]({plot})" in card(metadata, [name])] == [name]


def test_the_card_has_a_row_for_each_stance_value_war_and_genre(tiny_trained):
    lines = card(tiny_trained.metadata).splitlines()
    for name in (*STANCES, *VALUES, "salt-lakes", "news", "1-10"):
        assert any(line.startswith(f"| {name} |") for line in lines), name


def test_every_table_has_even_rows(tiny_trained):
    for block in card(tiny_trained.metadata).split("\n\n"):
        assert len({line.count("|") for line in block.splitlines() if line.startswith("|")}) <= 1


def test_a_change_of_a_number_changes_the_card(tiny_trained):
    assert card(tiny_trained.metadata) != card({**tiny_trained.metadata, "temperature": 9.8765})
