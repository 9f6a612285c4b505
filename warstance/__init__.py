"""Stance on war participation: does a sentence assert, deny or hedge that a state joins a war?

The way of the data; a module imports only from those to its left::

    corpus ─ rows ─┐
                   ├─ pairs ─ reading ─ roles ─ scope ─ features ─ model ─ claims ─ report
    article ─ sentences ─ countries ─┘

>>> import warstance
>>> for claim in warstance.find_claims("Minsk said it would not join the war. Warsaw may send troops."):
...     print(claim.country, claim.stance)
BY deny
PL hedge
"""

from warstance._version import __version__
from warstance.claims import Claim, Model, find_claims, load_model
from warstance.errors import CorpusError, InputError, ModelError, ModelFormatError, ModelNotFoundError, TableError, WarstanceError
from warstance.model import Cue, Verdict
from warstance.pairs import Pair

__all__ = [
    "Claim", "CorpusError", "Cue", "InputError", "Model", "ModelError", "ModelFormatError", "ModelNotFoundError", "Pair", "TableError",
    "Verdict", "WarstanceError", "__version__", "find_claims", "load_model",
]  # fmt: skip
