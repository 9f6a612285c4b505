"""Corpus rows to and from annotation tools: Label Studio (JSON) and doccano (JSONL).

In both, a mention is a labelled span. Label Studio keeps the value as a label and the country as a text beside it; doccano has
one label a span, so there it is "BY CT+". The configuration for Label Studio::

    <View>
      <Labels name="value" toName="text">
        <Label value="CT+"/><Label value="PR+"/><Label value="PS"/><Label value="PR-"/><Label value="CT-"/><Label value="none"/>
      </Labels>
      <Text name="context" value="$context"/>
      <Text name="text" value="$text"/>
      <TextArea name="country" toName="text" perRegion="true"/>
    </View>
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from warstance.corpus import Actor, Row, parse_row
from warstance.errors import CorpusError

TOOLS: Final = ("labelstudio", "doccano")
"""The tools that rows can go to and come from."""

_KEPT = ("id", "text", "context", "war", "genre", "source", "tags", "pair", "slice")


def row_record(row: Row) -> dict[str, Any]:
    """Return a row as the JSON object of a corpus file."""
    return {
        "id": row.id, "text": row.text, "context": row.context, "war": row.war, "genre": row.genre,
        "actors": [_actor_record(actor, row.text) for actor in row.actors],
        "source": row.source, "tags": list(row.tags), "pair": row.pair, "slice": row.slice,
    }  # fmt: skip


def _actor_record(actor: Actor, text: str) -> dict[str, Any]:
    record: dict[str, Any] = {"mention": actor.mention, "country": actor.country, "value": actor.value}
    if text.count(actor.mention) > 1:
        record["start"] = actor.start
    return record


def export_rows(rows: Iterable[Row], tool: str) -> str:
    """Return the content of a file that `tool` imports; the labels go along as predictions to correct."""
    if tool == "labelstudio":
        return json.dumps([_labelstudio_task(row) for row in rows], ensure_ascii=False, indent=1) + "\n"
    return "".join(json.dumps(_doccano_line(row), ensure_ascii=False) + "\n" for row in rows)


def _labelstudio_task(row: Row) -> dict[str, Any]:
    result = []
    for number, actor in enumerate(row.actors):
        region = {"id": f"{row.id}-{number}", "to_name": "text"}
        span = {"start": actor.start, "end": actor.start + len(actor.mention), "text": actor.mention}
        result.append({**region, "from_name": "value", "type": "labels", "value": {**span, "labels": [actor.value]}})
        result.append({**region, "from_name": "country", "type": "textarea", "value": {**span, "text": [actor.country]}})
    record = row_record(row)
    return {"data": {key: record[key] for key in _KEPT}, "predictions": [{"model_version": "warstance", "result": result}]}


def _doccano_line(row: Row) -> dict[str, Any]:
    record = row_record(row)
    spans = [[actor.start, actor.start + len(actor.mention), f"{actor.country} {actor.value}"] for actor in row.actors]
    return {**{key: record[key] for key in _KEPT}, "label": spans}


def import_rows(content: str, tool: str, name: str) -> Iterator[Row]:
    """Yield the checked rows of a file that `tool` exported; tasks that nobody annotated stay out.

    Raises
    ------
    CorpusError
        at the first task that is wrong, naming file and task.
    """
    return (row for row in import_tasks(content, tool, name) if row is not None)


def import_tasks(content: str, tool: str, name: str) -> Iterator[Row | None]:
    """Yield, for each task of a file that `tool` exported, its checked row, or None if nobody annotated it.

    Raises
    ------
    CorpusError
        at the first task that is wrong, naming file and task.
    """
    if tool == "labelstudio":
        yield from _from_labelstudio(content, name)
    else:
        yield from _from_doccano(content, name)


def _from_labelstudio(content: str, name: str) -> Iterator[Row | None]:
    try:
        tasks = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise CorpusError(f"{name}:1: not JSON ({error}); export from Label Studio as JSON") from error
    if not isinstance(tasks, list):
        raise CorpusError(f"{name}:1: not a list of tasks; export from Label Studio as JSON (not JSON-MIN)")
    for number, task in enumerate(tasks, 1):
        place = f"{name}:{number}"
        try:
            data = task["data"]
            done = [a for a in task.get("annotations") or () if not a.get("was_cancelled")]
            result = done[-1]["result"] if done else []
            spans: dict[str, dict[str, Any]] = {}
            for item in result:
                actor = spans.setdefault(item["id"], {})
                if item["type"] == "labels":
                    actor.update(start=item["value"]["start"], end=item["value"]["end"], value=item["value"]["labels"][0])
                elif item["type"] == "textarea":
                    actor["country"] = item["value"]["text"][0].strip()
            actors = [_span_actor(data["text"], s["start"], s["end"], s["country"], s["value"]) for s in spans.values()]
        except (KeyError, IndexError, TypeError, AttributeError) as error:
            raise CorpusError(f"{place}: not a task as exported ({type(error).__name__}: {error}); every span needs a value and a country") from error
        yield parse_row(_record(data, actors), place) if actors else None


def _from_doccano(content: str, name: str) -> Iterator[Row | None]:
    for number, line in enumerate(content.split("\n"), 1):
        if not line.strip():
            continue
        place = f"{name}:{number}"
        try:
            data = json.loads(line)
            actors = []
            for start, end, label in data.get("label") or data.get("labels") or ():
                country, value = label.split(" ")
                actors.append(_span_actor(data["text"], start, end, country, value))
        except (KeyError, ValueError, TypeError, AttributeError, RecursionError) as error:
            raise CorpusError(f"{place}: not a line as exported ({type(error).__name__}: {error}); labels read like 'BY CT+'") from error
        yield parse_row(_record(data, actors), place) if actors else None


def _span_actor(text: str, start: int, end: int, country: str, value: str) -> dict[str, Any]:
    return {"mention": text[start:end], "country": country, "value": value, "start": start}


def _record(data: Mapping[str, Any], actors: list[dict[str, Any]]) -> dict[str, Any]:
    record = {key: data.get(key) for key in _KEPT}
    record["tags"] = record["tags"] or []
    return {**record, "actors": actors}
