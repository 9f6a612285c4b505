"""How a mention of a state relates to an event word: which belongs to which, what stands between, in what part.

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

OBJECTS: Final = frozenset(
    "WAR FIGHT ATTACK MEMBER MEDIATE TRAIN ARM HARDWARE TROOPS BASE PEACEKEEP SANCTION INVADE DECLARE SENSE HARMED IRREGULAR MEMORY INTERVENE".split()
)
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
_CONTROLS = frozenset([*_CONTROL.values(), "to"])
_SPEECH = frozenset(["say", "think", "press", "fear", "that", "deny"])
_PREPOSITIONS = frozenset(
    "of by on in into against with from to for between and at over without alongside toward towards through under near across inside along via or".split()
)
_ASIDES = {",": ",", "—": "—", "(": ")"}
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


_BE = frozenset("is are was were be been being".split())
_IRREGULAR_PASTS = frozenset(
    "went gone sent took taken fought struck hit led threw thrown came stood kept sat drew drawn began begun overrun flew lent made".split()
)


class Link(NamedTuple):
    """A mention of a state, an event word, and how well they fit.

    Attributes
    ----------
    score : higher fits better
    target, event : units of the reading
    others : mentions of other states between the two
    crossed : clause boundaries between the two
    better : how many other states fit the event word better
    """

    score: float
    target: int
    event: int
    others: int
    crossed: int
    better: int

    @property
    def forward(self) -> bool:
        """Whether the state comes before the event word."""
        return self.target < self.event

    @property
    def bounds(self) -> tuple[int, int]:
        """The two units, from left to right."""
        return (self.target, self.event) if self.target < self.event else (self.event, self.target)


class Event(NamedTuple):
    """An event word, as its sentence shows it, whoever takes part.

    Attributes
    ----------
    name : its strongest class
    about : class of the first thing that follows it (join a "WAR"), `CTRY`, or "-"; `SENSE` if any of them is no war
    things : every class that tells what it is about, up to the next pause
    form : n(oun), to, v (after an auxiliary), ing, pass(ive), ed or x
    head : what governs its noun phrase: a cue class, a preposition, another word, "pause" or "start"
    """

    name: str
    about: str
    things: tuple[str, ...]
    form: str
    head: str


@functools.lru_cache(maxsize=16)
def all_links(reading: Reading) -> dict[str, list[Link]]:
    """Return, for each state of a sentence, every event word with the mention that fits it best; best link first."""
    mentions: dict[str, list[int]] = {}
    before = [0]  # mentions before each unit
    for unit, country in enumerate(reading.countries):
        if country:
            mentions.setdefault(country, []).append(unit)
        before.append(before[-1] + bool(country))
    found: dict[str, list[Link]] = {country: [] for country in mentions}
    clauses = reading.clauses
    for event, classes in enumerate(reading.classes):
        strength = max([STRENGTH.get(name, 0.0) for name in classes], default=0.0) if classes else 0.0
        if not strength:
            continue
        fits: list[tuple[float, str, int, int, int]] = []
        for country, units in mentions.items():
            best = None
            for unit in units:
                low, high = (unit, event) if unit < event else (event, unit)
                others = before[high] - before[low + 1]
                if others and len(units) > 1:
                    others -= sum(1 for other in units if low < other < high)
                crossed = clauses[high] - clauses[low]
                score = 2 * strength - 0.25 * (high - low) - 2.0 * others - 1.2 * crossed + (1.0 if unit < event else 0.0)
                if best is None or score > best[0]:
                    best = score, country, unit, others, crossed
            if best:
                fits.append(best)
        for score, country, unit, others, crossed in fits:
            better = sum([fit[0] > score for fit in fits])
            found[country].append(Link(score, unit, event, others, crossed, better))
    for links in found.values():
        links.sort(key=lambda link: -link.score)
    return found


def best_mention(reading: Reading, country: str) -> int:
    """Return the unit that is the mention of the state nearest to an event."""
    links = all_links(reading)[country]
    return links[0].target if links else reading.countries.index(country)


@functools.lru_cache(maxsize=256)
def event_at(reading: Reading, unit: int) -> Event:
    """Return what the sentence shows of the event word at a unit."""
    name = max(reading.classes[unit], key=lambda c: STRENGTH.get(c, 0.0))
    things = _things(reading, unit)
    about = "SENSE" if "SENSE" in things else _about(reading, unit)
    return Event(name, about, things, _form(reading, unit), _governor(reading, unit))


def _about(reading: Reading, event: int) -> str:
    classes, words = reading.classes, reading.words
    found = "-"
    for unit in range(event + 1, min(event + _REACH, len(words))):
        about = next((c for c in classes[unit] if c in OBJECTS), None)
        if about:
            return about
        if words[unit] == OTHER:
            found = OTHER
            following = unit + 1
            if following < len(words) and words[following] != "'s" and OBJECTS.isdisjoint(classes[following]):
                break
    return found


def _things(reading: Reading, event: int) -> tuple[str, ...]:
    found: set[str] = set()
    for unit in range(event + 1, min(event + _REACH + 2, len(reading.words))):
        if reading.words[unit] in _MARKS:
            break
        found.update(c for c in reading.classes[unit] if c in OBJECTS)
    return tuple(sorted(found))


def _form(reading: Reading, event: int) -> str:
    before = reading.words[event - 1] if event else ""
    classes = reading.classes[event - 1] if event else ()
    head = reading.words[event].lstrip("+").split("_")[0]
    past = head.endswith("ed") or head in _IRREGULAR_PASTS
    if before in _DETERMINERS or (before == OTHER and not past and not head.endswith(("s", "ing"))):
        return "n"
    if past and before in _BE:
        return "pass"
    if "TO" in classes:
        return "to"
    if before in ("do", "does", "did") or not {"MAY", "WILL", "WOULD", "SHOULD", "NEG"}.isdisjoint(classes):
        return "v"
    return "ing" if head.endswith("ing") else "ed" if past else "x"


def _governor(reading: Reading, event: int) -> str:
    for unit in range(event - 1, max(-1, event - 7), -1):
        word, classes = reading.words[unit], reading.classes[unit]
        if word in _MODIFIERS or word == OTHER or word.endswith(("al", "ic", "ive", "ous")):
            continue
        if word in _MARKS:
            return "pause"
        return classes[0] if classes and classes[0] not in ("INTO", "OF", "BY", "TO", "BACKGROUND") else word
    return "start"


@functools.lru_cache(maxsize=16)
def _steps(reading: Reading) -> list[str]:
    """What each unit is on a path: auxiliaries are nothing (""), noun phrases and cue words become symbols."""
    steps = []
    for word, classes in zip(reading.words, reading.classes, strict=True):
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
            step = ""
        else:
            step = next((_CONTROL[c] for c in classes if c in _CONTROL), "E" if any(c in STRENGTH for c in classes) else "*")
        steps.append(step)
    return steps


def path(reading: Reading, link: Link) -> list[str]:
    """Return what stands between state and event, reduced; what is put in between commas after the state is left out."""
    low, high = link.bounds
    if link.forward:
        low = after_aside(reading.words, low, high)
    steps: list[str] = []
    for step in _steps(reading)[low + 1 : high]:
        if step and not (steps and steps[-1] == step and step in "*NX"):
            steps.append(step)
    return steps


def after_aside(words: list[str], low: int, high: int) -> int:
    """Return the unit that closes the aside after a unit ("Chile, while arming, denies …"), or the unit itself where none is closed before `high`."""
    opened = words[low + 1] if low + 1 < high else ""
    closing = _ASIDES.get(opened)
    if closing:
        for unit in range(low + 2, high):
            if words[unit] == closing:
                return unit
    return low


def role(link: Link, steps: list[str]) -> str:
    """Return the part of the state towards the event, read off the path between them.

    `subj` subject, `subjN` its army or government is, `ctrl` subject of a verb that governs the event (`ctrl X` with another state in
    between: "rejects Chile's request to join"), `speaker` it says, fears or presses
    what another does, `coord` one of several subjects, `self` it speaks of itself, `via` subject of an event that leads to this one;
    after the event `obj` its object, or the preposition between. The rest names what stands first.
    """
    if not link.forward:
        content = [step for step in steps if step != "'s"]
        return "obj" if not content else f"{'X ' if 'X' in content else ''}{content[0]}{' …' if len(content) > 2 else ''}"
    if "X" in steps:
        ahead = steps[: steps.index("X")]
        if not _SPEECH.isdisjoint(ahead):
            return "speaker"
        if ahead and _CONTROLS.issuperset(ahead):
            return "ctrl X"
        if (
            ahead
            and ahead[-1] in ("and", ",", "or", "with", "alongside")
            and all(step in ("N", "'s", "and", ",", "or", "*", "with", "alongside") for step in ahead)
        ):
            return "coord"
        return "place" if ahead and ahead[0] in ("in", "of", "to", "for", "on", "at", "from", "against", "over") else "X"
    content = [step for step in steps if step not in ("N", "'s")]
    if not content:
        return "subjN" if steps else "subj"
    if "P" in content:
        return "self" if not _SPEECH.isdisjoint(content) else "P"
    if _CONTROLS.issuperset(content):
        return "ctrl"
    if "E" in content and all(step in _CONTROLS or step in ("E", "in", "to", "into", "*") for step in content):
        return "via"
    first = content[0]
    if first in (",", "and", "or", "who", "which", "that"):
        return first
    for mark in ("who", "which", "that", ","):
        if mark in content:
            return f"… {mark}"
    return "prep" if first != "*" else "*" if len(content) == 1 else "* …"
