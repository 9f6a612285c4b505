"""The family of failures. Whatever warstance raises on purpose is a WarstanceError.

::

    WarstanceError
    ├── CorpusError        a corpus file is missing or a row of it is wrong
    ├── TableError         a table of countries is wrong
    ├── InputError         an article, or a record of one, cannot be read
    └── ModelError         a model cannot be used
        ├── ModelNotFoundError     there is none at that place
        └── ModelFormatError       there is one, but it is damaged, hostile or of another format
"""


class WarstanceError(Exception):
    """Base class; its message is one line that ends with the way out."""


class CorpusError(WarstanceError, ValueError):
    """A corpus file or row is wrong; the message names file, line and reason."""


class TableError(WarstanceError, ValueError):
    """A table of countries is wrong; the message names file, line and reason."""


class InputError(WarstanceError, ValueError):
    """An input cannot be read; the message names file, record and reason."""


class ModelError(WarstanceError):
    """A model cannot be used."""


class ModelNotFoundError(ModelError, FileNotFoundError):
    """There is no model at the given place."""


class ModelFormatError(ModelError, ValueError):
    """The files are no model that this version of warstance reads."""
