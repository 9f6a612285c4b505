"""Claims to output."""

import csv
import io
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warstance.claims import Claim
from warstance.model import Cue
from warstance.readers import Article
from warstance.report import (
    CSV_COLUMNS,
    Tagged,
    article_record,
    claim_record,
    csv_header,
    csv_rows,
    html_article,
    html_head,
    html_tail,
    jsonl,
    printable,
    summarize,
    table_rows,
)


def claim(sentence="Peru may join the war.", country="PE", stance="hedge", **changes):
    rest = {"assert": 0.1, "hedge": 0.1, "deny": 0.1, "none": 0.1, stance: 0.7}
    facts = {
        "sentence": sentence, "start": 0, "end": len(sentence), "country": country, "mention": "Peru", "mention_start": 0, "mention_end": 4, "stance": stance,
        "value": {"assert": "CT+", "hedge": "PS", "deny": "CT-"}[stance], "factuality": {"assert": 2.5, "hedge": 0.123456, "deny": -2.5}[stance],
        "probability": rest, "likelihood": None, "source": None, "source_start": None, "source_end": None, "cues": (Cue("may", 5, 8, 1.25),),
    }  # fmt: skip
    return Claim(**{**facts, **changes})


def tagged(*claims, status="ok", reason=None, **article):
    text = "\n".join(dict.fromkeys(c.sentence for c in claims))
    return Tagged(Article(**{"document": "harbour.txt", "text": text, **article}), claims, status, reason)


def rows(of):
    return list(csv.DictReader(io.StringIO(csv_header() + "".join(csv_rows(of)), newline="")))


# --- JSON


def test_claim_record_begins_with_the_article():
    record = claim_record(Article("a.jsonl:3", title="Salt", published="1879-04-05"), claim())
    assert list(record.items())[:3] == [("document", "a.jsonl:3"), ("title", "Salt"), ("published", "1879-04-05")]
    assert record["factuality"] == 0.1235


def test_article_record():
    record = article_record(tagged(claim(), id=7, title="Salt"))
    assert list(record) == ["id", "document", "title", "published", "status", "reason", "summary", "claims"]
    assert (record["id"], record["status"], record["reason"]) == (7, "ok", None)
    assert len(record["claims"]) == 1


def test_jsonl_is_one_line_for_each_record():
    lines = list(jsonl([{"a": "é\n"}, {"b": None}]))
    assert [json.loads(line) for line in lines] == [{"a": "é\n"}, {"b": None}]
    assert all(line.count("\n") == 1 and line.endswith("\n") for line in lines)
    assert "é" in lines[0]


def test_summary():
    found = [
        claim(country="PE", stance="hedge", source="the admiral"),
        claim(country="CL", stance="deny", source="the envoy"),
        claim(country="PE", stance="hedge", source="the admiral"),
        claim(country="PE", stance="assert", source="a baker"),
        claim(country="PE", stance="assert", source=None, probability={"assert": 0.4, "hedge": 0.3, "deny": 0.2, "none": 0.1}),
    ]
    summary = summarize(found)
    assert list(summary) == ["CL", "PE"]
    assert summary["PE"] == {
        "stance": "hedge",  # hedge 0.7 + 0.7 + 0.1 + 0.3 against assert 0.1 + 0.1 + 0.7 + 0.4
        "factuality": round((0.123456 * 2 + 2.5 * 2) / 4, 4),
        "counts": {"assert": 2, "hedge": 2, "deny": 0},
        "sources": ["the admiral", "a baker"],
    }
    assert summary["CL"]["counts"] == {"assert": 0, "hedge": 0, "deny": 1}
    assert summarize([]) == {}


def test_unsure_claims_are_counted_apart():
    sure, doubtful = claim(stance="deny"), claim(stance="assert")
    summary = summarize([sure, doubtful.unless_below(0.8), doubtful.unless_below(0.9)])
    assert summary["PE"]["stance"] == "deny"
    assert summary["PE"]["factuality"] == -2.5
    assert summary["PE"]["counts"] == {"assert": 0, "hedge": 0, "deny": 1, "unsure": 2}
    alone = summarize([doubtful.unless_below(0.8)])["PE"]
    assert (alone["stance"], alone["factuality"], alone["counts"]) == ("unsure", 2.5, {"assert": 0, "hedge": 0, "deny": 0, "unsure": 1})


def test_an_unsure_claim_keeps_all_but_its_stance():
    given = claim()
    assert given.unless_below(0.7) == given
    unsure = given.unless_below(0.71)
    assert (unsure.stance, unsure.value) == ("unsure", "PS")
    assert {**claim_record(tagged().article, unsure), "stance": "hedge"} == claim_record(tagged().article, given)


def test_an_unsure_claim_in_every_format():
    unsure = tagged(claim().unless_below(0.8))
    assert claim_record(unsure.article, unsure.claims[0])["stance"] == article_record(unsure)["claims"][0]["stance"] == "unsure"
    (row,) = rows(unsure)
    assert (row["stance"], row["value"], row["p_hedge"]) == ("unsure", "PS", "0.7")
    assert "PE       unsure  PS     0.70" in "".join(table_rows(unsure, 80))
    page = html_article(unsure)
    assert '<mark class="unsure" title="PE unsure (PS) 0.70' in page
    assert ".unsure{" in html_head()


# --- CSV


def test_a_csv_row():
    (row,) = rows(tagged(claim(source="the envoy", likelihood=(0.2, 0.45), cues=(Cue("may", 5, 8, 1.0), Cue("join", 9, 13, 0.5))), title="Salt, and war"))
    assert tuple(row) == CSV_COLUMNS
    assert (row["document"], row["title"], row["published"]) == ("harbour.txt", "Salt, and war", "")
    assert (row["country"], row["stance"], row["value"], row["p_hedge"]) == ("PE", "hedge", "PS", "0.7")
    assert (row["likelihood_low"], row["likelihood_high"], row["cues"]) == ("0.2", "0.45", "may; join")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_a_formula(start):
    evil = f"{start}HYPERLINK(A1)"
    (row,) = rows(tagged(claim(sentence=evil, source=evil, mention=evil), document=evil, title=evil, published=evil))
    assert [row[name] for name in ("document", "title", "published", "sentence", "source", "mention")] == [f"'{evil}"] * 6


def test_a_negative_number_stays_a_number():
    (row,) = rows(tagged(claim(stance="deny")))
    assert float(row["factuality"]) == -2.5


@pytest.mark.parametrize("text", ['He said: "Peru, at last;\r\nmay join".', "Peru\nmay join.", "Peru\rmay join.", "Peru\u2028may join."])
def test_quotes_and_line_breaks_come_back(text):
    (row,) = rows(tagged(claim(sentence=text)))
    assert row["sentence"] == text


# --- table


@given(st.text())
def test_printable_lets_no_control_through(text):
    found = printable(text)
    assert len(found) == len(text)
    assert all(letter.isprintable() for letter in found)


def test_an_article_cannot_steer_the_terminal():
    evil = "Peru \x1b[2J\x1b]0;x\x07 may\x08\x9b31m \u202e join\u200b."
    lines = "".join(table_rows(tagged(claim(sentence=evil, source=evil, cues=(Cue(evil, 0, 4, 1.0),)), title=evil), 80))
    assert re.findall(r"[^\x20-\x7e\n\ufffd]", lines) == []
    assert "Peru" in lines


@pytest.mark.parametrize("width", [1, 40, 80, 120])
def test_the_table_keeps_to_its_width(width):
    long = claim(sentence="Peru may join the war. " * 20, source="the admiral of the salt fleet", likelihood=(0.05, 0.2))
    lines = "".join(table_rows(tagged(long), width)).splitlines()
    assert max(map(len, lines)) <= max(width, 62)
    assert "source: the admiral" in " ".join(line.strip() for line in lines)
    assert "likelihood: 5%-20%" in " ".join(line.strip() for line in lines)


def test_the_table_says_when_there_is_nothing():
    assert "no claims" in "".join(table_rows(tagged(title="Salt"), 80))
    assert list(table_rows(tagged(status="error", reason="is empty"), 80)) == []


# --- HTML


def test_html_escapes_everything():
    evil = "<script>alert('1')</script>\"&"
    page = html_head() + html_article(tagged(claim(sentence=evil, source=evil, cues=(Cue(evil, 0, 4, 1.0),)), title=evil, text=f"{evil} {evil}")) + html_tail()
    assert "<script" not in page
    assert page.count("&lt;script&gt;") >= 4
    assert re.findall(r'title="[^"]*<', page) == []


def test_html_marks_each_sentence_once_and_keeps_the_text():
    text = "Before. Peru may join; Chile will not. After."
    start, end = text.index("Peru"), text.index(" After")
    both = [claim(sentence=text[start:end], country=code, stance=stance, start=start, end=end) for code, stance in (("PE", "hedge"), ("CL", "deny"))]
    page = html_article(tagged(*both, text=text, title="Salt"))
    assert page.count("<mark") == page.count("</mark>") == 1
    assert "PE hedge" in page
    assert "CL deny" in page
    body = re.sub(r"<span.*?</span>", "", page.partition("<p>")[2])
    assert re.sub(r"<[^>]+>", "", body).strip() == text


def test_html_tells_of_failures():
    page = html_article(tagged(status="error", reason="more than <10> MB", document="a&b.txt"))
    assert "a&amp;b.txt" in page
    assert "more than &lt;10&gt; MB" in page


def test_the_page_loads_nothing():
    assert "default-src 'none'" in html_head()
    assert not re.search(r"(?:src|href)\s*=|url\(|@import", html_head() + html_article(tagged(claim())) + html_tail())
