"""Who speaks: the source of the statement that holds a state's claim.

Rules over the sentence's units, in the tradition of quotation attribution (Pareti 2013): a verb of saying, and the noun phrase
before it, or after it when inverted ("said Lukashenko"), or the one that follows "according to". Direct quotations are only a third
to a half of news attribution, so the rules do not ask for quotation marks.
"""

from typing import Final

from warstance.lexicon import inflections
from warstance.reading import OTHER, Reading
from warstance.roles import OFFICES


def _verbs(text: str) -> frozenset[str]:
    return frozenset(form for verb in text.split() for form in inflections(verb))


SAYING: Final = _verbs(
    "say claim announce state declare report add insist maintain assert reiterate stress emphasise emphasize note admit acknowledge boast assure promise"
    " explain remark comment reveal warn deny dismiss reject refute predict argue assess judge estimate conclude suggest caution vow pledge confirm"
    " allege accuse urge demand believe fear expect suspect doubt signal hint concede quip write think complain"
) - frozenset("state report comment note judge".split()) | frozenset("said says told tells wrote written thinks thought spoke saw vowed".split())
"""Verbs whose subject is a source."""

_STOP_LEFT = frozenset(
    ', ; : — ( ) " ... ? ! . that which who but although while as because if when and after before without with until since where how whose whatever'.split()
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
_PRONOUNS = frozenset("he she they it we i who".split())
_SPEAKERS = OFFICES | frozenset(
    "analyst analysts expert experts critics observers sources source diplomat diplomats historian historians aide aides adviser advisers commentators reports report"
    " intelligence agency agencies newspaper media activists opponents supporters some many others one spokesperson envoy ambassador paper cable assessment".split()
)
_DETERMINERS = frozenset("the a an its his her their our two three four several senior local another".split())
_BEFORE_PARTICIPLE = frozenset("be been being is are was were".split())
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
            if _passive(reading, k):
                continue
            span = _left(reading, k) or (_right(reading, k + 1, stop=_STOP_RIGHT) if word in ("said", "says", "wrote", "warned", "added") else None)
        else:
            continue
        if span is not None:
            candidates.append((k, span))
    if not candidates:
        return _headline_source(reading)
    before = [item for item in candidates if item[0] < at or item[1][0] <= at <= item[1][1]]
    chosen = before[::-1] or candidates
    named = [item for item in chosen if words[item[1][0]] not in _PRONOUNS]  # "Macron has said he cannot rule out": Macron
    first, last = (named or chosen)[0][1]
    return reading.starts[first], reading.ends[last]


def _passive(reading: Reading, verb: int) -> bool:
    """Whether the verb is a participle after a form of "be": its subject is what is said, not who says it."""
    before = verb - 1
    while before >= 0 and reading.words[before] in _HELPERS - _BEFORE_PARTICIPLE:
        before -= 1
    return before >= 0 and reading.words[before] in _BEFORE_PARTICIPLE and not reading.words[verb].endswith("ing")


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
    while start >= 0 and words[start] not in _STOP_LEFT and words[start] not in SAYING and words[start] not in _HELPERS and end - start < _LONGEST:
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
    if start > end:
        return None
    # A noun phrase speaks if it is a pronoun, begins like one, or holds a name, a state or an office.
    named = reading.words[start] in _DETERMINERS or any(
        word == OTHER or word in _SPEAKERS or word in _PRONOUNS or reading.text[reading.starts[start + k]].isupper()
        for k, word in enumerate(reading.words[start : end + 1])
    )
    return (start, end) if named else None
