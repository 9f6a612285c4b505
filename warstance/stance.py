"""The scale: six values, the three stances (and `none`) that follow from them, and two number scales.

The values are FactBank's (Saurí and Pustejovsky 2009): certainty (CT, PR, PS) times polarity (+, -).
"""

from typing import Final

VALUES: Final = ("CT+", "PR+", "PS", "PR-", "CT-", "none")
"""The values, in the order of every six-column array."""

STANCES: Final = ("assert", "hedge", "deny", "none")
"""The stances, in the order of every four-column array."""

STANCE_OF: Final = {"CT+": "assert", "PR+": "hedge", "PS": "hedge", "PR-": "hedge", "CT-": "deny", "none": "none"}
"""The stance of each value."""

UNSURE: Final = "unsure"
"""What stands in place of a stance whose probability is below a wanted least (`predict --min-probability`)."""

HEDGES: Final = ("PR+", "PS", "PR-")
"""The values that make up `hedge`."""

# FactBank's values on the seven-point scale of Lee et al. (2015) and Stanovsky et al. (2017): certain +3, probable +2,
# possible +1 when the possibility is affirmed. Our PS only leaves open, in both directions, so it is 0.
FACTUALITY: Final = {"CT+": 3.0, "PR+": 2.0, "PS": 0.0, "PR-": -2.0, "CT-": -3.0}
"""Where each value stands on FactBank's scale, -3 (does not happen) … +3 (happens)."""
