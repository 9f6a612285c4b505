"""Files to articles: text, HTML, JSONL, CSV, folders of these, gzip of these, standard input.

Every article or failure is yielded in input order; nothing that went in is missing from what comes out.
"""

import csv
import errno
import gzip
import io
import json
import math
import re
import sys
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import IO, Any, Final, cast

from warstance.errors import InputError

LARGEST: Final = 10_000_000
"""Bytes of one article, unpacked; more is refused (a guard against decompression bombs)."""

LARGEST_ARRAY: Final = 100_000_000
"""Bytes of one JSON array, unpacked: it is read whole, because it is JSON at its end only."""

LARGEST_TABLE: Final = 1_000_000_000
"""Bytes of one CSV file, unpacked: it is read whole, because its encoding shows at its end only."""

SUFFIXES: Final = {".txt": "text", ".md": "text", ".html": "html", ".htm": "html", ".xhtml": "html", ".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv"}
"""Kinds by suffix; in a folder only these files are read. Another file is recognised by how it begins."""

TEXT_COLUMNS: Final = ("text", "content", "body", "article", "sentence")
"""Names of a CSV's text column, in order of preference, in any case."""

_GZIP: Final = b"\x1f\x8b"
_BLOCK: Final = 8192  # bytes that are searched for a NUL
_SEPARATORS: Final = (",", ";", "\t")
_BROKEN: Final = (OSError, EOFError, zlib.error)  # what reading raises; gzip has the last two


@dataclass(frozen=True, slots=True)
class Article:
    """An input record.

    Attributes
    ----------
    document : the file it came from, "-" for standard input; with ":n" for record n of a file of records
    text : what offsets count in; "" in a failure
    failure : why it could not be read, else None
    """

    document: str
    text: str = ""
    id: Any = None
    title: str | None = None
    published: str | None = None
    url: str | None = None
    source: str | None = None
    failure: str | None = None
    record: dict[str, Any] = field(default_factory=dict)


def read_articles(inputs: Iterable[str]) -> Iterator[Article]:
    """Yield the articles of files, folders and "-" (standard input), in order."""
    for name in inputs:
        try:
            if name == "-":
                yield from _read_stream(sys.stdin.buffer, "-", None)
                continue
            files = _files(Path(name))
        except _BROKEN as error:
            yield Article(name, failure=_reason(error))
            continue
        if not files:
            yield Article(name, failure=f"holds no file that ends in {', '.join(SUFFIXES)} (or .gz of these)")
        for file in files:
            yield from _read_file(file)


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    return sorted(p for p in path.rglob("*") if p.is_file() and not p.is_symlink() and _kind(p) is not None)


def read_records(name: str) -> Iterator[tuple[str, dict[str, Any] | InputError]]:
    """Yield "file:line" and the record, or the error, of each line of a JSONL file (".gz" and "-" too).

    Raises
    ------
    InputError
        if the file cannot be opened.
    """
    try:
        if name == "-":
            yield from _records(sys.stdin.buffer, name)
            return
        with _open(Path(name)) as stream:
            yield from _records(stream, name)
    except _BROKEN as error:
        raise InputError(f"{name}: {_reason(error)}") from error


def read_text(name: str) -> str:
    """Return the text of a file (".gz" and "-" too).

    Raises
    ------
    InputError
        if it cannot be read.
    """
    try:
        if name == "-":
            return decode(sys.stdin.buffer.read())
        with _open(Path(name)) as stream:
            return decode(stream.read())
    except _BROKEN as error:
        raise InputError(f"{name}: {_reason(error)}") from error


def _kind(path: Path) -> str | None:
    suffix = Path(path.stem).suffix if path.suffix == ".gz" else path.suffix
    return SUFFIXES.get(suffix.lower())


def _open(path: Path) -> IO[bytes]:
    if "\0" in str(path):  # no file has such a name, but `open` raises a ValueError
        raise FileNotFoundError(errno.ENOENT, "no such file", str(path))
    return cast(IO[bytes], gzip.open(path, "rb")) if path.suffix == ".gz" else path.open("rb")


def _reason(error: BaseException) -> str:
    if isinstance(error, OSError) and error.errno in (errno.ENOENT, errno.ENAMETOOLONG):
        return "no such file; check the name"
    if isinstance(error, gzip.BadGzipFile | EOFError | zlib.error):
        return f"not a whole gzip file ({error}); fetch it again"
    return f"cannot be read ({error.strerror or error if isinstance(error, OSError) else error}); give a file that you may read"


def _read_file(path: Path) -> Iterator[Article]:
    try:
        with _open(path) as stream:
            yield from _read_stream(stream, str(path), _kind(path))
    except _BROKEN as error:
        yield Article(str(path), failure=_reason(error))


class _Joined(io.RawIOBase):
    """What was already read of a stream, then the rest of it."""

    def __init__(self, head: bytes, rest: IO[bytes]) -> None:
        self._head = head
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        # read1 gives what a running pipe has, and does not wait for a full buffer.
        content = self._head[: len(buffer)] or getattr(self._rest, "read1", self._rest.read)(len(buffer))
        self._head = self._head[len(content) :]
        buffer[: len(content)] = content
        return len(content)


def _read_stream(stream: IO[bytes], name: str, kind: str | None, unpacked: bool = False) -> Iterator[Article]:
    head = b""
    if kind is None:
        # Look at the first line only, so that records from a running pipe are read as they come.
        while not head.strip():
            line = stream.readline(LARGEST)
            if not line:
                break
            head += line
        if head.startswith(_GZIP) and not unpacked:  # once: there are archives that unpack to themselves
            rest = cast(IO[bytes], gzip.GzipFile(fileobj=io.BufferedReader(_Joined(head, stream))))
            yield from _read_stream(rest, name, None, unpacked=True)
            return
        kind = _sniffed(head)
    if kind == "json":
        head += stream.read(max(0, LARGEST_ARRAY + 1 - len(head)))
        if (articles := _json_articles(head, stream, name)) is not None:
            yield from articles
            return
        kind = "text"
    if kind == "jsonl":
        yield from _articles_of(_records(stream, name, head))
        return
    content = head + stream.read(LARGEST + 1 - len(head)) if len(head) <= LARGEST else head
    if _is_binary(content):
        yield Article(name, failure="is binary, not text (a PDF, an office document, an image?); save it as text or HTML")
    elif kind == "csv":
        content += stream.read(LARGEST_TABLE + 1 - len(content))
        if len(content) > LARGEST_TABLE:
            yield Article(name, failure=f"more than {LARGEST_TABLE // 10**6} MB in one table; split it, or give JSONL")
        else:
            yield from _csv_articles(content, name)
    elif len(content) > LARGEST:
        yield Article(name, failure=f"more than {LARGEST // 10**6} MB in one article; split it")
    elif kind == "html":
        yield _html_article(decode(content), name)
    elif not (text := decode(content)).strip():
        yield Article(name, failure="is empty; give text, HTML, JSONL or CSV")
    else:
        yield Article(name, text)


def _sniffed(head: bytes) -> str:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"{"):
        try:
            _from_json(start)
        except json.JSONDecodeError:
            return "json" if re.match(rb'\{\s*(?:"|\Z)', start) else "text"
        except (ValueError, RecursionError):
            pass  # a record that cannot be taken; those after it can
        return "jsonl"
    if re.match(rb"\[\s*(?:\{|\Z)", start):
        return "json"
    if re.match(rb"<(?:!doctype|html|head|body|article|p|div)\b", start, re.IGNORECASE):
        return "html"
    return "csv" if _is_header(decode(start)) else "text"


def _is_binary(content: bytes) -> bool:
    return content.startswith(b"%PDF") or (b"\0" in content[:_BLOCK] and not content.startswith((b"\xff\xfe", b"\xfe\xff")))


def _is_header(line: str) -> bool:
    """Return whether a line names columns, one of them a text; prose has a blank behind its commas."""
    cells = _cells(line, _separator(line))
    return len(cells) > 1 and _has_text_column(cells) and all(len(cell) <= 40 and cell == cell.strip() for cell in cells)


def _separator(line: str) -> str:
    """Return the separator by which the first line of a table has a text column, else the one by which it has most columns."""
    return max(_SEPARATORS, key=lambda separator: (_has_text_column(cells := _cells(line, separator)), len(cells)))


def _has_text_column(cells: Iterable[str]) -> bool:
    return any(cell.strip().lower() in TEXT_COLUMNS for cell in cells)


def _cells(line: str, separator: str) -> list[str]:
    try:
        return next(csv.reader([line.rstrip("\r\n")], delimiter=separator), [])
    except csv.Error:  # a cell that is too long; reading the table tells of it
        return []


def _json_articles(content: bytes, rest: IO[bytes], name: str) -> Iterator[Article] | None:
    """Return the articles of an array of objects, of one object over several lines, or of JSONL that begins with a broken line; None if it is prose."""
    start = content.removeprefix(b"\xef\xbb\xbf").lstrip()
    if len(content) > LARGEST_ARRAY:
        if start.startswith(b"{"):
            return _articles_of(_records(cast(IO[bytes], io.BufferedReader(_Joined(content, rest))), name))
        return iter([Article(name, failure=f"more than {LARGEST_ARRAY // 10**6} MB in one array; split it, or give JSONL")])
    try:
        whole = _from_json(start)
    except (ValueError, RecursionError) as error:
        if start.startswith(b"{") and any(map(_is_record, content.split(b"\n"))):
            return _articles_of(_records(io.BytesIO(content), name))
        if re.match(rb'\{\s*"|\[\s*\{\s*"', start):
            return iter([Article(name, failure=f"not JSON ({error}); write one object a line, or an array of objects")])
        return None
    records = whole if isinstance(whole, list) else [whole]
    return _articles_of(_items(records, name)) if any(isinstance(record, dict) for record in records) else None


def _is_record(line: bytes) -> bool:
    try:
        return line.lstrip().startswith(b"{") and isinstance(_from_json(line), dict)
    except (ValueError, RecursionError):
        return False


def _items(records: Iterable[Any], name: str) -> Iterator[tuple[str, dict[str, Any] | InputError]]:
    for number, record in enumerate(records, 1):
        if not isinstance(record, dict):
            yield f"{name}:{number}", InputError("not an object; write {...}")
        elif isinstance(text := record.get("text"), str) and len(text) > LARGEST:
            yield f"{name}:{number}", InputError(f"more than {LARGEST // 10**6} MB in one record; split it")
        else:
            yield f"{name}:{number}", record


def _articles_of(records: Iterable[tuple[str, dict[str, Any] | InputError]]) -> Iterator[Article]:
    for place, record in records:
        yield Article(place, failure=str(record)) if isinstance(record, InputError) else _article_of(record, place)


def _from_json(content: bytes) -> Any:
    """Return what a line of JSON stands for.

    Raises
    ------
    JSONDecodeError
        if it is not JSON.
    ValueError, RecursionError
        if a number is too long or not finite (Python takes NaN and Infinity, JSON has none), or it is nested too deeply.
    """
    return json.loads(decode(content), parse_constant=_finite, parse_float=_finite)


def _finite(number: str) -> float:
    if not math.isfinite(value := float(number)):
        raise ValueError("a number is not finite")
    return value


def decode(content: bytes) -> str:
    """Return text as browsers read it: UTF-16 by its mark, else UTF-8, else windows-1252; NUL becomes U+FFFD."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = content.decode("utf-16", errors="replace")
    else:
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = content.decode("cp1252", errors="replace")
    return text.replace("\0", "\ufffd")


def _records(stream: IO[bytes], name: str, head: bytes = b"") -> Iterator[tuple[str, dict[str, Any] | InputError]]:
    number = 0
    # Lines end at \n only: U+2028 and NEL may stand inside a JSON string.
    for line in _lines(stream, head):
        number += 1
        if not line.strip():
            continue
        place = f"{name}:{number}"
        if len(line) > LARGEST:
            yield place, InputError(f"more than {LARGEST // 10**6} MB in one record; split it")
            continue
        try:
            record = _from_json(line)
        except (ValueError, RecursionError) as error:
            yield place, InputError(f"not JSON ({error}); write one object a line")
            continue
        if isinstance(record, dict):
            yield place, record
        else:
            yield place, InputError("not an object; write {...}")


def _lines(stream: IO[bytes], head: bytes) -> Iterator[bytes]:
    yield from head.splitlines(keepends=True) if head else ()
    while line := stream.readline(LARGEST + 1):
        if len(line) > LARGEST and not line.endswith(b"\n"):
            while (rest := stream.readline(LARGEST)) and not rest.endswith(b"\n"):
                pass
        yield line


def _article_of(record: dict[str, Any], document: str) -> Article:
    texts = {name: record.get(name) for name in ("text", "title", "published", "url", "source")}
    wrong = [name for name, value in texts.items() if value is not None and not isinstance(value, str)]
    if wrong:
        return Article(document, id=record.get("id"), failure=f"{wrong[0]!r} is not a string", record=record)
    text = texts["text"] if texts["text"] is not None else texts["title"]
    if text is None:
        keys = ", ".join(sorted(map(str, record))[:8]) or "none"
        return Article(document, id=record.get("id"), failure=f"has no 'text' (fields: {keys}); name the article's text 'text'", record=record)
    return Article(document, text, record.get("id"), texts["title"], texts["published"], texts["url"], texts["source"], record=record)


def _csv_articles(content: bytes, name: str) -> Iterator[Article]:
    csv.field_size_limit(LARGEST)
    text = decode(content)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=_separator(text.partition("\n")[0]))
    try:
        columns = {(column or "").strip().lower(): column for column in reader.fieldnames or ()}
        column = next((columns[wanted] for wanted in TEXT_COLUMNS if wanted in columns), None)
        if column is None:
            found = ", ".join(columns) or "none"
            yield Article(name, failure=f"has no text column (columns: {found}); name one of them 'text'")
            return
        for number, row in enumerate(reader, 1):
            record = {(key or "").strip().lower(): value for key, value in row.items() if isinstance(value, str)}
            record["text"] = row.get(column) or ""
            yield _article_of(record, f"{name}:{number}")
    except csv.Error as error:
        yield Article(f"{name}:{reader.line_num}", failure=f"not CSV ({error}); quote fields that hold line breaks")


class _Page(HTMLParser):
    """Text of headings and paragraphs, the title and the date of a page."""

    _BLOCKS = frozenset(["p", "h1", "h2", "h3", "li", "blockquote"])
    _SKIPPED = frozenset(["script", "style", "nav", "footer", "aside", "form", "figure", "button", "noscript", "template"])

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[str] = []
        self.title: list[str] = []
        self.published: str | None = None
        self._inside: str | None = None
        self._skipping = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self._SKIPPED:
            self._skipping += 1
        elif tag == "title":
            self._inside = "title"
        elif tag in self._BLOCKS and not self._skipping:
            self._inside = "block"
            self.blocks.append("")
        elif tag == "br" and self._inside == "block":
            self.blocks[-1] += " "
        elif tag == "meta":
            named = dict(attrs)
            if (named.get("property") or named.get("name")) in ("article:published_time", "date", "dc.date", "pubdate"):
                self.published = self.published or named.get("content")
        elif tag == "time" and not self.published:
            self.published = dict(attrs).get("datetime")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._SKIPPED:
            self._skipping = max(0, self._skipping - 1)
        elif tag == "title" or tag in self._BLOCKS:
            self._inside = None

    def parse_marked_section(self, i: int, report: bool = True) -> int:
        # As browsers do: "<![…>" is a comment. The parser of the standard library raises at names that it does not know.
        return self.parse_bogus_comment(i, report)

    def handle_data(self, data: str) -> None:
        if self._skipping:
            return
        if self._inside == "title":
            self.title.append(data)
        elif self._inside == "block":
            self.blocks[-1] += data


def _html_article(html: str, name: str) -> Article:
    """Return the article of a page; with the extra `html` by trafilatura, else by the paragraphs of the page.

    On 181 pages with hand-made truth trafilatura's `fast=True` has F1 0.96 and the paragraph rule 0.87.
    """
    page = _Page()
    page.feed(html)
    page.close()
    try:
        import trafilatura
    except ImportError:
        text = "\n\n".join(joined for block in page.blocks if (joined := " ".join(block.split())))
    else:
        text = trafilatura.extract(html, fast=True, include_comments=False, include_tables=False) or ""
    title = " ".join("".join(page.title).split()) or None
    if not text.strip():
        return Article(name, title=title, failure="no article text in this HTML; save the page with its text, or give the text itself")
    return Article(name, text, title=title, published=page.published)
