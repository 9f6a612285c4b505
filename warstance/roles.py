"""How a mention of a state relates to an event word: which belongs to which, what stands between, in what form.

A shallow stand-in for a dependency parse, at a hundredth of its cost.
"""

import functools
from typing import Final, NamedTuple

from warstance.reading import OTHER, Reading

STRENGTH: Final = {
    "JOIN": 3.0, "ENTER": 3.0, "INTERVENE": 3.0, "DRAWN": 3.0, "NEUTRAL": 3.0, "NOT_NEUTRAL": 3.0, "DENIED_NEUTRAL": 3.0, "DECLARE": 3.0, "SEND": 2.5, "INVADE": 2.5,
    "ATTACK": 2.0, "INVOLVE": 2.0, "TROOPS": 1.5, "DEFEND": 1.5, "FIGHT": 1.5, "WAR": 0.7,
}  # fmt: skip
"""How readily a class of event words is the event itself."""

OBJECTS: Final = frozenset("WAR FIGHT ATTACK MEMBER MEDIATE TRAIN ARM HARDWARE TROOPS BASE PEACEKEEP SANCTION INVADE DECLARE OTHER INTERVENE".split())
"""Classes that tell what an event word is about: join a war, a club, talks; send troops, arms."""

_REACH = 7  # units after an event word in which its object is looked for

# What may stand between subject and verb without a part of its own.
_TRANSPARENT = frozenset("NEG NO_LONGER SO_FAR WILL WOULD SHOULD MAY BE PAST TO".split())
_LIGHT = frozenset("the a an also even then ever once again".split())
_CONTROL = {
    "REFUSE": "refuse", "DENY": "deny", "AVOID": "avoid", "RELUCTANT": "reluctant", "UNLIKELY": "unlikely", "LIKELY": "likely", "READY": "ready",
    "DECIDE": "decide", "CONSIDER": "consider", "FEAR": "fear", "PRESS": "press", "REPORT": "say", "BELIEVE": "think", "RUMOUR": "rumour",
    "COND": "if", "WHETHER": "whether",
}  # fmt: skip
_PREPOSITIONS = frozenset(
    "of by on in into against with from to for between and at over without alongside toward towards through under near across inside along via or".split()
)
_KEPT = frozenset(["'s", "that", "who", "which", "as", "after", "since", "before", "while", "when"])
_MARKS = frozenset([",", ";", ":", "—", '"', "(", ")"])
OFFICES = frozenset(
    "government president leader leaders leadership minister ministers ministry officials official army military troops forces soldiers force navy parliament"
    " cabinet spokesman spokeswoman premier prime people public officers generals commanders lawmakers junta regime administration authorities king prince"
    " chancellor foreign defense defence secretary chief general".split()
)
"""Nouns for those who act or speak for a state."""
_MODIFIERS = frozenset("the a an 's its their his her our military armed direct full new any this possible led own -".split())
_DETERMINERS = frozenset("the a an 's its their his our any this that of military armed direct full new".split())


class Link(NamedTuple):
    """A mention of a state, an event word, and how well they fit.

    Attributes
    ----------
    score : higher fits better
    target, event : units of the reading
    others : mentions of other states between the two
    crossed : clause boundaries between the two
    """

    score: float
    target: int
    event: int
    others: int
    crossed: int

    @property
    def forward(self) -> bool:
        """Whether the state comes before the event word."""
        return self.target < self.event

    @property
    def bounds(self) -> tuple[int, int]:
        """The two units, from left to right."""
        return (self.target, self.event) if self.target < self.event else (self.event, self.target)


@functools.lru_cache(maxsize=16)
def all_links(reading: Reading) -> dict[str, list[Link]]:
    """Return, for each state of a sentence, every event word with the mention that fits it best; best link first."""
    mentions: dict[str, list[int]] = {}
    for unit, country in enumerate(reading.countries):
        if country:
            mentions.setdefault(country, []).append(unit)
    before = [0]  # mentions before each unit
    for country in reading.countries:
        before.append(before[-1] + bool(country))
    found: dict[str, list[Link]] = {country: [] for country in mentions}
    clauses = reading.clauses
    for event, classes in enumerate(reading.classes):
        strength = max((STRENGTH.get(name, 0.0) for name in classes), default=0.0)
        if not strength:
            continue
        for country, units in mentions.items():
            best = None
            for unit in units:
                low, high = (unit, event) if unit < event else (event, unit)
                others = before[high] - before[low + 1]
                if others and len(units) > 1:
                    others -= sum(1 for other in units if low < other < high)
                crossed = clauses[high] - clauses[low]
                score = 2 * strength - 0.25 * (high - low) - 2.0 * others - 1.2 * crossed + (1.0 if unit < event else 0.0)
                if best is None or score > best.score:
                    best = Link(score, unit, event, others, crossed)
            if best:
                found[country].append(best)
    for links in found.values():
        links.sort(key=lambda link: -link.score)
    return found


def best_mention(reading: Reading, country: str) -> int:
    """Return the unit that is the mention of the state nearest to an event."""
    links = all_links(reading)[country]
    return links[0].target if links else reading.countries.index(country)


def rivals(reading: Reading, country: str, link: Link) -> str:
    """Return how many other states fit the event word better, of how many in the sentence, each counted to two: "1/2"."""
    links = all_links(reading)
    better = sum(any(rival.event == link.event and rival.score > link.score for rival in links[code]) for code in links if code != country)
    return f"{min(better, 2)}/{min(len(links) - 1, 2)}"


def event_class(reading: Reading, event: int) -> tuple[str, str]:
    """Return the event word's class and the class of its object ("JOIN", "WAR"); "-" where none follows."""
    classes, words = reading.classes, reading.words
    name = max(classes[event], key=lambda c: STRENGTH.get(c, 0.0))
    found = "-"
    for unit in range(event + 1, min(event + _REACH, len(words))):
        about = next((c for c in classes[unit] if c in OBJECTS), None)
        if about:
            return name, about
        if words[unit] == OTHER:
            found = OTHER
            following = unit + 1
            if following < len(words) and words[following] != "'s" and OBJECTS.isdisjoint(classes[following]):
                break
    return name, found


def objects(reading: Reading, event: int) -> set[str]:
    """Return every class that tells what the event word is about, up to the next pause."""
    found: set[str] = set()
    for unit in range(event + 1, min(event + _REACH + 2, len(reading.words))):
        if reading.words[unit] in _MARKS:
            break
        found.update(c for c in reading.classes[unit] if c in OBJECTS)
    return found


def verb_form(reading: Reading, event: int) -> str:
    """Return the form of the event word, by its look and the word before it: n(oun), to, v (after an auxiliary), ing, ed or x."""
    before = reading.words[event - 1] if event else ""
    classes = reading.classes[event - 1] if event else ()
    head = reading.words[event].split("_")[0]
    if before in _DETERMINERS or (before == OTHER and not head.endswith(("ed", "s", "ing"))):
        return "n"
    if "TO" in classes:
        return "to"
    if before in ("do", "does", "did") or not {"MAY", "WILL", "WOULD", "SHOULD", "NEG"}.isdisjoint(classes):
        return "v"
    return "ing" if head.endswith("ing") else "ed" if head.endswith("ed") else "x"


def path(reading: Reading, link: Link) -> list[str]:
    """Return what stands between state and event, reduced: auxiliaries vanish, noun phrases and cue words become symbols."""
    low, high = link.bounds
    steps: list[str] = []
    for unit in range(low + 1, high):
        word, classes = reading.words[unit], reading.classes[unit]
        if word == OTHER:
            step = "X"
        elif word in _PREPOSITIONS or word in _KEPT:
            step = word
        elif word in _MARKS:
            step = ","
        elif word in OFFICES or "TROOPS" in classes:
            step = "N"
        elif "THEY" in classes or "SELF" in classes:
            step = "P"
        elif word in _LIGHT or word.endswith("ly") or not _TRANSPARENT.isdisjoint(classes):
            continue
        else:
            step = next((_CONTROL[c] for c in classes if c in _CONTROL), "E" if any(c in STRENGTH for c in classes) else "*")
        if not (steps and steps[-1] == step and step in "*NX"):
            steps.append(step)
    return steps


def governor(reading: Reading, event: int) -> str:
    """Return what governs the noun phrase of the event word: a cue class, a preposition, another word, "pause" or "start"."""
    for unit in range(event - 1, max(-1, event - 7), -1):
        word, classes = reading.words[unit], reading.classes[unit]
        if word in _MODIFIERS or word == OTHER or word.endswith(("al", "ic", "ive", "ous")):
            continue
        if word in _MARKS:
            return "pause"
        return classes[0] if classes and classes[0] not in ("INTO", "OF", "BY", "TO", "BACKGROUND") else word
    return "start"
