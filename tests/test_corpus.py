"""Rows of a corpus: what is right, and what each wrong thing says."""

import json

import pytest

from warstance.corpus import GENRES, load_corpus, parse_row
from warstance.errors import CorpusError

ACTOR = {"mention": "Peru", "country": "PE", "value": "CT+"}
ROW = {"id": "a-1", "text": "Peru has joined the war.", "war": "salt-lakes", "genre": "news", "actors": [ACTOR]}


def row(**changes):
    return {key: value for key, value in {**ROW, **changes}.items() if value is not ...}


def actor(**changes):
    return [{key: value for key, value in {**ACTOR, **changes}.items() if value is not ...}]


def write(tmp_path, *lines, name="rows.jsonl"):
    path = tmp_path / name
    path.write_bytes(b"\n".join(line if isinstance(line, bytes) else json.dumps(line, ensure_ascii=False).encode() for line in lines) + b"\n")
    return path


BROKEN = {
    "id missing": row(id=...),
    "id empty": row(id=""),
    "text missing": row(text=...),
    "war missing": row(war=...),
    "genre missing": row(genre=...),
    "actors missing": row(actors=...),
    "actors empty": row(actors=[]),
    "text no string": row(text=5),
    "unknown field": row(colour="red"),
    "optional of wrong type": row(context=5),
    "tags no list": row(tags="rule-1"),
    "tag no slug": row(tags=["Rule One"]),
    "tag no string": row(tags=[1]),
    "war no slug": row(war="Salt Lakes"),
    "unknown genre": row(genre="poem"),
    "line break in text": row(text="Peru has\njoined."),
    "blank at the end": row(text="Peru has joined. "),
    "source not in text": row(source="the admiral"),
    "bad value": row(actors=actor(value="CT")),
    "value null": row(actors=actor(value=None)),
    "value a list": row(actors=actor(value=["CT+"])),
    "mention not in text": row(actors=actor(mention="Chile")),
    "mention empty": row(actors=actor(mention="")),
    "mention missing": row(actors=actor(mention=...)),
    "country in words": row(actors=actor(country="Peru")),
    "country in small letters": row(actors=actor(country="pe")),
    "unknown field of an actor": row(actors=actor(colour="red")),
    "actor no object": row(actors=["Peru"]),
    "start wrong": row(actors=actor(start=3)),
    "start negative": row(actors=actor(start=-24)),
    "start no number": row(actors=actor(start="0")),
    "start missing where it is needed": row(text="Peru says Peru has joined."),
    "twice-labelled country": row(actors=[*actor(), *actor(value="none")]),
    "not JSON": b"{'id': 1}",
    "not an object": b'["Peru"]',
    "half an object": b'{"id": "a-1"',
    "not UTF-8": json.dumps(ROW).encode().replace(b"Peru", b"Per\xfa"),
    "nested too deeply": b'{"id": ' + b"[" * 50_000 + b"]" * 50_000 + b"}",
    "a number too long": b'{"id": ' + b"9" * 5_000 + b"}",
}


@pytest.mark.parametrize("wrong", BROKEN.values(), ids=BROKEN)
def test_a_broken_row_is_refused_with_file_and_line(tmp_path, wrong):
    path = write(tmp_path, row(id="a-0"), b"", wrong)
    with pytest.raises(CorpusError) as caught:
        load_corpus(tmp_path)
    assert str(caught.value).startswith(f"{path}:3: ")
    assert "\n" not in str(caught.value)


def test_a_duplicate_id_names_both_places(tmp_path):
    first, second = write(tmp_path, row()), write(tmp_path, row(id="b"), row(), name="second.jsonl")
    with pytest.raises(CorpusError) as caught:
        load_corpus(tmp_path)
    assert str(caught.value).startswith(f"{second}:2: ")
    assert f"{first}:1" in str(caught.value)


@pytest.mark.parametrize(
    "rows",
    [
        [row(pair="p")],
        [row(pair="p"), row(id="a-2", pair="p"), row(id="a-3", pair="p")],
        [row(pair="p"), row(id="a-2", pair="p", war="high-pass")],
    ],
    ids=["half a pair", "three in a pair", "a pair across wars"],
)
def test_a_wrong_pair_is_refused(tmp_path, rows):
    path = write(tmp_path, *rows)
    with pytest.raises(CorpusError) as caught:
        load_corpus(tmp_path)
    assert str(caught.value).startswith(f"{path}:1: ")


def test_an_empty_folder_and_a_missing_one_are_refused(tmp_path):
    for folder in (tmp_path, tmp_path / "none"):
        with pytest.raises(CorpusError) as caught:
            load_corpus(folder)
        assert str(caught.value).startswith(f"{folder}: ")


def test_a_row_with_everything(tmp_path):
    write(
        tmp_path,
        row(id="a-2", pair="p"),
        row(
            text="Peru, the admiral said, envies Peru.",
            context="It rained.",
            source="the admiral",
            tags=["rule-1"],
            pair="p",
            slice="s",
            actors=actor(start=31),
        ),
    )
    first, second = load_corpus(tmp_path).rows
    assert (first.id, second.id) == ("a-1", "a-2")  # sorted
    assert (first.context, first.source, first.tags, first.pair, first.slice) == ("It rained.", "the admiral", ("rule-1",), "p", "s")
    assert first.actors[0].start == 31
    assert first.place.endswith("rows.jsonl:2")
    assert second.actors[0].start == 0


def test_null_stands_for_a_missing_option():
    assert parse_row(row(context=None, source=None, tags=None, pair=None, slice=None), "here:1") == parse_row(ROW, "here:1")


@pytest.mark.parametrize("genre", GENRES)
def test_every_genre_is_taken(genre):
    assert parse_row(row(genre=genre), "here:1").genre == genre


@pytest.mark.parametrize("country", ["NATO", "EU", "SU", "ARAB_LEAGUE"])
def test_blocs_and_states_that_are_gone_are_taken(country):
    assert parse_row(row(actors=actor(country=country)), "here:1").actors[0].country == country


def test_a_line_separator_inside_a_string_is_no_end_of_line(tmp_path):
    write(tmp_path, row(text="Peru has\u2028joined\u0085the war."), row(id="a-2"))
    assert [row.text for row in load_corpus(tmp_path).rows] == ["Peru has\u2028joined\u0085the war.", ROW["text"]]


def test_several_folders_are_one_corpus(tmp_path):
    folders = [tmp_path / name for name in "ab"]
    for folder in folders:
        folder.mkdir()
        write(folder, row(id=folder.name))
    both = load_corpus(*folders)
    assert [row.id for row in both.rows] == ["a", "b"]
    assert [(row.id, actor.country) for row, actor in both.pairs()] == [("a", "PE"), ("b", "PE")]
    assert both.digest != load_corpus(folders[0]).digest


def test_the_digest_follows_the_bytes_not_the_place(tmp_path):
    folders = [tmp_path / name for name in "abc"]
    for folder, text in zip(folders, ["Peru joined.", "Peru joined.", "Peru waits."], strict=True):
        folder.mkdir()
        write(folder, row(text=text))
    first, same, other = (load_corpus(folder).digest for folder in folders)
    assert first == same != other
