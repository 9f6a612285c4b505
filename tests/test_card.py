"""The model card."""

from warstance.card import CARD, card, write_card
from warstance.stance import STANCES, VALUES


def test_the_card_is_made_of_the_metadata(tiny_trained, tmp_path):
    metadata = tiny_trained.metadata
    write_card(tmp_path, metadata)
    text = (tmp_path / CARD).read_text(encoding="utf-8")
    assert text == card(metadata)
    assert f"{metadata['cross_validation']['macro_f1']:.3f}" in text
    assert f"{metadata['features']:,} named" in text
    assert metadata["corpus"]["sha256"][:16] in text


def test_the_card_has_a_row_for_each_stance_value_war_and_genre(tiny_trained):
    lines = card(tiny_trained.metadata).splitlines()
    for name in (*STANCES, *VALUES, "salt-lakes", "news"):
        assert any(line.startswith(f"| {name} |") for line in lines), name


def test_every_table_has_even_rows(tiny_trained):
    for block in card(tiny_trained.metadata).split("\n\n"):
        assert len({line.count("|") for line in block.splitlines() if line.startswith("|")}) <= 1


def test_a_change_of_a_number_changes_the_card(tiny_trained):
    assert card(tiny_trained.metadata) != card({**tiny_trained.metadata, "temperature": 9.8765})
