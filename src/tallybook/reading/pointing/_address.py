"""The one address that a user names, and the key that a variable of the user's holds."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from urllib.parse import urlsplit

from tallybook.errors import InputError
from tallybook.model import Record

_HINT = "Write it as http://127.0.0.1:8080/v1 or https://host.example/v1."


class Address(Record, frozen=True):
    """Where a model is served: ``POST path`` there is one question."""

    secure: bool
    host: str
    port: int
    path: str

    @property
    def shown(self) -> str:
        """The address as it is printed and recorded; it can hold no secret."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{'https' if self.secure else 'http'}://{host}:{self.port}{self.path}"

    @property
    def here(self) -> bool:
        """Whether the address is this very machine's."""
        try:
            return self.host == "localhost" or ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False


def address_of(text: str) -> Address:
    """The address in ``text``, the part before ``/chat/completions`` or all of it. Raises InputError where it cannot be used."""
    item = "the model's address"
    if not text.isascii() or not text.isprintable() or any(character in text for character in " \\\"'<>"):
        raise InputError("it holds characters that no address has.", item=item, hint=_HINT)
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as error:
        raise InputError("it cannot be read as an address.", item=item, hint=_HINT) from error
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise InputError("it does not begin with http:// or https:// and a host.", item=item, hint=_HINT)
    if parts.username is not None or parts.password is not None or parts.query or parts.fragment:
        raise InputError(
            "it holds a name, a password or a query, which would be printed and recorded.",
            item=item,
            hint="Leave them out; a key comes from a variable that --model-key names.",
        )
    secure = parts.scheme == "https"
    if not secure and not _near(parts.hostname):
        raise InputError(
            f"'{parts.hostname}' is another machine, and http:// would send the evidence there unencrypted.",
            item=item,
            hint="Use https://, or a tunnel that ends at 127.0.0.1.",
        )
    path = parts.path.rstrip("/")
    path = path if path.endswith("/chat/completions") else f"{path}/chat/completions"
    return Address(secure=secure, host=parts.hostname, port=port or (443 if secure else 80), path=path)


def _near(host: str) -> bool:
    """Whether a host is this machine or stands in its own network, by its name alone: nothing is looked up."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_private
    except ValueError:
        return False


def model_name(text: str) -> str:
    """A model's name, fit to be printed. Raises InputError."""
    if not text or len(text) > 200 or not text.isprintable():
        raise InputError("is no name of a model.", item="--model", hint="Give the name under which the server knows it.")
    return text


def key_from(variable: str | None, environment: Mapping[str, str]) -> str | None:
    """The key that a variable holds; None where none is named. The key itself never stands in an error."""
    if variable is None:
        return None
    key = environment.get(variable, "").strip()
    if not key:
        raise InputError(
            "is not set, or empty.", item=f"the variable {variable}", hint="Set it to the key, or leave --model-key out."
        )
    if not key.isascii() or not key.isprintable() or " " in key or len(key) > 4_096:
        raise InputError(
            "holds characters that no key has.", item=f"the variable {variable}", hint="Set it again, without quotes."
        )
    return key
