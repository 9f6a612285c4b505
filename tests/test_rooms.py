"""A module imports only those above it; scikit-learn has one door, and so has standard output."""

import ast

import pytest
from conftest import ROOT

_ORDER = """
    errors _version paths stance tokens lexicon countries reading roles scope features pairs sentences estimative language sources
    corpus audit exchange evaluation model training plots card claims readers measuring comparing report cli
"""
ORDER = _ORDER.split()
MODULES = sorted(path.stem for path in (ROOT / "warstance").glob("*.py") if not path.stem.startswith("__"))


def tree(module):
    return ast.parse((ROOT / "warstance" / f"{module}.py").read_text(encoding="utf-8"))


def imported(nodes):
    """Yield the full names of what the nodes import."""
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            if node.module == "warstance":
                yield from (f"warstance.{alias.name}" for alias in node.names)
            else:
                yield node.module


def test_every_module_has_a_place():
    assert sorted(ORDER) == MODULES


@pytest.mark.parametrize("module", MODULES)
def test_a_module_imports_only_those_above_it(module):
    above = set(ORDER[: ORDER.index(module)])
    at_top = (node for statement in tree(module).body for node in ast.walk(statement) if not isinstance(statement, ast.FunctionDef | ast.ClassDef))
    ours = {name.partition(".")[2] for name in imported(at_top) if name.startswith("warstance.")}
    assert ours - above == set()


@pytest.mark.parametrize("module", MODULES)
def test_a_late_import_goes_up_too(module):
    above = set(ORDER[: ORDER.index(module)])
    ours = {name.partition(".")[2] for name in imported(ast.walk(tree(module))) if name.startswith("warstance.")}
    assert ours - above == set()


@pytest.mark.parametrize("module", MODULES)
def test_only_training_knows_scikit_learn(module):
    """The audit of a corpus, the plots and the comparison may, inside a function: they are never on the way of a prediction."""
    heavy = {"sklearn", "scipy", "threadpoolctl"}
    anywhere = {name.partition(".")[0] for name in imported(ast.walk(tree(module)))}
    at_top = {name.partition(".")[0] for name in imported(tree(module).body)}
    assert not anywhere & heavy or module in ("training", "audit", "plots", "comparing")
    assert not at_top & heavy or module == "training"


def test_only_plots_know_matplotlib_and_only_late():
    """It is an extra: without it everything else works."""
    assert [module for module in MODULES if any(name.startswith("matplotlib") for name in imported(ast.walk(tree(module))))] == ["plots"]
    assert not any(name.startswith("matplotlib") for name in imported(tree("plots").body))


@pytest.mark.parametrize("module", MODULES)
def test_only_the_command_line_prints(module):
    calls = [node for node in ast.walk(tree(module)) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"]
    assert not calls or module == "cli"


@pytest.mark.parametrize("module", MODULES)
def test_every_module_says_what_it_is(module):
    assert ast.get_docstring(tree(module))


def test_nothing_is_unpickled_or_evaluated():
    for module in MODULES:
        names = {name.partition(".")[0] for name in imported(ast.walk(tree(module)))}
        assert not names & {"pickle", "marshal", "shelve"}, module
        calls = {node.func.id for node in ast.walk(tree(module)) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
        assert not calls & {"eval", "exec"}, module
        assert "joblib.load" not in {ast.unparse(node.func) for node in ast.walk(tree(module)) if isinstance(node, ast.Call)}, module
