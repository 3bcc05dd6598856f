# SPDX-License-Identifier: Apache-2.0
"""A real HTTPS service on this machine for calls through the proxy; it keeps what it received."""

import datetime
import http.server
import json
import ssl
import tempfile
import threading

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


class _Server(http.server.ThreadingHTTPServer):
    # Many callers may come at the same moment.
    request_queue_size = 128


class Upstream:
    """Answers every request with what it saw, but for the credential; ``/teapot`` with status 418."""

    def __init__(self):
        self.received = []
        self.pem, key = _certificate()
        self._server = _Server(("127.0.0.1", 0), self._handler())
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        with tempfile.NamedTemporaryFile() as file:
            file.write(self.pem + key)
            file.flush()
            context.load_cert_chain(file.name)
        # Each caller's thread shakes hands with it; the one that accepts would make all the others wait.
        self._server.socket = context.wrap_socket(
            self._server.socket, server_side=True, do_handshake_on_connect=False
        )
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def host(self):
        return f"localhost:{self._server.server_address[1]}"

    def url(self, path):
        return f"https://{self.host}{path}"

    def close(self):
        self._server.shutdown()
        self._server.server_close()

    def _handler(upstream):  # noqa: N805
        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def _serve(self):
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                headers = {name.lower(): value for name, value in self.headers.items()}
                upstream.received.append((self.command, self.path, headers, body))
                answer = {"method": self.command, "path": self.path, "body": body.decode("utf-8", "replace")}
                data = json.dumps(answer).encode()
                self.send_response(418 if self.path == "/teapot" else 200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _serve

            def log_message(self, *_):
                pass

        return Handler


def _certificate():
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.datetime.now(datetime.timezone.utc)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(hours=1))
        .not_valid_after(now + datetime.timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    return (
        certificate.public_bytes(serialization.Encoding.PEM),
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        ),
    )
