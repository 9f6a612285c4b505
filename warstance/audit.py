"""A corpus looked at as a whole: near-duplicates, leaks between folds, contradicting labels, coverage; and its tables.

`corpus.load_corpus` checks rows one by one; this module checks what no single row shows.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, Final, NamedTuple

from warstance.corpus import Corpus, Row
from warstance.stance import STANCE_OF, VALUES

SIMILAR: Final = 0.6
"""Cosine of binary word-3-gram vectors from which two sentences are near-duplicates; an edit of one word in fifteen leaves 0.8."""

MOST_OF_ONE_WAR: Final = 0.08
MOST_OF_ONE_ACTOR: Final = 0.06
"""Largest share of the pairs that are claims; beyond it a model learns the war or the state rather than the wording."""

LEAST_PER_RULE: Final = 10
"""Rows for, and rows against, each rule of the guidelines (tags rule-N and not-rule-N)."""

RULES: Final = range(1, 23)
"""The numbers of the rules in corpus/GUIDELINES.md."""

_BLOCK = 2000  # rows compared with all others at once: 2000 x 10000 similarities are 160 MB at worst


class Finding(NamedTuple):
    """Something to look at; `place` is "file:line", or the corpus."""

    kind: str
    place: str
    message: str


def check_corpus(corpus: Corpus) -> list[Finding]:
    """Return what is wrong with a corpus whose rows are each valid, worst kinds first."""
    return [*_duplicates(corpus.rows), *_contrasts_without_contrast(corpus.rows), *_coverage(corpus)]


def _duplicates(rows: tuple[Row, ...]) -> Iterator[Finding]:
    for first, second, similarity in near_duplicates(rows):
        if first.pair and first.pair == second.pair:
            continue
        values = {actor.country: actor.value for actor in first.actors}
        clash = [actor.country for actor in second.actors if values.get(actor.country, actor.value) != actor.value]
        if clash:
            yield Finding(
                "conflict",
                second.place,
                f"nearly {first.place} ({similarity:.2f}), but {', '.join(clash)} is labelled otherwise; settle it or link the two by 'pair'",
            )
        elif first.war != second.war:
            yield Finding(
                "leak", second.place, f"nearly {first.place} ({similarity:.2f}), which is of another war: it would be trained and tested on; drop one"
            )
        else:
            yield Finding("duplicate", second.place, f"nearly {first.place} ({similarity:.2f}); drop one")


def near_duplicates(rows: tuple[Row, ...]) -> Iterator[tuple[Row, Row, float]]:
    """Yield pairs of rows whose texts have a cosine of at least `SIMILAR` over binary word 3-grams."""
    # Late: scikit-learn takes seconds to import. Hashing needs no vocabulary and cannot be confused by rare words.
    from sklearn.feature_extraction.text import HashingVectorizer

    if not rows:
        return
    matrix = HashingVectorizer(ngram_range=(3, 3), token_pattern=r"\w+", binary=True, alternate_sign=False, n_features=2**20).transform(
        row.text for row in rows
    )
    for start in range(0, len(rows), _BLOCK):
        found = (matrix[start : start + _BLOCK] @ matrix.T).tocoo()
        for i, j, similarity in sorted(zip(found.row.tolist(), found.col.tolist(), found.data.tolist(), strict=True)):
            if similarity >= SIMILAR and start + i < j:
                yield rows[start + i], rows[j], similarity


def _contrasts_without_contrast(rows: tuple[Row, ...]) -> Iterator[Finding]:
    sides: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row.pair:
            sides[row.pair].append(row)
    for pair, (first, second) in sorted(sides.items()):
        if Counter((a.country, a.value) for a in first.actors) == Counter((a.country, a.value) for a in second.actors):
            yield Finding("contrast", second.place, f"both sides of pair {pair!r} are labelled alike; a contrast differs in a label")


def _coverage(corpus: Corpus) -> Iterator[Finding]:
    values = Counter(actor.value for _, actor in corpus.pairs())
    for value in VALUES:
        if not values[value]:
            yield Finding("coverage", "corpus", f"no pair has value {value}; training needs every value")
    claims = [(row, actor) for row, actor in corpus.pairs() if STANCE_OF[actor.value] != "none"]
    for what, most, counts in (
        ("war", MOST_OF_ONE_WAR, Counter(row.war for row, _ in claims)),
        ("actor", MOST_OF_ONE_ACTOR, Counter(actor.country for _, actor in claims)),
    ):
        for name, count in counts.most_common():
            if count > most * len(claims):
                yield Finding("coverage", "corpus", f"{what} {name} has {count / len(claims):.1%} of the claims, more than {most:.0%}; add others")
    tags = Counter(tag for row in corpus.rows for tag in row.tags)
    for rule in RULES:
        for tag in (f"rule-{rule}", f"not-rule-{rule}"):
            if tags[tag] < LEAST_PER_RULE:
                yield Finding("coverage", "corpus", f"{tags[tag]} rows are tagged {tag}, fewer than {LEAST_PER_RULE}; add some")


def corpus_stats(corpus: Corpus) -> dict[str, Any]:
    """Return counts: totals, and tables by value, war, actor, genre, slice and tag."""
    pairs = list(corpus.pairs())
    claims = [(row, actor) for row, actor in pairs if STANCE_OF[actor.value] != "none"]

    def table(keys: Iterable[str], of_claims: Iterable[str]) -> dict[str, dict[str, int]]:
        all_of, claimed = Counter(keys), Counter(of_claims)
        return {key: {"pairs": count, "claims": claimed[key]} for key, count in sorted(all_of.items(), key=lambda item: (-item[1], item[0]))}

    return {
        "totals": {
            "sentences": len(corpus.rows),
            "pairs": len(pairs),
            "claims": len(claims),
            "wars": len({row.war for row in corpus.rows}),
            "actors": len({actor.country for _, actor in pairs}),
            "contrast pairs": len({row.pair for row in corpus.rows if row.pair}),
        },
        "value": table((a.value for _, a in pairs), (a.value for _, a in claims)),
        "war": table((r.war for r, _ in pairs), (r.war for r, _ in claims)),
        "actor": table((a.country for _, a in pairs), (a.country for _, a in claims)),
        "genre": table((r.genre for r, _ in pairs), (r.genre for r, _ in claims)),
        "slice": table((r.slice or "-" for r, _ in pairs), (r.slice or "-" for r, _ in claims)),
        "tag": table((t for r, _ in pairs for t in r.tags), (t for r, _ in claims for t in r.tags)),
    }
