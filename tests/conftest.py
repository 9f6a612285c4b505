"""Fixtures: the packaged model, a tiny corpus and a model of it, the command line in and out of this process."""

import contextlib
import importlib.util
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parent.parent

if importlib.util.find_spec("warstance") is None:  # a checkout is tested whether it is installed or not
    sys.path.insert(0, str(ROOT))

settings.register_profile("steady", derandomize=True, deadline=None, database=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("steady")

# war: (text, {(mention, country): value}); each war holds all six values, so that every fold can be trained.
TINY = {
    "lantern-strait": [
        ("Portugal has joined the war for the strait.", {("Portugal", "PT"): "CT+"}),
        ("Morocco will not join the war for the strait.", {("Morocco", "MA"): "CT-"}),
        ("Italy may join the war if the lighthouse falls.", {("Italy", "IT"): "PS"}),
        ("Malta is unlikely to enter the war.", {("Malta", "MT"): "PR-"}),
        ("Greece is expected to enter the war within days.", {("Greece", "GR"): "PR+"}),
        ("Cyprus sold lamp oil to both fleets.", {("Cyprus", "CY"): "none"}),
        ("Libya and Tunisia ruled out sending troops.", {("Libya", "LY"): "CT-", ("Tunisia", "TN"): "CT-"}),
    ],
    "salt-lakes": [
        ("Peru declared war over the salt lakes.", {("Peru", "PE"): "CT+"}),
        ("Chile has not joined the war.", {("Chile", "CL"): "CT-"}),
        ("Ecuador might enter the war before the rains.", {("Ecuador", "EC"): "PS"}),
        ("Colombia is reluctant to join the war.", {("Colombia", "CO"): "PR-"}),
        ("Paraguay will probably join the war.", {("Paraguay", "PY"): "PR+"}),
        ("Uruguay offered to count the flamingos.", {("Uruguay", "UY"): "none"}),
        ("Peru fears that Brazil could join the war.", {("Peru", "PE"): "none", ("Brazil", "BR"): "PS"}),
    ],
    "barley-harvest": [
        ("Sweden has entered the war over the barley.", {("Sweden", "SE"): "CT+"}),
        ("Norway will stay out of the war.", {("Norway", "NO"): "CT-"}),
        ("Finland is considering whether to join the war.", {("Finland", "FI"): "PS"}),
        ("Iceland is very unlikely to join the war.", {("Iceland", "IS"): "PR-"}),
        ("Denmark is poised to enter the war.", {("Denmark", "DK"): "PR+"}),
        ("Estonia bought barley at a fair price.", {("Estonia", "EE"): "none"}),
        ("Latvia remains neutral in the war.", {("Latvia", "LV"): "CT-"}),
    ],
    "tide-islands": [
        ("Fiji sent its army to fight in the war.", {("Fiji", "FJ"): "CT+"}),
        ("Tonga refused to join the war.", {("Tonga", "TO"): "CT-"}),
        ("Samoa could join the war after the feast.", {("Samoa", "WS"): "PS"}),
        ("Vanuatu is unlikely to send troops.", {("Vanuatu", "VU"): "PR-"}),
        ("Kiribati is expected to join the war.", {("Kiribati", "KI"): "PR+"}),
        ("Nauru mended the nets of all sides.", {("Nauru", "NR"): "none"}),
        ("Palau vowed to enter the war.", {("Palau", "PW"): "CT+"}),
    ],
    "high-pass": [
        ("Nepal has joined the war for the pass.", {("Nepal", "NP"): "CT+"}),
        ("Bhutan ruled out joining the war.", {("Bhutan", "BT"): "CT-"}),
        ("Mongolia may send troops to fight.", {("Mongolia", "MN"): "PS"}),
        ("Kyrgyzstan is reluctant to enter the war.", {("Kyrgyzstan", "KG"): "PR-"}),
        ("Tajikistan is likely to join the war.", {("Tajikistan", "TJ"): "PR+"}),
        ("Uzbekistan lent the monks a mule.", {("Uzbekistan", "UZ"): "none"}),
        ("Turkmenistan has so far stayed out of the war.", {("Turkmenistan", "TM"): "CT-"}),
    ],
    "amber-coast": [
        ("Ghana is sending troops to fight in the war.", {("Ghana", "GH"): "CT+"}),
        ("Togo will not send troops to fight.", {("Togo", "TG"): "CT-"}),
        ("Benin has not decided whether to join the war.", {("Benin", "BJ"): "PS"}),
        ("Senegal is unlikely to join the war.", {("Senegal", "SN"): "PR-"}),
        ("Gambia is preparing to enter the war.", {("Gambia", "GM"): "PR+"}),
        ("Liberia printed stamps with an amber bee.", {("Liberia", "LR"): "none"}),
        ("Mali could be drawn into the war.", {("Mali", "ML"): "PS"}),
    ],
}


def tiny_records() -> list[dict]:
    """Return the tiny corpus as JSON records."""
    return [
        {
            "id": f"{war}-{number}",
            "text": text,
            "war": war,
            "genre": "news",
            "actors": [{"mention": mention, "country": country, "value": value} for (mention, country), value in labels.items()],
        }
        for war, sentences in TINY.items()
        for number, (text, labels) in enumerate(sentences)
    ]


def write_jsonl(path: Path, records: Sequence[object]) -> Path:
    """Write one object a line and return the path."""
    path.write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records), encoding="utf-8")
    return path


class Outcome(NamedTuple):
    """What a command did."""

    code: int
    out: str
    err: str

    @property
    def records(self) -> list[dict]:
        """The JSON objects of the output's lines."""
        return [json.loads(line) for line in self.out.split("\n") if line]


class _NoTerminal(io.TextIOWrapper):
    def __init__(self, content: bytes = b"") -> None:
        super().__init__(io.BytesIO(content), encoding="utf-8", newline="\n")


def run_here(*argv: str | Path, stdin: bytes | str = b"") -> Outcome:
    """Run `main(argv)` in this process; an exception that it lets out fails the test."""
    from warstance.cli import main

    given = stdin.encode() if isinstance(stdin, str) else stdin
    out, err, old = _NoTerminal(), _NoTerminal(), sys.stdin
    sys.stdin = _NoTerminal(given)
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            try:
                code = main([str(argument) for argument in argv])
            except SystemExit as leaving:  # argparse
                code = leaving.code
    finally:
        sys.stdin = old
    texts = []
    for stream in (out, err):
        stream.flush()
        texts.append(stream.buffer.getvalue().decode("utf-8"))
    return Outcome(code, *texts)


def environment(**extra: str) -> dict[str, str]:
    """Return the environment of a child that must find this checkout."""
    return {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", **extra}


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "slow: trains on the committed corpus")


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def model():
    """The packaged model."""
    from warstance import load_model

    return load_model()


@pytest.fixture(scope="session")
def tiny_corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tiny") / "corpus"
    folder.mkdir()
    for war in TINY:
        write_jsonl(folder / f"{war}.jsonl", [record for record in tiny_records() if record["war"] == war])
    return folder


@pytest.fixture(scope="session")
def tiny_trained(tiny_corpus: Path):
    """What training made of the tiny corpus."""
    from warstance.corpus import load_corpus
    from warstance.training import train

    return train(load_corpus(tiny_corpus))


@pytest.fixture(scope="session")
def tiny_folder(tiny_trained, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny model on disk."""
    from warstance.model import save_model

    folder = tmp_path_factory.mktemp("tiny-model")
    save_model(folder, tiny_trained.vocabulary, tiny_trained.coef, tiny_trained.intercept, tiny_trained.metadata)
    return folder


@pytest.fixture(scope="session")
def tiny_model(tiny_folder: Path):
    from warstance import load_model

    return load_model(tiny_folder)


@pytest.fixture(scope="session")
def run() -> Callable[..., Outcome]:
    """The command line in this process: `run("predict", path, stdin=b"...")`."""
    return run_here


@pytest.fixture(scope="session")
def spawn() -> Callable[..., subprocess.Popen]:
    """The command line in another process, with pipes for its three streams."""

    def start(*argv: str | Path, **extra: str) -> subprocess.Popen:
        pipes = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
        return subprocess.Popen([sys.executable, *map(str, argv)], cwd=ROOT, env=environment(**extra), **pipes)

    return start
