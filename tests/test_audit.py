"""What no single row shows."""

import pytest
from conftest import tiny_records

from warstance.audit import check_corpus, corpus_stats, near_duplicates
from warstance.corpus import Corpus, parse_row

LONG = "Late on Sunday the envoys of all the salt towns met in the old chapel, and Peru, after three hours and much tea, said it would join the war at dawn."


def row(id, text=LONG, value="CT+", **more):
    record = {"id": id, "text": text, "war": "salt-lakes", "genre": "news", "actors": [{"mention": "Peru", "country": "PE", "value": value}]}
    return parse_row({**record, **more}, f"rows.jsonl:{id}")


def corpus(*rows):
    return Corpus(tuple(rows), "0" * 64)


def kinds(*rows):
    return [(finding.kind, finding.place) for finding in check_corpus(corpus(*rows)) if finding.kind != "coverage"]


NEARLY = LONG.replace("tea", "coffee")


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        (row("2", NEARLY), [("duplicate", "rows.jsonl:2")]),
        (row("2", NEARLY, war="high-pass"), [("leak", "rows.jsonl:2")]),
        (row("2", NEARLY, value="CT-"), [("conflict", "rows.jsonl:2")]),
        (row("2", NEARLY, value="CT-", war="high-pass"), [("conflict", "rows.jsonl:2")]),
        (row("2", "Peru mended nets and boats and nothing else for the whole of that long winter."), []),
    ],
)
def test_near_duplicates_are_told_by_what_they_spoil(second, expected):
    assert kinds(row("1"), second) == expected


def test_the_sides_of_a_contrast_are_no_duplicates():
    assert kinds(row("1", pair="p"), row("2", NEARLY, value="CT-", pair="p")) == []


def test_a_contrast_must_differ_in_a_label():
    assert kinds(row("1", pair="p"), row("2", NEARLY, pair="p")) == [("contrast", "rows.jsonl:2")]


def test_similarity_is_symmetric_and_sure_of_the_same():
    ((first, second, similarity),) = near_duplicates((row("1"), row("2", LONG.replace("chapel", "Chapel"))))
    assert (first.id, second.id) == ("1", "2")
    assert similarity == pytest.approx(1)
    assert list(near_duplicates(())) == []


def test_gaps_are_told():
    messages = [finding.message for finding in check_corpus(corpus(row("1", tags=["rule-3"] * 10)))]
    assert any("no pair has value PR-" in message for message in messages)
    assert any(message.startswith("war salt-lakes has 100.0% of the claims") for message in messages)
    assert any(message.startswith("actor PE has 100.0% of the claims") for message in messages)
    assert any("tagged rule-4," in message for message in messages)
    assert not any("tagged rule-3," in message for message in messages)


def test_stats_count():
    stats = corpus_stats(corpus(*(parse_row(record, "tiny:1") for record in tiny_records())))
    assert stats["totals"]["pairs"] == sum(row["pairs"] for row in stats["value"].values()) == sum(row["pairs"] for row in stats["war"].values()) == 44
    assert stats["value"]["none"] == {"pairs": 7, "claims": 0}
    assert stats["value"]["PR-"] == {"pairs": 6, "claims": 6}
    assert stats["genre"] == {"news": {"pairs": 44, "claims": 37}}
    counts = [row["pairs"] for row in stats["actor"].values()]
    assert counts == sorted(counts, reverse=True)


def test_the_committed_corpus_has_no_leak_and_no_conflict(root):
    from warstance.corpus import load_corpus

    assert [finding for finding in check_corpus(load_corpus(root / "corpus")) if finding.kind in ("leak", "conflict", "contrast")] == []
