"""The classifier of pairs: arrays, probabilities, reasons; load and save. Needs numpy only.

On disk a model is a folder with `model.npz` (arrays, never pickled objects) and `model.json` (a format number, the settings, a
checksum of the arrays, how it was trained). Loading checks names, sizes, types and shapes before it reads, so that a file from a
stranger can at worst be refused.
"""

import hashlib
import io
import itertools
import json
import os
import sys
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from warstance.countries import CountryTable
from warstance.errors import ModelFormatError, ModelNotFoundError
from warstance.features import Feature, features_of, pair_features
from warstance.pairs import Pair, reading_of
from warstance.paths import MODEL_FILES, default_model
from warstance.reading import Reading
from warstance.stance import FACTUALITY, STANCE_OF, STANCES, UNSURE, VALUES

FORMAT: Final = 2
"""Number of the format on disk; raised when an older reader would misread it."""

_ARRAYS: Final = {"vocabulary": "|u1", "coef": "<f4", "intercept": "<f4"}
_LARGEST: Final = 256 * 2**20  # bytes of one model, unpacked; ours has under 20 MB
_HIGHEST_RATIO: Final = 200  # unpacked to packed; ours has about 4

# Articles, prepositions, pronouns and auxiliaries; not those with a negation or a modality ("cannot", "may", "if").
_EMPTY: Final = frozenset(
    "a an the this that these those of in on at to for from by with as into onto over under about against between among through during"
    " it its itself he his him she her they them their we us our you your i my me there here"
    " is are was were be been being am has have had having do does did doing and or 's ’s".split()
)
_OF_STANCE: Final = tuple(tuple(k for k, value in enumerate(VALUES) if STANCE_OF[value] == stance) for stance in STANCES)


class Cue(NamedTuple):
    """A stretch of text that decided, `text[start:end]`, and by how much.

    `weight` is its part of the logit of the predicted value against `none` (of `none` against the next best value);
    the parts of all units and the bias add up to that logit.
    """

    text: str
    start: int
    end: int
    weight: float


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the model says of one pair.

    Attributes
    ----------
    stance : one of `STANCES`, the most probable
    value : the most probable value of that stance
    factuality : expected place on FactBank's scale given that it is a claim, -3 … +3; 0 where `none` has all the probability
    probability : of each stance; sums to 1
    """

    stance: str
    value: str
    factuality: float
    probability: dict[str, float]

    def unless_below(self, least: float) -> Self:
        """Return this verdict, its stance `UNSURE` if even the most probable has less than `least`; all else stays."""
        return replace(self, stance=UNSURE) if max(self.probability.values()) < least else self


def to_stances(by_value: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return probabilities of stances, shape (n, 4), from those of values, shape (n, 6).

    Plain sums, because a matrix product gives other last bits to other rows of a batch.
    """
    columns = [np.add.reduce([by_value[:, k] for k in of], axis=0) for of in _OF_STANCE]
    return np.stack(columns, axis=1)


class PairModel:
    """A linear model of pairs, with scikit-learn's verbs.

    Attributes
    ----------
    stances : tuple of str, the columns of `predict_proba`
    metadata : dict, how the model was trained; what `model.json` holds
    """

    stances = STANCES

    def __init__(
        self,
        vocabulary: Sequence[Feature],
        coef: NDArray[np.float32],
        intercept: NDArray[np.float32],
        temperature: float,
        metadata: Mapping[str, Any] | None = None,
        table: CountryTable | None = None,
    ) -> None:
        self._columns = {feature: column for column, feature in enumerate(vocabulary)}
        self._coef = coef
        self._intercept = intercept.astype(np.float64)
        self._temperature = temperature
        self.metadata = dict(metadata or {})
        self.table = table

    @property
    def min_probability(self) -> float | None:
        """The calibrated argument for `unless_below`: what it keeps was wrong at most so often as `evaluation.MOST_ERROR` says, out of fold.

        None if the model's metadata have none.
        """
        least = self.metadata.get("min_probability")
        return None if least is None else float(least)

    def with_table(self, table: CountryTable) -> "PairModel":
        """Return this model with another table of countries; the arrays are shared."""
        return type(self)(list(self._columns), self._coef, self._intercept.astype(np.float32), self._temperature, self.metadata, table)

    def decision_function(self, readings: Iterable[tuple[Reading, str]]) -> NDArray[np.float64]:
        """Return calibrated logits of the six values, shape (n_pairs, 6), columns as `VALUES`."""
        column = self._columns.get
        rows = []
        for reading, country in readings:
            columns = set(map(column, features_of(pair_features(reading, country)), itertools.repeat(-1)))
            columns.discard(-1)
            # A sum for each pair: the last bits of a pair's logits do not depend on its company, as with one cumulative sum.
            rows.append(self._coef.take(sorted(columns), axis=0).sum(axis=0, dtype=np.float64))
        return np.asarray((np.reshape(rows, (-1, len(VALUES))) + self._intercept) / self._temperature)

    def value_proba(self, readings: Iterable[tuple[Reading, str]]) -> NDArray[np.float64]:
        """Return probabilities of the six values, shape (n_pairs, 6), columns as `VALUES`; rows sum to 1."""
        logits = self.decision_function(readings)
        exp = np.exp(logits - logits.max(axis=1, keepdims=True)) if len(logits) else logits
        return exp / exp.sum(axis=1, keepdims=True) if len(logits) else exp

    def readings(self, pairs: Iterable[Pair]) -> Iterable[tuple[Reading, str]]:
        """Yield each pair's reading and code, as `value_proba` takes them."""
        return ((reading_of(pair, self.table), pair.country) for pair in map(_checked, pairs))

    def predict_proba(self, pairs: Iterable[Pair]) -> NDArray[np.float64]:
        """Return probabilities of the stances, shape (n_pairs, 4), columns as `stances`; rows sum to 1."""
        return to_stances(self.value_proba(self.readings(pairs)))

    def predict(self, pairs: Iterable[Pair]) -> list[str]:
        """Return the most probable stance of each pair."""
        return [verdict.stance for verdict in self.verdicts(self.readings(pairs))]

    def verdicts(self, readings: Iterable[tuple[Reading, str]]) -> list[Verdict]:
        """Return the verdict on each pair."""
        found = []
        by_value = self.value_proba(readings)
        for row, by_stance in zip(by_value, to_stances(by_value), strict=True):
            stance = STANCES[int(by_stance.argmax())]
            value = max((v for v in VALUES if STANCE_OF[v] == stance), key=lambda v: row[VALUES.index(v)])
            claimed = 1.0 - row[-1]
            expected = sum(row[k] * FACTUALITY[v] for k, v in enumerate(VALUES[:-1])) / claimed if claimed > 1e-9 else 0.0
            found.append(Verdict(stance, value, float(expected), {s: float(p) for s, p in zip(STANCES, by_stance, strict=True)}))
        return found

    def explain(self, reading: Reading, country: str, text: str, value: str, most: int = 6) -> list[Cue]:
        """Return the units of `text` with the largest part in the logit for `value`, largest first.

        The same features and weights as `decision_function`, added up by unit instead of by pair. Punctuation, mentions of states
        and words without content of their own are left out: they have weight by what stands beside them, and tell a reader nothing.
        """
        weights, _ = self.unit_weights(reading, country, value)
        words = [i for i, word in enumerate(reading.words) if any(map(str.isalnum, word)) and not reading.countries[i] and word.lower() not in _EMPTY]
        order = sorted(words, key=lambda i: -abs(weights[i]))[:most]
        cues = [Cue(text[reading.starts[i] : reading.ends[i]], reading.starts[i], reading.ends[i], round(float(weights[i]), 4)) for i in order]
        return [cue for cue in cues if cue.weight]

    def unit_weights(self, reading: Reading, country: str, value: str) -> tuple[NDArray[np.float64], float]:
        """Return each unit's part of the logit of `value` against its rival, and the bias; together they are the logit.

        The rival is `none`, or for `none` the most probable other value.
        """
        column = VALUES.index(value)
        rival = len(VALUES) - 1 if value != "none" else int(self.decision_function([(reading, country)])[0, :-1].argmax())
        weights = [0.0] * len(reading.words)
        bias = float(self._intercept[column] - self._intercept[rival])
        places: dict[int, set[int]] = {}
        for units, features in pair_features(reading, country):
            for feature in features:
                at_column = self._columns.get(feature)
                if at_column is not None:
                    places.setdefault(at_column, set()).update(units)
        coef = self._coef.take(np.fromiter(places, np.intp, len(places)), axis=0).astype(np.float64)
        for at, weight in zip(places.values(), (coef[:, column] - coef[:, rival]).tolist(), strict=True):
            if at:
                for i in at:
                    weights[i] += weight / len(at)
            else:
                bias += weight
        return np.array(weights) / self._temperature, bias / self._temperature


def _checked(pair: Any) -> Pair:
    if not isinstance(pair, Pair):
        raise TypeError(f"an iterable of Pair is wanted, not of {type(pair).__name__}; give [Pair(text, country)], or an article to find_claims")
    return pair


def save_model(folder: Path, vocabulary: Sequence[Feature], coef: NDArray[np.float32], intercept: NDArray[np.float32], metadata: Mapping[str, Any]) -> None:
    """Write a model; the same arguments give the same bytes. Nothing half-written stays."""
    folder.mkdir(parents=True, exist_ok=True)
    arrays, header = (folder / name for name in MODEL_FILES)
    unfinished = arrays.with_suffix(".tmp.npz")
    packed = np.frombuffer("\n".join(map("\t".join, vocabulary)).encode("utf-8"), dtype=np.uint8)
    np.savez_compressed(unfinished, vocabulary=packed, coef=coef.astype("<f4"), intercept=intercept.astype("<f4"))
    content = {"format": FORMAT, "values": list(VALUES), "sha256": hashlib.sha256(unfinished.read_bytes()).hexdigest(), **metadata}
    text = json.dumps(content, indent=1, ensure_ascii=False, allow_nan=False) + "\n"
    unfinished_header = header.with_suffix(".tmp.json")
    unfinished_header.write_text(text, encoding="utf-8", newline="\n")
    os.replace(unfinished, arrays)
    os.replace(unfinished_header, header)


class Parts(NamedTuple):
    """What a model's folder holds, checked."""

    vocabulary: list[Feature]
    coef: NDArray[np.float32]
    intercept: NDArray[np.float32]
    temperature: float
    metadata: dict[str, Any]


def read_model(folder: Path | str | None = None) -> Parts:
    """Return the checked parts of the model in `folder`, by default of the one that comes with warstance.

    Raises
    ------
    ModelNotFoundError
        if a file is missing.
    ModelFormatError
        if the files are damaged, hostile or of another format.
    """
    folder = default_model() if folder is None else Path(folder)
    arrays, header = (folder / name for name in MODEL_FILES)
    try:
        packed, head = arrays.read_bytes(), header.read_bytes()
    except OSError as error:
        wanted = f"a model is a folder with {' and '.join(MODEL_FILES)}, train one with `warstance train`"
        raise ModelNotFoundError(f"{error.filename}: cannot be read ({error.strerror}); {wanted}") from error
    metadata = _read_header(head, header)
    if hashlib.sha256(packed).hexdigest() != metadata["sha256"]:
        raise ModelFormatError(f"{arrays}: its checksum is not the one in {header.name}; fetch or train the model again")
    loaded = _read_arrays(packed, arrays)
    try:
        # Interned, so that equal parts are one object: looking a feature up is half as dear.
        vocabulary = [tuple(map(sys.intern, line.split("\t"))) for line in bytes(loaded["vocabulary"]).decode("utf-8").split("\n")]
    except UnicodeDecodeError as error:
        raise ModelFormatError(f"{arrays}: the names of features are not UTF-8 ({error}); fetch or train the model again") from error
    if len(set(vocabulary)) != len(vocabulary):
        raise ModelFormatError(f"{arrays}: a feature stands twice; train again")
    shapes = loaded["coef"].shape, loaded["intercept"].shape
    if shapes != ((len(vocabulary), len(VALUES)), (len(VALUES),)):
        raise ModelFormatError(f"{arrays}: shapes {shapes} do not fit {len(vocabulary)} features and {len(VALUES)} values; train again")
    return Parts(vocabulary, loaded["coef"], loaded["intercept"], float(metadata["temperature"]), metadata)


def _read_header(content: bytes, path: Path) -> dict[str, Any]:
    try:
        metadata = json.loads(content.decode("utf-8"))
    except (ValueError, RecursionError) as error:  # too long a number is a plain ValueError
        raise ModelFormatError(f"{path}: not JSON ({error}); fetch or train the model again") from error
    if not isinstance(metadata, dict) or metadata.get("format") != FORMAT:
        found = metadata.get("format") if isinstance(metadata, dict) else None
        raise ModelFormatError(f"{path}: format {found!r}, this version reads {FORMAT}; train again with `warstance train`")
    temperature = metadata.get("temperature")
    if metadata.get("values") != list(VALUES) or not isinstance(temperature, int | float) or not 0 < temperature < 1e6 or "sha256" not in metadata:
        raise ModelFormatError(f"{path}: values, temperature or sha256 is missing or wrong; train again")
    least = metadata.get("min_probability")
    if least is not None and not (isinstance(least, int | float) and 0 <= least <= 1):
        raise ModelFormatError(f"{path}: min_probability {least!r} is not a number from 0 to 1; train again")
    return metadata


def _read_arrays(content: bytes, path: Path) -> dict[str, NDArray[Any]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = {info.filename: info for info in archive.infolist()}
            if set(members) != {f"{name}.npy" for name in _ARRAYS} or len(archive.infolist()) != len(_ARRAYS):
                raise ModelFormatError(f"{path}: holds {sorted(members)}, not the arrays {sorted(_ARRAYS)}; train again")
            size = sum(info.file_size for info in members.values())
            if size > _LARGEST or size > _HIGHEST_RATIO * max(1, len(content)):
                raise ModelFormatError(f"{path}: unpacks to {size} bytes, more than a model has; train again")
        with np.load(io.BytesIO(content), allow_pickle=False) as archive:
            loaded = {name: archive[name] for name in _ARRAYS}
    except ModelFormatError:
        raise
    except Exception as error:  # hostile bytes raise anything from BadZipFile and zlib.error to tokenize.TokenError
        raise ModelFormatError(f"{path}: not a readable archive of arrays ({type(error).__name__}); fetch or train it again") from error
    for name, kind in _ARRAYS.items():
        # numpy gives a member that is no array as its bytes.
        if not isinstance(loaded[name], np.ndarray) or loaded[name].dtype.str != kind or not np.isfinite(loaded[name]).all():
            raise ModelFormatError(f"{path}: array {name!r} is not finite {kind}; train again")
    return loaded
