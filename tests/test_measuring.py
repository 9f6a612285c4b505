import json

import pytest
from conftest import tiny_records

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
        ({"text": "Peru waits.", "country": "PE"}, "'value' is missing"),
        ({"text": "Peru waits.", "actors": [{"mention": "Peru", "country": "PE"}]}, "'value' is missing"),
        ({"text": "Peru waits.", "actors": [{"mention": "Chile", "country": "CL", "value": "PS"}]}, "mention 'Chile'"),
        ({"text": "Peru waits.", "actors": "PE"}, "'actors' is not a list"),
        ({"text": "Peru waits.", "actors": ["PE"]}, "'actors' is not a list"),
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


def test_rows_of_a_corpus_are_gold(tmp_path):
    gold = read_gold(gold_file(tmp_path, [ROWS[0], *tiny_records()[5:7]]))
    assert [pair.country for pair in gold.pairs] == ["PE", "CY", "LY", "TN"]
    assert gold.values == ["CT+", "none", "CT-", "CT-"]


def test_an_empty_file_is_no_gold(tmp_path):
    with pytest.raises(InputError, match="no labelled pair"):
        read_gold(gold_file(tmp_path, ROWS[4:]))


def test_scores_of_clear_cases(tmp_path, model):
    scores = score(model, read_gold(gold_file(tmp_path, ROWS)))
    assert scores["pairs"] == 4
    assert scores["macro_f1"] == 1.0
    assert sum(map(sum, scores["confusion"])) == 4


def test_a_stance_that_nobody_has_does_not_lower_the_mean(tmp_path, model):
    scores = score(model, read_gold(gold_file(tmp_path, ROWS[:2])))
    assert (scores["pairs"], scores["macro_f1"], scores["value_macro_f1"]) == (2, 1.0, 1.0)


@pytest.mark.parametrize(("rows", "shown"), [(ROWS[:1], ["100%"]), (ROWS[:4], ["25%", "60%", "80%", "100%"])])
def test_evaluate_prints_no_line_twice(run, tmp_path, rows, shown):
    done = run("evaluate", gold_file(tmp_path, rows))
    assert done.code == 0
    assert [line.split()[2] for line in done.out.splitlines() if line.startswith("most confident")] == shown


def test_a_learning_curve_grows_to_the_whole_corpus(tmp_path, tiny_corpus):
    corpus = load_corpus(tiny_corpus)
    gold = read_gold(gold_file(tmp_path, ROWS))
    points = list(learning_curve(corpus, gold, shares=(0.9, 1.0)))
    assert [point["sentences"] for point in points] == [round(0.9 * len(corpus.rows)), len(corpus.rows)]
    assert all(0 <= point["macro_f1"] <= 1 for point in points)
    assert SHARES[-1] == 1.0
