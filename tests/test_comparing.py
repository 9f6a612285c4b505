"""Other models, and ours without some features, on the tiny corpus."""

import json
import re

import numpy as np
import pytest

from warstance import comparing
from warstance.comparing import (
    MODELS,
    Examples,
    Figures,
    Fitted,
    Outcome,
    Variant,
    ablations,
    compare,
    features_table,
    figures,
    group,
    models_table,
    prepare,
    word_classes,
)
from warstance.corpus import load_corpus
from warstance.errors import CorpusError
from warstance.features import family
from warstance.measuring import read_gold
from warstance.model import PairModel
from warstance.stance import VALUES
from warstance.training import Settings, cross_validated_scores, examples, fit, fit_temperature

GOLD = [
    {"text": "Peru has declared war on Chile.", "country": "PE", "value": "CT+"},
    {"text": "Oslo said it would not join the war.", "country": "NO", "value": "CT-"},
    {"text": "Greece may be drawn into the war.", "country": "GR", "value": "PS"},
    {"text": "The cup final in Brazil ended in a draw.", "country": "BR", "value": "none"},
]


@pytest.fixture(scope="module")
def gold_name(tmp_path_factory):
    path = tmp_path_factory.mktemp("gold") / "gold.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in GOLD), encoding="utf-8")
    return str(path)


@pytest.fixture(scope="module")
def corpus(tiny_corpus):
    return load_corpus(tiny_corpus)


@pytest.fixture(scope="module")
def data(corpus, gold_name):
    return prepare(corpus, read_gold(gold_name))


@pytest.fixture(scope="module")
def outcomes(data):
    return list(compare(data, MODELS))


def crafted(vocabulary, rows, values, wars):
    from scipy.sparse import csr_matrix

    return Examples(vocabulary, csr_matrix(np.array(rows, dtype=float)), np.array(values), np.array(wars), None)


# --- on the same folds


def test_ours_is_what_training_makes(corpus, data, outcomes, gold_name):
    names, values = examples(corpus)
    wars = np.array([row.war for row, _ in corpus.pairs()])
    scores = cross_validated_scores(names, values, wars, Settings())
    temperature = fit_temperature(scores, values)
    # Weights of a trained model are of single precision, so nearly.
    assert outcomes[0].cross_validation == pytest.approx(figures(scores / temperature, values), abs=1e-4)
    gold = read_gold(gold_name)
    model = PairModel(*fit(names, values, Settings()), temperature)
    logits = model.decision_function(model.readings(gold.pairs))
    assert outcomes[0].gold == pytest.approx(figures(logits, data.gold[1]), abs=1e-4)
    assert outcomes[0].features == len(data.vocabulary)


def test_every_model_has_figures(outcomes):
    assert [outcome.name for outcome in outcomes] == [variant.name for variant in MODELS]
    assert [outcome.failure for outcome in outcomes] == [None] * len(MODELS)
    for outcome in outcomes:
        assert outcome.features > 0
        for found in (outcome.cross_validation, outcome.gold):
            assert all(0 <= value <= 1 for value in (found.macro_f1, found.value_macro_f1, found.ece))
            assert 0 < found.log_loss < 3


def test_no_two_models_are_the_same(outcomes):
    assert len({round(outcome.cross_validation.log_loss, 6) for outcome in outcomes}) == len(MODELS)


@pytest.mark.parametrize("variant", MODELS, ids=lambda variant: variant.name)
def test_every_model_finds_a_feature_that_gives_the_value_away(variant):
    # One word for each value, in twelve wars: whatever the model, a war held out is clear.
    numbers = np.arange(288)
    values = numbers % len(VALUES)
    words = [("ww", f"word{value}", f"next{value}") for value in range(len(VALUES))]
    data = crafted([*words, ("link", "x")], [[*(value == k for k in range(len(VALUES))), 1] for value in values], values, numbers // 24)
    (outcome,) = compare(data, [variant])
    assert outcome.failure is None
    assert (outcome.cross_validation.macro_f1, outcome.cross_validation.value_macro_f1) == (1.0, 1.0)
    assert outcome.cross_validation.log_loss < 0.1


def test_what_a_fold_holds_out_is_not_trained_on(data):
    seen = []

    def spy(matrix, values, vocabulary):
        seen.append(len(values))
        assert (np.asarray(matrix.sum(axis=0)) >= Settings().min_count).all()
        return Fitted(lambda rows: np.zeros((rows.shape[0], len(VALUES))), 1)

    (outcome,) = compare(data, [Variant("spy", spy)])
    assert outcome.failure is None
    pairs = len(data.values)
    assert seen[-1] == pairs  # for the gold, on everything
    assert sum(pairs - n for n in seen[:-1]) == pairs  # each pair is held out once
    assert outcome.cross_validation.log_loss > 1


def test_one_that_fails_hides_no_other(data):
    def broken(matrix, values, vocabulary):
        raise ValueError("no such luck")

    found = list(compare(data, [Variant("broken", broken), MODELS[0]]))
    assert found[0].failure == "ValueError: no such luck"
    assert found[0].cross_validation is None
    assert found[1].cross_validation is not None
    table = models_table(found).splitlines()
    assert table[2].startswith("| broken | – |")
    assert "–" not in table[3]


def test_processes_change_nothing(data):
    # A function of the package: a child process imports it.
    variants = [MODELS[0], MODELS[4]]
    one, two = (list(compare(data, variants, jobs=jobs)) for jobs in (1, 2))
    assert [outcome._replace(seconds=0.0) for outcome in one] == [outcome._replace(seconds=0.0) for outcome in two]


def test_too_few_wars_are_refused(data):
    with pytest.raises(CorpusError, match="wars"):
        next(compare(data._replace(wars=np.zeros(len(data.values))), MODELS))


def test_without_gold(corpus):
    (outcome,) = compare(prepare(corpus), MODELS[:1])
    assert outcome.gold is None
    assert outcome.features > 0
    assert "gold" not in models_table([outcome])
    assert "gold" not in features_table([outcome])


# --- figures and methods


def test_figures():
    probability = np.array([[0.7, 0.1, 0.1, 0.0, 0.0, 0.1], [0.3, 0.15, 0.15, 0.1, 0.1, 0.2], [0.1, 0.1, 0.1, 0.1, 0.5, 0.1]])
    found = figures(np.log(np.maximum(probability, 1e-12)), np.array([0, 2, 5]))
    # The second is a hedge by 0.4 against 0.3, though no value of a hedge is its most probable; PR+ and PS tie, the first wins.
    assert found.macro_f1 == pytest.approx((1 + 1 + 0 + 0) / 4)
    assert found.value_macro_f1 == pytest.approx(1 / 5)  # of CT+, PR+, PS, CT-, none
    assert found.log_loss == pytest.approx(-np.log([0.7, 0.4, 0.1]).mean())
    assert found.ece == pytest.approx((0.3 + 0.6 + 0.5) / 3)


def test_the_ordinal_model_gives_probabilities(data):
    scores = comparing._ordinal(data.matrix, data.values, data.vocabulary).scores(data.matrix)
    assert np.exp(scores).sum(axis=1) == pytest.approx(np.ones(len(scores)))


def test_the_averaged_model_is_the_mean_of_its_parts(data):
    ours, gate, both = (
        fit(data.matrix, data.values, data.vocabulary).scores(data.matrix) for fit in (comparing._six_way, comparing._gated, comparing._averaged)
    )
    assert np.exp(both) / 2 == pytest.approx((np.exp(ours) + np.exp(gate)) / 2)


def test_words_with_the_same_neighbours_are_of_one_class():
    from scipy.sparse import csr_matrix

    verbs, nouns = ("joined", "entered", "left"), ("tea", "milk", "beer")
    bigrams = [("ww", "has", verb) for verb in verbs] + [("ww", verb, "the") for verb in verbs]
    bigrams += [("ww", "drank", noun) for noun in nouns] + [("ww", noun, "with") for noun in nouns]
    classes = word_classes(csr_matrix(np.ones((4, len(bigrams)))), bigrams, number=4)
    assert len({classes[verb] for verb in verbs}) == 1
    assert len({classes[noun] for noun in nouns}) == 1
    assert classes["joined"] != classes["tea"]


@pytest.mark.parametrize("name", ["w", "ww", "first", "last", "tR", "tL2", "tRRR"])
def test_families_of_words(name):
    assert comparing._of_words(name)


@pytest.mark.parametrize("name", ["c", "tRc", "tLc2", "tclause", "1 evw", "L eR2", "link", "length"])
def test_families_that_rest_on_the_lexicon(name):
    assert not comparing._of_words(name)


# --- ablation


@pytest.mark.parametrize(
    ("name", "expected"),
    [("ww", "ww"), ("tR2", "tR"), ("tRc3", "tRc"), ("1 st", "link st"), ("L st2", "link st"), ("1 eLc1", "link eLc"), ("length", "length"), ("last", "last")],
)
def test_groups(name, expected):
    assert group(name) == expected


def test_each_family_is_left_out_once(data):
    families = {family(feature) for feature in data.vocabulary}
    first, *others = ablations(data.vocabulary)
    assert all(map(first.keeps, families))
    assert {group(name) for name in families} | {"all 1 …", "all L …", "all t…"} == {variant.name for variant in others}
    for variant in others:
        left_out = {name for name in families if not variant.keeps(name)}
        assert left_out
        if variant.name.startswith("all "):
            assert {name[0] for name in left_out} == {variant.name[4]}
        else:
            assert left_out == {name for name in families if group(name) == variant.name}


def test_a_family_left_out_is_not_fitted():
    numbers = np.arange(144)
    values = numbers % len(VALUES)
    vocabulary = [*(("w", str(k)) for k in range(len(VALUES))), ("noise", "x"), ("noise", "y")]
    data = crafted(
        vocabulary, [[*(value == one for one in range(len(VALUES))), k % 5 == 0, k % 7 == 0] for k, value in enumerate(values)], values, numbers // 24
    )
    found = {outcome.name: outcome for outcome in compare(data, ablations(vocabulary))}
    assert set(found) == {"nothing", "w", "noise"}
    assert [found[name].features for name in ("nothing", "w", "noise")] == [8, 2, 6]
    assert found["w"].cross_validation.log_loss > 1 > found["noise"].cross_validation.log_loss


def outcome(name, log_loss, macro, features=10, failure=None):
    found = None if failure else Figures(macro, 0.5, log_loss, 0.01)
    return Outcome(name, features, found, found, 0.0, failure)


def test_the_costliest_family_stands_first():
    rows = [outcome("nothing", 0.4, 0.7), outcome("b", 0.39, 0.71, 8), outcome("broken", 0, 0, 0, "ValueError"), outcome("a", 0.5, 0.6, 4)]
    assert features_table(rows).splitlines() == [
        "| left out | features | log loss | stance macro-F1 | gold log loss | gold stance macro-F1 |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
        "| nothing | 10 | 0.4000 | 0.7000 | 0.4000 | 0.7000 |",
        "| a | 6 | +0.1000 | -0.1000 | +0.1000 | -0.1000 |",
        "| b | 2 | -0.0100 | +0.0100 | -0.0100 | +0.0100 |",
        "| broken | – | – | – | – | – |",
    ]


def test_a_base_that_failed_hides_no_other():
    table = features_table([outcome("nothing", 0, 0, 0, "ValueError"), outcome("a", 0.5, 0.6)])
    assert table.splitlines()[-1] == "| a | – | 0.5000 | 0.6000 |"


# --- the command


@pytest.fixture
def few(monkeypatch):
    """Two of the models, two of the ablations."""
    monkeypatch.setattr(comparing, "MODELS", MODELS[:2])
    monkeypatch.setattr(comparing, "ablations", lambda vocabulary: ablations(vocabulary)[:2])


def test_the_command_writes_both_tables(run, few, tiny_corpus, gold_name, tmp_path):
    done = run("corpus", "compare", "--gold", gold_name, "--corpus", tiny_corpus, "--jobs", "1", "-o", tmp_path / "tables.md")
    assert (done.code, done.out) == (0, "")
    written = (tmp_path / "tables.md").read_text(encoding="utf-8")
    assert re.findall(r"^## .*", written, re.MULTILINE) == ["## Models", "## Features"]
    lines = [line for line in written.splitlines() if line.startswith("|")]
    assert len(lines) == 4 + 4
    assert {line.count("|") for line in lines[:4]} == {11}
    assert {line.count("|") for line in lines[4:]} == {7}
    assert [line.split(": ")[1] for line in done.err.splitlines()[1:]] == ["models"] * 2 + ["features"] * 2


@pytest.mark.parametrize(("only", "head"), [("models", "## Models"), ("features", "## Features")])
def test_only_one_table(run, few, tiny_corpus, only, head):
    done = run("corpus", "compare", "--corpus", tiny_corpus, "--only", only, "--jobs", "1")
    assert done.code == 0
    assert re.findall(r"^## .*", done.out, re.MULTILINE) == [head]
    assert "gold" not in done.out


def test_a_failure_is_told(run, monkeypatch, tiny_corpus):
    def broken(matrix, values, vocabulary):
        raise ValueError("no such luck")

    monkeypatch.setattr(comparing, "MODELS", [Variant("broken", broken), MODELS[0]])
    done = run("corpus", "compare", "--corpus", tiny_corpus, "--only", "models", "--jobs", "1")
    assert done.code == 1
    assert "broken: failed (ValueError: no such luck)" in done.err
    assert len([line for line in done.out.splitlines() if line.startswith("|")]) == 4


def test_a_wrong_gold_or_corpus_is_told(run, tiny_corpus, tmp_path):
    assert run("corpus", "compare", "--corpus", tiny_corpus, "--gold", tmp_path / "none.jsonl").code == 1
    assert run("corpus", "compare", "--corpus", tmp_path / "none", "-o", tmp_path / "out").code == 3
    assert not (tmp_path / "out").exists()
