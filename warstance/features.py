"""A (sentence, state) pair to named features.

The target is masked as TGT and every other state as CTRY, so that no country is itself evidence. A feature is a name, `family:what`,
and the units of the sentence that it was read from; the model maps names to columns, explanations map units to text.

Families: `w ww` n-grams of the masked sentence; `c` cue and event classes; `t…` windows around the target; `1…` the event word
that fits the target best; `L…` every event word (evidence adds up wherever it stands). Within a link: `ev` event and object, `path`
what stands between, `st` the cues in whose scope the event is, `gov` the cue that governs both, `e…` the event's own window.
"""

import itertools
from collections.abc import Iterator, Sequence
from typing import Final

from warstance.lexicon import CUES
from warstance.reading import COMPOSED, OTHER, Reading
from warstance.roles import Link, all_links, event_class, governor, objects, path, rivals, verb_form

TARGET: Final = "TGT"

Feature = tuple[str, tuple[int, ...]]
"""A name and the units it was read from."""

_CUE_CLASSES = frozenset(CUES) | COMPOSED
_SCOPED = COMPOSED | frozenset(
    "NEG NO_LONGER SO_FAR REFUSE DENY AVOID RELUCTANT UNLIKELY LIKELY READY MAY WOULD SHOULD WILL DECIDE COND UNLESS WHETHER CONSIDER FEAR RUMOUR PRESS"
    " BELIEVE COUNTER OUT".split()
)
_MOST_LINKS = 5
_WINDOW = 4


def pair_features(reading: Reading, country: str) -> Iterator[Feature]:
    """Yield the features of a pair; a name may come more than once.

    Raises
    ------
    KeyError
        if the reading has no mention of the country.
    """
    masked = [TARGET if code == country else word for word, code in zip(reading.words, reading.countries, strict=True)]
    targets = [unit for unit, code in enumerate(reading.countries) if code == country]
    links = all_links(reading)[country]
    yield from _sentence_features(reading, masked)
    for target in targets:
        yield from _target_features(reading, masked, target)
    yield f"n_targets:{min(len(targets), 3)}", ()
    if not links:
        yield "link:none", ()
        return
    yield from _link_features("1", reading, masked, country, links[0])
    for link in links[:_MOST_LINKS]:
        yield from _link_features("L", reading, masked, country, link)


def _sentence_features(reading: Reading, masked: Sequence[str]) -> Iterator[Feature]:
    n = len(masked)
    for i, word in enumerate(masked):
        yield f"w:{word}", (i,)
        if i + 1 < n:
            yield f"ww:{word} {masked[i + 1]}", (i, i + 1)
        for name in reading.classes[i]:
            yield f"c:{name}", (i,)
    yield f"first:{masked[0]}", (0,)
    yield f"last:{masked[-1]}", (n - 1,)
    yield f"length:{_bucket(n // 6)}", ()


def _target_features(reading: Reading, masked: Sequence[str], target: int) -> Iterator[Feature]:
    n = len(masked)
    for side, sign in (("R", 1), ("L", -1)):
        for distance in range(1, _WINDOW + 1):
            unit = target + sign * distance
            if not 0 <= unit < n:
                break
            yield f"t{side}:{masked[unit]}", (unit,)
            yield f"t{side}{distance}:{masked[unit]}", (unit,)
            for name in reading.classes[unit]:
                yield f"t{side}c:{name}", (unit,)
                yield f"t{side}c{distance}:{name}", (unit,)
    left = masked[target - 1] if target else "<s>"
    right = masked[target + 1] if target + 1 < n else "</s>"
    yield f"tLR:{left} {right}", (target,)
    yield f"tLL:{' '.join(masked[max(0, target - 2) : target])}", (target,)
    yield f"tRR:{' '.join(masked[target + 1 : target + 3])}", (target,)
    yield f"tRRR:{' '.join(masked[target + 1 : target + 4])}", (target,)
    yield f"tclause:{reading.openers[reading.clauses[target]]}", (target,)


def _link_features(p: str, reading: Reading, masked: Sequence[str], country: str, link: Link) -> Iterator[Feature]:
    """Yield the features of a link, their families prefixed by p."""
    words, classes = reading.words, reading.classes
    n = len(words)
    target, event = link.target, link.event
    low, high = link.bounds
    at = (event,)
    side = ">" if link.forward else "<"
    name, about = event_class(reading, event)
    form = verb_form(reading, event)
    rank = rivals(reading, country, link)
    distance = _bucket(high - low - 1)
    target_clause, event_clause = reading.clauses[target], reading.clauses[event]
    opener = reading.openers[event_clause]

    yield f"{p}ev:{name}", at
    yield f"{p}ev:{name} {about}", at
    for thing in objects(reading, event):
        yield f"{p}obj:{name} {thing}", at
        yield f"{p}obj:{reading.lemmas[event]} {thing}", at
    yield f"{p}evl:{reading.lemmas[event]} {about}", at
    yield f"{p}evw:{words[event]}", at
    yield f"{p}form:{form} {name}", at
    yield f"{p}score:{max(-4, min(6, round(link.score)))}", at
    yield f"{p}side:{side}", at
    yield f"{p}dist:{side} {distance}", at
    yield f"{p}dist:{side} {distance} {name}", at
    yield f"{p}others:{min(link.others, 2)} {min(link.crossed, 3)}", at
    yield f"{p}rank:{rank} {name}", at
    yield f"{p}rank:{rank} {side} {form} {name}", at
    yield f"{p}clause:{opener} {reading.openers[target_clause]} {target_clause == event_clause}", at
    yield f"{p}clause:{opener} {name}", at

    # What stands between, as cues and as a reduced path
    between = [next((c for c in classes[k] if c in _CUE_CLASSES), OTHER if words[k] == OTHER else "") for k in range(low + 1, high)]
    cues = [cue for cue in between if cue]
    joined = " ".join(cues[:6])
    yield f"{p}cues:{side} {joined}", at
    yield f"{p}cues:{side} {joined} {name}", at
    for cue in set(cues):
        yield f"{p}cue:{side} {cue}", at
        yield f"{p}cue:{side} {cue} {name}", at
    for first, second in itertools.pairwise(cues):
        yield f"{p}cue2:{side} {first} {second}", at
    for k in range(low + 1, min(high, low + 12)):
        yield f"{p}between:{side} {masked[k]}", (k,)
    steps = path(reading, link)
    route = " ".join(steps[:7])
    yield f"{p}path:{side} {route}", at
    yield f"{p}path:{side} {route} {name}", at
    yield f"{p}path:{side} {route} {name} {about} {form}", at
    if steps:
        yield f"{p}step:{side} {steps[0]} {name}", at
        yield f"{p}step:{side} … {steps[-1]} {name}", at
        yield f"{p}step:{side} {steps[0]} … {steps[-1]}", at

    # The cues in whose scope the event is: to its left, from the start of the clause in which the link begins
    start = low
    while start > 0 and reading.clauses[start - 1] == reading.clauses[low]:
        start -= 1
    state = sorted({c for k in range(start, high) for c in classes[k] if c in _SCOPED})
    scope = " ".join(state)
    yield f"{p}st:{scope}", at
    yield f"{p}st:{scope} {name}", at
    yield f"{p}st:{scope} {form} {name}", at
    yield f"{p}st:{scope} {side} {route}", at
    for i, first in enumerate(state):
        yield f"{p}st1:{first} {name}", at
        for second in state[i + 1 :]:
            yield f"{p}st2:{first} {second}", at

    # What governs both, and what governs the event's noun phrase
    for k in range(low - 1, max(-1, low - 10), -1):
        governing = next((c for c in classes[k] if c in _SCOPED or c == "REPORT"), None)
        if governing:
            yield f"{p}gov:{governing} {side}", (k,)
            yield f"{p}gov:{reading.lemmas[k]} {side}", (k,)
            yield f"{p}gov:{governing} {side} {name}", (k,)
            break
    head = governor(reading, event)
    yield f"{p}np:{head} {form}", at
    yield f"{p}np:{head} {form} {name}", at
    yield f"{p}np:{head} {side} {name}", at

    # Windows
    left = masked[target - 1] if target else "<s>"
    right = masked[target + 1] if target + 1 < n else "</s>"
    left_class = classes[target - 1][0] if target and classes[target - 1] else left
    right_class = classes[target + 1][0] if target + 1 < n and classes[target + 1] else right
    yield f"{p}tl:{left} {side} {name}", (target,)
    yield f"{p}tr:{right} {side} {name}", (target,)
    yield f"{p}tlr:{left_class} {right_class} {side} {name}", (target,)
    for k in range(high + 1, min(n, high + 8)):
        for c in classes[k]:
            if c in _SCOPED:
                yield f"{p}tail:{c}", (k,)
    for where, sign in (("R", 1), ("L", -1)):
        for k in range(1, _WINDOW):
            unit = event + sign * k
            if not 0 <= unit < n:
                break
            yield f"{p}e{where}:{masked[unit]}", (unit,)
            yield f"{p}e{where}{k}:{masked[unit]}", (unit,)
            for c in classes[unit]:
                yield f"{p}e{where}c{k}:{c} {name}", (unit,)
    yield f"{p}eLL:{' '.join(masked[max(0, event - 2) : event])} {name}", at
    yield f"{p}eRR:{words[event]} {' '.join(masked[event + 1 : event + 3])}", at


def _bucket(n: int) -> str:
    return str(n) if n <= 3 else "4-5" if n <= 5 else "6-9" if n <= 9 else "10-15" if n <= 15 else "16+"
