"""What a sentence commits to about an event: the cues that have scope over it, composed one after the other.

Sums of cues cannot tell "denied that it may" from "may deny": the cue nearest to the event works first, the outermost last. In the
tradition of FactBank's composition of polarity and certainty (Saurí and Pustejovsky 2012). The result is evidence for the
model, not its answer.
"""

import functools
from typing import Final, NamedTuple

from warstance.reading import Reading
from warstance.roles import Event, Link

_FLIP = {"CT+": "CT-", "PR+": "PR-", "PS": "PR-", "PR-": "PS", "CT-": "PR+"}
_OPEN = dict.fromkeys(_FLIP, "PS")
_LEAN = {"CT+": "PR+", "PR+": "PR+", "PS": "PS", "PR-": "PR-", "CT-": "PR-"}
_AGAINST = {"CT+": "PR-", "PR+": "PR-", "PS": "PR-", "PR-": "PR+", "CT-": "PR+"}
_DENIED = {"CT+": "CT-", "PR+": "CT-", "PS": "CT-", "PR-": "PR+", "CT-": "PR+"}

OPERATORS: Final = {
    **dict.fromkeys(["NEG", "NO_LONGER"], _FLIP),
    **dict.fromkeys(["REFUSE", "DENY", "NOT_CONSIDER"], _DENIED),
    **dict.fromkeys(["AVOID", "RELUCTANT", "UNLIKELY", "NOT_LIKELY", "NOT_READY", "NOT_BELIEVE", "NOT_FEAR"], _AGAINST),
    **dict.fromkeys(["LIKELY", "READY", "BELIEVE", "NOT_AVOID", "NOT_RELUCTANT"], _LEAN),
    **dict.fromkeys([f"DENIED_{name}" for name in ("REFUSE", "DENY", "AVOID", "RELUCTANT", "UNLIKELY")], _LEAN),
    **dict.fromkeys(["MAY", "SHOULD", "COND", "UNLESS", "WHETHER", "CONSIDER", "FEAR", "RUMOUR", "PRESS"], _OPEN),
    **dict.fromkeys(["NOT_REFUSE", "NOT_DENY", "NOT_UNLIKELY", "NOT_DECIDE"], _OPEN),
    "COUNTER": dict.fromkeys(_FLIP, "CT-"),
}
"""What each class of cues makes of a value (guidelines, rules 1 to 5, 9)."""

_START = {"NEUTRAL": "CT-", "NOT_NEUTRAL": "PR+", "DENIED_NEUTRAL": "PR+"}
_WARNING = frozenset(["warn", "warns", "warned", "warning", "warnings"])  # what they warn of is as certain as they say
_ABLE = frozenset(["can", "could"])  # "cannot join" denies, "may not join" leaves open
_REPORTS = frozenset(
    "report reports reports_that reports_of claims_that claim claims rumour rumours rumor rumors allegation allegations suggestion suggestions news story statement denial".split()
)
_TAIL = 13  # units after a noun in which something is said of it


class Scope(NamedTuple):
    """The composed cues over an event.

    Attributes
    ----------
    inner : the value by the cues before the event
    value : the same with what is said of it afterwards ("… is out of the question")
    depth : how many cues were composed
    condition : "if" or "unless" if another clause states one, else ""
    question : whether the sentence asks
    """

    inner: str
    value: str
    depth: int
    condition: str
    question: bool


@functools.lru_cache(maxsize=16)
def _operators(reading: Reading) -> list[tuple[int, str]]:
    """Units that are operators, with their class, left to right; "cannot" counts once, as a negation."""
    found: list[tuple[int, str]] = []
    for unit, classes in enumerate(reading.classes):
        if not classes or reading.words[unit] in _WARNING:
            continue
        operator = next((name for name in classes if name in OPERATORS), None)
        if operator:
            if operator == "NEG" and found and found[-1] == (unit - 1, "MAY") and reading.words[unit - 1] in _ABLE:
                found.pop()
            found.append((unit, operator))
    return found


def scope_of(reading: Reading, link: Link, event: Event) -> Scope:
    """Return what the cues commit to about the event of a link."""
    at, clauses, openers, words = link.event, reading.clauses, reading.openers, reading.words
    operators = _operators(reading)
    value = _START.get(event.name, "CT+")
    clause = clauses[at]
    before: list[tuple[int, str]] = []
    after: list[tuple[int, str]] = []
    if operators:
        governing = _governing(reading, link)
        before = [(unit, name) for unit, name in operators if unit < at and clauses[unit] in governing]
        for _, name in reversed(before):
            value = OPERATORS[name][value]
    inner = value
    if operators and operators[-1][0] > at:
        reported = any(word in _REPORTS for word in words[:at])
        if reported or event.form == "n":
            after = [(unit, name) for unit, name in operators if at < unit <= at + _TAIL and (reported or clauses[unit] == clause)]
            for _, name in reversed(after):
                value = OPERATORS[name][value]
    condition = "unless" if "unless" in openers else "if" if "cond" in openers and openers[clause] != "cond" else ""
    return Scope(inner, value, min(3, len(before) + len(after)), condition, "?" in words[-2:])


def _governing(reading: Reading, link: Link) -> set[int]:
    """The clauses whose cues may have scope over the event: its own, the state's, and those that they hang on."""
    clauses, openers = reading.clauses, reading.openers
    found = {clauses[link.event], clauses[link.target]}
    clause = clauses[link.event]
    while clause > 0 and openers[clause] in ("that", "whether", "cond", "unless", "and"):
        clause -= 1
        found.add(clause)
    clause = clauses[link.target]
    while clause > 0 and openers[clause] in ("that", "whether"):
        clause -= 1
        found.add(clause)
    return found


_AUXILIARIES = frozenset("MAY WILL WOULD SHOULD PAST BE SO_FAR NEG TO".split())


def elliptic(reading: Reading, target: int) -> str:
    """Return what an auxiliary without its verb commits to ("Norway will, Denmark may not"), "" where there is none."""
    seen: list[str] = []
    for unit in range(target + 1, min(target + 5, len(reading.words))):
        classes = reading.classes[unit]
        name = next((c for c in classes if c in _AUXILIARIES), None)
        if name is None:
            word = reading.words[unit]
            ends = word in (".", ",", ";", "?", "!", '"', "follow", "do", "too", "either", "yet") or "BUT" in classes
            return " ".join(seen) if ends and seen else ""
        seen.append(name)
    return ""
