"""The model card (Mitchell et al. 2019), written by training, so that its numbers cannot drift."""

import re
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

from warstance.evaluation import MOST_ERROR
from warstance.plots import CALIBRATION, CONFUSION, RISK_COVERAGE
from warstance.stance import STANCES

CARD = "README.md"
"""The card's name in the model's folder."""


def write_card(folder: Path, metadata: Mapping[str, Any], plots: Collection[str] = ()) -> None:
    """Write the card beside the model; `plots` are the names of those that lie there (`plots.draw_plots` returns them)."""
    (folder / CARD).write_text(card(metadata, plots), encoding="utf-8", newline="\n")


def card(metadata: Mapping[str, Any], plots: Collection[str] = ()) -> str:
    """Return the card as Markdown, with those of the plots that are named; every number comes from `metadata`, the content of model.json."""
    scores, corpus = metadata["cross_validation"], metadata["corpus"]

    def plot(name: str, shows: str) -> list[str]:
        return [f"![{shows}]({name})\n"] if name in plots else []

    parts = [
        "# Model card\n",
        "Written by `python train.py`; do not edit.\n",
        "## What it is\n",
        f"A multinomial logistic regression over {metadata['features']:,} named binary features of a pair (sentence, state), the state masked. "
        "It gives probabilities of six values (CT+ PR+ PS PR- CT- none) and of the stances assert, hedge, deny, none that follow from them. "
        f"Temperature {metadata['temperature']}, fitted on out-of-fold scores.\n",
        "## Use and misuse\n",
        "For: finding and counting what English news says about a state joining a war, and who says it; a first sieve before a human reader.\n\n"
        "Not for: telling whether a state will join (it reads what sources say, not the world); languages other than English; acting on one sentence "
        "without reading it; armed groups that are no state; individuals.\n",
        "## Data\n",
        f"{corpus['sentences']:,} sentences, {corpus['pairs']:,} pairs, {corpus['wars']} wars, all composed for this corpus (see corpus/README.md); "
        f"SHA-256 of the files `{corpus['sha256'][:16]}…`.\n",
        "## Measured by cross-validation, each war held out\n",
        f"{metadata['settings']['folds']} folds; no war is both trained and tested on. The sentences are composed, so expect less on real news.\n",
        f"Stance macro-F1 {scores['macro_f1']:.3f}, value macro-F1 {scores['value_macro_f1']:.3f}, kappa {scores['kappa']:.3f}, "
        f"expected calibration error {scores['ece']:.3f}, Brier score {scores['brier']:.3f}.\n",
        table(
            ["stance", "precision", "recall", "F1", "pairs"],
            [[s, *(f"{row[k]:.3f}" for k in ("precision", "recall", "f1")), str(row["pairs"])] for s, row in scores["per_stance"].items()],
        ),
        table(["value", "F1"], [[value, f"{f1:.3f}"] for value, f1 in scores["per_value"].items()]),
        "Confusion: rows are labels, columns predictions.\n",
        table(["", *STANCES], [[s, *map(str, row)] for s, row in zip(STANCES, scores["confusion"], strict=True)]),
        *plot(CONFUSION, "Confusion, as shares of the pairs with a label"),
        "Of each confusion, the pair on which the model was surest of the wrong stance:\n",
        table(
            ["label", "prediction", "probability", "state", "sentence"],
            [[row["label"], row["predicted"], f"{row['probability']:.2f}", *map(_plain, (row["country"], row["text"]))] for row in scores["confusions"]],
        ),
        f"Of {scores['contrasts']['pairs']} contrasts (two sentences that differ in one thing and in a label), {scores['contrasts']['both_right']:.0%} are right on both sides.\n",
        f"Calibration, in {len(scores['calibration'])} bins of equal mass: the mean probability of the predicted stance and the share that is right.\n",
        table(
            ["pairs", "probability", "right"],
            [[str(row["n"]), f"{row['confidence']:.3f}", f"{row['accuracy']:.3f}"] for row in scores["calibration"]],
        ),
        *plot(CALIBRATION, "Calibration: probability against the share that is right"),
        "If only the most confident part of the pairs is kept:\n",
        table(
            ["kept", "least probability", "error"],
            [[f"{row['coverage']:.0%}", f"{row['min_probability']:.2f}", f"{row['error']:.1%}"] for row in scores["risk_coverage"]],
        ),
        *plot(RISK_COVERAGE, "Risk against coverage"),
        _abstention(scores["abstention"]),
        "By length of the sentence:\n",
        _groups("words", scores["by_length"]),
        "By genre:\n",
        _groups("genre", scores["by_genre"]),
        "By war:\n",
        _groups("war", scores["by_war"]),
        "## Limits\n",
        "Pronouns are not resolved: in articles only states that the sentence names are tagged. A sentence is read without those around it. "
        "The vocabulary publishes word sequences of the corpus. Macro-F1 of a war with few pairs is noisy.\n",
    ]
    return "\n".join(parts)


def _abstention(point: Mapping[str, float] | None) -> str:
    bound = f"an error of at most {MOST_ERROR:.0%}"
    if point is None:
        return f"No `min_probability` keeps pairs with {bound}.\n"
    return (
        f"`min_probability` is {point['min_probability']:.4f}, the least with {bound} among the pairs kept: "
        f"it keeps {point['coverage']:.1%} of the pairs, and of these {point['error']:.1%} are wrong. "
        f"Of those predicted to be claims it keeps {point['claim_coverage']:.1%}, and of these {point['claim_error']:.1%} are wrong. "
        "`predict --min-probability calibrated` calls the others unsure.\n"
    )


def _groups(name: str, groups: Mapping[str, Mapping[str, float]]) -> str:
    return table([name, "pairs", "macro-F1"], [[group, str(row["pairs"]), f"{row['macro_f1']:.3f}"] for group, row in groups.items()])


def _plain(text: str) -> str:
    """Return text that Markdown shows as it is, also inside a table."""
    return re.sub(r"([\\`*_\[\]<>|#&~])", r"\\\1", text)


def table(head: Sequence[str], rows: Sequence[Sequence[str]], rule: str = "---") -> str:
    """Return a table in Markdown; `rule` says how all columns but the first are aligned."""
    lines = [head, ["---", *[rule] * (len(head) - 1)], *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)
