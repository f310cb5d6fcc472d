"""What can go wrong while searching. Sentences for people are made in `service/errors.py`; here only codes and data."""


class SearchError(Exception):
    """Base of every error of the index. The archive is never touched by one: the remedy is at most a rebuild."""

    code = "search_error"

    def __init__(self, **data: object) -> None:
        super().__init__(self.code, data)
        self.data = data


class IndexBroken(SearchError):
    """The index folder was damaged, lost a file, or was written by another version of the analysis.

    data: `folder`, `why` ("damaged" or "other_version"). Remedy: `rebuild()`; the documents themselves are safe."""

    code = "index_broken"


class IndexBusy(SearchError):
    """Another process has been writing to the index for longer than we wait (`seconds`), or is rebuilding it.

    Remedy: try again; what is to be indexed stays in its waiting row."""

    code = "index_busy"


class UnknownEngine(SearchError):
    """The index URL (`url`) names an engine that is not installed. Remedy: `whoosh:///absolute/folder`."""

    code = "unknown_engine"
