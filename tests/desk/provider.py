"""A small OpenID Connect provider for tests: discovery, log-in, token and user information on 127.0.0.1, in a thread of its own.

It logs in whoever `person` says, at once. Tokens are signed (RS256) and checked by the site against the provider's published key.
"""

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "essaim", "oidc-test-secret"


@dataclass
class Provider:
    address: str = ""
    person: dict[str, object] = field(default_factory=dict)
    """Claims: sub, email, email_verified, name."""
    grants: dict[str, dict[str, str]] = field(default_factory=dict)
    """Code → what was asked with it."""
    tokens: dict[str, dict[str, object]] = field(default_factory=dict)
    key: rsa.RSAPrivateKey = field(default_factory=lambda: rsa.generate_private_key(65537, 2048))
    asked: list[str] = field(default_factory=list)

    def settings(self) -> dict[str, object]:
        return {
            "openid_connect": {
                "OAUTH_PKCE_ENABLED": True,
                "APPS": [
                    {
                        "provider_id": "sso",
                        "name": "Compte du réseau",
                        "client_id": CLIENT,
                        "secret": SECRET,
                        "settings": {"server_url": self.address, "fetch_userinfo": True},
                    }
                ],
            }
        }


def handler_for(provider: Provider) -> type[BaseHTTPRequestHandler]:  # noqa: C901 one class, made for one provider
    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Quiet."""

        def answer(self, said: object, status: int = 200) -> None:
            body = json.dumps(said).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            provider.asked.append(parts.path)
            match parts.path:
                case "/.well-known/openid-configuration":
                    self.answer(configuration(provider))
                case "/keys":
                    key = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(provider.key.public_key()))
                    self.answer({"keys": [{**key, "kid": "one", "use": "sig", "alg": "RS256"}]})
                case "/authorize":
                    self.authorize({name: values[0] for name, values in parse_qs(parts.query).items()})
                case "/userinfo":
                    token = self.headers.get("Authorization", "").removeprefix("Bearer ")
                    known = provider.tokens.get(token)
                    self.answer(known or {"error": "invalid_token"}, 200 if known else 401)
                case _:
                    self.answer({"error": "not_found"}, 404)

        def authorize(self, asked: dict[str, str]) -> None:
            if asked.get("client_id") != CLIENT or asked.get("response_type") != "code" or "openid" not in asked.get("scope", ""):
                self.answer({"error": "invalid_request"}, 400)
                return
            code = secrets.token_urlsafe(12)
            provider.grants[code] = asked
            self.send_response(302)
            self.send_header("Location", f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}")
            self.end_headers()

        def do_POST(self) -> None:
            given = {name: values[0] for name, values in parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode()).items()}
            grant = provider.grants.pop(given.get("code", ""), None)
            if grant is None or not is_client(self.headers.get("Authorization", ""), given) or not has_verifier(grant, given):
                self.answer({"error": "invalid_grant"}, 400)
                return
            token = secrets.token_urlsafe(12)
            provider.tokens[token] = dict(provider.person)
            now = int(time.time())
            claims = {"iss": provider.address, "aud": CLIENT, "iat": now, "exp": now + 300, **provider.person}
            if "nonce" in grant:
                claims["nonce"] = grant["nonce"]
            signed = jwt.encode(claims, provider.key, "RS256", headers={"kid": "one"})
            self.answer({"access_token": token, "token_type": "Bearer", "expires_in": 300, "id_token": signed})

    return Handler


def is_client(header: str, given: dict[str, str]) -> bool:
    if header.startswith("Basic "):
        return base64.b64decode(header.removeprefix("Basic ")).decode() == f"{CLIENT}:{SECRET}"
    return (given.get("client_id"), given.get("client_secret")) == (CLIENT, SECRET)


def has_verifier(grant: dict[str, str], given: dict[str, str]) -> bool:
    """PKCE: who brings the code is who asked for it."""
    digest = hashlib.sha256(given.get("code_verifier", "").encode()).digest()
    return grant.get("code_challenge") == base64.urlsafe_b64encode(digest).decode().rstrip("=")


def configuration(provider: Provider) -> dict[str, object]:
    at = provider.address
    return {
        "issuer": at,
        "authorization_endpoint": f"{at}/authorize",
        "token_endpoint": f"{at}/token",
        "userinfo_endpoint": f"{at}/userinfo",
        "jwks_uri": f"{at}/keys",
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
        "code_challenge_methods_supported": ["S256"],
    }


@contextmanager
def running_provider(**person: object) -> Iterator[Provider]:
    provider = Provider(person=person)
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler_for(provider))
    provider.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
