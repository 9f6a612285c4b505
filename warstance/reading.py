"""A sentence as the features read it: units with their classes, clauses, and the mentions of states.

Computed once a sentence, whatever the number of states in it.
"""

import functools
from collections.abc import Sequence
from dataclasses import dataclass

from warstance import lexicon
from warstance.countries import Mention
from warstance.tokens import Token, tokenize

OTHER = "CTRY"
"""The word that stands for a mention of a state."""

_PAUSES = frozenset([",", ";", ":", "—", "(", ")", '"', "...", "?", "!", "."])

# Words that open a clause, with the kind of clause.
_OPENERS = {
    **dict.fromkeys(
        [
            "if",
            "provided",
            "should_the",
            "in_case",
            "in_the_event",
            "in_event",
            "were_it",
            "had_it",
            "so_long_as",
            "as_long_as",
            "only_if",
            "lest",
            "otherwise",
        ],
        "cond",
    ),
    "unless": "unless",
    **dict.fromkeys(["whether", "ask_if"], "whether"),
    **dict.fromkeys(["since", "after", "before", "when", "during", "following", "amid", "until", "once", "in_the_wake", "ahead_of"], "time"),
    **dict.fromkeys(["which", "who", "whom", "whose", "where"], "relative"),
    **dict.fromkeys(["that"], "that"),
    **dict.fromkeys(["but", "although", "though", "however", "whereas", "while", "even_though", "even_if", "whether_or_not", "nevertheless"], "but"),
    **dict.fromkeys(["because", "as", "so"], "cause"),
    **dict.fromkeys(["and", "or"], "and"),
}


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """The units of one sentence, in parallel lists; compared by identity, so that what is derived can be cached.

    Attributes
    ----------
    text : the sentence
    words : the words as they stand, phrases joined by "_", or `CTRY` for a mention of a state
    lemmas : the lexicon's dictionary form where it has one, else the word
    classes : the lexicon's classes of each unit
    starts, ends : where the unit stands, in code points of the text
    countries : the code of a mention, else ""
    clauses : the number of the clause that holds the unit
    openers : the kind of each clause, by number
    """

    text: str
    words: list[str]
    lemmas: list[str]
    classes: list[tuple[str, ...]]
    starts: list[int]
    ends: list[int]
    countries: list[str]
    clauses: list[int]
    openers: list[str]


@functools.cache
def _phrases() -> dict[str, list[tuple[tuple[str, ...], lexicon.Entry]]]:
    """The lexicon by first word, longest phrase first."""
    table: dict[str, list[tuple[tuple[str, ...], lexicon.Entry]]] = {}
    for phrase, entry in lexicon.phrases().items():
        table.setdefault(phrase[0], []).append((phrase, entry))
    for candidates in table.values():
        candidates.sort(key=lambda item: -len(item[0]))
    return table


def read(text: str, mentions: Sequence[Mention]) -> Reading:
    """Return the reading of a sentence; `mentions` are in order and do not overlap."""
    units: list[_Unit] = []
    tokens = tokenize(text)
    position = 0
    for start, end, country, kind in mentions:
        upto = position
        while upto < len(tokens) and tokens[upto].start < start:
            upto += 1
        _add_units(units, tokens[position:upto])
        # "the Netherlands" must read like "Poland"; "the Dutch" and "the Polish army" keep their article.
        if units and units[-1][0] == "the" and kind in ("names", "seats"):
            units.pop()
        quoted = bool(units) and units[-1][0] == "'"
        units.append((OTHER, OTHER, (), start, end, country))
        position = upto
        while position < len(tokens) and tokens[position].start < end:
            position += 1
        if position < len(tokens) and tokens[position].word == "'" and tokens[position].start == end and not quoted:
            units.append(("'s", "'s", (), end, end + 1, ""))  # the Americans' war
            position += 1
    _add_units(units, tokens[position:])
    words, lemmas, classes, starts, ends, countries = map(list, zip(*units, strict=True)) if units else ([] for _ in range(6))
    _compose(words, classes)
    clauses, openers = _clauses(lemmas)
    return Reading(text, words, lemmas, classes, starts, ends, countries, clauses, openers)


_Unit = tuple[str, str, tuple[str, ...], int, int, str]  # word, lemma, classes, start, end, country


def _add_units(units: list[_Unit], tokens: Sequence[Token]) -> None:
    table = _phrases()
    i, n = 0, len(tokens)
    while i < n:
        word, start, end = tokens[i]
        for phrase, entry in table.get(word, ()):
            size = len(phrase)
            if size == 1 or tuple([token[0] for token in tokens[i : i + size]]) == phrase:
                units.append(("_".join(phrase), entry.lemma, entry.classes, start, tokens[i + size - 1].end, ""))
                i += size
                break
        else:
            units.append((word, word, (), start, end, ""))
            i += 1


_NEGATORS = frozenset(["NEG", "NO_LONGER"])
_DENIALS = frozenset(["REFUSE", "DENY", "AVOID"])
_NEGATED = frozenset("REFUSE DENY AVOID RELUCTANT UNLIKELY LIKELY READY DECIDE BELIEVE CONSIDER FEAR NEUTRAL".split())
_DOUBLED = frozenset("REFUSE DENY AVOID RELUCTANT UNLIKELY NEUTRAL".split())
# What a denial calls the news: "dismissed as false" denies once.
_FALSEHOODS = frozenset(
    "false untrue baseless unfounded nonsense fabricated fabrication fake lie lies hoax invention absurd ridiculous fiction myth disinformation propaganda"
    " groundless without_foundation ludicrous preposterous canard".split()
)
_INVERTED = frozenset(["should", "were", "had"])  # "Should it attack, …"
_SCOPE = 3  # units from a negation to what it negates: "has not yet formally ruled out"


def _compose(words: list[str], classes: list[tuple[str, ...]]) -> None:
    """Let negations take effect: "not ruled out" becomes NOT_REFUSE and no longer counts as negation or as refusal.

    Sums of single cues cannot express this: both parts point to denial, and the whole leaves it open. The words change too
    ("not+", "+ruled_out"), for the same reason.
    """
    pending: tuple[int, str] | None = None
    for unit, of in enumerate(classes):
        if words[unit] in _PAUSES or words[unit] == OTHER:
            pending = None
            continue
        if pending is not None and unit - pending[0] <= _SCOPE:
            at, first = pending
            if first in _DENIALS and words[unit] in _FALSEHOODS:
                classes[unit] = tuple(c for c in of if c not in _DENIALS)
                continue
            second = next((c for c in of if c in (_NEGATED if first in _NEGATORS else _DOUBLED)), None)
            if second:
                prefix = "NOT" if first in _NEGATORS else "DENIED"
                classes[at] = tuple(c for c in classes[at] if c != first)
                classes[unit] = (f"{prefix}_{second}", *(c for c in of if c != second))
                words[at], words[unit] = f"{words[at]}+", f"+{words[unit]}"
                pending = None
                continue
        opening = next((c for c in of if c in _NEGATORS or c in _DENIALS), None)
        if opening:
            pending = unit, opening


COMPOSED = frozenset([*(f"NOT_{c}" for c in _NEGATED), *(f"DENIED_{c}" for c in _DOUBLED)])
"""Classes that only `_compose` gives."""


def _clauses(words: Sequence[str]) -> tuple[list[int], list[str]]:
    inverted = bool(words) and words[0] in _INVERTED
    numbers, openers = [], ["cond" if inverted else "main"]
    fresh = not inverted
    for word in words:
        if word in _PAUSES:
            if not fresh:
                openers.append("pause")
                fresh = True
        elif word in _OPENERS:
            if fresh:
                openers[-1] = _OPENERS[word]
            else:
                openers.append(_OPENERS[word])
            fresh = False
        else:
            fresh = False
        numbers.append(len(openers) - 1)
    return numbers, openers
