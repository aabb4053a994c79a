"""An OpenID Connect provider of our own, as strict as they come, that can be told to answer wrongly."""

import base64
import hashlib
import json
import secrets
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "kis", "tajne-katalogu"


def new_key():
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


class Provider:
    """`subject` logs in at once; `wrong` changes the claims, `sign` makes the token another way."""

    def __init__(self):
        self.key, self.subject, self.wrong, self.sign = new_key(), "osoba-7", {}, None
        self.codes, self.redirects = {}, set()
        self.server = ThreadingHTTPServer(("localhost", 0), self._handler())
        self.issuer = f"http://localhost:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self):
        self.server.shutdown()
        self.server.server_close()

    def token(self):
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "aud": CLIENT,
            "sub": self.subject,
            "exp": now + 60,
            "iat": now,
        }
        claims = {name: value for name, value in (claims | self.wrong).items() if value is not ...}
        sign = self.sign or (lambda told: jwt.encode(told, self.key, "RS256", {"kid": "1"}))
        return sign(claims)

    def keys(self):
        public = jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key(), as_dict=True)
        return {"keys": [public | {"kid": "1", "alg": "RS256", "use": "sig"}]}

    def authorize(self, asked):
        assert asked["client_id"] == CLIENT
        assert asked["code_challenge_method"] == "S256"
        assert asked["scope"] == "openid"
        code = secrets.token_urlsafe()
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def exchange(self, sent):
        asked = self.codes.pop(sent["code"], None)
        digest = hashlib.sha256(sent.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        good = asked and challenge == asked["code_challenge"] and sent["client_secret"] == SECRET
        if not good or sent["redirect_uri"] != asked["redirect_uri"]:
            return 400, {"error": "invalid_grant"}
        return 200, {"access_token": "x", "token_type": "Bearer", "id_token": self.token()}

    def _handler(provider):
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                url = urlsplit(self.path)
                if url.path == "/authorize":
                    asked = {name: values[0] for name, values in parse_qs(url.query).items()}
                    self.send_response(302)
                    self.send_header("Location", provider.authorize(asked))
                    self.end_headers()
                elif url.path == "/keys":
                    self.tell(200, provider.keys())
                else:
                    names = {"authorization": "authorize", "token": "token"}
                    told = {
                        f"{name}_endpoint": f"{provider.issuer}/{at}" for name, at in names.items()
                    }
                    told |= {"issuer": provider.issuer, "jwks_uri": f"{provider.issuer}/keys"}
                    self.tell(200, told)

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                sent = {name: values[0] for name, values in parse_qs(body).items()}
                self.tell(*provider.exchange(sent))

            def tell(self, status, told):
                body = json.dumps(told).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args):
                pass

        return Handler


NAME = "oidc-test"


def named_in(settings, provider) -> None:
    """As the environment names a directory; https alone is left out, which no test server has."""
    settings.OIDC_ISSUER, settings.OIDC_PROVIDER = provider.issuer, NAME
    app = {
        "provider_id": NAME,
        "name": "Katalog",
        "client_id": CLIENT,
        "secret": SECRET,
        "settings": {
            "server_url": provider.issuer,
            "fetch_userinfo": False,
            "oauth_pkce_enabled": True,
            "scope": ["openid"],
        },
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
