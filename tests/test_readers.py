"""Files to articles: every kind, and everything that can be wrong with one."""

import csv
import gzip
import io
import json
import os
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warstance import readers
from warstance.errors import InputError
from warstance.readers import LARGEST, Article, decode, read_articles, read_records

TEXT = "Peru may join the war.\n\n“Chile won’t,” he said."


def read(*inputs):
    return list(read_articles(map(str, inputs)))


def put(folder: Path, name: str, content: bytes | str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def lines(*records):
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


@pytest.fixture
def stdin(monkeypatch):
    def give(content: bytes | str):
        data = content.encode() if isinstance(content, str) else content
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))

    return give


@pytest.fixture
def small(monkeypatch):
    """Make the largest article 200 bytes."""
    monkeypatch.setattr(readers, "LARGEST", 200)
    old = csv.field_size_limit()
    yield 200
    csv.field_size_limit(old)


@pytest.fixture(autouse=True)
def without_trafilatura(monkeypatch):
    """HTML by the package's own rule, whether the extra is installed or not."""
    monkeypatch.setitem(sys.modules, "trafilatura", None)


# --- each kind


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a", "a.weird", "A.TXT"])
def test_text(tmp_path, name):
    path = put(tmp_path, name, TEXT)
    assert read(path) == [Article(str(path), TEXT)]


def test_a_text_keeps_its_line_ends_and_blanks(tmp_path):
    raw = " \r\nPeru waits.\r\n\tChile\u00a0too. \u2028"
    assert read(put(tmp_path, "a.txt", raw))[0].text == raw


@pytest.mark.parametrize("name", ["a.jsonl", "a.ndjson", "a", "a.JSONL"])
def test_jsonl(tmp_path, name):
    full = {
        "text": "Peru waits.",
        "id": 7,
        "title": "Salt",
        "published": "1879-04-05",
        "url": "http://example.org/1",
        "source": "Harbour Gazette",
        "extra": [1],
    }
    path = put(tmp_path, name, lines(full) + "\n" + lines({"text": "Chile waits."}))
    first, second = read(path)
    assert first == Article(f"{path}:1", "Peru waits.", 7, "Salt", "1879-04-05", "http://example.org/1", "Harbour Gazette", record=full)
    assert (second.document, second.text, second.id) == (f"{path}:3", "Chile waits.", None)


@pytest.mark.parametrize("id", [0, "", "x", None, 1.5, ["a"], {"b": 1}, False])
def test_an_id_of_any_kind_comes_back(tmp_path, id):
    (article,) = read(put(tmp_path, "a.jsonl", lines({"text": "Peru waits.", "id": id})))
    assert (article.id, article.failure) == (id, None)


def test_a_title_will_do_for_a_text(tmp_path):
    assert read(put(tmp_path, "a.jsonl", lines({"title": "Peru waits"})))[0].text == "Peru waits"


@pytest.mark.parametrize("column", ["text", "Text", " CONTENT ", "body", "article", "sentence"])
def test_csv(tmp_path, column):
    path = put(tmp_path, "a.csv", f'id,{column},title\r\n7,"Peru, at last,\r\nwaits.",Salt\r\n8,Chile waits.,\r\n')
    first, second = read(path)
    assert (first.document, first.id, first.title, first.text) == (f"{path}:1", "7", "Salt", "Peru, at last,\r\nwaits.")
    assert (second.document, second.text, second.failure) == (f"{path}:2", "Chile waits.", None)


def test_csv_prefers_the_column_named_text(tmp_path):
    assert read(put(tmp_path, "a.csv", "sentence,body,text\nno,no,Peru waits.\n"))[0].text == "Peru waits."


PAGE = """<!DOCTYPE html><html><head><title> Salt &amp;
 war </title><meta property="article:published_time" content="1879-04-05"><style>p{}</style><script>var p = "<p>Bad script</p>";</script></head>
<body><nav><p>Bad menu</p><ul><li>Bad item</li></ul></nav><h1>Salt</h1><p>Peru &ldquo;may&rdquo;<br>join   the
war.</p><aside><p>Bad aside</p></aside><p>Chile <b>won&#8217;t</b>.</p><footer><p>Bad footer</p></footer></body></html>"""


@pytest.mark.parametrize("name", ["a.html", "a.htm", "a.xhtml", "a"])
def test_html(tmp_path, name):
    (article,) = read(put(tmp_path, name, PAGE))
    assert article.text == "Salt\n\nPeru “may” join the war.\n\nChile won’t."
    assert (article.title, article.published, article.failure) == ("Salt & war", "1879-04-05", None)


def test_html_without_text_is_a_failure_with_its_title(tmp_path):
    (article,) = read(put(tmp_path, "a.html", "<html><title>Salt</title><script>var x = 'Peru'</script></html>"))
    assert (article.title, article.text) == ("Salt", "")
    assert "no article text" in article.failure


@pytest.mark.parametrize(
    "page",
    [
        "<p>Peru waits.</p><![if !IE]><p>Chile waits.</p><![endif]>",
        "<p>Peru waits.</p><![foo[ x ]]>",
        "<p>Peru waits.</p><!foo",
        "<p>Peru waits.</p><?php echo 1",
        "<p>Peru waits.</p></p></nav></script><",
        "<p>Peru waits.</p>&#xFFFFFFFFF;&#0;",
        "<p>Peru waits.<p" + "<p" * 3000,
        "<p>Peru waits.</p><!DOCTYPE [<!ENTITY a 'b'",
    ],
)
def test_broken_html_is_read_as_far_as_it_goes(tmp_path, page):
    (article,) = read(put(tmp_path, "a.html", page))
    assert article.text.startswith("Peru waits.")


def test_the_end_of_an_unclosed_page_is_read(tmp_path):
    assert read(put(tmp_path, "a.html", "<p>Peru waits, says the firm of Pym&Co"))[0].text == "Peru waits, says the firm of Pym&Co"


@pytest.mark.parametrize(
    ("name", "content"), [("a.txt", TEXT), ("a.jsonl", lines({"text": TEXT})), ("a.csv", f'text\n"{TEXT}"\n'), ("a.html", "<p>Peru waits.</p>")]
)
def test_gzip_of_each(tmp_path, name, content):
    plain, packed = put(tmp_path, name, content), put(tmp_path, f"{name}.gz", gzip.compress(content.encode()))
    (expected,), (found,) = read(plain), read(packed)
    assert (found.text, found.failure) == (expected.text, None)
    assert found.document == expected.document.replace(name, f"{name}.gz")


# --- which kind


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ('{"text": "Peru waits."}\n{"text": "Chile."}\n', "jsonl"),
        ('\n \n{"text": "Peru waits."}', "jsonl"),
        ('\ufeff{"text": "Peru waits."}', "jsonl"),
        ('{"text": \n"Peru waits."}', "jsonl"),
        ('{\n  "text": "Peru waits."\n}\n', "jsonl"),
        ('[{"text": "Peru waits."}, {"text": "Chile."}]', "jsonl"),
        ('[\n  {"text": "Peru waits."}\n]\n', "jsonl"),
        ("[\nPeru waits.", "text"),
        ("[1] Peru waits.", "text"),
        ("{curly} Peru waits.", "text"),
        ('["text"]', "text"),
        ("<!doctype html><p>Peru waits.", "html"),
        ("\n  <HTML><p>Peru waits.", "html"),
        ("<p>Peru waits.</p>", "html"),
        ("<Peru> waits.", "text"),
        ("text,title\nPeru waits.,Salt\n", "jsonl"),
        ("\ufeffid;Text\r\n1;Peru waits.\r\n", "jsonl"),
        ("id\ttext\n1\tPeru waits.\n", "jsonl"),
        (',"text"\n0,Peru waits.\n', "jsonl"),
        ("Body, mind and soul of Peru wait.", "text"),
        ("Text\nPeru waits.", "text"),
        ("Peru waits.", "text"),
    ],
)
def test_standard_input_is_recognised(stdin, content, kind):
    stdin(content)
    first = read("-")[0]
    assert first.failure is None
    assert first.document.startswith("-")
    assert {"jsonl": first.record != {}, "html": first.text == "Peru waits.", "text": first.text == content.removeprefix("\ufeff")}[kind]


@pytest.mark.parametrize("content", [TEXT, lines({"text": TEXT}), f'id,text\n1,"{TEXT}"\n'])
def test_gzip_is_unpacked_whatever_its_name(tmp_path, stdin, content):
    packed = gzip.compress(content.encode())
    stdin(packed)
    assert [article.text for article in read("-", put(tmp_path, "a.bin", packed))] == [TEXT, TEXT]


def test_a_broken_gzip_on_standard_input_is_a_failure(stdin):
    stdin(gzip.compress(b"Peru waits. " * 99)[:-9])
    (article,) = read("-")
    assert article.document == "-"
    assert "not a whole gzip file" in article.failure


@pytest.mark.parametrize("name", ["a", "a.txt", "a.html", "a.csv"])
@pytest.mark.parametrize(
    "content", [b"%PDF-1.7\n1 0 obj", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"PK\x03\x04\x14\0\x06\0", gzip.compress(gzip.compress(gzip.compress(b"Peru")))]
)
def test_what_is_binary_is_a_failure(tmp_path, name, content):
    (article,) = read(put(tmp_path, name, content))
    assert "is binary" in article.failure


def test_utf_16_is_not_binary(tmp_path):
    assert read(put(tmp_path, "a.txt", TEXT.encode("utf-16")))[0].text == TEXT


def test_an_array_may_hold_what_is_no_record(tmp_path, small):
    path = put(tmp_path, "a.json", json.dumps([{"text": "Peru waits.", "id": 1}, 5, {}, {"text": "x" * (small + 1)}]))
    first, *failed = read(path)
    assert (first.document, first.text, first.id) == (f"{path}:1", "Peru waits.", 1)
    assert [article.document for article in failed] == [f"{path}:{number}" for number in (2, 3, 4)]
    assert all(article.failure for article in failed)


@pytest.mark.parametrize("content", ['{"text": "half', '{\n "text": "half\n', '{"text": "a",}', '[{"text": "a"}', '[\n{"text": "a"},\n]', '[{"text": NaN}]'])
def test_broken_json_is_a_failure_and_no_prose(stdin, content):
    stdin(content)
    (article,) = read("-")
    assert "not JSON" in article.failure


def test_a_broken_first_line_is_a_failure_and_the_others_are_read(stdin):
    stdin('{"text": "half\n' + lines({"text": "Peru waits."}))
    broken, second = read("-")
    assert "not JSON" in broken.failure
    assert (second.document, second.text) == ("-:2", "Peru waits.")


def test_too_large_an_array_is_refused_and_too_many_records_are_not(stdin, monkeypatch):
    monkeypatch.setattr(readers, "LARGEST_ARRAY", 100)
    stdin("[" + ", ".join(['{"text": "Peru waits."}'] * 9) + "]")
    assert "give JSONL" in read("-")[0].failure
    stdin('{"text": "half\n' + lines({"text": "Peru waits."}) * 9)
    assert [article.text for article in read("-")] == ["", *["Peru waits."] * 9]


@pytest.mark.parametrize("separator", [";", "\t"])
def test_csv_with_another_separator(tmp_path, separator):
    path = put(tmp_path, "a.csv", f'id,n{separator}text{separator}title\n7{separator}"Peru; at last,\twaits."{separator}Salt\n')
    (article,) = read(path)
    assert (article.text, article.title) == ("Peru; at last,\twaits.", "Salt")


@pytest.mark.parametrize("first", ['{"id": NaN}', '{"id": ' + "9" * 5_000 + "}", '{"id": ' + "[" * 50_000 + "]" * 50_000 + "}", '{"text": "\xfa"}'])
def test_a_bad_first_record_does_not_spoil_the_others(stdin, first):
    stdin((first + '\n{"text": "Peru waits."}\n').encode("cp1252"))
    _, second = read("-")
    assert (second.document, second.text) == ("-:2", "Peru waits.")


def test_records_are_read_as_they_come(monkeypatch):
    class Pipe(io.RawIOBase):
        """Gives a line at a time, and fails when asked for more than was printed."""

        sent = 0

        def readline(self, size=-1):
            Pipe.sent += 1
            return lines({"text": f"Peru waits {Pipe.sent}."}).encode()

        def read(self, size=-1):
            raise AssertionError("read to the end of an endless pipe")

    class Stdin:
        buffer = Pipe()

    monkeypatch.setattr(sys, "stdin", Stdin())
    articles = read_articles(["-"])
    for number in (1, 2, 3):
        assert next(articles).text == f"Peru waits {number}."
        assert Pipe.sent == number


# --- folders


def test_a_folder_is_read_in_order_and_only_what_is_known(tmp_path):
    for name in ("b.txt", "a/z.txt", "a/y.jsonl", "c.csv.gz", "picture.png", "notes", "archive.gz", ".hidden.txt~"):
        put(tmp_path, name, gzip.compress(b"text\nPeru waits.\n") if name.endswith("csv.gz") else '{"text": "Peru waits."}')
    assert [Path(article.document.partition(":")[0]).relative_to(tmp_path).as_posix() for article in read(tmp_path)] == [
        "a/y.jsonl",
        "a/z.txt",
        "b.txt",
        "c.csv.gz",
    ]


def test_an_empty_folder_is_a_failure(tmp_path):
    (article,) = read(tmp_path)
    assert article.document == str(tmp_path)
    assert "holds no file" in article.failure


def test_links_in_a_folder_are_not_followed(tmp_path):
    put(tmp_path, "in/a.txt", TEXT)
    outside = put(tmp_path, "out/b.txt", TEXT)
    (tmp_path / "in" / "loop").symlink_to(tmp_path / "in", target_is_directory=True)
    (tmp_path / "in" / "self.txt").symlink_to(tmp_path / "in" / "self.txt")
    (tmp_path / "in" / "other.txt").symlink_to(outside)
    assert [Path(article.document).name for article in read(tmp_path / "in")] == ["a.txt"]


def test_a_link_that_is_named_is_read(tmp_path):
    path = put(tmp_path, "a.txt", TEXT)
    (tmp_path / "b.txt").symlink_to(path)
    assert read(tmp_path / "b.txt")[0].text == TEXT


def test_several_inputs_come_in_order(tmp_path, stdin):
    stdin("Peru waits.")
    a, b = put(tmp_path, "a.txt", "A."), put(tmp_path, "b.txt", "B.")
    assert [article.text for article in read(b, "-", a)] == ["B.", "Peru waits.", "A."]


# --- encodings


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("Perú".encode(), "Perú"),
        (b"\xef\xbb\xbf" + "Perú".encode(), "Perú"),
        ("Perú".encode("utf-16"), "Perú"),
        (b"\xfe\xff" + "Perú".encode("utf-16-be"), "Perú"),
        ("Perú “waits”".encode("cp1252"), "Perú “waits”"),
        (b"Peru\0waits", "Peru\ufffdwaits"),
        (b"\x81\xfe", "\ufffdþ"),
        (b"", ""),
        (b"\xff\xfe\x00", "\ufffd"),
    ],
)
def test_decode(content, expected):
    assert decode(content) == expected


@given(st.binary())
def test_any_bytes_decode(content):
    assert "\0" not in decode(content)


def test_a_line_separator_in_a_record_is_no_end_of_line(tmp_path):
    text = "Peru\u2028waits\u2029and\u0085waits\x0b\x0c."
    articles = read(put(tmp_path, "a.jsonl", json.dumps({"text": text}, ensure_ascii=False) + "\n" + lines({"text": "B."})))
    assert [article.text for article in articles] == [text, "B."]


def test_lines_of_one_file_may_differ_in_encoding(tmp_path):
    content = lines({"text": "Perú."}).encode() + lines({"text": "Perú."}).encode("cp1252") + b'{"text": "a\\u0000b"}\r\n'
    assert [article.text for article in read(put(tmp_path, "a.jsonl", content))] == ["Perú.", "Perú.", "a\0b"]


# --- what can be wrong


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"text": "half', "not JSON"),
        ("Peru waits.", "not JSON"),
        ('["Peru waits."]', "not an object"),
        ("null", "not an object"),
        ("{}", "has no 'text'"),
        ('{"headline": "x", "body": "y"}', "body, headline"),
        ('{"text": null}', "has no 'text'"),
        ('{"text": 5}', "'text' is not a string"),
        ('{"text": "a", "title": ["b"]}', "'title' is not a string"),
        ('{"text": "a", "published": 1879}', "'published' is not a string"),
        ("[" * 100_000, "not JSON"),
        ('{"text": ' + "1" * 5_000 + "}", "not JSON"),
        ('{"text": "a", "id": NaN}', "not finite"),
        ('{"text": "a", "id": -1e999}', "not finite"),
    ],
)
def test_a_bad_record_is_a_failure_and_the_others_are_read(tmp_path, line, reason):
    path = put(tmp_path, "a.jsonl", lines({"text": "A."}) + line + "\n" + lines({"text": "B."}))
    first, failed, last = read(path)
    assert (first.text, last.text) == ("A.", "B.")
    assert failed.document == f"{path}:2"
    assert failed.text == ""
    assert reason in failed.failure


def test_a_bad_record_still_has_its_id(tmp_path):
    (article,) = read(put(tmp_path, "a.jsonl", lines({"id": "x-7", "text": 5})))
    assert (article.id, article.failure is None) == ("x-7", False)


@pytest.mark.parametrize("content", ["title,author\nSalt,Silva\n", ",\n", "\n", ""])
def test_a_csv_without_a_text_column_is_a_failure(tmp_path, content):
    (article,) = read(put(tmp_path, "a.csv", content))
    assert "no text column" in article.failure


@pytest.mark.parametrize("name", ["a.csv", "a.csv.gz"])
def test_too_large_a_table_is_refused(tmp_path, monkeypatch, name):
    rows = "text\n" + "Peru waits.\n" * 20
    monkeypatch.setattr(readers, "LARGEST_TABLE", len(rows))
    for content, failed in ((rows, 0), (rows + "\n", 1)):
        articles = read(put(tmp_path, name, gzip.compress(content.encode()) if name.endswith("gz") else content))
        assert [article.failure is not None for article in articles] == ([True] if failed else [False] * 20)
    assert "split it" in articles[0].failure


def test_a_short_row_is_still_a_row(tmp_path):
    articles = read(put(tmp_path, "a.csv", "id,text\n1\n2,Peru waits.,more,cells\n"))
    assert [(article.id, article.text) for article in articles] == [("1", ""), ("2", "Peru waits.")]


@pytest.mark.parametrize("content", [b"", b" \n\t\r\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_a_failure(tmp_path, content):
    (article,) = read(put(tmp_path, "a.txt", content))
    assert "is empty" in article.failure


def test_an_empty_file_of_records_has_none(tmp_path):
    assert read(put(tmp_path, "a.jsonl", "\n\n")) == []


def test_a_missing_file_is_a_failure_in_its_place(tmp_path):
    path = put(tmp_path, "a.txt", TEXT)
    missing, found = read(tmp_path / "none.txt", path)
    assert "no such file" in missing.failure
    assert found.text == TEXT


def test_a_name_that_is_too_long_is_a_failure(tmp_path):
    # Somebody gave the text itself instead of a file.
    (article,) = read("Peru may join the war. " * 40)
    assert article.failure
    assert len(read(tmp_path / ("x" * 5000))) == 1


def test_a_name_with_a_nul_is_a_failure():
    assert read("a\0b")[0].failure


def test_a_name_that_is_no_text_is_read(tmp_path):
    try:
        (tmp_path / os.fsdecode(b"Per\xfa.txt")).write_text("Peru waits.")
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    (article,) = read(tmp_path)
    assert article.text == "Peru waits."
    assert article.document.encode("utf-8", "replace").endswith(b"Per?.txt")


def test_a_link_to_itself_is_a_failure(tmp_path):
    loop = tmp_path / "loop.txt"
    loop.symlink_to(loop)
    assert "cannot be read" in read(loop)[0].failure


@pytest.mark.parametrize(
    "content",
    [b"", b"no gzip", gzip.compress(b"Peru waits. " * 99)[:-9], gzip.compress(b"Peru " * 99)[:30] + b"\xff" * 40],
    ids=["empty", "text", "truncated", "damaged"],
)
@pytest.mark.parametrize("name", ["a.txt.gz", "a.jsonl.gz", "a.csv.gz", "a.gz"])
def test_a_broken_gzip_is_a_failure(tmp_path, name, content):
    path = put(tmp_path, name, content)
    articles = read(path, put(tmp_path, "b.txt", TEXT))
    assert articles[-1].text == TEXT
    failures = [article for article in articles if article.failure]
    assert failures or not content  # an empty file is an empty archive to some versions
    assert all(article.document.startswith(str(path)) for article in failures)


def test_records_before_the_break_of_a_gzip_are_kept(tmp_path):
    many = "".join(lines({"text": f"Peru waits {number}."}) for number in range(5000))
    articles = read(put(tmp_path, "a.jsonl.gz", gzip.compress(many.encode())[:-2000]))
    assert len(articles) > 100
    assert articles[0].text == "Peru waits 0."
    assert articles[-1].failure


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a"])
def test_too_large_an_article_is_refused(tmp_path, small, name):
    inside, outside = put(tmp_path / "1", name, "Peru waits. ".ljust(small, "x")), put(tmp_path / "2", name, "Peru waits. ".ljust(small + 1, "x"))
    assert "more than" not in (read(inside)[0].failure or "")
    assert "more than" in read(outside)[0].failure


def test_too_large_an_article_in_a_gzip_is_refused(tmp_path):
    (article,) = read(put(tmp_path, "a.txt.gz", gzip.compress(b"x" * (LARGEST + 1))))
    assert "more than 10 MB" in article.failure


def test_too_large_a_record_is_refused_and_the_others_are_read(tmp_path, small):
    path = put(tmp_path, "a.jsonl", lines({"text": "A."}, {"text": "x" * 2 * small}, {"text": "B."}, {"text": "x" * small}))
    first, large, second, last = read(path)
    assert (first.text, second.text) == ("A.", "B.")
    assert "more than" in large.failure
    assert "more than" in last.failure
    assert (large.document, second.document) == (f"{path}:2", f"{path}:3")


@pytest.mark.parametrize("row", ["Peru waits.,{}\n", "{},1\n"])
def test_too_large_a_cell_is_a_failure_and_the_rows_before_it_are_read(tmp_path, small, row):
    first, failed = read(put(tmp_path, "a.csv", "text,id\nA.,1\n" + row.format("x" * 2 * small)))
    assert first.text == "A."
    assert failed.failure


def test_too_large_a_column_name_is_a_failure(tmp_path, small):
    (article,) = read(put(tmp_path, "a.csv", f"text,{'x' * 2 * small}\nA.,1\n"))
    assert article.failure


def test_an_open_quote_in_a_csv_loses_nothing_silently(tmp_path):
    articles = read(put(tmp_path, "a.csv", 'text,id\nA.,1\n"Peru waits.,2\nChile waits.,3\n'))
    assert articles[0].text == "A."
    assert "Chile waits." in articles[-1].text or articles[-1].failure


SNIPPETS = [
    b"{",
    b'{"text": ',
    b'"',
    b"}",
    b"\n",
    b"<p>",
    b"<html>",
    b"<![",
    b"<!--",
    b"</",
    b"&#",
    b"\0",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"Peru may join. ",
    b"text,id\n",
    b",",
    b"\r",
    b"\xc3",
]


@given(st.lists(st.sampled_from(SNIPPETS), max_size=12).map(b"".join), st.sampled_from(["txt", "jsonl", "csv", "html", "bin", "txt.gz"]))
def test_any_bytes_give_articles_or_failures(tmp_path_factory, content, suffix):
    path = put(tmp_path_factory.mktemp("any"), f"a.{suffix}", content)
    for article in read(path):
        assert article.document.startswith(str(path))
        assert article.failure is None or (article.text == "" and article.failure)


# --- records for --pairs


def test_read_records(tmp_path, stdin):
    content = lines({"a": 1}) + "oops\n" + "[]\n" + lines({"b": 2})
    path, packed = put(tmp_path, "a.jsonl", content), put(tmp_path, "a.jsonl.gz", gzip.compress(content.encode()))
    stdin(content)
    for name in (str(path), str(packed), "-"):
        found = list(read_records(name))
        assert [place for place, _ in found] == [f"{name}:{number}" for number in (1, 2, 3, 4)]
        assert [record for _, record in found if isinstance(record, dict)] == [{"a": 1}, {"b": 2}]
        assert isinstance(found[1][1], InputError)


@pytest.mark.parametrize("name", ["none.jsonl", ".", "broken.jsonl.gz"])
def test_records_that_cannot_be_opened(tmp_path, name):
    put(tmp_path, "broken.jsonl.gz", b"no gzip")
    with pytest.raises(InputError):
        list(read_records(str(tmp_path / name)))
