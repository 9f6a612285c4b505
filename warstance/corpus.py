"""Rows of the corpus to checked sentences and pairs. `corpus/README.md` describes the format."""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from warstance.countries import CODE
from warstance.errors import CorpusError
from warstance.stance import VALUES

GENRES: Final = ("news", "wire", "rss", "headline", "cable", "analysis", "op-ed", "statement", "speech", "social")
"""The kinds of text that a row may come from."""

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_REQUIRED = {"id": str, "text": str, "war": str, "genre": str, "actors": list}
_OPTIONAL = {"context": str, "source": str, "tags": list, "pair": str, "slice": str}


@dataclass(frozen=True, slots=True)
class Actor:
    """A state in a sentence, where it stands (`text[start:start + len(mention)] == mention`) and its label."""

    mention: str
    country: str
    value: str
    start: int


@dataclass(frozen=True, slots=True)
class Row:
    """A labelled sentence; `place` is "file:line" for messages."""

    id: str
    text: str
    war: str
    genre: str
    actors: tuple[Actor, ...]
    context: str | None
    source: str | None
    tags: tuple[str, ...]
    pair: str | None
    slice: str | None
    place: str


@dataclass(frozen=True, slots=True)
class Corpus:
    """All rows, sorted by id, and the SHA-256 of the files they came from."""

    rows: tuple[Row, ...]
    digest: str

    def pairs(self) -> Iterator[tuple[Row, Actor]]:
        """Yield every (row, actor), in order of id."""
        for row in self.rows:
            for actor in row.actors:
                yield row, actor


def load_corpus(*folders: Path | str) -> Corpus:
    """Return the checked rows of every `*.jsonl` directly in the folders.

    Raises
    ------
    CorpusError
        at the first thing that is wrong, as "file:line: what is wrong; the way out".
    """
    digest = hashlib.sha256()
    rows: dict[str, Row] = {}
    for file, content in _contents(folders):
        digest.update(hashlib.sha256(content).digest())
        for row in _read_rows(file, content):
            if row.id in rows:
                raise CorpusError(f"{row.place}: id {row.id!r} is taken by {rows[row.id].place}; ids are unique")
            rows[row.id] = row
    if not rows:
        raise CorpusError(f"{', '.join(map(str, folders))}: no row in any *.jsonl; put labelled sentences there, one JSON object a line")
    _check_links(rows.values())
    return Corpus(tuple(rows[key] for key in sorted(rows)), digest.hexdigest())


def _contents(folders: Iterable[Path | str]) -> Iterator[tuple[Path, bytes]]:
    for folder in map(Path, folders):
        try:
            if not folder.is_dir():
                raise CorpusError(f"{folder}: no such folder; name a folder that holds *.jsonl")
            files = sorted(folder.glob("*.jsonl"))
            if not files:
                raise CorpusError(f"{folder}: holds no *.jsonl; put labelled sentences there, one JSON object a line")
            for file in files:
                yield file, file.read_bytes()
        except OSError as error:
            raise CorpusError(f"{error.filename or folder}: cannot be read ({error.strerror}); name a folder that holds *.jsonl") from error


def _read_rows(file: Path, content: bytes) -> Iterator[Row]:
    # Split on \n only: str.splitlines would also cut at U+2028, which JSON allows inside strings.
    for number, line in enumerate(content.split(b"\n"), 1):
        place = f"{file}:{number}"
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except (ValueError, RecursionError) as error:  # too long a number is a plain ValueError
            raise CorpusError(f"{place}: not JSON ({error}); write one object a line, in UTF-8") from error
        yield parse_row(record, place)


def parse_row(record: Any, place: str) -> Row:
    """Return the checked row of one JSON record.

    Raises
    ------
    CorpusError
        if a field is missing, unknown or wrong; the message begins with `place`.
    """

    def need(condition: bool, message: str) -> None:
        if not condition:
            raise CorpusError(f"{place}: {message}")

    need(isinstance(record, dict), "not an object; write {...}")
    for field, kind in _REQUIRED.items():
        need(isinstance(record.get(field), kind) and bool(record[field]), f"{field!r} is missing or empty; it is a {kind.__name__}")
    for field, value in record.items():
        need(field in _REQUIRED or field in _OPTIONAL, f"unknown field {field!r}; known are {', '.join([*_REQUIRED, *_OPTIONAL])}")
        if field in _OPTIONAL:
            need(value is None or isinstance(value, _OPTIONAL[field]), f"{field!r} must be a {_OPTIONAL[field].__name__} or null")
    text, source, pair = record["text"], record.get("source"), record.get("pair")
    need("\n" not in text and text == text.strip(), "'text' has a line break or blanks at an end; remove them")
    need(_SLUG.fullmatch(record["war"]) is not None, f"war {record['war']!r} is not lower-case-with-hyphens")
    need(record["genre"] in GENRES, f"genre {record['genre']!r} is none of {', '.join(GENRES)}")
    need(source is None or source in text, f"source {source!r} does not occur in the text; copy it exactly or write null")
    tags = tuple(record.get("tags") or ())
    need(all(isinstance(tag, str) and _SLUG.fullmatch(tag) for tag in tags), "tags are lower-case-with-hyphens")
    actors = tuple(_parse_actor(actor, text, need) for actor in record["actors"])
    countries = [actor.country for actor in actors]
    need(len(set(countries)) == len(countries), f"a country is labelled twice ({', '.join(sorted(countries))}); keep one actor for each")
    return Row(
        record["id"], text, record["war"], record["genre"], actors,
        record.get("context"), source, tags, pair, record.get("slice"), place,
    )  # fmt: skip


def _parse_actor(record: Any, text: str, need: Any) -> Actor:
    need(isinstance(record, dict) and {"mention", "country", "value"} <= set(record), "an actor needs mention, country and value")
    need(set(record) <= {"mention", "country", "value", "start"}, "an actor has mention, country, value and at most start")
    mention, country, value = record["mention"], record["country"], record["value"]
    need(isinstance(mention, str) and bool(mention) and mention in text, f"mention {mention!r} does not occur in the text; copy it exactly")
    need(isinstance(country, str) and CODE.fullmatch(country) is not None, f"country {country!r} is neither ISO 3166-1 alpha-2 nor a bloc in capitals")
    need(value in VALUES, f"value {value!r} is none of {', '.join(VALUES)}")
    if text.count(mention) > 1:
        need("start" in record, f"mention {mention!r} occurs more than once; add its 'start'")
    start = record.get("start", text.find(mention))
    need(isinstance(start, int) and text[start : start + len(mention)] == mention and start >= 0, f"'start' of {mention!r} does not point at it")
    return Actor(mention, country, value, start)


def _check_links(rows: Iterable[Row]) -> None:
    sides: dict[str, list[Row]] = {}
    for row in rows:
        if row.pair:
            sides.setdefault(row.pair, []).append(row)
    for pair, linked in sides.items():
        if len(linked) != 2:
            raise CorpusError(f"{linked[0].place}: pair {pair!r} links {len(linked)} rows; it must link two")
        if linked[0].war != linked[1].war:
            raise CorpusError(f"{linked[0].place}: the rows of pair {pair!r} are of two wars; a pair may not cross folds")
