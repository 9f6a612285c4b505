"""Who speaks: the source of the statement that holds a state's claim.

Rules over the sentence's units, in the tradition of quotation attribution (Pareti 2013): a verb of saying, and the noun phrase
before it, or after it when inverted ("said Lukashenko"), or the one that follows "according to". Direct quotations are only a third
to a half of news attribution, so the rules do not ask for quotation marks.
"""

from typing import Final

from warstance.lexicon import CUES, inflections
from warstance.reading import OTHER, Reading


def _verbs(text: str) -> frozenset[str]:
    return frozenset(form for verb in text.split() for form in inflections(verb))


SAYING: Final = _verbs(
    "say claim announce state declare report add insist maintain assert reiterate stress emphasise emphasize note admit acknowledge boast assure promise"
    " repeat explain remark comment reveal warn deny dismiss reject refute predict argue assess judge estimate conclude suggest caution vow pledge confirm"
    " allege accuse urge demand believe fear expect suspect doubt signal hint concede quip write think assume recall complain demand order"
) | frozenset("said says told tells wrote written thinks thought spoke saw vowed".split())
"""Verbs whose subject is a source."""

_STOP_LEFT = frozenset(
    [
        ",",
        ";",
        ":",
        "—",
        "(",
        ")",
        '"',
        "...",
        "?",
        "!",
        ".",
        "that",
        "which",
        "who",
        "but",
        "although",
        "while",
        "as",
        "because",
        "if",
        "when",
        "and",
        "after",
        "before",
    ]
)
_STOP_RIGHT = _STOP_LEFT | frozenset(
    [
        "on",
        "in",
        "at",
        "during",
        "to",
        "late",
        "early",
        "today",
        "yesterday",
        "last",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ]
)
_HELPERS = frozenset(
    "has have had also will would is was be been not never again repeatedly reportedly later then recently further already consistently flatly publicly openly once still often did does do".split()
)
_PAST = frozenset(CUES["NEG"].split())
_LONGEST = 9


def find_source(reading: Reading, at: int) -> tuple[int, int] | None:
    """Return the code points of the source of the statement about unit `at`, or None where nobody is named.

    The nearest saying to the left of the unit wins, else the first to the right.
    """
    words = reading.words
    candidates = []
    for k, word in enumerate(words):
        if word == "according" and k + 1 < len(words) and words[k + 1] == "to":
            span = _right(reading, k + 2, stop=_STOP_LEFT)
        elif word in SAYING or reading.lemmas[k] in ("rule_out", "call_on", "play_down"):
            span = _left(reading, k) or (_right(reading, k + 1, stop=_STOP_RIGHT) if word in ("said", "says", "wrote", "warned", "added") else None)
        else:
            continue
        if span is not None:
            candidates.append((k, span))
    if not candidates:
        return _headline_source(reading)
    before = [item for item in candidates if item[0] < at or item[1][0] <= at <= item[1][1]]
    first, last = (before[-1] if before else candidates[0])[1]
    return reading.starts[first], reading.ends[last]


def _headline_source(reading: Reading) -> tuple[int, int] | None:
    """Return the source of "ISW: Belarus unlikely to join" and of "Belarus unlikely to join – ISW"."""
    words = reading.words
    for k in range(1, min(6, len(words) - 2)):
        if words[k] == ":":
            return reading.starts[0], reading.ends[k - 1]
    for k in range(len(words) - 2, max(2, len(words) - 6), -1):
        if words[k] == "—" and words[k + 1][0].isalpha():
            return reading.starts[k + 1], reading.ends[-1]
    return None


def _left(reading: Reading, verb: int) -> tuple[int, int] | None:
    words = reading.words
    end = verb - 1
    while end >= 0 and words[end] in _HELPERS:
        end -= 1
    if end >= 0 and words[end] == "," and "," in words[max(0, end - _LONGEST) : end]:
        # An apposition: "Lavrov, the foreign minister, said"
        comma = max(k for k in range(max(0, end - _LONGEST), end) if words[k] == ",")
        span = _left(reading, comma)
        if span is not None:
            return span
    start = end
    while start >= 0 and words[start] not in _STOP_LEFT and end - start < _LONGEST:
        start -= 1
    start += 1
    return _trimmed(reading, start, end)


def _right(reading: Reading, start: int, stop: frozenset[str]) -> tuple[int, int] | None:
    words = reading.words
    end = start
    while end < len(words) and words[end] not in stop and end - start < _LONGEST:
        end += 1
    return _trimmed(reading, start, end - 1)


def _trimmed(reading: Reading, start: int, end: int) -> tuple[int, int] | None:
    if start > end or reading.words[start] in _PAST or all(word in _HELPERS or not word[0].isalpha() for word in reading.words[start : end + 1]):
        return None
    if end - start + 1 >= _LONGEST and OTHER not in reading.words[start : end + 1]:
        return None
    return start, end
