"""The wheel: its list of files, and that it works without the checkout."""

import shutil
import subprocess
import sys
import zipfile
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest
from conftest import ROOT, environment

from warstance._version import __version__
from warstance.plots import PLOTS

try:
    SETUPTOOLS = int(version("setuptools").partition(".")[0])
except PackageNotFoundError:
    SETUPTOOLS = 0
pytestmark = pytest.mark.skipif(SETUPTOOLS < 77, reason="building needs setuptools 77 (pip install -e .[dev])")

MODULES = {f"warstance/{path.name}" for path in (ROOT / "warstance").glob("*.py")}
DATA = {"warstance/countries.csv", "warstance/ambiguous.csv", "warstance/py.typed"}
MODEL = {f"warstance/models/{name}" for name in ("model.npz", "model.json", "README.md", *PLOTS)}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    # A copy, so that building leaves nothing in the checkout; all of it, so that a stray package would show.
    leave = shutil.ignore_patterns(".*", "*.egg-info", "build", "dist", "__pycache__")
    shutil.copytree(ROOT, folder / "tree", ignore=leave)
    code = "from setuptools import build_meta; print(build_meta.build_wheel('../out'))"
    done = subprocess.run([sys.executable, "-c", code], cwd=folder / "tree", capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (found,) = (folder / "out").glob("*.whl")
    return found


@pytest.fixture(scope="module")
def names(wheel) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_everything_is_in_it(names):
    assert (MODULES | DATA | MODEL) - names == set()


def test_nothing_else_is_in_it(names):
    information = f"warstance-{__version__}.dist-info/"
    others = {name for name in names if not name.startswith(information)}
    assert others - (MODULES | DATA | MODEL) == set()


def test_no_generic_name_becomes_importable(wheel, names):
    assert {name.partition("/")[0] for name in names} == {"warstance", f"warstance-{__version__}.dist-info"}
    assert wheel.name == f"warstance-{__version__}-py3-none-any.whl"


def test_it_has_a_command_and_a_licence(wheel, names):
    with zipfile.ZipFile(wheel) as archive:
        entry = archive.read(f"warstance-{__version__}.dist-info/entry_points.txt").decode()
    assert "warstance = warstance.cli:main" in entry
    assert any(name.endswith("/LICENSE") for name in names)


def test_it_works_alone(wheel, tmp_path):
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    command = [sys.executable, "-m", "warstance", "predict", "--format", "csv"]
    done = subprocess.run(
        command,
        cwd=tmp_path,
        env=environment(PYTHONPATH=str(tmp_path / "site")),
        input="Peru will not join the war.",
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert ",PE,Peru,deny,CT-," in done.stdout
