"""Where things lie. The only module that knows where it stands."""

from pathlib import Path

from warstance.errors import CorpusError, ModelNotFoundError

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parent

MODEL_FILES = ("model.npz", "model.json")
"""What makes a folder a model."""


def default_model() -> Path:
    """Return the folder of the model that comes with warstance: inside the package when installed, else the checkout's.

    Raises
    ------
    ModelNotFoundError
        if neither holds a model.
    """
    for folder in (_PACKAGE / "models", _CHECKOUT / "models"):
        if all((folder / name).is_file() for name in MODEL_FILES):
            return folder
    raise ModelNotFoundError("no model beside the package; train one with `python train.py` or name one with --model FOLDER")


def default_corpus() -> Path:
    """Return the checkout's corpus.

    Raises
    ------
    CorpusError
        if this is an installed package: the corpus is not shipped in the wheel.
    """
    folder = _CHECKOUT / "corpus"
    if not folder.is_dir():
        raise CorpusError("no corpus beside the package; work in a checkout or name one with --corpus FOLDER")
    return folder


def default_output() -> Path:
    """Return where training writes: the checkout's models folder, or `models` here when there is no checkout."""
    return _CHECKOUT / "models" if (_CHECKOUT / "corpus").is_dir() else Path("models")
