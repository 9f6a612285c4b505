import json

import pytest

from warstance.corpus import load_corpus
from warstance.errors import InputError
from warstance.measuring import SHARES, learning_curve, read_gold, score

ROWS = [
    {"text": "Peru has declared war on Chile.", "country": "PE", "value": "CT+"},
    {"text": "Oslo said it would not join the war.", "country": "NO", "value": "CT-"},
    {"text": "Greece may be drawn into the war.", "country": "GR", "value": "PS"},
    {"text": "The cup final in Brazil ended in a draw.", "country": "BR", "value": "none"},
    {"text": "The king may fight or not.", "country": "SE", "mention": "The king", "value": "PS", "contested": True},
]


def gold_file(folder, rows):
    path = folder / "gold.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return str(path)


def test_gold_leaves_contested_rows_out(tmp_path):
    gold = read_gold(gold_file(tmp_path, ROWS))
    assert gold.values == ["CT+", "CT-", "PS", "none"]
    assert [pair.country for pair in gold.pairs] == ["PE", "NO", "GR", "BR"]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"text": "Peru waits.", "country": "PE", "value": "maybe"}, "value 'maybe'"),
        ({"text": "", "country": "PE", "value": "PS"}, "'text'"),
        ({"text": "Peru waits.", "country": "Peru", "value": "PS"}, "country 'Peru'"),
    ],
)
def test_a_wrong_row_is_named(tmp_path, row, reason):
    name = gold_file(tmp_path, [ROWS[0], row])
    with pytest.raises(InputError) as caught:
        read_gold(name)
    assert str(caught.value).startswith(f"{name}:2: ")
    assert reason in str(caught.value)


def test_an_empty_file_is_no_gold(tmp_path):
    with pytest.raises(InputError, match="no labelled pair"):
        read_gold(gold_file(tmp_path, ROWS[4:]))


def test_scores_of_clear_cases(tmp_path, model):
    scores = score(model, read_gold(gold_file(tmp_path, ROWS)))
    assert scores["pairs"] == 4
    assert scores["macro_f1"] == 1.0
    assert sum(map(sum, scores["confusion"])) == 4


def test_a_learning_curve_grows_to_the_whole_corpus(tmp_path, tiny_corpus):
    corpus = load_corpus(tiny_corpus)
    gold = read_gold(gold_file(tmp_path, ROWS))
    points = list(learning_curve(corpus, gold, shares=(0.9, 1.0)))
    assert [point["sentences"] for point in points] == [round(0.9 * len(corpus.rows)), len(corpus.rows)]
    assert all(0 <= point["macro_f1"] <= 1 for point in points)
    assert SHARES[-1] == 1.0
