"""Estimative words and their bands of likelihood, by Intelligence Community Directive 203 (2015)."""

import re
from typing import Final

BANDS: Final = (
    (0.01, 0.05, ("almost no chance", "next to no chance", "virtually no chance", "remote chance", "remote possibility", "remote prospect", "chance is remote", "chances are remote")),
    (0.05, 0.20, ("very unlikely", "highly unlikely", "extremely unlikely", "most unlikely", "highly improbable", "very improbable", "highly doubtful", "very doubtful")),
    (0.20, 0.45, ("unlikely", "improbable", "doubtful", "improbably", "not likely", "not probable", "less likely", "hardly likely", "little likelihood", "little chance")),
    (0.45, 0.55, ("roughly even chance", "roughly even odds", "even chance", "even odds", "evens", "fifty-fifty", "50-50", "toss-up", "coin toss", "about even")),
    (0.55, 0.80, ("likely", "probable", "probably", "likelihood")),
    (0.80, 0.95, ("very likely", "highly likely", "extremely likely", "most likely", "highly probable", "very probable", "very probably", "most probably", "in all probability", "in all likelihood")),
    (0.95, 0.99, ("almost certain", "almost certainly", "nearly certain", "virtually certain", "all but certain", "near-certain", "near certainty", "virtual certainty", "as good as certain")),
)  # fmt: skip
"""Lowest and highest probability and the words; "possible", "may" and "might" have no band."""

_BAND: Final[dict[str, tuple[float, float]]] = {phrase: (low, high) for low, high, phrases in BANDS for phrase in phrases}
# "The chances of Peru joining are remote": "remote" is an estimate only when said of a chance, not in "a remote valley".
_REMOTE = r"(?:chance|possibilit(?:y|ie)|prospect|likelihood)s?(?:\s+[\w'’-]+){0,8}?\s+(?:is|are|was|were|be|seems?|looks?|remains?|appears?)(?:\s+(?:\w+ly|very|now|still|so|too))?\s+remote"
_WORDS = re.compile(rf"\b(?:{_REMOTE}|{'|'.join(sorted(map(re.escape, _BAND), key=len, reverse=True))})\b", re.IGNORECASE)
# "more likely than before" compares and "is it likely?" asks; neither estimates.
_NO_ESTIMATE = re.compile(r"\b(?:more|as|how|no longer|whether)\s+$", re.IGNORECASE)


def likelihood(text: str, near: int) -> tuple[float, float] | None:
    """Return the band of the estimative word of `text` nearest to offset `near`, or None if it has none.

    >>> likelihood("Belarus is highly unlikely to join", 0)
    (0.05, 0.2)
    """
    found = [match for match in _WORDS.finditer(text) if not _NO_ESTIMATE.search(text, 0, match.start())]
    if not found:
        return None
    nearest = min(found, key=lambda match: abs(match.start() - near))
    phrase = nearest.group().lower()
    return _BAND[phrase] if phrase in _BAND else BANDS[0][:2]  # what is not in the list is `_REMOTE`
