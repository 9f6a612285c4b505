"""Article to claims: sentences, mentions, verdicts, sources, cues."""

import functools
import itertools
import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Self

import joblib

from warstance.countries import CountryTable, Mention, default_table
from warstance.estimative import likelihood
from warstance.language import is_english
from warstance.model import Cue, PairModel, Verdict, read_model
from warstance.pairs import Pair
from warstance.reading import Reading, read
from warstance.roles import best_mention
from warstance.sentences import Sentence, split_sentences
from warstance.sources import find_source
from warstance.stance import UNSURE

# "TUNIS, April 9 — ", "BAGHDAD (Reuters) - ": where the reporter sits, no actor.
_DATELINE = re.compile(r"[A-Z][A-Z .'-]{2,30}(?:/[A-Z .'-]+)?(?:, [A-Z][\w.]+(?: \d{1,2})?){0,2}(?: ?\([\w ./]+\))?(?: ?[\u2014\u2013] ?| ?-- |(?<=[)\d]) ?- )")

BATCH = 64
"""Articles that go to another process at once."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence that asserts, denies or hedges that a state joins a war.

    Offsets are code points into the article's text as given: `text[start:end] == sentence`,
    `text[mention_start:mention_end] == mention`, and so for source and cues.

    Attributes
    ----------
    factuality : expected place on FactBank's scale, -3 (does not happen) … +3 (happens)
    probability : of assert, hedge, deny and none; sums to 1
    likelihood : ICD 203 band (low, high) of the sentence's estimative word, or None: what the source estimates, not what the model thinks
    source : who says so, as in the text, or None
    cues : the stretches of text that decided, largest weight first
    """

    sentence: str
    start: int
    end: int
    country: str
    mention: str
    mention_start: int
    mention_end: int
    stance: str
    value: str
    factuality: float
    probability: dict[str, float]
    likelihood: tuple[float, float] | None
    source: str | None
    source_start: int | None
    source_end: int | None
    cues: tuple[Cue, ...]

    def unless_below(self, least: float) -> Self:
        """Return this claim, its stance `UNSURE` if even the most probable has less than `least`; all else stays."""
        return replace(self, stance=UNSURE) if max(self.probability.values()) < least else self

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON types, in the order of the attributes, numbers rounded to four places."""
        return {
            **{name: getattr(self, name) for name in self.__dataclass_fields__},
            "factuality": round(self.factuality, 4),
            "probability": {stance: round(p, 6) for stance, p in self.probability.items()},
            "likelihood": list(self.likelihood) if self.likelihood else None,
            "cues": [cue._asdict() for cue in self.cues],
        }


@dataclass(frozen=True, slots=True)
class _Candidate:
    sentence: Sentence
    reading: Reading
    mentions: tuple[Mention, ...]
    country: str


class Model(PairModel):
    """A model that also reads whole articles."""

    def find_claims(self, text: str) -> list[Claim]:
        """Return the claims of an article, in the order of the text.

        A text that is not English has none: the model knows English only (`warstance.language.is_english`).
        """
        return next(self.pipe([text]))

    def pipe(self, texts: Iterable[str], *, jobs: int = 1) -> Iterator[list[Claim]]:
        """Yield the claims of each article, in order; reads ahead by a bounded number of articles only.

        Parameters
        ----------
        texts : articles, each a str
        jobs : processes; 1 works in this one, -1 uses every core. Any joblib backend set by `joblib.parallel_config` serves.

        Raises
        ------
        TypeError
            if it is given one text, or a text that is no str.
        """
        if isinstance(texts, str | bytes):  # it would be read letter by letter
            raise TypeError(f"pipe takes an iterable of texts, not one {type(texts).__name__}; give [text], or call find_claims(text)")
        return self._pipe(texts, jobs)

    def _pipe(self, texts: Iterable[str], jobs: int) -> Iterator[list[Claim]]:
        if jobs == 1:
            for text in texts:
                yield from self._claims_of([text])
            return
        batches = _batches(texts, BATCH)
        with joblib.Parallel(n_jobs=jobs) as parallel:
            # joblib's own generator reads its whole input ahead; windows keep memory bounded, on every backend.
            for window in _batches(batches, 4 * joblib.effective_n_jobs(jobs)):
                for claims in parallel(joblib.delayed(self._claims_of)(batch) for batch in window):
                    yield from claims

    def review(self, text: str) -> list[tuple[float, dict[str, Any]]]:
        """Return the sentences of an article that name a state, each with the entropy of its least certain pair, in nats.

        A sentence comes as a corpus row without id, labelled by the model, ready to be corrected.
        """
        if not is_english(_checked(text)):
            return []
        candidates = list(self._candidates(text))
        verdicts = self.verdicts((candidate.reading, candidate.country) for candidate in candidates)
        before = dict(itertools.pairwise(sentence for sentence in reversed(split_sentences(text))))
        found: dict[Sentence, tuple[float, dict[str, Any]]] = {}
        for candidate, verdict in zip(candidates, verdicts, strict=True):
            sentence, reading = candidate.sentence, candidate.reading
            unit = best_mention(reading, candidate.country)
            mention = sentence.text[reading.starts[unit] : reading.ends[unit]]
            actor = {"mention": mention, "country": candidate.country, "value": verdict.value, "start": reading.starts[unit]}
            entropy = -sum(p * math.log(p) for p in verdict.probability.values() if p > 0)
            most, row = found.get(sentence, (0.0, None))
            if row is None:
                context = before[sentence].text if sentence in before else None
                one_line = {"text": sentence.text.replace("\n", " "), "context": context.replace("\n", " ") if context else None}
                row = {**one_line, "war": "unlabelled", "genre": "news", "actors": []}
            row["actors"].append(actor)
            found[sentence] = max(most, entropy), row
        return list(found.values())

    def _claims_of(self, texts: list[str]) -> list[list[Claim]]:
        candidates: list[tuple[int, _Candidate]] = []
        for number, text in enumerate(texts):
            if is_english(_checked(text)):
                candidates += ((number, candidate) for candidate in self._candidates(text))
        verdicts = self.verdicts((candidate.reading, candidate.country) for _, candidate in candidates)
        found: list[list[Claim]] = [[] for _ in texts]
        for (number, candidate), verdict in zip(candidates, verdicts, strict=True):
            if verdict.stance != "none":
                found[number].append(self._claim(candidate, verdict))
        return found

    def _candidates(self, text: str) -> Iterator[_Candidate]:
        table = self.table or default_table()
        for sentence in split_sentences(text):
            dateline = _DATELINE.match(sentence.text)
            begin = dateline.end() if dateline else 0
            mentions = tuple(mention for mention in table.find(sentence.text) if mention.start >= begin)
            if mentions:
                reading = read(sentence.text, mentions)
                for country in dict.fromkeys(mention.country for mention in mentions):
                    yield _Candidate(sentence, reading, mentions, country)

    def _claim(self, candidate: _Candidate, verdict: Verdict) -> Claim:
        sentence, reading, country = candidate.sentence, candidate.reading, candidate.country
        unit = best_mention(reading, country)
        mention = next(m for m in candidate.mentions if m.start == reading.starts[unit])
        source = find_source(reading, unit)
        base = sentence.start
        cues = self.explain(reading, country, sentence.text, verdict.value)
        return Claim(
            sentence=sentence.text,
            start=sentence.start,
            end=sentence.end,
            country=country,
            mention=sentence.text[mention.start : mention.end],
            mention_start=base + mention.start,
            mention_end=base + mention.end,
            stance=verdict.stance,
            value=verdict.value,
            factuality=verdict.factuality,
            probability=verdict.probability,
            likelihood=likelihood(sentence.text, mention.start) if verdict.stance == "hedge" else None,
            source=sentence.text[slice(*source)] if source else None,
            source_start=base + source[0] if source else None,
            source_end=base + source[1] if source else None,
            cues=tuple(cue._replace(start=base + cue.start, end=base + cue.end) for cue in cues),
        )

    @classmethod
    def load(cls, folder: Path | str | None = None, table: CountryTable | None = None) -> Self:
        """Return the model in `folder`, by default the one that comes with warstance."""
        parts = read_model(folder)
        return cls(parts.vocabulary, parts.coef, parts.intercept, parts.temperature, parts.metadata, table)


def load_model(folder: Path | str | None = None) -> Model:
    """Return the model in `folder`, by default the one that comes with warstance.

    Raises
    ------
    ModelNotFoundError, ModelFormatError
        if there is none, or none that this version reads.
    """
    return Model.load(folder)


@functools.cache
def _packaged_model() -> Model:
    return Model.load()


def find_claims(text: str, model: Model | None = None) -> list[Claim]:
    """Return the claims of an article, in the order of the text, by the packaged model unless another is given."""
    return (model or _packaged_model()).find_claims(text)


def _checked(text: Any) -> str:
    if not isinstance(text, str):
        raise TypeError(f"an article's text is a str, not {type(text).__name__}; decode bytes, and leave out what has no text")
    return text


def _batches(items: Iterable[Any], size: int) -> Iterator[list[Any]]:
    batch = []
    for item in items:
        batch.append(item)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


__all__ = ["BATCH", "Claim", "Model", "Pair", "find_claims", "load_model"]
