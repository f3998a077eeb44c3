"""The secrets of one start: who came by its address may use the page, and nobody else."""

from dataclasses import dataclass, field
from hmac import compare_digest
from secrets import token_urlsafe

HOST = "127.0.0.1"


def _secret() -> str:
    return token_urlsafe(32)


@dataclass
class Keys:
    """What the browser has to show.

    Parameters
    ----------
    port : int
        Where the page is served.
    token : str
        In the address of the start; it opens the door once.
    session : str
        What the browser got for it, as a cookie.
    csrf : str
        What stands in our own pages, and nobody else's can know.
    cookie : str
        The name of the cookie: browsers do not tell ports apart, so every start has its own.
    """

    port: int
    token: str = field(default_factory=_secret, repr=False)
    session: str = field(default_factory=_secret, repr=False)
    csrf: str = field(default_factory=_secret, repr=False)
    cookie: str = field(default_factory=lambda: f"matchmaker-{token_urlsafe(6)}")
    _is_used: bool = False

    @property
    def host(self) -> str:
        """What the browser must call us."""
        return f"{HOST}:{self.port}"

    @property
    def origin(self) -> str:
        """Where our pages are."""
        return f"http://{self.host}"

    @property
    def address(self) -> str:
        """The address that opens the door, once."""
        return f"{self.origin}/?token={self.token}"

    def open_with(self, token: str) -> bool:
        """Use the token; whether it was the right one, for the first time."""
        is_right = _are_same(token, self.token) and not self._is_used
        self._is_used = self._is_used or is_right
        return is_right

    def knows(self, session: str) -> bool:
        """Whether a browser came by the address of this start."""
        return _are_same(session, self.session)

    def made(self, csrf: str) -> bool:
        """Whether something was asked from a page of ours."""
        return _are_same(csrf, self.csrf)


def _are_same(given: str, meant: str) -> bool:
    """Compare in a time that tells nothing."""
    return compare_digest(given.encode("utf-8", "surrogateescape"), meant.encode())
