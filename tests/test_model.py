"""Arrays, probabilities, reasons; and files from strangers."""

import hashlib
import io
import json
import pickle
import subprocess
import sys
import zipfile
from pathlib import Path

import numpy as np
import pytest
from conftest import environment

from warstance import training
from warstance.corpus import load_corpus
from warstance.errors import InputError, ModelFormatError, ModelNotFoundError
from warstance.model import FORMAT, PairModel, read_model, save_model
from warstance.pairs import Pair
from warstance.stance import FACTUALITY, STANCE_OF, STANCES, VALUES

PAIRS = [
    Pair("Peru will not join the war.", "PE"),
    Pair("Peru fears that Chile may join the war.", "CL"),
    Pair("Peru fears that Chile may join the war.", "PE"),
    Pair("Bolivia can't rule out joining the war, its admiral said.", "BO"),
    Pair("It has declared war.", "EC", "It"),
    Pair("Nobody moves in France.", "FR"),
    Pair("\ud800 Fiji …", "FJ"),
]


# --- scikit-learn's verbs


def test_probabilities(model):
    found = model.predict_proba(PAIRS)
    assert found.shape == (len(PAIRS), 4)
    assert found.sum(axis=1) == pytest.approx(1, abs=1e-12)
    assert model.stances == STANCES
    assert model.predict(PAIRS) == [STANCES[k] for k in found.argmax(axis=1)]


def test_nothing_in_nothing_out(model):
    assert model.predict_proba([]).shape == (0, 4)
    assert model.value_proba([]).shape == (0, 6)
    assert model.decision_function([]).shape == (0, 6)
    assert model.predict([]) == []
    assert model.verdicts([]) == []


def test_a_generator_will_do(model):
    assert np.array_equal(model.predict_proba(pair for pair in PAIRS), model.predict_proba(PAIRS))


@pytest.mark.parametrize("pair", [Pair("Nobody moves.", "FR"), Pair("Peru moves.", "FR"), Pair("…", "FR")], ids=lambda pair: pair.text)
def test_a_state_that_the_sentence_does_not_name_is_classified_or_refused(model, pair):
    try:
        found = model.predict_proba([pair])
    except InputError:
        return
    assert found.sum() == pytest.approx(1)


def test_company_changes_nothing(model):
    alone = np.vstack([model.predict_proba([pair]) for pair in PAIRS])
    assert alone == pytest.approx(model.predict_proba(PAIRS), abs=1e-9)
    assert model.predict_proba(PAIRS[::-1])[::-1] == pytest.approx(alone, abs=1e-9)


def test_stances_are_sums_of_values(model):
    values, stances = model.value_proba(model.readings(PAIRS)), model.predict_proba(PAIRS)
    for k, stance in enumerate(STANCES):
        assert stances[:, k] == pytest.approx(sum(values[:, VALUES.index(value)] for value in VALUES if STANCE_OF[value] == stance))


def test_verdicts_agree_with_probabilities(model):
    values = model.value_proba(model.readings(PAIRS))
    for verdict, row, stances in zip(model.verdicts(model.readings(PAIRS)), values, model.predict_proba(PAIRS), strict=True):
        assert verdict.stance == STANCES[stances.argmax()]
        assert STANCE_OF[verdict.value] == verdict.stance
        assert row[VALUES.index(verdict.value)] == max(row[VALUES.index(value)] for value in VALUES if STANCE_OF[value] == verdict.stance)
        assert list(verdict.probability) == list(STANCES)
        assert list(verdict.probability.values()) == pytest.approx(list(stances))
        claimed = sum(row[VALUES.index(value)] * factuality for value, factuality in FACTUALITY.items()) / (1 - row[-1])
        assert verdict.factuality == pytest.approx(claimed)
        assert -3 <= verdict.factuality <= 3


def test_factuality_of_no_claim_at_all_is_zero():
    certain = PairModel([], np.zeros((0, 6), np.float32), np.array([0, 0, 0, 0, 0, 500], np.float32), 1.0)
    (verdict,) = certain.verdicts(certain.readings(PAIRS[:1]))
    assert (verdict.stance, verdict.value, verdict.factuality) == ("none", "none", 0.0)


def test_huge_logits_do_not_overflow():
    loud = PairModel([], np.zeros((0, 6), np.float32), np.array([1e30, 0, 0, 0, 0, -1e30], np.float32), 0.01)
    assert loud.predict_proba(PAIRS[:1]).tolist() == [[1, 0, 0, 0]]


# --- one path for the answer and its reasons


@pytest.mark.parametrize("value", VALUES)
@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.country)
def test_reasons_add_up_to_the_answer(model, pair, value):
    ((reading, country),) = model.readings([pair])
    row = model.decision_function([(reading, country)])[0]
    weights, bias = model.unit_weights(reading, country, value)
    rival = VALUES.index("none") if value != "none" else int(row[:-1].argmax())
    assert len(weights) == len(reading.words)
    assert weights.sum() + bias == pytest.approx(row[VALUES.index(value)] - row[rival], abs=1e-9)


def test_cues_are_the_heaviest_units(model):
    pair = PAIRS[3]
    ((reading, country),) = model.readings([pair])
    cues = model.explain(reading, country, pair.text, "PS", most=3)
    weights, _ = model.unit_weights(reading, country, "PS")
    assert len(cues) == 3
    assert [abs(cue.weight) for cue in cues] == sorted((abs(cue.weight) for cue in cues), reverse=True)
    for cue in cues:
        assert pair.text[cue.start : cue.end] == cue.text
        assert any(letter.isalnum() for letter in cue.text)
        assert any(cue.weight == round(float(weight), 4) for weight in weights)


def test_a_negation_is_the_reason_of_a_denial(model):
    pair = Pair("Peru will not join the war.", "PE")
    ((reading, country),) = model.readings([pair])
    assert "not" in [cue.text for cue in model.explain(reading, country, pair.text, "CT-") if cue.weight > 0]


@pytest.mark.parametrize("value", VALUES)
def test_words_without_content_are_no_cues(model, value):
    pair = Pair("It is said that the army of Peru has been sent to the war in Chile, but Peru has not joined it.", "PE")
    ((reading, country),) = model.readings([pair])
    cues = {cue.text.lower() for cue in model.explain(reading, country, pair.text, value, most=99)}
    assert not cues & {"it", "is", "that", "the", "of", "has", "been", "to", "in", "peru", "chile"}
    assert cues


def test_what_is_no_pair_is_told(model):
    for call in (model.predict, model.predict_proba):
        for wrong in ("x", ["x"], [("Peru waits.", "PE")], Pair("Peru waits.", "PE"), [None]):
            with pytest.raises(TypeError, match="Pair"):
                call(wrong)


# --- the same as scikit-learn


def test_numpy_predicts_what_scikit_learn_predicts(tiny_corpus, monkeypatch):
    seen = []

    class Spy(training.LogisticRegression):
        def fit(self, matrix, gold):
            seen.append((self, matrix))
            return super().fit(matrix, gold)

    monkeypatch.setattr(training, "LogisticRegression", Spy)
    labelled = list(load_corpus(tiny_corpus).pairs())
    names = [training.pair_names(row, actor) for row, actor in labelled]
    gold = np.array([VALUES.index(actor.value) for _, actor in labelled])
    ours = PairModel(*training.fit(names, gold, training.Settings()), temperature=1.0)
    pairs = [Pair(row.text, actor.country, actor.mention, actor.start) for row, actor in labelled]
    ((theirs, matrix),) = seen
    assert ours.value_proba(ours.readings(pairs)) == pytest.approx(theirs.predict_proba(matrix), abs=1e-6)


def test_predicting_imports_neither_scikit_learn_nor_scipy():
    code = (
        "import sys, warstance; claims = warstance.find_claims('Peru will not join the war.')\n"
        "print(len(claims), sorted({name.partition('.')[0] for name in sys.modules} & {'sklearn', 'scipy', 'pandas', 'trafilatura'}))"
    )
    done = subprocess.run([sys.executable, "-c", code], env=environment(), capture_output=True, text=True, check=True)
    assert done.stdout == "1 []\n"


# --- on disk


def test_a_saved_model_predicts_the_same(tiny_trained, tiny_model):
    fresh = PairModel(tiny_trained.vocabulary, tiny_trained.coef, tiny_trained.intercept, tiny_trained.metadata["temperature"])
    assert np.array_equal(fresh.predict_proba(PAIRS), tiny_model.predict_proba(PAIRS))


def test_metadata_comes_back(tiny_trained, tiny_model):
    assert tiny_model.metadata["format"] == FORMAT
    assert {key: tiny_model.metadata[key] for key in tiny_trained.metadata} == json.loads(json.dumps(tiny_trained.metadata))


def test_saving_leaves_nothing_else(tiny_folder):
    assert sorted(path.name for path in tiny_folder.iterdir()) == ["model.json", "model.npz"]


def test_saving_makes_folders(tiny_trained, tmp_path):
    save_model(tmp_path / "a" / "b", tiny_trained.vocabulary, tiny_trained.coef, tiny_trained.intercept, tiny_trained.metadata)
    assert read_model(tmp_path / "a" / "b").vocabulary == tiny_trained.vocabulary


def test_another_table_shares_the_weights(model, tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text("code,names\nZZ,Ruritania\n", encoding="utf-8")
    from warstance.countries import default_table

    other = model.with_table(default_table().extended(path))
    assert type(other) is type(model)
    assert np.array_equal(other.predict_proba(PAIRS), model.predict_proba(PAIRS))
    assert [claim.country for claim in other.find_claims("Ruritania will not join the war.")] == ["ZZ"]
    assert model.find_claims("Ruritania will not join the war.") == []


@pytest.mark.parametrize("missing", ["model.npz", "model.json", "both"])
def test_a_missing_model_is_not_found(tiny_folder, tmp_path, missing):
    for name in ("model.npz", "model.json"):
        if missing not in (name, "both"):
            (tmp_path / name).write_bytes((tiny_folder / name).read_bytes())
    with pytest.raises(ModelNotFoundError, match="train"):
        read_model(tmp_path)
    with pytest.raises(ModelNotFoundError):
        read_model(tmp_path / "none")


GOOD = {"vocabulary": np.frombuffer(b"w\ta\nw\tb", dtype=np.uint8), "coef": np.zeros((2, 6), "<f4"), "intercept": np.zeros(6, "<f4")}
HEADER = {"format": FORMAT, "values": list(VALUES), "temperature": 1.0}


def npz(**changes) -> bytes:
    stream = io.BytesIO()
    arrays = {name: array for name, array in {**GOOD, **changes}.items() if array is not None}
    np.savez_compressed(stream, allow_pickle=True, **arrays)
    return stream.getvalue()


def zipped(members) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return stream.getvalue()


def npy(array) -> bytes:
    stream = io.BytesIO()
    np.save(stream, array)
    return stream.getvalue()


def lying_npy() -> bytes:
    """Return an array whose header promises far more numbers than there are."""
    stream = io.BytesIO()
    np.lib.format.write_array_header_1_0(stream, {"descr": "<f4", "fortran_order": False, "shape": (10**12, 6)})
    return stream.getvalue() + bytes(48)


def put(folder: Path, arrays: bytes, **header) -> Path:
    (folder / "model.npz").write_bytes(arrays)
    content = {**HEADER, "sha256": hashlib.sha256(arrays).hexdigest(), **header}
    (folder / "model.json").write_text(json.dumps({key: value for key, value in content.items() if value is not ...}), encoding="utf-8")
    return folder


def test_the_smallest_model_is_read(tmp_path):
    parts = read_model(put(tmp_path, npz()))
    assert parts.vocabulary == [("w", "a"), ("w", "b")]


class Bang:
    def __reduce__(self):
        return (pytest.fail, ("a pickle was run",))


HOSTILE = {
    "a pickle": pickle.dumps(Bang()),
    "a pickle in the archive": zipped([("vocabulary.npy", pickle.dumps(Bang())), ("coef.npy", npy(GOOD["coef"])), ("intercept.npy", npy(GOOD["intercept"]))]),
    "an array of objects": npz(coef=np.array([[Bang()] * 6] * 2, dtype=object)),
    "nothing": b"",
    "noise": bytes(range(256)) * 9,
    "a text": b"model",
    "half an archive": npz()[: len(npz()) // 2],
    "an archive without its end": npz()[:-10],
    "a damaged member": npz()[:80] + b"\xff" * 40 + npz()[120:],
    "a name missing": npz(coef=None),
    "a name too many": npz(extra=np.zeros(1)),
    "a path for a name": zipped([(f"../{name}.npy", npy(array)) for name, array in GOOD.items()]),
    "no arrays": zipped([(f"{name}.npy", b"hello") for name in GOOD]),
    "a lying header": zipped([("vocabulary.npy", npy(GOOD["vocabulary"])), ("coef.npy", lying_npy()), ("intercept.npy", npy(GOOD["intercept"]))]),
    "NaN": npz(coef=np.full((2, 6), np.nan, "<f4")),
    "infinity": npz(intercept=np.full(6, np.inf, "<f4")),
    "double precision": npz(coef=np.zeros((2, 6))),
    "other byte order": npz(coef=np.zeros((2, 6), ">f4")),
    "strings": npz(vocabulary=np.array(["w:a", "w:b"])),
    "too few rows": npz(coef=np.zeros((1, 6), "<f4")),
    "too few columns": npz(coef=np.zeros((2, 5), "<f4")),
    "coef flat": npz(coef=np.zeros(12, "<f4")),
    "intercept too long": npz(intercept=np.zeros(7, "<f4")),
    "intercept a number": npz(intercept=np.float32(0)),
    "a bomb": npz(coef=np.zeros((2_000_000, 6), "<f4")),
    "vocabulary not UTF-8": npz(vocabulary=np.frombuffer(b"w\ta\n\xff\xfe", dtype=np.uint8)),
    "a feature twice": npz(vocabulary=np.frombuffer(b"w\ta\nw\ta", dtype=np.uint8)),
}


@pytest.mark.parametrize("arrays", HOSTILE.values(), ids=HOSTILE)
def test_hostile_arrays_are_refused(tmp_path, arrays):
    with pytest.raises(ModelFormatError) as caught:
        read_model(put(tmp_path, arrays))
    assert str(tmp_path / "model.npz") in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_member_that_stands_twice_is_refused(tmp_path):
    with pytest.warns(UserWarning, match="Duplicate name"):
        arrays = zipped([*((f"{name}.npy", npy(array)) for name, array in GOOD.items()), ("coef.npy", npy(GOOD["coef"] + 1))])
    with pytest.raises(ModelFormatError):
        read_model(put(tmp_path, arrays))


@pytest.mark.parametrize(
    "header",
    [
        {"format": FORMAT + 1},
        {"format": "1"},
        {"format": ...},
        {"values": ["CT+", "CT-"]},
        {"values": ...},
        {"temperature": 0},
        {"temperature": -1},
        {"temperature": "1"},
        {"temperature": None},
        {"temperature": float("nan")},
        {"temperature": float("inf")},
        {"temperature": ...},
        {"sha256": "0" * 64},
        {"sha256": None},
        {"sha256": ["0"]},
        {"sha256": ...},
    ],
    ids=str,
)
def test_a_wrong_header_is_refused(tmp_path, header):
    with pytest.raises(ModelFormatError):
        read_model(put(tmp_path, npz(), **header))


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"null", b'"format"', b"\xff\xfe", b"\x80", b"[" * 100_000, b'{"format": ' + b"1" * 5_000 + b"}", pickle.dumps({"format": 1})],
    ids=["nothing", "half", "a list", "null", "a string", "UTF-16", "no UTF-8", "nested deeply", "a long number", "a pickle"],
)
def test_a_header_that_is_no_header_is_refused(tmp_path, content):
    put(tmp_path, npz())
    (tmp_path / "model.json").write_bytes(content)
    with pytest.raises(ModelFormatError) as caught:
        read_model(tmp_path)
    assert str(tmp_path / "model.json") in str(caught.value)


def test_a_changed_byte_is_noticed(tiny_folder, tmp_path):
    for name in ("model.npz", "model.json"):
        (tmp_path / name).write_bytes((tiny_folder / name).read_bytes())
    content = bytearray((tmp_path / "model.npz").read_bytes())
    content[len(content) // 2] ^= 1
    (tmp_path / "model.npz").write_bytes(content)
    with pytest.raises(ModelFormatError, match="checksum"):
        read_model(tmp_path)
