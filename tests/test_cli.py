"""The command line: arguments, streams, exit codes; never a traceback."""

import csv
import io
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT, environment, tiny_records, write_jsonl
from hypothesis import given
from hypothesis import strategies as st

from warstance import cli
from warstance.corpus import parse_row
from warstance.model import save_model
from warstance.report import CSV_COLUMNS

DENIAL, HEDGE = "Chile will not join the war.", "Peru may join the war."
FOREIGN = "La reina dijo a su consejo que no enviaría la flota, porque la cebada aún no estaba recogida y los capitanes no habían cobrado desde marzo."
BOTH = [{"id": 1, "text": DENIAL, "title": "Salt"}, {"id": 2, "text": HEDGE}]


@pytest.fixture
def feed(tmp_path):
    return write_jsonl(tmp_path / "feed.jsonl", BOTH)


# --- predict: formats


def test_text_from_standard_input(run):
    for argv in (["predict"], ["predict", "-"]):
        done = run(*argv, stdin=DENIAL)
        assert (done.code, done.err) == (0, "")
        (record,) = done.records
        assert list(record)[:3] == ["document", "title", "published"]
        assert (record["document"], record["country"], record["stance"], record["sentence"]) == ("-", "CL", "deny", DENIAL)


def test_jsonl(run, feed):
    done = run("predict", feed, "--format", "jsonl")
    assert (done.code, done.err) == (0, "")
    assert [(record["document"], record["title"], record["country"]) for record in done.records] == [(f"{feed}:1", "Salt", "CL"), (f"{feed}:2", None, "PE")]
    for record in done.records:
        assert sum(record["probability"].values()) == pytest.approx(1, abs=1e-5)
        assert {"mention_start", "mention_end", "value", "factuality", "likelihood", "source", "source_start", "source_end", "cues"} <= set(record)


def test_csv(run, feed):
    done = run("predict", feed, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.out)))
    assert tuple(rows[0]) == CSV_COLUMNS
    assert [(row["country"], row["stance"], row["title"]) for row in rows] == [("CL", "deny", "Salt"), ("PE", "hedge", "")]


def test_table(run, feed):
    done = run("predict", feed, "--format", "table")
    lines = done.out.splitlines()
    assert any(line.split()[:2] == ["CL", "deny"] for line in lines)
    assert any(line.split()[:2] == ["PE", "hedge"] for line in lines)
    assert "Salt" in lines


def test_html(run, feed):
    done = run("predict", feed, "--format", "html")
    assert done.out.startswith("<!doctype html>")
    assert done.out.endswith("</html>\n")
    assert done.out.count("<mark class=") - 3 == 2  # three in the legend


@pytest.mark.parametrize(("form", "lines"), [("jsonl", 0), ("csv", 1), ("table", 3), ("html", None)])
def test_no_claims(run, form, lines):
    done = run("predict", "--format", form, stdin="Nothing moves.")
    assert (done.code, done.err) == (0, "")
    assert lines is None or done.out.count("\n") <= lines


# --- predict: articles


def test_level_article_loses_nothing(run, tmp_path):
    records = [{"id": "a", "text": DENIAL}, {"id": "b"}, {"id": {"c": 1}, "text": FOREIGN}, {"id": None, "text": ""}]
    records += [{"id": 0, "text": HEDGE, "published": "1879"}]
    feed = write_jsonl(tmp_path / "feed.jsonl", records)
    with feed.open("a") as stream:
        stream.write("oops\n")
    done = run("predict", tmp_path / "none.txt", feed, "-", "--level", "article", stdin=HEDGE)
    assert done.code == 1
    assert [(record["id"], record["status"]) for record in done.records] == [
        (None, "error"), ("a", "ok"), ("b", "error"), ({"c": 1}, "skipped"), (None, "ok"), (0, "ok"), (None, "error"), (None, "ok"),
    ]  # fmt: skip
    first, second, *_ = done.records
    assert list(first) == ["id", "document", "title", "published", "status", "reason", "summary", "claims"]
    assert "no such file" in first["reason"]
    assert second["summary"]["CL"]["counts"] == {"assert": 0, "hedge": 0, "deny": 1}
    assert [claim["country"] for claim in second["claims"]] == ["CL"]
    assert done.records[3]["reason"] == "not English"
    assert done.records[5]["published"] == "1879"
    told = [line for line in done.err.splitlines() if "read," not in line]
    assert [line.split()[1] for line in told] == [f"{tmp_path / 'none.txt'}:", f"{feed}:2:", f"{feed}:6:"]
    assert "8 read, 3 claims, 1 skipped (not English), 3 failed" in done.err


def test_jobs_change_nothing(run, tmp_path):
    feed = write_jsonl(tmp_path / "feed.jsonl", [*BOTH, {"text": 5}] * 50)
    one, two = (run("predict", feed, "--level", "article", "--jobs", jobs) for jobs in "12")
    assert one == two
    assert len(one.records) == 150


def test_hash_seeds_change_nothing(feed):
    command = [sys.executable, ROOT / "predict.py", feed, ROOT / "tests" / "articles"]
    outputs = [subprocess.run(command, env=environment(PYTHONHASHSEED=seed), capture_output=True, check=True).stdout for seed in "12"]
    assert outputs[0] == outputs[1]


def test_country_filters(run):
    text = f"{DENIAL} {HEDGE}"
    assert [record["country"] for record in run("predict", "--country", "PE", stdin=text).records] == ["PE"]
    assert [record["country"] for record in run("predict", "--country", "PE", "--country", "CL", stdin=text).records] == ["CL", "PE"]
    (article,) = run("predict", "--country", "PE", "--level", "article", stdin=text).records
    assert list(article["summary"]) == ["PE"]
    assert run("predict", "--country", "NATO", stdin=text).records == []


def test_a_country_in_small_letters_will_do_and_a_name_is_told_its_code(run):
    assert run("predict", "--country", "pe", stdin=f"{DENIAL} {HEDGE}") == run("predict", "--country", "PE", stdin=f"{DENIAL} {HEDGE}")
    for name, code in (("Italy", "IT"), ("UK", "GB"), ("united kingdom", "GB")):
        done = run("predict", "--country", name, stdin=DENIAL)
        assert done.code == 2
        assert done.err.endswith(f"give {code}\n")
    assert "warstance countries" in run("predict", "--country", "Atlantis", stdin=DENIAL).err


def test_countries_are_listed(run):
    done = run("countries")
    assert (done.code, done.err) == (0, "")
    assert ["IT", "Italy"] in [line.split(maxsplit=1) for line in done.out.splitlines()]


@pytest.mark.parametrize(("name", "form"), [("out.csv", "csv"), ("out.HTML", "html"), ("out.jsonl", "jsonl"), ("out", "jsonl")])
def test_the_name_of_the_output_implies_the_format(run, feed, tmp_path, name, form):
    run("predict", feed, "-o", tmp_path / name)
    assert (tmp_path / name).read_text(encoding="utf-8") == run("predict", feed, "--format", form).out
    run("predict", feed, "-o", tmp_path / name, "--format", "table")
    assert "COUNTRY" in (tmp_path / name).read_text(encoding="utf-8")
    run("predict", feed, "-o", tmp_path / name, "--level", "article")
    assert (tmp_path / name).read_text(encoding="utf-8") == run("predict", feed, "--level", "article").out


def test_countries_adds_to_the_table(run, tmp_path):
    table = tmp_path / "mine.csv"
    table.write_text("code,names\nZZ,Ruritania\n", encoding="utf-8")
    text = "Ruritania will not join the war."
    assert run("predict", stdin=text).records == []
    assert [record["country"] for record in run("predict", "--countries", table, "--country", "ZZ", stdin=text).records] == ["ZZ"]
    assert run("predict", "--country", "ZZ", stdin=text).code == 2


def test_min_probability(run, tmp_path):
    text = f"{DENIAL} {HEDGE}"
    plain = run("predict", stdin=text).records
    most = [max(record["probability"].values()) for record in plain]
    assert run("predict", "--min-probability", "0", stdin=text).records == plain
    least = sum(most) / 2
    expected = [{**record, "stance": "unsure" if p < least else record["stance"]} for record, p in zip(plain, most, strict=True)]
    assert run("predict", "--min-probability", str(least), stdin=text).records == expected
    assert sorted(record["stance"] == "unsure" for record in expected) == [False, True]
    (article,) = run("predict", "--min-probability", "1", "--level", "article", stdin=text).records
    assert {country: entry["counts"]["unsure"] for country, entry in article["summary"].items()} == {"CL": 1, "PE": 1}
    for form in ("csv", "table", "html"):
        assert "unsure" in run("predict", "--min-probability", "1", "--format", form, stdin=text).out.partition("</head>")[2 * (form == "html")]


def test_min_probability_of_pairs(run):
    row = json.dumps({"text": DENIAL, "country": "CL"})
    (plain,) = run("predict", "--pairs", "-", stdin=row).records
    assert run("predict", "--pairs", "-", "--min-probability", "1", stdin=row).records == [{**plain, "stance": "unsure"}]


@pytest.fixture
def calibrated(tiny_trained, tmp_path):
    """Make a folder of the tiny model with this `min_probability`, or without the field."""

    def make(*least):
        metadata = {key: value for key, value in tiny_trained.metadata.items() if key != "min_probability"}
        folder = tmp_path / "calibrated"
        save_model(folder, tiny_trained.vocabulary, tiny_trained.coef, tiny_trained.intercept, metadata | dict(zip(["min_probability"], least, strict=False)))
        return folder

    return make


@pytest.mark.parametrize("argv", [[], ["--level", "article"], ["--pairs", "-"]], ids=" ".join)
def test_calibrated_is_the_models_own_min_probability(run, calibrated, argv):
    rows = [{"text": f"{DENIAL} {HEDGE}", "country": "CL"}, {"text": HEDGE, "country": "PE"}]
    given = "".join(json.dumps(row) + "\n" for row in rows)
    plain = run("predict", "--model", calibrated(None), *argv, stdin=given)
    claims = [claim for record in plain.records for claim in record.get("claims", [record])]
    most = sorted({max(claim["probability"].values()) for claim in claims})
    assert len(most) > 1
    least = round(sum(most[:2]) / 2, 4)
    folder = calibrated(least)
    done = run("predict", "--model", folder, "--min-probability", "calibrated", *argv, stdin=given)
    assert (done.code, done.err) == (0, "")
    assert done == run("predict", "--model", folder, "--min-probability", str(least), *argv, stdin=given) != plain


@pytest.mark.parametrize("least", [[], [None]], ids=["an old model", "a hopeless model"])
@pytest.mark.parametrize("argv", [[], ["--level", "article"], ["--pairs", "-"]], ids=" ".join)
def test_a_model_without_min_probability_says_train_again(run, calibrated, tmp_path, least, argv):
    folder = calibrated(*least)
    done = run("predict", "--model", folder, "--min-probability", "calibrated", "-o", tmp_path / "out", *argv, stdin=DENIAL)
    assert (done.code, done.out) == (3, "")
    (line,) = done.err.splitlines()
    assert line.startswith(f"warstance: {folder}: ")
    assert "train again" in line
    assert not (tmp_path / "out").exists()
    assert run("predict", "--model", folder, "--min-probability", "0.5", stdin=DENIAL).code == 0


@pytest.mark.parametrize("least", [-0.1, 1.5, "0.5", [0.5]])
def test_a_min_probability_that_is_none_is_refused(run, calibrated, least):
    done = run("predict", "--model", calibrated(least), stdin=DENIAL)
    assert (done.code, done.out) == (3, "")
    assert "min_probability" in done.err


def test_a_model_of_ones_own(run, tiny_folder):
    done = run("predict", "--model", tiny_folder, "--level", "article", stdin=DENIAL)
    assert (done.code, done.records[0]["status"]) == (0, "ok")


@pytest.mark.parametrize("quiet", [True, False])
def test_quiet_still_tells_of_failures(run, tmp_path, quiet):
    done = run("predict", tmp_path / "none.txt", *["-q"] * quiet)
    assert done.code == 1
    assert len(done.err.splitlines()) == (1 if quiet else 2)
    assert "none.txt: no such file" in done.err


def test_control_characters_of_a_name_stay_out_of_the_terminal(run):
    done = run("predict", "\x1b[31mred\n.txt")
    assert "\x1b" not in done.err
    assert len(done.err.splitlines()) == 2


# --- predict: pairs


def test_pairs_come_back_in_order_with_all_they_had(run, tmp_path):
    rows = [
        {"id": "a", "text": DENIAL, "country": "CL", "mine": [1, {"x": None}]},
        {"id": "b", "text": DENIAL},
        {"id": "c", "text": "It may join the war.", "country": "PE", "mention": "It", "context": "Peru waits."},
        {"id": "d", "text": f"{FOREIGN} España, Spain.", "country": "ES"},
        {"id": "f", "text": "We met, and we will fight.", "country": "EC", "mention": "we", "start": 12},
    ]
    path = write_jsonl(tmp_path / "pairs.jsonl", rows)
    done = run("predict", "--pairs", path)
    assert done.code == 1
    records = done.records
    for row, record in zip(rows, records, strict=True):
        assert {key: record[key] for key in row} == row
    failed = records.pop(1)
    assert "country" in failed["error"]
    assert "stance" not in failed
    assert done.err.startswith(f"warstance: {path}:2: ")
    for record in records:
        assert list(record)[-5:] == ["stance", "value", "factuality", "probability", "cues"]
        assert all(record["text"][cue["start"] : cue["end"]] == cue["text"] for cue in record["cues"])
    assert [record["stance"] for record in records[:2]] == ["deny", "hedge"]


def test_a_state_that_the_sentence_does_not_name_gives_a_verdict_or_an_error(run):
    good = {"text": DENIAL, "country": "CL"}
    done = run("predict", "--pairs", "-", stdin="".join(json.dumps(row) + "\n" for row in (good, {"text": "Nobody moves.", "country": "FR"}, good)))
    first, second, third = done.records
    assert first == third
    assert ("stance" in second) != ("error" in second)
    assert done.code == int("error" in second)


def test_a_failure_to_write_names_no_input(run, feed, monkeypatch):
    def full(*arguments):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(cli, "csv_header", full)
    for argv in ([], ["-o", feed.parent / "out"]):
        done = run("predict", feed, "--format", "csv", *argv)
        assert (done.code, done.out) == (1, "")
        assert done.err == "warstance: cannot write (No space left on device); make room, or write elsewhere\n"
    assert list(feed.parent.iterdir()) == [feed]


def test_lines_that_are_no_rows_keep_their_place(run):
    good = json.dumps({"text": DENIAL, "country": "CL"})
    done = run("predict", "--pairs", "-", stdin=f"{good}\noops\n[]\n\n{good}\n")
    assert done.code == 1
    assert [sorted(record) == ["error"] for record in done.records] == [False, True, True, False]


def test_pairs_and_articles_agree(run, model):
    (claim,) = run("predict", stdin=DENIAL).records
    (pair,) = run("predict", "--pairs", "-", stdin=json.dumps({"text": DENIAL, "country": "CL"})).records
    assert {key: claim[key] for key in ("stance", "value", "factuality", "probability", "cues")} == {
        key: pair[key] for key in ("stance", "value", "factuality", "probability", "cues")
    }


def test_no_pairs(run):
    assert run("predict", "--pairs", "-", stdin="") == (0, "", "")


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity"])
def test_numbers_that_json_does_not_know_are_told_not_raised(run, number):
    # Python reads them; what comes out must be JSON all the same, one line for each line.
    row = f'{{"text": "{DENIAL}", "country": "CL", "id": {number}}}\n'
    for argv in (["predict", "--pairs", "-"], ["predict", "-", "--level", "article"]):
        done = run(*argv, stdin=row + row)
        assert done.code in (0, 1)
        assert done.out.count("\n") == 2
        assert not any(word in done.out for word in ("NaN", "Infinity"))


# --- --strict, --output


def test_strict_stops_at_the_first_failure(run, tmp_path):
    feed = write_jsonl(tmp_path / "feed.jsonl", [BOTH[0], {"id": 9}, BOTH[1]])
    done = run("predict", feed, "--strict", "--level", "article")
    assert done.code == 1
    assert 2 not in [record["id"] for record in done.records]
    assert f"{feed}:2: " in done.err
    pairs = run("predict", "--strict", "--pairs", "-", stdin='{"text": "Peru waits.", "country": "PE"}\n{}\n{"text": "Peru waits.", "country": "PE"}\n')
    assert pairs.code == 1
    assert len([record for record in pairs.records if "stance" in record]) == 1


@pytest.mark.parametrize("form", ["jsonl", "csv", "html", "table"])
def test_output_is_what_would_be_printed(run, feed, tmp_path, form):
    path = tmp_path / "out"
    assert run("predict", feed, "--format", form, "-o", path) == (0, "", "")
    assert path.read_text(encoding="utf-8") == run("predict", feed, "--format", form).out
    assert sorted(tmp_path.iterdir()) == [feed, path]


def test_output_is_written_even_if_some_fail(run, feed, tmp_path):
    done = run("predict", feed, tmp_path / "none.txt", "-o", tmp_path / "out", "--level", "article")
    assert (done.code, done.out) == (1, "")
    assert len((tmp_path / "out").read_text(encoding="utf-8").splitlines()) == 3


@pytest.mark.parametrize(
    ("failure", "old"), [(how, old) for how in ("interrupted", "strict", "strict pairs", "strict uncertain") for old in (None, "what was there")]
)
def test_half_an_output_never_appears(run, feed, monkeypatch, failure, old):
    tmp_path = feed.parent
    path = tmp_path / "out"
    if old:
        path.write_text(old, encoding="utf-8")
    if failure == "interrupted":
        begun = cli.read_articles

        def interrupted(inputs):
            yield next(begun(inputs))
            raise KeyboardInterrupt

        monkeypatch.setattr(cli, "read_articles", interrupted)
        assert run("predict", feed, "-o", path) == (130, "", "warstance: interrupted\n")
    else:
        bad = write_jsonl(tmp_path / "bad.jsonl", [{"text": DENIAL, "country": "CL"}, {}, {"text": DENIAL, "country": "CL"}])
        options = {"strict": [], "strict pairs": ["--pairs"], "strict uncertain": ["--uncertain", "5"]}[failure]
        assert run("predict", *options, bad, "--strict", "-o", path).code == 1
        bad.unlink()
    assert (path.read_text(encoding="utf-8") if path.exists() else None) == old
    assert {entry.name for entry in tmp_path.iterdir()} == ({"feed.jsonl", "out"} if old else {"feed.jsonl"})


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_an_output_that_is_no_file_is_not_replaced(run, feed, tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        assert run("predict", feed, "-o", pipe) == (0, "", "")
        assert os.read(reader, 100_000).decode() == run("predict", feed).out
    finally:
        os.close(reader)
    assert pipe.is_fifo()


def test_output_that_cannot_be_written(run, feed, tmp_path):
    for path in (tmp_path / "none" / "out", tmp_path):
        done = run("predict", feed, "-o", path)
        assert done.code == 1
        assert f"{path}: cannot be written" in done.err
    assert list(tmp_path.iterdir()) == [feed]


# --- wrong usage, wrong data


@pytest.mark.parametrize(
    "argv",
    [
        [],
        ["march"],
        ["predict", "--colour"],
        ["predict", "--format", "pdf"],
        ["predict", "--level", "word"],
        ["predict", "--country", "Peru"],
        ["predict", "--country", ""],
        ["predict", "--country", "QQ"],
        ["predict", "--jobs", "many"],
        ["predict", "--jobs", "0"],
        ["predict", "--min-probability", "1.01"],
        ["predict", "--min-probability", "-0.1"],
        ["predict", "--min-probability", "nan"],
        ["predict", "--min-probability", "much"],
        ["predict", "--min-probability", "Calibrated"],
        ["predict", "--pairs", "-", "a.txt"],
        ["predict", "--pairs", "-", "--country", "PE"],
        ["predict", "--pairs", "-", "--level", "article"],
        ["predict", "--pairs", "-", "--format", "csv"],
        ["predict", "--level", "article", "--format", "csv"],
        ["predict", "--level", "article", "--format", "table"],
        ["corpus"],
        ["corpus", "count"],
        ["corpus", "compare", "--only", "cues"],
        ["corpus", "compare", "gold.jsonl"],
        ["corpus", "export"],
        ["corpus", "import", "-", "--tool", "pencil"],
        ["train", "a.txt"],
    ],
    ids=" ".join,
)
def test_wrong_usage(run, argv):
    done = run(*argv, stdin="Peru waits.")
    assert (done.code, done.out) == (2, "")
    assert "usage: warstance" in done.err


@pytest.mark.parametrize("argv", [["predict"], ["predict", "--pairs", "-"]])
def test_a_broken_model_or_table_is_unusable(run, tmp_path, argv):
    (tmp_path / "model.npz").write_bytes(b"noise")
    (tmp_path / "model.json").write_bytes(b"noise")
    table = tmp_path / "mine.csv"
    table.write_text("code,names\nperu,Peru\n", encoding="utf-8")
    for option, value in (("--model", tmp_path), ("--model", tmp_path / "none"), ("--countries", table), ("--countries", tmp_path / "none.csv")):
        done = run(*argv, option, value, "-o", tmp_path / "out", stdin="Peru waits.")
        assert (done.code, done.out) == (3, "")
        assert done.err.startswith("warstance: ")
        assert len(done.err.splitlines()) == 1
        assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("content", [None, b"", b"oops\n", b'{"id": "a"}\n'])
def test_a_broken_corpus_is_unusable(run, tmp_path, content):
    if content is not None:
        (tmp_path / "rows.jsonl").write_bytes(content)
    done = run("train", "--corpus", tmp_path if content is not None else tmp_path / "none", "-o", tmp_path / "model")
    assert (done.code, done.out) == (3, "")
    assert str(tmp_path) in done.err
    assert not (tmp_path / "model").exists()


def test_pairs_that_cannot_be_opened_fail(run, tmp_path):
    done = run("predict", "--pairs", tmp_path / "none.jsonl")
    assert (done.code, done.out) == (1, "")
    assert "no such file" in done.err


@pytest.mark.parametrize(
    "content",
    [
        b'{"text": ' + b"[" * 100_000,
        b"{" * 100_000,
        b'{"a": ' + b"9" * 5_000 + b"}",
        b"<p>Peru waits.</p><![foo[ x ]]>",
        b"\xff\xfe" + b"\x00" * 9,
        b"\x00",
        b"\xed\xa0\x80 Peru may join the war.",
        b'{"text": "\\ud800 Peru may join the war. \\udc00"}',
        b'{"text": "Peru may join the war.", "id": "\\ud800", "title": "\\udfff"}',
        b"<html>" + b"<p" * 3000,
    ],
    ids=["nested", "braces", "a long number", "a marked section", "UTF-16", "NUL", "a surrogate", "surrogates", "a surrogate id", "open tags"],
)
def test_odd_bytes_are_handled(run, tiny_folder, content):
    for form in ("jsonl", "csv", "table", "html"):
        done = run("predict", "--model", tiny_folder, "--format", form, stdin=content)
        assert done.code in (0, 1)
        assert "Traceback" not in done.err


def test_a_text_in_place_of_a_file_is_told(run, tmp_path):
    done = run("predict", "Peru may join the war. " * 40)
    assert done.code == 1
    assert len(done.err.splitlines()) == 2
    done = run("predict", "Peru may join the war. " * 40, "-o", tmp_path / "out")
    assert done.code == 1
    assert "cannot be written" not in done.err


def test_a_folder_for_the_model_that_cannot_be_made(run, tiny_corpus, tmp_path):
    (tmp_path / "file").touch()
    done = run("train", "--corpus", tiny_corpus, "-o", tmp_path / "file")
    assert done.code not in (0, 2)
    assert f"{tmp_path / 'file'}" in done.err.splitlines()[-1]


SNIPPETS = [
    *(b"{", b"[", b"}", b",", b'{"text": ', b'"Peru may join the war."', b"\\ud800", b"NaN"),
    *(b"\n", b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\xc3", b"<p>", b"<html>", b"</", b"&#", b"Chile won't. "),
]


@given(st.one_of(st.binary(max_size=200), st.lists(st.sampled_from(SNIPPETS), max_size=12).map(b"".join)), st.sampled_from(["jsonl", "csv", "table", "html"]))
def test_any_bytes_end_well(run, tiny_folder, content, form):
    done = run("predict", "--model", tiny_folder, "--format", form, stdin=content)
    assert done.code in (0, 1)
    assert (done.code == 1) == (", 0 failed" not in done.err and " failed" in done.err)


@given(st.one_of(st.binary(max_size=200), st.lists(st.sampled_from([*SNIPPETS, b'"country": "PE"', b'"text": "Peru fights."']), max_size=12).map(b"".join)))
def test_any_bytes_as_pairs_end_well(run, tiny_folder, content):
    done = run("predict", "--model", tiny_folder, "--pairs", "-", stdin=content)
    assert done.code in (0, 1)
    assert len(done.records) == len([line for line in content.split(b"\n") if line.strip()])


# --- predict: the counter


@pytest.mark.parametrize("argv", [["-", "none.txt", "-"], ["--pairs", "-"], ["--uncertain", "3", "-", "none.txt"]])
@pytest.mark.parametrize("terminals", [{"err"}, {"err", "out"}, set()])
def test_the_counter_is_off_the_line_before_anything_is_printed(monkeypatch, terminals, argv):
    screen = []

    class Stream(io.StringIO):
        def __init__(self, name):
            super().__init__()
            self.name = name

        def isatty(self):
            return self.name in terminals

        def write(self, text):
            screen.append(text)
            return len(text)

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(f'{{"text": "{HEDGE}", "country": "PE"}}\n5\n'.encode() * 3)))
    monkeypatch.setattr(sys, "stdout", Stream("out"))
    monkeypatch.setattr(sys, "stderr", Stream("err"))
    monkeypatch.setattr(cli.time, "monotonic", iter(range(10**6)).__next__)
    assert cli.main(["predict", *argv]) == 1
    shown = "".join(screen)
    assert (" read\r\033[K" in shown) == (terminals == {"err"})
    assert shown.count("\r") % 2 == 0  # each counter is cleared
    for line in shown.split("\n"):
        assert "\r" not in line or line.rpartition("\r")[2].startswith("\033[K")


# --- predict: sentences worth labelling


def test_uncertain_gives_rows_of_a_corpus(run):
    text = f"The harbour is quiet. {DENIAL} {HEDGE}\n\nPeru, tired of salt,\nwarned that Peru might fight Chile. {DENIAL} Nobody moves."
    done = run("predict", "--uncertain", "9", stdin=text)
    assert (done.code, done.err) == (0, "")
    rows = [parse_row(record, "out:1") for record in done.records]
    assert len(rows) == len({row.id for row in rows}) == 3  # once each, and none without a state
    by_text = {row.text: row for row in rows}
    assert by_text[DENIAL].context == "The harbour is quiet."
    assert {actor.country for actor in by_text["Peru, tired of salt, warned that Peru might fight Chile."].actors} == {"PE", "CL"}


def test_uncertain_gives_the_most_uncertain_first(run, model):
    text = f"{DENIAL} {HEDGE} Bolivia fought Paraguay over the war of Ecuador. Fiji has joined the war."
    every = [record["text"] for record in run("predict", "--uncertain", "9", stdin=text).records]
    assert len(every) == 4
    assert [record["text"] for record in run("predict", "--uncertain", "2", stdin=text).records] == every[:2]
    entropy = {row["text"]: most for most, row in model.review(text)}
    assert every == sorted(every, key=lambda sentence: -entropy[sentence])


@pytest.mark.parametrize(
    "argv",
    [
        ["0"],
        ["-1"],
        ["many"],
        ["5", "--format", "csv"],
        ["5", "--level", "article"],
        ["5", "--country", "PE"],
        ["5", "--pairs", "-"],
        ["5", "--min-probability", "0.5"],
        ["5", "--min-probability", "calibrated"],
    ],
)
def test_wrong_usage_of_uncertain(run, argv):
    assert run("predict", "--uncertain", *argv, stdin="Peru waits.").code == 2


def test_uncertain_tells_of_failures(run, feed, tmp_path):
    done = run("predict", "--uncertain", "5", tmp_path / "none.txt", feed)
    assert (done.code, len(done.records)) == (1, 2)
    assert "no such file" in done.err


# --- corpus


def test_corpus_check(run, tiny_corpus, tmp_path):
    done = run("corpus", "check", tiny_corpus)
    assert done.code == 1  # so small a corpus has gaps
    assert done.out.splitlines()[-1].startswith("42 rows, ")
    assert all(line.split(": ")[1] in ("coverage", "leak", "conflict", "duplicate", "contrast") for line in done.out.splitlines()[:-1])
    assert run("corpus", "check", tmp_path).code == 3


def test_corpus_stats(run, tiny_corpus):
    stats = json.loads(run("corpus", "stats", tiny_corpus, "--format", "json").out)
    assert stats["totals"] == {"sentences": 42, "pairs": 44, "claims": 37, "wars": 6, "actors": 43, "contrast pairs": 0}
    table = run("corpus", "stats", tiny_corpus).out
    for name in ("sentences", "lantern-strait", "PR+", "news"):
        assert any(line.split()[:1] == [name] for line in table.splitlines())


GARBAGE = ["oops", "[1]", '[{"task": 1}]', "[" * 100_000, '{"text": "Peru", "label": [[0, 4, "PE CT+"]]}', "[null]"]


@pytest.mark.parametrize("tool", ["labelstudio", "doccano"])
@pytest.mark.parametrize("content", GARBAGE, ids=lambda text: text[:12])
def test_import_of_garbage_is_told(run, tool, content):
    done = run("corpus", "import", "-", "--tool", tool, stdin=content)
    assert (done.code, done.out) == (3, "")
    assert len(done.err.splitlines()) == 1


def test_export_of_a_broken_row_is_told(run, tmp_path):
    path = write_jsonl(tmp_path / "rows.jsonl", [tiny_records()[0], {"id": "x"}])
    done = run("corpus", "export", path, "-o", tmp_path / "out")
    assert done.code == 3
    assert f"{path}:2: " in done.err
    assert not (tmp_path / "out").exists()


def test_from_articles_to_a_tool_and_back(run):
    rows = run("predict", "--uncertain", "5", stdin=f"{DENIAL} {HEDGE}").out
    done = run("corpus", "export", "-", "--tool", "doccano", stdin=rows)
    assert (done.code, done.err) == (0, "")
    again = run("corpus", "import", "-", "--tool", "doccano", stdin=done.out)
    assert [record["text"] for record in again.records] == [json.loads(line)["text"] for line in rows.splitlines()]


# --- train


@pytest.mark.parametrize("jobs", ["0", "many"])
def test_train_needs_a_number_of_jobs(run, tiny_corpus, tmp_path, jobs):
    done = run("train", "--corpus", tiny_corpus, "-o", tmp_path / "model", "--jobs", jobs)
    assert (done.code, done.out) == (2, "")
    assert not (tmp_path / "model").exists()


def test_train_prints_a_table_and_writes_a_model(run, tiny_corpus, tmp_path):
    done = run("train", "--corpus", tiny_corpus, "-o", tmp_path / "model", "--jobs", "1")
    assert done.code == 0
    assert [line.split()[0] for line in done.out.splitlines()[1:-1]] == sorted({record["war"] for record in tiny_records()})
    assert done.out.splitlines()[-1].startswith("all, by war held out")
    assert f"model written to {tmp_path / 'model'}" in done.err
    assert run("predict", "--model", tmp_path / "model", stdin=DENIAL).code == 0


def test_train_takes_several_corpora(run, tiny_corpus, tmp_path):
    extra = tmp_path / "extra"
    extra.mkdir()
    actor = {"mention": "Samoa", "country": "WS", "value": "CT+"}
    write_jsonl(extra / "rows.jsonl", [{"id": "extra-1", "text": "Samoa declared war on Fiji.", "war": "seventh-war", "genre": "headline", "actors": [actor]}])
    done = run("train", "--corpus", tiny_corpus, "--corpus", extra, "-o", tmp_path / "model", "--jobs", "1")
    assert done.code == 0
    assert "seventh-war" in done.out
    assert json.loads((tmp_path / "model" / "model.json").read_text(encoding="utf-8"))["corpus"]["wars"] == 7


# --- help and version


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        ([], ["predict", "train", "corpus"]),
        (["predict"], ["--pairs", "--country", "--min-probability", "unsure", "calibrated", "examples:", "feed.jsonl"]),
        (["train"], ["--corpus", "--jobs"]),
        (["corpus"], ["check", "stats", "compare", "export", "import"]),
        (["corpus", "check"], ["FOLDER"]),
        (["corpus", "stats"], ["--format"]),
        (["corpus", "compare"], ["--gold", "--corpus", "--only", "--jobs", "--output"]),
        (["corpus", "export"], ["--tool"]),
        (["corpus", "import"], ["--tool"]),
    ],
)
def test_help(run, argv, words):
    done = run(*argv, "--help")
    assert (done.code, done.err) == (0, "")
    assert [word for word in words if word not in done.out] == []


def test_version(run):
    from warstance import __version__

    assert run("--version").out == f"warstance {__version__}\n"


# --- other processes


@pytest.mark.parametrize("door", [["predict.py"], ["-m", "warstance", "predict"]])
def test_doors(door):
    done = subprocess.run([sys.executable, *door], cwd=ROOT, env=environment(), input=DENIAL.encode(), capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["stance"] == "deny"


def test_a_closed_pipe_ends_quietly(spawn, tmp_path):
    feed = write_jsonl(tmp_path / "feed.jsonl", [{"text": f"{DENIAL} {HEDGE}"}] * 400)
    child = spawn("predict.py", feed)
    assert json.loads(child.stdout.readline())["country"] == "CL"
    child.stdout.close()
    child.stdin.close()
    errors = child.stderr.read()
    child.stderr.close()
    assert (child.wait(), errors) == (0, b"")


def test_a_running_feed_is_answered_as_it_comes_and_can_be_interrupted(spawn):
    with spawn("predict.py") as child:
        for record in BOTH:
            child.stdin.write(json.dumps(record).encode() + b"\n")
            child.stdin.flush()
            assert json.loads(child.stdout.readline())["sentence"] == record["text"]
        child.send_signal(signal.SIGINT)
        out, errors = child.communicate()
    assert (child.returncode, out, errors) == (130, b"", b"warstance: interrupted\n")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("form", ["jsonl", "csv", "html"])
def test_a_full_disk_is_told(feed, form):
    command = [sys.executable, ROOT / "predict.py", feed, "--format", form]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(command, env=environment(), stdin=subprocess.DEVNULL, stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr
    assert done.stderr.startswith(b"warstance: ")


def test_an_input_that_names_the_output_is_not_lost(run, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(DENIAL, encoding="utf-8")
    assert run("predict", path, "-o", path).code == 0
    assert json.loads(path.read_text(encoding="utf-8"))["sentence"] == DENIAL
