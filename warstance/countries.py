"""Text to mentions of states and blocs, each with its code.

The table is two files beside this module: `countries.csv` says which forms name whom, `ambiguous.csv` says next to which
words a form names something else ("Michael Jordan", "Washington Post"). Matching is case-sensitive, because "Turkey" is a
state and "turkey" is not; headlines in capitals ("UKRAINE") are covered by capital variants of the longer forms.
"""

import csv
import functools
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import NamedTuple

from warstance.errors import TableError

KINDS = ("names", "adjectives", "people", "seats", "leaders")
"""The columns of a table; `seats` are capitals and houses of government that stand for the state."""

CODE = re.compile(r"[A-Z]{2}|[A-Z][A-Z_]{2,15}")
"""A code: two letters for a state (ISO 3166-1 alpha-2, or SU, YU, … for one that is gone), more for a bloc."""

# "US" and "UN" in capitals are the forms themselves, and capitals of short forms would meet ordinary acronyms.
_SHORTEST_IN_CAPITALS = 4


class Mention(NamedTuple):
    """Where a text names a state or bloc; `text[start:end]` is the form, offsets are code points."""

    start: int
    end: int
    country: str
    kind: str


@dataclass(frozen=True)
class _Context:
    """Words beside which a form does not name the state."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    anywhere: tuple[str, ...]

    def misleads(self, text: str, start: int, end: int) -> bool:
        left = text[:start].rstrip(" \u00a0")
        right = text[end:].lstrip(" \u00a0")
        return (
            any(left.endswith(w) and not left[-len(w) - 1 : -len(w)].isalnum() for w in self.before)
            or any(right.startswith(w) and not right[len(w) : len(w) + 1].isalnum() for w in self.after)
            or any(w in text for w in self.anywhere)
        )


class CountryTable:
    """Forms of names of states and blocs, and the matcher made of them.

    Parameters
    ----------
    forms : mapping of form to (code, kind)
    ambiguous : mapping of form to the contexts in which it names something else
    """

    def __init__(self, forms: Mapping[str, tuple[str, str]], ambiguous: Mapping[str, _Context]) -> None:
        self._given = {_plain(form): meaning for form, meaning in forms.items()}
        self._ambiguous = dict(ambiguous)
        self.forms = dict(self._given)
        for form, meaning in self._given.items():
            if len(form) >= _SHORTEST_IN_CAPITALS and not form.isupper() and form[:1].isupper():
                self.forms.setdefault(form.upper(), meaning)
        self._pattern = re.compile(rf"(?<![\w$])(?:{_trie_pattern(self.forms)})(?!\w|\$)")
        self.codes = frozenset(code for code, _ in self.forms.values())

    def find(self, text: str) -> list[Mention]:
        """Return the mentions in `text`, from left to right, without overlaps, the longest form at each place."""
        found = []
        text = _plain(text)
        match = self._pattern.search(text)
        while match:
            form = match.group()
            start, end = match.span()
            context = self._ambiguous.get(form)
            if context is not None and context.misleads(text, start, end):
                # Another form may begin inside this one: "the West Bank" is not "the West".
                match = self._pattern.search(text, start + 1)
                continue
            code, kind = self.forms[form]
            found.append(Mention(start, end, code, kind))
            match = self._pattern.search(text, end)
        return found

    def first_names(self) -> dict[str, str]:
        """Return the first form that the table has for each code, in order of codes."""
        names: dict[str, str] = {}
        for form, (code, _) in self._given.items():
            names.setdefault(code, form)
        return dict(sorted(names.items()))

    def code_of(self, text: str) -> str | None:
        """Return the code that a user means by a code or a form of the table, in any case; None if there is none."""
        if text.upper() in self.codes:
            return text.upper()
        meant = _plain(text).casefold()
        return next((code for form, (code, _) in self._given.items() if form.casefold() == meant), None)

    def extended(self, path: Path | str) -> "CountryTable":
        """Return a table with the rows of a CSV file added; a form that the file names wins over ours.

        Raises
        ------
        TableError
            if the file cannot be read or a row of it is wrong.
        """
        try:
            text = Path(path).read_text(encoding="utf-8-sig")
        except (OSError, ValueError) as error:
            raise TableError(f"{path}: cannot be read as UTF-8 text ({error}); give a CSV file") from error
        added = {_plain(form): meaning for form, meaning in _read_forms(text, str(path)).items()}
        ambiguous = {form: context for form, context in self._ambiguous.items() if form not in added}
        return CountryTable({**self._given, **added}, ambiguous)


@functools.cache
def default_table() -> CountryTable:
    """Return the table that comes with warstance, built once."""
    folder = resources.files("warstance")
    forms = _read_forms((folder / "countries.csv").read_text(encoding="utf-8"), "countries.csv")
    contexts = {}
    for row in csv.DictReader(io.StringIO((folder / "ambiguous.csv").read_text(encoding="utf-8"))):
        contexts[row["form"]] = _Context(_split(row["before"]), _split(row["after"]), _split(row["anywhere"]))
    return CountryTable(forms, contexts)


def find_mentions(text: str, table: CountryTable | None = None) -> list[Mention]:
    """Return the states and blocs that `text` names, from left to right.

    >>> [(m.country, m.kind) for m in find_mentions("Polish troops won't fight, Tusk told Kyiv.")]
    [('PL', 'adjectives'), ('PL', 'leaders'), ('UA', 'seats')]
    """
    return (table or default_table()).find(text)


def _plain(text: str) -> str:
    """Return text with straight apostrophes, as the table has them, each in its place."""
    return text.replace("’", "'").replace("ʼ", "'")


def _split(cell: str | None) -> tuple[str, ...]:
    return tuple(form.strip() for form in (cell or "").split(";") if form.strip())


def _read_forms(text: str, name: str) -> dict[str, tuple[str, str]]:
    reader = csv.DictReader(io.StringIO(text))
    columns = ["code", *KINDS]
    if not {"code", "names"} <= set(reader.fieldnames or ()):
        raise TableError(f"{name}:1: the first line must name the columns {','.join(columns)} (code and names at least)")
    forms: dict[str, tuple[str, str]] = {}
    for row in reader:
        code = (row["code"] or "").strip()
        if not CODE.fullmatch(code):
            raise TableError(f"{name}:{reader.line_num}: code {code!r} is neither ISO 3166-1 alpha-2 nor a bloc in capitals")
        if None in row:
            raise TableError(f"{name}:{reader.line_num}: more cells than columns; separate forms by ';' and quote a cell with ','")
        for kind in KINDS:
            for form in _split(row.get(kind)):
                taken = forms.setdefault(form, (code, kind))
                if taken[0] != code:
                    raise TableError(f"{name}:{reader.line_num}: {form!r} stands for {taken[0]} already; keep it in one row")
    return forms


def _trie_pattern(forms: Iterable[str]) -> str:
    """Return a regular expression that matches the longest of the forms; as a trie it is 50 times faster than `a|b|…`."""
    trie: dict[str, dict] = {}  # type: ignore[type-arg]
    for form in forms:
        node = trie
        for letter in form:
            node = node.setdefault(letter, {})
        node[""] = {}
    return _pattern_of(trie)


def _pattern_of(node: dict[str, dict]) -> str:  # type: ignore[type-arg]
    branches = [re.escape(letter) + _pattern_of(node[letter]) for letter in sorted(node) if letter]
    if not branches:
        return ""
    inner = branches[0] if len(branches) == 1 and "" not in node else f"(?:{'|'.join(branches)})"
    return f"{inner}?" if "" in node else inner
