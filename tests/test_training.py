"""Corpus to model."""

import re

import numpy as np
import pytest
from conftest import tiny_records, write_jsonl

from warstance.corpus import load_corpus
from warstance.errors import CorpusError
from warstance.evaluation import MOST_ERROR
from warstance.plots import PLOTS
from warstance.stance import STANCE_OF, STANCES, VALUES
from warstance.training import (
    Settings,
    build_vocabulary,
    cross_validated_scores,
    design_matrix,
    feature_scale,
    fit,
    fit_temperature,
    length_band,
    measure,
    pair_names,
    train,
)


def test_the_same_corpus_gives_the_same_bytes(run, tiny_corpus, tmp_path):
    folders = [tmp_path / name for name in ("one", "two", "three")]
    for folder, jobs in zip(folders, "112", strict=True):
        assert run("train", "--corpus", tiny_corpus, "-o", folder, "--jobs", jobs).code == 0
    contents = [{path.name: path.read_bytes() for path in folder.iterdir()} for folder in folders]
    assert contents[0] == contents[1] == contents[2]
    assert set(contents[0]) == {"model.npz", "model.json", "README.md", *PLOTS}


def test_the_order_of_files_and_rows_does_not_matter(tiny_corpus, tiny_trained, tmp_path):
    write_jsonl(tmp_path / "all.jsonl", tiny_records()[::-1])
    again = train(load_corpus(tmp_path))
    assert again.vocabulary == tiny_trained.vocabulary
    assert np.array_equal(again.coef, tiny_trained.coef)


def test_metadata(tiny_trained, tiny_corpus):
    metadata = tiny_trained.metadata
    assert metadata["corpus"] == {"sha256": load_corpus(tiny_corpus).digest, "sentences": 42, "pairs": 44, "wars": 6}
    assert metadata["features"] == len(tiny_trained.vocabulary) == len(tiny_trained.coef)
    assert set(metadata["cross_validation"]["by_war"]) == {record["war"] for record in tiny_records()}
    assert metadata["cross_validation"]["pairs"] == 44
    assert metadata["temperature"] > 0
    point = metadata["cross_validation"]["abstention"]
    assert metadata["min_probability"] == (point and point["min_probability"])
    assert sum(row["pairs"] for row in metadata["cross_validation"]["by_length"].values()) == 44
    assert {"warstance", "scikit-learn", "numpy", "python"} <= set(metadata["versions"])


def test_arrays(tiny_trained):
    assert tiny_trained.vocabulary == sorted(set(tiny_trained.vocabulary))
    assert tiny_trained.coef.shape == (len(tiny_trained.vocabulary), len(VALUES))
    assert tiny_trained.intercept.shape == (len(VALUES),)
    assert tiny_trained.coef.dtype == np.float32


def test_no_war_is_both_trained_and_tested_on():
    # Each pair has one feature, the name of its war, and each war one value. A fold that has not seen the war knows no feature of
    # it, and can only answer with its intercept: five folds, at most five answers. A leak would give each war an answer of its own.
    numbers = np.repeat(np.arange(18), 4)
    scores = cross_validated_scores([[("in", str(number))] for number in numbers], numbers % len(VALUES), numbers, Settings(min_count=3))
    assert len(np.unique(scores, axis=0)) <= Settings().folds
    assert all(len(np.unique(scores[numbers == number], axis=0)) == 1 for number in numbers)


def test_a_corpus_too_small_for_any_feature_is_refused():
    names = [[("w", str(number))] for number in range(12)]
    with pytest.raises(CorpusError, match="no feature occurs in 5 pairs"):
        fit(names, np.arange(12) % len(VALUES), Settings())


def test_the_folds_share_no_war(monkeypatch, tiny_corpus):
    from warstance import training

    seen = []

    class Spy(training.GroupKFold):
        def split(self, rows, y=None, groups=None):
            for inside, outside in super().split(rows, y, groups):
                seen.append((set(groups[inside]), set(groups[outside])))
                yield inside, outside

    monkeypatch.setattr(training, "GroupKFold", Spy)
    train(load_corpus(tiny_corpus))
    assert len(seen) == 5
    assert all(not inside & outside for inside, outside in seen)
    tested = [war for _, outside in seen for war in outside]
    assert sorted(tested) == sorted(set(tested)) == sorted({record["war"] for record in tiny_records()})


def test_vocabulary_and_matrix():
    names = [["a", "b"], ["b", "c"], ["b", "c", "z"]]
    assert build_vocabulary(names, 2) == ["b", "c"]
    assert design_matrix(names, ["b", "c"]).toarray().tolist() == [[1, 0], [1, 1], [1, 1]]
    assert design_matrix([["q"], []], ["b", "c"]).toarray().tolist() == [[0, 0], [0, 0]]


def test_a_feature_that_tells_is_scaled_above_one_that_does_not():
    gold = np.repeat(np.arange(len(VALUES)), 10)
    names = [["always", f"only {value}", f"by turns {k % 2}"] for k, value in enumerate(gold)]
    vocabulary = build_vocabulary(names, 1)
    scale = dict(zip(vocabulary, feature_scale(design_matrix(names, vocabulary), gold), strict=True))
    assert min(scale.values()) > 0
    assert min(scale[f"only {value}"] for value in gold) > max(scale["always"], scale["by turns 0"], scale["by turns 1"])


def test_each_name_stands_once_and_sorted(tiny_corpus):
    for row, actor in load_corpus(tiny_corpus).pairs():
        names = pair_names(row, actor)
        assert names == sorted(set(names))


def test_temperature():
    gold = np.array([0] * 70 + [1] * 30)
    right = np.log(np.tile([0.7, 0.3], (100, 1)))
    assert fit_temperature(right, gold) == pytest.approx(1.0, abs=0.01)
    assert fit_temperature(4 * right, gold) == pytest.approx(4.0, abs=0.02)  # four times too sure
    assert fit_temperature(right / 2, gold) == pytest.approx(0.5, abs=0.01)


@pytest.mark.parametrize(
    ("words", "band"), [(1, "1-10"), (10, "1-10"), (11, "11-20"), (20, "11-20"), (30, "21-30"), (31, "31-40"), (40, "31-40"), (41, "41+"), (99, "41+")]
)
def test_bands_of_length(words, band):
    assert length_band("war " * words) == band


def measured(tiny_corpus, sure):
    """Return the pairs of the tiny corpus, and scores of logits: of pair k, sure[k] = (value, logit) of the one value that is not 0."""
    pairs = list(load_corpus(tiny_corpus).pairs())
    gold = np.array([VALUES.index(actor.value) for _, actor in pairs])
    logits = 20.0 * np.eye(len(VALUES))[gold]
    for k, (value, logit) in sure.items():
        logits[k] = logit * np.eye(len(VALUES))[VALUES.index(value)]
    return pairs, measure(pairs, logits, gold, np.array([row.war for row, _ in pairs]))


def test_the_worst_confusion_of_each_kind(tiny_corpus):
    labels = [STANCE_OF[actor.value] for _, actor in load_corpus(tiny_corpus).pairs()]
    mild, worst = [k for k, label in enumerate(labels) if label == "deny"][:2]
    other, right = labels.index("none"), labels.index("hedge")
    pairs, scores = measured(tiny_corpus, {mild: ("CT+", 3.0), worst: ("CT+", 5.0), other: ("CT-", 4.0), right: ("PS", 30.0)})
    assert [(row["label"], row["predicted"]) for row in scores["confusions"]] == [("deny", "assert"), ("none", "deny")]
    row, actor = pairs[worst]
    first = scores["confusions"][0]
    assert (first["text"], first["country"], first["mention"]) == (row.text, actor.country, actor.mention)
    assert first["probability"] == pytest.approx(np.exp(5) / (np.exp(5) + 5), abs=1e-4)


def test_every_wrong_cell_has_its_worst_pair(tiny_trained):
    scores = tiny_trained.metadata["cross_validation"]
    wrong = {(STANCES[i], STANCES[j]) for i, row in enumerate(scores["confusion"]) for j, count in enumerate(row) if i != j and count}
    assert [(row["label"], row["predicted"]) for row in scores["confusions"]] == sorted(wrong, key=lambda cell: [STANCES.index(stance) for stance in cell])


def test_min_probability_of_a_model_keeps_its_bound(tiny_corpus):
    # Of 44 pairs, one wrong and sure is 2.3 %; three more, unsure, would be 9 %.
    hedged = [k for k, (_, actor) in enumerate(load_corpus(tiny_corpus).pairs()) if actor.value == "none"][:4]
    _, scores = measured(tiny_corpus, {hedged[0]: ("CT+", 9.0), **dict.fromkeys(hedged[1:], ("CT+", 1.0))})
    point = scores["abstention"]
    assert point["min_probability"] == pytest.approx(np.exp(9) / (np.exp(9) + 5), abs=1e-4)
    assert point["coverage"] == pytest.approx(41 / 44)
    assert point["error"] == pytest.approx(1 / 41)
    assert point["error"] <= MOST_ERROR
    assert point["claim_coverage"] == pytest.approx(38 / 41)  # 37 claims and the four taken for one, less the unsure three


def without(value):
    records = tiny_records()
    for record in records:
        for actor in record["actors"]:
            if actor["value"] == value:
                actor["value"] = "none"
    return records


@pytest.mark.parametrize("value", VALUES[:-1])
def test_a_corpus_without_a_value_is_refused(run, tmp_path, value):
    write_jsonl(tmp_path / "rows.jsonl", without(value))
    done = run("train", "--corpus", tmp_path, "-o", tmp_path / "model", "--jobs", "1")
    assert done.code == 3
    assert value in done.err
    assert not (tmp_path / "model").exists()


def test_a_value_in_one_war_only_is_refused(run, tmp_path):
    # The fold that holds that war out has nothing to learn the value from.
    records = without("PR-")
    next(actor for record in records for actor in record["actors"])["value"] = "PR-"
    write_jsonl(tmp_path / "rows.jsonl", records)
    done = run("train", "--corpus", tmp_path, "-o", tmp_path / "model", "--jobs", "1")
    assert done.code == 3
    assert "PR-" in done.err


def test_a_value_in_the_wars_of_one_fold_only_is_refused():
    # Six wars in five folds: two wars are held out together, and no other has the value.
    wars = np.repeat(np.arange(6), 12)
    gold = np.tile(np.arange(len(VALUES)), 12)
    gold[(wars != 0) & (wars != 5) & (gold == 3)] = 5
    with pytest.raises(CorpusError, match=r"PR-.*other wars"):
        cross_validated_scores([[f"in {war}"] for war in wars], gold, wars, Settings())


def test_too_few_wars_are_refused(run, tmp_path):
    write_jsonl(tmp_path / "rows.jsonl", [record for record in tiny_records() if record["war"] in ("high-pass", "salt-lakes")])
    done = run("train", "--corpus", tmp_path, "-o", tmp_path / "model", "--jobs", "1")
    assert done.code == 3
    assert re.search(r"\bwars?\b", done.err)


def test_a_missing_value_has_a_name_in_python_too():
    with pytest.raises(ValueError, match="PR-"):
        fit([["a"]] * 5, np.array([0, 1, 2, 4, 5]), Settings(min_count=1))
