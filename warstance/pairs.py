"""The unit of classification: a sentence and one state in it."""

import functools
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from warstance.countries import CODE, CountryTable, Mention, default_table
from warstance.errors import InputError
from warstance.lexicon import EVENTS
from warstance.reading import Reading, read


class Pair(NamedTuple):
    """A sentence and one state in it.

    Attributes
    ----------
    text : the sentence
    country : code of the state
    mention : how the text names it; needed only where the table of countries does not know the form ("it", "our army")
    start : where the mention stands in `text`, in code points; by default its first occurrence
    """

    text: str
    country: str
    mention: str | None = None
    start: int | None = None


_POSSESSIVES = frozenset(["our", "its", "their", "his", "her", "my"])
_FORCES = frozenset(EVENTS["TROOPS"].split())


def pair_of(record: Mapping[str, Any]) -> Pair:
    """Return the pair of a JSON record with `text`, `country` and optionally `mention` and `start`.

    Raises
    ------
    InputError
        if a field is missing or wrong.
    """
    text, country, mention, start = record.get("text"), record.get("country"), record.get("mention"), record.get("start")
    if not isinstance(text, str) or not text.strip():
        raise InputError("'text' is missing or empty; give the sentence")
    if not isinstance(country, str) or not CODE.fullmatch(country):
        raise InputError(f"country {country!r} is neither ISO 3166-1 alpha-2 nor a bloc in capitals")
    if mention is not None and (not isinstance(mention, str) or not mention or mention not in text):
        raise InputError(f"mention {mention!r} does not occur in the text; copy it exactly or leave it out")
    if start is not None and (not isinstance(start, int) or mention is None or text[max(0, start) : start + len(mention)] != mention or start < 0):
        raise InputError(f"'start' {start!r} does not point at the mention; correct it or leave it out")
    return Pair(text, country, mention, start)


def reading_of(pair: Pair, table: CountryTable | None = None) -> Reading:
    """Return the sentence's reading, in which the pair's state is marked wherever the table or the pair says it stands.

    Raises
    ------
    InputError
        if it stands nowhere.
    """
    table = table or default_table()
    found = _find(pair.text, table)
    if pair.mention and not any(mention.country == pair.country and _overlaps(mention, *_span(pair)) for mention in found):
        found = _with_mention(found, pair)
    reading = _read(pair.text, found)
    if pair.country not in reading.countries:
        raise InputError(f"the text does not name {pair.country} in a form that the table knows; add the 'mention' that stands for it")
    return reading


@functools.lru_cache(maxsize=64)
def _find(text: str, table: CountryTable) -> tuple[Mention, ...]:
    return tuple(table.find(text))


@functools.lru_cache(maxsize=64)
def _read(text: str, mentions: tuple[Mention, ...]) -> Reading:
    return read(text, mentions)


def _span(pair: Pair) -> tuple[int, int]:
    mention = pair.mention or ""
    start = pair.text.find(mention) if pair.start is None else pair.start
    return start, start + len(mention)


def _overlaps(mention: Mention, start: int, end: int) -> bool:
    return mention.start < end and mention.end > start


def _with_mention(found: Sequence[Mention], pair: Pair) -> tuple[Mention, ...]:
    """Add a mention that the table does not know, or knows under another code."""
    start, end = _span(pair)
    inside = [mention for mention in found if _overlaps(mention, start, end)]
    if len(inside) == 1 and start <= inside[0].start and inside[0].end <= end and all(mention.country != pair.country for mention in found):
        # Another code for the same form ("Russia" for the Soviet Union): the pair knows better, at every occurrence.
        form = pair.text[inside[0].start : inside[0].end]
        return tuple(m._replace(country=pair.country) if pair.text[m.start : m.end] == form else m for m in found)
    first, *rest = pair.text[start:end].split(" ")
    if rest and first.lower() in _POSSESSIVES and rest[-1].lower() in _FORCES:
        end = start + len(first)  # "our army" must read like "the Polish army"
    kept = [mention for mention in found if not _overlaps(mention, start, end)]
    return tuple(sorted([*kept, Mention(start, end, pair.country, "people")]))
