"""Plots of what cross-validation measured, as SVG files beside the card. Needs matplotlib (the extra `report`), imported late.

The same numbers give the same bytes, by one version of matplotlib.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from warstance.stance import STANCES

if TYPE_CHECKING:
    from matplotlib.axes import Axes

CALIBRATION: Final = "calibration.svg"
RISK_COVERAGE: Final = "risk_coverage.svg"
CONFUSION: Final = "confusion.svg"

PLOTS: Final = (CALIBRATION, RISK_COVERAGE, CONFUSION)
"""The plots' names in the model's folder."""

# Ids from a fixed salt, not from a random one; letters as text, not as outlines: small, searchable files.
_STYLE: Final = {"svg.hashsalt": "warstance", "svg.fonttype": "none"}


def draw_plots(folder: Path, scores: Mapping[str, Any]) -> tuple[str, ...]:
    """Write the plots of `scores`, the `cross_validation` of model.json, and return their names: all, or none without matplotlib.

    Plots that lay there are of an older model, and go in either case.
    """
    for name in PLOTS:
        (folder / name).unlink(missing_ok=True)
    try:
        from matplotlib import style
        from matplotlib.figure import Figure
    except ImportError:
        return ()
    # A user's matplotlibrc must not change the bytes. A bare figure, without pyplot, asks for no display: SVG is its only backend.
    with style.context(["default", _STYLE]):
        for name, draw in zip(PLOTS, (_calibration, _risk_coverage, _confusion), strict=True):
            figure = Figure(figsize=(4.8, 4.4), layout="constrained")
            draw(figure.add_subplot(), scores)
            figure.savefig(folder / name, format="svg", metadata={"Date": None})
    return PLOTS


def _calibration(axes: "Axes", scores: Mapping[str, Any]) -> None:
    from sklearn.calibration import CalibrationDisplay

    confidence, accuracy = (np.array([row[key] for row in scores["calibration"]]) for key in ("confidence", "accuracy"))
    CalibrationDisplay(accuracy, confidence, confidence).plot(ax=axes, name="bins of equal mass")
    axes.set(xlabel="mean probability of the predicted stance", ylabel="share that is right")


def _risk_coverage(axes: "Axes", scores: Mapping[str, Any]) -> None:
    coverage, error = ([row[key] for row in scores["risk_coverage"]] for key in ("coverage", "error"))
    axes.plot(coverage, error, "s-", label="most confident pairs")
    if point := scores["abstention"]:
        axes.plot(point["coverage"], point["error"], "D", label=f"min_probability {point['min_probability']:.4f}")
    axes.set(xlabel="coverage: share of pairs kept", ylabel="risk: share of these that is wrong", xlim=(0, 1.02))
    axes.set_ylim(bottom=0)
    axes.legend(loc="upper left")


def _confusion(axes: "Axes", scores: Mapping[str, Any]) -> None:
    from sklearn.metrics import ConfusionMatrixDisplay

    counts = np.array(scores["confusion"], dtype=float)
    # Shares of a row: by count, `none` would leave all other cells pale.
    shares = counts / np.maximum(1, counts.sum(axis=1, keepdims=True))
    ConfusionMatrixDisplay(shares, display_labels=STANCES).plot(ax=axes, cmap="Blues", values_format=".1%", colorbar=False, im_kw={"vmin": 0, "vmax": 1})
    axes.set(xlabel="prediction", ylabel="label")
