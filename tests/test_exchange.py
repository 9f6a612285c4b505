"""Rows to annotation tools and back."""

import json

import pytest
from conftest import tiny_records

from warstance.corpus import parse_row
from warstance.errors import CorpusError
from warstance.exchange import TOOLS, export_rows, import_rows, row_record

FULL = {
    "id": "salt-1", "text": "Peru, the admiral said, envies Peru \U0001f9c2; Chile waits.", "context": "It rained.", "war": "salt-lakes", "genre": "news",
    "actors": [{"mention": "Peru", "country": "PE", "value": "none", "start": 31}, {"mention": "Chile", "country": "CL", "value": "PS"}],
    "source": "the admiral", "tags": ["rule-1"], "pair": "p", "slice": "s",
}  # fmt: skip


def annotated(content):
    """Do what an annotator does in Label Studio: accept every prediction."""
    tasks = json.loads(content)
    for task in tasks:
        task["annotations"] = [{"result": task.pop("predictions")[0]["result"], "was_cancelled": False}]
    return json.dumps(tasks)


def back(rows, tool):
    content = export_rows(rows, tool)
    return list(import_rows(annotated(content) if tool == "labelstudio" else content, tool, "file"))


@pytest.mark.parametrize("tool", TOOLS)
@pytest.mark.parametrize("records", [[FULL], tiny_records()], ids=["full", "tiny"])
def test_there_and_back(tool, records):
    rows = [parse_row(record, "here:1") for record in records]
    assert [row_record(row) for row in back(rows, tool)] == [row_record(row) for row in rows]


def test_a_row_is_a_record_again():
    assert row_record(parse_row(FULL, "here:1")) == FULL


def test_doccano_has_one_label_a_span():
    (line,) = export_rows([parse_row(FULL, "here:1")], "doccano").splitlines()
    assert json.loads(line)["label"] == [[31, 35, "PE none"], [39, 44, "CL PS"]]


def test_labelstudio_has_value_and_country_for_each_span():
    (task,) = json.loads(export_rows([parse_row(FULL, "here:1")], "labelstudio"))
    result = task["predictions"][0]["result"]
    assert [(item["from_name"], item["value"]["text"]) for item in result if item["type"] == "textarea"] == [("country", ["PE"]), ("country", ["CL"])]
    assert [FULL["text"][item["value"]["start"] : item["value"]["end"]] for item in result] == ["Peru", "Peru", "Chile", "Chile"]


@pytest.mark.parametrize("tool", TOOLS)
def test_what_nobody_annotated_stays_out(tool):
    content = '[{"data": {"text": "Peru waits."}, "annotations": []}]' if tool == "labelstudio" else '{"text": "Peru waits.", "label": []}\n\n'
    assert list(import_rows(content, tool, "file")) == []


@pytest.mark.parametrize("tool", TOOLS)
def test_the_import_tells_what_it_left_out(run, tmp_path, tool):
    rows = [parse_row(record, "here:1") for record in tiny_records()[:3]]
    content = export_rows(rows, tool)
    if tool == "labelstudio":
        tasks = json.loads(annotated(content))
        tasks[1]["annotations"] = []
        whole, part = annotated(content), json.dumps(tasks)
    else:
        lines = content.splitlines()
        whole, part = content, "\n".join([lines[0], json.dumps({**json.loads(lines[1]), "label": []}), lines[2]])
    done = run("corpus", "import", "-", "--tool", tool, stdin=whole)
    assert (done.code, len(done.records), done.err) == (0, 3, "")
    done = run("corpus", "import", "-", "--tool", tool, stdin=part)
    assert (done.code, [record["id"] for record in done.records]) == (0, [rows[0].id, rows[2].id])
    assert "1 of 3 tasks had no annotation" in done.err


def test_a_cancelled_annotation_stays_out_and_the_last_one_counts():
    (task,) = json.loads(annotated(export_rows([parse_row(FULL, "here:1")], "labelstudio")))
    good = task["annotations"][0]
    task["annotations"] = [{"result": [], "was_cancelled": False}, good, {"result": [], "was_cancelled": True}]
    assert [row.id for row in import_rows(json.dumps([task]), "labelstudio", "file")] == ["salt-1"]


@pytest.mark.parametrize(
    ("tool", "content", "place"),
    [
        ("labelstudio", "oops", "file:1: "),
        ("labelstudio", "{}", "file:1: "),
        ("labelstudio", '[{"data": {"text": "a"}}, {}]', "file:2: "),
        ("labelstudio", "[null]", "file:1: "),
        ("labelstudio", '[{"data": {"text": "a"}, "annotations": [{"result": [{"id": "1", "type": "labels", "value": {}}]}]}]', "file:1: "),
        ("doccano", '{"text": "a", "label": []}\noops', "file:2: "),
        ("doccano", '{"text": "Peru", "label": [[0, 4, "PE"]]}', "file:1: "),
        ("doccano", '{"text": "Peru", "label": [[0, 4, "PE CT+"]]}', "file:1: "),
        ("doccano", '{"text": "Peru", "label": [["0", 4, "PE CT+"]]}', "file:1: "),
        ("doccano", "[1]", "file:1: "),
        ("doccano", "[" * 100_000, "file:1: "),
        ("labelstudio", "[" * 100_000, "file:1: "),
    ],
)
def test_a_wrong_export_is_refused_with_its_place(tool, content, place):
    with pytest.raises(CorpusError) as caught:
        list(import_rows(content, tool, "file"))
    assert str(caught.value).startswith(place)
