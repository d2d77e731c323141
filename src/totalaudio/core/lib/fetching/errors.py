"""Why a page could not be had."""


class FetchError(Exception):
    """A page could not be had; the message names the host and the cause."""


class FetchRefusedError(FetchError):
    """The guard does not go there, or does not take what came: trying again changes nothing."""


class FetchFailedError(FetchError):
    """The other side did not answer as it should: a time-out, a cut connection, broken headers."""
