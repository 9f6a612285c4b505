"""The version, alone, so that building needs no dependencies."""

__version__ = "0.2.0"
