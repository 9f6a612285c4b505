"""A (sentence, state) pair to named features.

The target is masked as TGT and every other state as CTRY, so that no country is itself evidence. A feature is a tuple of strings, its
family first; it comes with the units of the sentence that it was read from. The model maps features to columns, explanations map units to text.

Families: `w ww` n-grams of the masked sentence; `first` its first word; `c` cue and event classes; `t…` windows around the target; `ell tell`
an auxiliary without its verb after a pronoun or the target; `1` the event word that fits the target best; `L` the three that fit best
(evidence adds up wherever it stands). Within a link, the second string: `ev… obj` event and object, `rank` whether other states fit better,
`role` the state's part, `scope` what the cues commit to, `cue… between tail` what stands between and after, `np` what governs the event's
noun, `e…` the event's own window. `warstance corpus compare` says what leaving out each family costs; those that cost nothing are gone.
"""

from collections.abc import Iterable
from itertools import chain, pairwise, repeat
from operator import itemgetter
from typing import Final

from warstance.lexicon import CUES
from warstance.reading import COMPOSED, Reading
from warstance.roles import Link, after_aside, all_links, event_at, path, role
from warstance.scope import elliptic, scope_of

TARGET: Final = "TGT"

Feature = tuple[str, ...]
"""Family and what was seen."""

Group = tuple[tuple[int, ...], tuple[Feature, ...]]
"""Units of the sentence, and the features that were read from them; no units where the features are of the sentence as a whole."""

_CUE_CLASSES = frozenset(CUES) | COMPOSED
_SCOPED = COMPOSED | frozenset(
    "NEG NO_LONGER SO_FAR REFUSE DENY AVOID RELUCTANT UNLIKELY LIKELY READY MAY WOULD SHOULD WILL DECIDE COND UNLESS WHETHER CONSIDER FEAR RUMOUR PRESS"
    " BELIEVE COUNTER OUT".split()
)
_MOST_LINKS = 3

# Families by distance, made once.
_NEAR_TARGET = tuple(
    (step, f"t{side}", f"t{side}{abs(step)}", f"t{side}c", f"t{side}c{abs(step)}")
    for side, sign in (("R", 1), ("L", -1))
    for step in (sign, 2 * sign, 3 * sign, 4 * sign)
)
_NEAR_EVENT = tuple((step, f"e{side}", f"e{side}{abs(step)}") for side, sign in (("R", 1), ("L", -1)) for step in (sign, 2 * sign, 3 * sign))


def family(feature: Feature) -> str:
    """Return the family of a feature: "ww", "tR2", "L scope"."""
    return f"{feature[0]} {feature[1]}" if feature[0] in ("1", "L") else feature[0]


def pair_features(reading: Reading, country: str) -> list[Group]:
    """Return the features of a pair, in groups by the units that they were read from; a feature may come more than once.

    Raises
    ------
    KeyError
        if the reading has no mention of the country.
    """
    masked = [TARGET if code == country else word for word, code in zip(reading.words, reading.countries, strict=True)]
    targets = [unit for unit, code in enumerate(reading.countries) if code == country]
    links = all_links(reading)[country]
    groups = _sentence_features(reading, masked)
    for target in targets:
        _target_features(groups, reading, masked, target)
    groups.append(((), (("targets", str(min(len(targets), 3))),)))
    for link in links[:_MOST_LINKS]:
        _link_features(groups, reading, masked, link, best=link is links[0])
    return groups


def features_of(groups: Iterable[Group]) -> set[Feature]:
    """Return the features of all groups, each once."""
    return set(chain.from_iterable(map(itemgetter(1), groups)))


def _sentence_features(reading: Reading, masked: list[str]) -> list[Group]:
    n = len(masked)
    groups: list[Group] = list(zip(zip(range(n)), zip(zip(repeat("w"), masked)), strict=False))
    groups += zip(pairwise(range(n)), zip(zip(repeat("ww"), masked, masked[1:])), strict=False)
    for unit, classes in enumerate(reading.classes):
        if classes:
            groups.append(((unit,), tuple(zip(repeat("c"), classes))))
            if "THEY" in classes:
                groups.append(((unit,), (("ell", elliptic(reading, unit)),)))
    groups.append(((0,), (("first", masked[0]),)))
    return groups


def _target_features(groups: list[Group], reading: Reading, masked: list[str], target: int) -> None:
    n, classes = len(masked), reading.classes
    for step, around, at, of, of_at in _NEAR_TARGET:
        unit = target + step
        if 0 <= unit < n:
            word = masked[unit]
            groups.append(((unit,), ((around, word), (at, word), *[(of, name) for name in classes[unit]], *[(of_at, name) for name in classes[unit]])))
    left = masked[target - 1] if target else "<s>"
    right = masked[target + 1] if target + 1 < n else "</s>"
    own = (
        ("tLR", left, right),
        ("tLL", *masked[max(0, target - 2) : target]),
        ("tRR", *masked[target + 1 : target + 3]),
        ("tclause", reading.openers[reading.clauses[target]]),
        ("tell", elliptic(reading, target)),
    )
    groups.append(((target,), own))


def _link_features(groups: list[Group], reading: Reading, masked: list[str], link: Link, best: bool) -> None:
    """Add the features of a link; those of the best one also in families of their own."""
    words, classes, clauses = reading.words, reading.classes, reading.clauses
    n = len(words)
    event = link.event
    low, high = link.bounds
    side = ">" if link.forward else "<"
    shown = event_at(reading, event)
    name, about, things, form, head = shown
    word, lemma = words[event], reading.lemmas[event]
    better = str(min(link.better, 2))
    rank = f"{better}/{min(len(all_links(reading)) - 1, 2)}"
    opener = reading.openers[clauses[event]]
    part = role(link, path(reading, link))
    inner, value, depth, condition, question = scope_of(reading, link, shown)
    frame = condition + "?" * question
    # The cues between state and event
    begin = after_aside(words, low, high) if link.forward else low
    cues = [next((c for c in of if c in _CUE_CLASSES), "") for of in classes[begin + 1 : high] if of]

    for p in ("1", "L") if best else ("L",):
        own = [
            (p, "ev", name),
            (p, "ev", name, about),
            (p, "evl", lemma, about),
            (p, "evw", word),
            (p, "others", str(min(link.others, 2)), str(min(link.crossed, 3))),
            (p, "rank", rank, name),
            (p, "rank", rank, side, form, name),
            (p, "role", part, name),
            (p, "role", part, name, about),
            (p, "role", part, better),
            (p, "role", part, form, name),
            (p, "role", part, opener, name),
            (p, "scope", value),
            (p, "scope", value, name),
            (p, "scope", value, frame),
            (p, "scope", value, str(depth)),
            (p, "scope", value, part),
            (p, "scope", value, part, name),
            (p, "scope", value, better, name, about),
            (p, "scope", value, opener, name),
            (p, "scope", inner, value, form),
            (p, "np", head, form),
            (p, "np", head, form, name),
            (p, "np", head, side, name),
            (p, "eLL", *masked[max(0, event - 2) : event], name),
            (p, "eRR", word, *masked[event + 1 : event + 3]),
        ]
        for thing in things:
            own += ((p, "obj", name, thing), (p, "obj", lemma, thing))
        for cue in cues:
            if cue:
                own += ((p, "cue", side, cue), (p, "cue", side, cue, name))
        own += [(p, "cue2", side, first, second) for first, second in pairwise(filter(None, cues))]
        groups.append(((event,), tuple(own)))

        groups += [((unit,), ((p, "between", side, masked[unit]),)) for unit in range(begin + 1, min(high, begin + 12))]
        for unit in range(high + 1, min(n, high + 8)):
            if classes[unit]:
                groups.append(((unit,), tuple([(p, "tail", c) for c in classes[unit] if c in _SCOPED])))
        for step, around, at in _NEAR_EVENT:
            unit = event + step
            if 0 <= unit < n:
                near = masked[unit]
                groups.append(((unit,), ((p, around, near), (p, at, near))))
