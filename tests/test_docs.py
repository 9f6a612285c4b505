"""The README is executed: its Python runs, its commands print what it says, every option is described."""

import argparse
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT, environment

from warstance.cli import _parser

README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w*)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
PYTHON = [block for language, block in BLOCKS if language == "python"]
SHELL = [line for language, block in BLOCKS if language in ("sh", "bash", "console") for line in block.splitlines()]
PREDICT = "$ python predict.py"


def shown():
    """Yield (command, expected output) of each `$ python predict.py` in a console block."""
    for language, block in BLOCKS:
        if language == "console":
            for part in re.split(r"^(?=\$ )", block, flags=re.MULTILINE):
                command, _, output = part.partition("\n")
                if command.startswith(PREDICT):
                    yield command, output


def options():
    """Yield every option string of every command."""
    parsers = [_parser()]
    while parsers:
        for action in parsers.pop()._actions:
            if isinstance(action, argparse._SubParsersAction):
                parsers += action.choices.values()
            elif "--help" not in action.option_strings:
                yield from action.option_strings


def test_there_is_something_to_run():
    assert PYTHON
    assert any(shown())


def test_the_python_runs(capsys):
    together = {"__name__": "readme"}  # later blocks may use what earlier ones made
    for block in PYTHON:
        exec(compile(block, "README.md", "exec"), together)
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(("command", "expected"), list(shown()), ids=[command for command, _ in shown()])
def test_a_command_prints_what_the_readme_says(command, expected):
    # As in a pipe: no terminal, 80 columns unless the command says more.
    line = command.removeprefix("$ ").replace("python", f'"{sys.executable}"', 1)
    extra = {key: value for key, value in environment().items() if key != "COLUMNS"}
    done = subprocess.run(line, shell=True, cwd=ROOT, env=extra, stdin=subprocess.DEVNULL, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.stderr == ""
    assert [text.rstrip() for text in done.stdout.strip().splitlines()] == [text.rstrip() for text in expected.strip().splitlines()]


@pytest.mark.parametrize("option", sorted(set(options())))
def test_every_option_is_described(option):
    assert re.search(rf"(?<![\w-]){re.escape(option)}(?![\w-])", README)


def test_the_commands_at_the_top_name_files_that_exist():
    first = [line.removeprefix("$ ") for line in SHELL if re.search(r"\bpython|\bpip|\bpytest", line)][:2]
    assert len(first) == 2
    words = [word.strip("'\"") for line in first for word in line.split()]
    named = [word for word in words if re.fullmatch(r"[\w-][\w/.-]*\.\w{2,5}", word)]
    assert "predict.py" in named
    assert [word for word in named if not (ROOT / word).exists()] == []


def test_links_lead_somewhere():
    targets = [target for target in re.findall(r"\]\(([^)#\s]+)", README) if not re.match(r"[a-z]+:", target)]
    assert [target for target in targets if not (ROOT / target).exists()] == []


@pytest.mark.parametrize("door", ["train.py", "predict.py"])
def test_the_doors_open(door):
    done = subprocess.run([sys.executable, ROOT / door, "--help"], env=environment(), cwd=Path(os.sep), capture_output=True, text=True, check=True)
    assert f"warstance {door.removesuffix('.py')}" in done.stdout
