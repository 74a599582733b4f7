"""How a call proves that it comes from here: HMAC-SHA256 over the moment and the body. docs/reference/webhooks.md tells receivers."""

import hashlib
import hmac
import secrets

PREFIX = "whsec_"
SHOWN_SIGNS = 4


def new_secret() -> str:
    return PREFIX + secrets.token_urlsafe(32)


def signature(secret: str, moment: int, body: bytes) -> str:
    """The header Essaim-Signature: `t=1796000000,v1=…`."""
    digest = hmac.new(secret.encode(), f"{moment}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={moment},v1={digest}"
