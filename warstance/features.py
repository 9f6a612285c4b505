"""A (sentence, state) pair to named features.

The target is masked as TGT and every other state as CTRY, so that no country is itself evidence. Features are strings; the model
maps them to columns. They come in families, each named by the prefix before the first colon.
"""

from collections.abc import Iterator
from typing import NamedTuple

from warstance.reading import OTHER, Reading

TARGET = "TGT"

# How readily a class of event words is the event itself; measured on cross-validation only as far as the order goes.
_STRENGTH = {
    "JOIN": 3.0, "ENTER": 3.0, "INTERVENE": 3.0, "DRAWN": 3.0, "NEUTRAL": 3.0, "DECLARE": 3.0, "SEND": 2.5, "INVADE": 2.5,
    "ATTACK": 2.0, "INVOLVE": 2.0, "TROOPS": 1.5, "DEFEND": 1.5, "FIGHT": 1.5, "WAR": 0.7,
}  # fmt: skip
_OBJECTS = frozenset(["WAR", "FIGHT", "ATTACK", "MEMBER", "MEDIATE", "TRAIN", "ARM", "TROOPS", "BASE", "PEACEKEEP", "SANCTION", "INVADE", "DECLARE", "OTHER", "INTERVENE"])
_CUES = frozenset("NEG NO_LONGER SO_FAR REFUSE DENY AVOID RELUCTANT UNLIKELY LIKELY READY MAY WOULD SHOULD WILL DECIDE COND UNLESS WHETHER CONSIDER FEAR RUMOUR PRESS REPORT BELIEVE BACKGROUND RELATIVE BUT PAST BE TO BY OF INTO AGAINST SELF THEY COUNTER POLL".split())
_SCOPE = frozenset("NEG NO_LONGER SO_FAR REFUSE DENY AVOID RELUCTANT UNLIKELY LIKELY READY MAY WOULD SHOULD WILL DECIDE COND UNLESS WHETHER CONSIDER FEAR RUMOUR PRESS BELIEVE COUNTER".split())


def _bucket(n: int) -> str:
    return str(n) if n <= 3 else "4-5" if n <= 5 else "6-9" if n <= 9 else "10-15" if n <= 15 else "16+"


def pair_features(reading: Reading, country: str) -> Iterator[str]:
    words, lemmas, classes = reading.words, reading.lemmas, reading.classes
    n = len(words)
    targets = [i for i in range(n) if reading.countries[i] == country]
    masked = list(words)
    for i in targets:
        masked[i] = TARGET
    seq = ["<s>", *masked, "</s>"]

    # n-grams of the masked sentence
    for i in range(1, n + 1):
        yield f"w:{seq[i]}", (i - 1,)
        yield f"ww:{seq[i]} {seq[i + 1]}", (i - 1, i) if i < n else (i - 1,)
    for i in range(1, n):
        yield f"www:{seq[i]} {seq[i + 1]} {seq[i + 2]}", (i - 1, i, i + 1) if i + 1 < n else (i - 1, i)
    for i in range(n):
        for c in classes[i]:
            yield f"c:{c}", (i,)
    yield f"n_targets:{min(len(targets), 3)}", ()
    yield f"len:{_bucket(n // 6)}", ()
    if words and words[-1] == "?":
        yield "question:", (n - 1,)

    # windows around the target
    for t in targets:
        for k in range(1, 5):
            if t + k < n:
                yield f"tR:{masked[t + k]}", (t + k,)
                yield f"tR{k}:{masked[t + k]}", (t + k,)
                for c in classes[t + k]:
                    yield f"tRc:{c}", (t + k,)
                    yield f"tRc{k}:{c}", (t + k,)
            if t - k >= 0:
                yield f"tL:{masked[t - k]}", (t - k,)
                yield f"tL{k}:{masked[t - k]}", (t - k,)
                for c in classes[t - k]:
                    yield f"tLc:{c}", (t - k,)
                    yield f"tLc{k}:{c}", (t - k,)
        yield f"tLL:{' '.join(seq[max(0, t - 1): t + 1])}", (t,)
        yield f"tRR:{' '.join(seq[t + 2: t + 4])}", (t,)
        yield f"tRRR:{' '.join(seq[t + 2: t + 5])}", (t,)
        yield f"tLR:{seq[t]} {seq[t + 2]}", (t,)
        yield f"tclause:{reading.openers[reading.clauses[t]]}", (t,)

    found = links(reading, country)
    if not found:
        yield "link:none", ()
    for rank, link in enumerate(found[:3]):
        yield from _link_features("1" if rank == 0 else "2", reading, masked, *link)


class Link(NamedTuple):
    """A target and an event word, and how well they fit."""

    score: float
    target: int
    event: int
    others: int
    crossed: int


def links(reading: Reading, country: str) -> list[Link]:
    """Return each event word of the sentence with the mention of the target that fits it best, best link first."""
    words, classes, clauses, countries = reading.words, reading.classes, reading.clauses, reading.countries
    targets = [i for i, code in enumerate(countries) if code == country]
    found = []
    for j, of in enumerate(classes):
        strength = max((_STRENGTH.get(c, 0.0) for c in of), default=0.0)
        if not strength:
            continue
        best = None
        for t in targets:
            lo, hi = (t, j) if t < j else (j, t)
            others = sum(1 for k in range(lo + 1, hi) if words[k] == OTHER and countries[k] != country)
            crossed = clauses[hi] - clauses[lo]
            score = 2 * strength - 0.25 * (hi - lo) - 2.0 * others - 1.2 * crossed + (1.0 if t < j else 0.0)
            if best is None or score > best.score:
                best = Link(score, t, j, others, crossed)
        if best:
            found.append(best)
    found.sort(key=lambda link: -link.score)
    return found


def best_link(reading: Reading, country: str) -> int:
    """Return the unit that is the mention of the target nearest to an event."""
    found = links(reading, country)
    return found[0].target if found else reading.countries.index(country)


def _event(reading: Reading, j: int) -> tuple[str, str]:
    classes = reading.classes
    cls = max(classes[j], key=lambda c: _STRENGTH.get(c, 0.0))
    obj = "-"
    for k in range(j + 1, min(j + 7, len(classes))):
        found = next((c for c in classes[k] if c in _OBJECTS), None)
        if found:
            obj = found
            break
        if reading.words[k] == OTHER:
            obj = "CTRY"
            if k + 1 < len(classes) and not any(c in _OBJECTS for c in classes[k + 1]) and reading.words[k + 1] != "'s":
                break
    return cls, obj


def _link_features(p, reading, masked, score, t, j, others, crossed):
    words, classes = reading.words, reading.classes
    n = len(words)
    lo, hi = (t, j) if t < j else (j, t)
    side = "T<E" if t < j else "E<T"
    cls, obj = _event(reading, j)
    lemma = reading.lemmas[j]
    form = words[j]
    yield f"{p}ev:{cls}", (j,)
    yield f"{p}ev:{cls}>{obj}", (j,)
    yield f"{p}evl:{lemma}>{obj}", (j,)
    yield f"{p}evf:{form}", (j,)
    yield f"{p}score:{max(-4, min(6, round(score)))}", (j,)
    yield f"{p}side:{side}", (j,)
    yield f"{p}dist:{side} {_bucket(hi - lo - 1)}", (j,)
    yield f"{p}dist:{cls} {side} {_bucket(hi - lo - 1)}", (j,)
    yield f"{p}others:{min(others, 2)} {min(crossed, 3)}", (j,)
    between = [next((c for c in classes[k] if c in _CUES), OTHER if words[k] == OTHER else "") for k in range(lo + 1, hi)]
    path = [c for c in between if c]
    yield f"{p}path:{side} {' '.join(path[:6])}", (j,)
    yield f"{p}pathev:{side} {' '.join(path[:6])} {cls}", (j,)
    for c in set(path):
        yield f"{p}btwc:{side} {c}", (j,)
        yield f"{p}btwc:{side} {c} {cls}", (j,)
    for a, b in zip(path, path[1:]):
        yield f"{p}btwcc:{side} {a} {b}", (j,)
    for k in range(lo + 1, min(hi, lo + 12)):
        yield f"{p}btw:{side} {masked[k]}", (k,)
    eclause, tclause = reading.clauses[j], reading.clauses[t]
    eo, to = reading.openers[eclause], reading.openers[tclause]
    yield f"{p}clauses:{eo} {to} {'same' if eclause == tclause else 'other'}", (j,)
    yield f"{p}eo:{eo} {cls}", (j,)
    # scope: cues to the left of the event in its clause and before the target
    start = lo
    while start > 0 and reading.clauses[start - 1] == reading.clauses[lo]:
        start -= 1
    state = []
    for k in range(start, hi):
        for c in classes[k]:
            if c in _SCOPE and c not in state:
                state.append(c)
    state.sort()
    yield f"{p}state:{' '.join(state)}", (j,)
    yield f"{p}statev:{' '.join(state)} {cls}", (j,)
    for a in range(len(state)):
        yield f"{p}st:{state[a]} {cls}", (j,)
        for b in range(a + 1, len(state)):
            yield f"{p}stst:{state[a]} {state[b]}", (j,)
    # governor: nearest scope cue to the left of both
    for k in range(lo - 1, max(-1, lo - 10), -1):
        c = next((c for c in classes[k] if c in _CUES and c in _SCOPE or c == "REPORT"), None)
        if c:
            yield f"{p}gov:{c} {side}", (k,)
            yield f"{p}govl:{reading.lemmas[k]} {side}", (k,)
            yield f"{p}govev:{c} {side} {cls}", (k,)
            break
    # tail: what follows the event
    for k in range(hi + 1, min(n, hi + 8)):
        for c in classes[k]:
            if c in _SCOPE:
                yield f"{p}tail:{c}", (k,)
    for k in range(1, 4):
        if j + k < n:
            yield f"{p}eR:{masked[j + k]}", (j + k,)
            yield f"{p}eR{k}:{masked[j + k]}", (j + k,)
            for c in classes[j + k]:
                yield f"{p}eRc{k}:{c} {cls}", (j + k,)
        if j - k >= 0:
            yield f"{p}eL:{masked[j - k]}", (j - k,)
            yield f"{p}eL{k}:{masked[j - k]}", (j - k,)
            for c in classes[j - k]:
                yield f"{p}eLc{k}:{c} {cls}", (j - k,)
    yield f"{p}eLL:{' '.join(masked[max(0, j - 2): j])} {cls}", (j,)
    yield f"{p}eRR:{form} {' '.join(masked[j + 1: j + 3])}", (j,)
