"""The plots beside the card: the same numbers, the same bytes."""

import re
import sys
from xml.etree import ElementTree

import pytest

from warstance.plots import CALIBRATION, CONFUSION, PLOTS, RISK_COVERAGE, draw_plots
from warstance.stance import STANCES


@pytest.fixture
def scores(tiny_trained):
    return {
        **tiny_trained.metadata["cross_validation"],
        "confusion": [[3, 1, 0, 0], [0, 4, 0, 0], [0, 0, 0, 0], [0, 0, 1, 7]],
        "abstention": {"min_probability": 0.8125, "coverage": 0.5, "error": 0.04, "claim_coverage": 0.4, "claim_error": 0.06},
    }


def words(path):
    """Return what is written in a plot."""
    return ["".join(text.itertext()).strip() for text in ElementTree.parse(path).iter("{http://www.w3.org/2000/svg}text")]


def test_the_same_numbers_give_the_same_bytes(scores, tmp_path):
    import matplotlib as mpl

    one, two = tmp_path / "one", tmp_path / "two"
    one.mkdir()
    two.mkdir()
    assert draw_plots(one, scores) == PLOTS
    with mpl.rc_context({"font.size": 20, "svg.hashsalt": None, "axes.grid": True}):  # a user's own settings
        assert draw_plots(two, scores) == PLOTS
        assert mpl.rcParams["font.size"] == 20
    assert {path.name: path.read_bytes() for path in one.iterdir()} == {path.name: path.read_bytes() for path in two.iterdir()}
    assert {path.name for path in one.iterdir()} == set(PLOTS)
    assert not any(b"dc:date" in (one / name).read_bytes() for name in PLOTS)


@pytest.mark.parametrize(
    ("name", "key", "changed"),
    [
        (CONFUSION, "confusion", [[4, 1, 0, 0], [0, 4, 0, 0], [0, 0, 0, 0], [0, 0, 1, 7]]),
        (RISK_COVERAGE, "abstention", None),
        (CALIBRATION, "calibration", [{"confidence": 0.5, "accuracy": 0.75, "n": 4}]),
    ],
)
def test_other_numbers_give_another_plot(scores, tmp_path, name, key, changed):
    draw_plots(tmp_path, scores)
    before = {plot: (tmp_path / plot).read_bytes() for plot in PLOTS}
    draw_plots(tmp_path, {**scores, key: changed})
    assert [plot for plot in PLOTS if (tmp_path / plot).read_bytes() != before[plot]] == [name]


def test_what_the_plots_say(scores, tmp_path):
    draw_plots(tmp_path, scores)
    confusion = words(tmp_path / CONFUSION)
    assert [stance for stance in STANCES if confusion.count(stance) != 2] == []
    assert [word for word in confusion if word.endswith("%")] == [
        *("75.0%", "25.0%", "0.0%", "0.0%"), *("0.0%", "100.0%", "0.0%", "0.0%"), *("0.0%",) * 4, *("0.0%", "0.0%", "12.5%", "87.5%"),
    ]  # fmt: skip
    assert any("0.8125" in word for word in words(tmp_path / RISK_COVERAGE))
    assert any(re.search("probability", word) for word in words(tmp_path / CALIBRATION))


def test_without_matplotlib_nothing_is_drawn_and_nothing_old_stays(scores, tmp_path, monkeypatch):
    draw_plots(tmp_path, scores)
    (tmp_path / "mine.svg").touch()
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    assert draw_plots(tmp_path, scores) == ()
    assert [path.name for path in tmp_path.iterdir()] == ["mine.svg"]


def test_train_without_matplotlib_says_so(run, tiny_corpus, tmp_path, monkeypatch):
    for name in PLOTS:
        (tmp_path / name).write_text("old", encoding="utf-8")
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    done = run("train", "--corpus", tiny_corpus, "-o", tmp_path, "--jobs", "1")
    assert done.code == 0
    assert "plots not drawn" in done.err
    assert "warstance[report]" in done.err
    assert {path.name for path in tmp_path.iterdir()} == {"model.npz", "model.json", "README.md"}
    assert ".svg" not in (tmp_path / "README.md").read_text(encoding="utf-8")


def test_train_draws_and_the_card_shows(run, tiny_corpus, tmp_path):
    done = run("train", "--corpus", tiny_corpus, "-o", tmp_path, "--jobs", "1")
    assert "plots" not in done.err
    shown = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", (tmp_path / "README.md").read_text(encoding="utf-8"))
    assert sorted(shown) == sorted(PLOTS) == sorted(path.name for path in tmp_path.glob("*.svg"))
