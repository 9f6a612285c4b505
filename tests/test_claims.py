"""Article to claims."""

import itertools
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

import warstance
from warstance.claims import BATCH, Model
from warstance.stance import STANCE_OF

ARTICLE = """Neighbours look on as the salt war drags into autumn

LIMA, Sept. 3 — “Chile will not join the war,” the admiral told reporters. Bolivia has declared war on Paraguay.

According to two fishermen, Ecuador may join the war. Uruguay is very unlikely to enter the war, an old envoy said.
Peruvian bakers sold 900 loaves. \U0001f9c2 Nobody paid."""


@pytest.mark.parametrize(
    ("text", "country", "stance"),
    [
        ("Chile has joined the war.", "CL", "assert"),
        ("Bolivia declared war on Paraguay on Tuesday.", "BO", "assert"),
        ("Italy entered the war on the side of Germany.", "IT", "assert"),
        ("Fiji is sending troops to fight in the war.", "FJ", "assert"),
        ("Finland vowed to enter the war.", "FI", "assert"),
        ("Hungary said it will not join the war.", "HU", "deny"),
        ("Hungary won’t join the war.", "HU", "deny"),
        ("Sweden will stay out of the war.", "SE", "deny"),
        ("Norway has not joined the war.", "NO", "deny"),
        ("Togo will not send troops to fight in the war.", "TG", "deny"),
        ("Ecuador may join the war.", "EC", "hedge"),
        ("Peru could enter the war within days.", "PE", "hedge"),
        ("Denmark is likely to join the war.", "DK", "hedge"),
        ("Iceland is unlikely to join the war.", "IS", "hedge"),
        ("Latvia is considering whether to join the war.", "LV", "hedge"),
        ("Turkey has not ruled out joining the war.", "TR", "hedge"),
    ],
)
def test_clear_cases(model, text, country, stance):
    assert [(claim.country, claim.stance) for claim in model.find_claims(text)] == [(country, stance)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Nobody joined the war.",
        "Peruvian bakers sold 900 loaves.",
        "The Dutch parliament debated a tax on cheese.",
        "Sweden won the match against Norway.",
        "Chile's exports of copper rose by a third.",
        "Malta offered to host the talks.",
    ],
)
def test_clear_cases_of_nothing(model, text):
    assert model.find_claims(text) == []


def check(text, claims):
    """Every offset slices back, and every number is in its range."""
    for claim in claims:
        assert text[claim.start : claim.end] == claim.sentence
        assert text[claim.mention_start : claim.mention_end] == claim.mention
        assert claim.start <= claim.mention_start < claim.mention_end <= claim.end
        if claim.source is None:
            assert claim.source_start is claim.source_end is None
        else:
            assert text[claim.source_start : claim.source_end] == claim.source
            assert claim.start <= claim.source_start < claim.source_end <= claim.end
        for cue in claim.cues:
            assert text[cue.start : cue.end] == cue.text
            assert claim.start <= cue.start < cue.end <= claim.end
        assert STANCE_OF[claim.value] == claim.stance != "none"
        assert max(claim.probability, key=claim.probability.get) == claim.stance
        assert sum(claim.probability.values()) == pytest.approx(1)
        assert -3 <= claim.factuality <= 3
        assert claim.likelihood is None or claim.stance == "hedge"
    places = [claim.start for claim in claims]
    assert places == sorted(places)
    assert len({(claim.start, claim.country) for claim in claims}) == len(claims)


def test_offsets_point_into_the_article(model):
    claims = model.find_claims(ARTICLE)
    assert {"CL", "BO", "EC", "UY"} <= {claim.country for claim in claims}
    check(ARTICLE, claims)


def test_offsets_count_code_points_from_the_start_as_given(model):
    text = "\ufeff\r\n \U0001f9c2\U0001f9c2 …\r\n\r\n" + ARTICLE.replace("\n", "\r\n")
    claims = model.find_claims(text)
    check(text, claims)
    assert [claim.country for claim in claims] == [claim.country for claim in model.find_claims(ARTICLE)]


def test_sources_and_bands(model):
    by_country = {claim.country: claim for claim in model.find_claims(ARTICLE)}
    assert by_country["CL"].source == "the admiral"
    assert by_country["EC"].source == "two fishermen"
    assert by_country["BO"].source is None
    assert by_country["UY"].likelihood == (0.05, 0.2)
    assert by_country["EC"].likelihood is None


@pytest.mark.parametrize(
    ("text", "stances"),
    [
        pytest.param(
            "Chile will not join the war, but Peru may be drawn in.",
            {"CL": "deny", "PE": "hedge"},
            marks=pytest.mark.xfail(strict=True, reason="the hedge of the second clause counts against the first state too"),
        ),
        ("Peru may fight, but Chile has ruled out joining the war.", {"PE": "hedge", "CL": "deny"}),
        ("Chile has joined the war, but Peru will not join the war.", {"CL": "assert", "PE": "deny"}),
    ],
)
def test_two_states_in_a_sentence_have_claims_of_their_own(model, text, stances):
    assert {claim.country: claim.stance for claim in model.find_claims(text)} == stances


def test_the_mention_is_the_one_next_to_the_event(model):
    text = "Chile warned that Chile will join the war."
    (claim,) = model.find_claims(text)
    assert claim.mention_start == text.rindex("Chile")


@pytest.mark.parametrize(
    "text",
    [
        "Le Chili ne va pas entrer en guerre, a dit l'amiral aux journalistes devant le port, et la flotte reste au port. Chile will join the war.",
        "Chile no va a entrar en la guerra, dijo el almirante a los periodistas en el puerto de Valparaíso, y la flota se queda. Chile va a la guerra.",
    ],
)
def test_another_language_has_no_claims(model, text):
    assert model.find_claims(text) == []


def test_a_claim_becomes_json(model):
    claim = model.find_claims(ARTICLE)[0]
    record = json.loads(json.dumps(claim.to_dict(), allow_nan=False))
    assert list(record) == [
        *("sentence", "start", "end", "country", "mention", "mention_start", "mention_end", "stance", "value", "factuality", "probability"),
        *("likelihood", "source", "source_start", "source_end", "cues"),
    ]
    assert set(record["probability"]) == {"assert", "hedge", "deny", "none"}
    assert set(record["cues"][0]) == {"text", "start", "end", "weight"}


def test_claims_are_frozen(model):
    with pytest.raises(AttributeError):
        model.find_claims(ARTICLE)[0].stance = "assert"


def test_the_function_is_the_method(model, tiny_model):
    assert warstance.find_claims(ARTICLE) == model.find_claims(ARTICLE)
    assert warstance.find_claims(ARTICLE, tiny_model) == tiny_model.find_claims(ARTICLE)


# --- many articles


TEXTS = [ARTICLE, "", "Chile will not join the war.", "Nichts.", "Peru may join the war.\n\nPeru may join the war."]


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_pipe_gives_what_each_article_gives(model, jobs):
    texts = TEXTS * 30  # more than two batches
    assert len(texts) > 2 * BATCH
    alone = [model.find_claims(text) for text in TEXTS]
    assert list(model.pipe(texts, jobs=jobs)) == alone * 30


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_pipe_of_nothing_is_empty(model, jobs):
    assert list(model.pipe([], jobs=jobs)) == []


@pytest.mark.parametrize(("jobs", "most"), [(1, 3), (2, 4 * 2 * BATCH + 3)])
def test_a_pipe_reads_a_bounded_number_ahead(tiny_model, jobs, most):
    read = itertools.count()
    seen = []
    endless = (seen.append(number) or "" for number in read)
    claims = tiny_model.pipe(endless, jobs=jobs)
    assert list(itertools.islice(claims, 3)) == [[], [], []]
    claims.close()
    assert len(seen) <= most


def test_a_pipe_starts_only_when_asked(tiny_model):
    def texts():
        raise AssertionError("read too early")
        yield ""

    tiny_model.pipe(texts())


@pytest.mark.parametrize("wrong", [None, b"Peru waits.", 5, ["Peru waits."]])
def test_what_is_no_text_is_told(tiny_model, wrong):
    for call in (tiny_model.find_claims, tiny_model.review, lambda text: list(tiny_model.pipe(["Peru waits.", text]))):
        with pytest.raises(TypeError, match="is a str, not"):
            call(wrong)


@pytest.mark.parametrize("wrong", ["Peru waits.", b"Peru waits."])
def test_a_pipe_of_one_text_is_told_at_once(tiny_model, wrong):
    with pytest.raises(TypeError, match="iterable of texts"):
        tiny_model.pipe(wrong)


def test_a_pipe_passes_on_what_its_input_raises(tiny_model):
    def texts():
        yield "Peru waits."
        raise OSError("the line is cut")

    claims = tiny_model.pipe(texts())
    assert next(claims) == []
    with pytest.raises(OSError, match="the line is cut"):
        next(claims)


PIECES = [
    "Chile",
    " will",
    " not",
    " join",
    " the war",
    ".",
    " ",
    "\n",
    "“",
    "”",
    " said",
    " may",
    " Peru’s",
    " U.S.",
    " if",
    ",",
    " likely",
    "\ud800",
    " \U0001f9c2",
    " 5 p.m.",
]


@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
def test_any_article_gives_claims_that_slice_back(model, text):
    check(text, model.find_claims(text))


@given(st.text())
def test_any_text_is_taken(model, text):
    check(text, model.find_claims(text))


def test_load_takes_a_folder(tiny_folder):
    assert isinstance(warstance.load_model(tiny_folder), Model)
    assert isinstance(warstance.load_model(str(tiny_folder)), Model)


def test_a_dateline_is_no_actor(model):
    article = "TUNIS, April 9 — Morocco will not be dragged into the war. BAGHDAD (Reuters) - Oman has entered the war."
    assert {claim.country for claim in model.find_claims(article)} == {"MA", "OM"}
