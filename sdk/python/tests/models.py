# SPDX-License-Identifier: Apache-2.0
"""A server on this machine that speaks as much of two model APIs as their packages need for a page."""

from __future__ import annotations

import http.server
import json
import ssl
import tempfile
import threading
from typing import Any

from upstream import _certificate

WORDS = ["A ", "model ", "speaks."]


class Models:
    """Keeps the headers it saw."""

    def __init__(self) -> None:
        self.seen: list[dict[str, str]] = []
        self.pem, key = _certificate()
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        with tempfile.NamedTemporaryFile() as file:
            file.write(self.pem + key)
            file.flush()
            context.load_cert_chain(file.name)
        self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self.host = f"localhost:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _handler(models) -> type[http.server.BaseHTTPRequestHandler]:  # noqa: N805
        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                models.seen.append({name.lower(): value for name, value in self.headers.items()})
                openai = self.path == "/v1/chat/completions"
                if body.get("stream"):
                    self._send("text/event-stream", _openai_events() if openai else _anthropic_events())
                else:
                    self._send("application/json", json.dumps(_openai() if openai else _anthropic()))

            def _send(self, kind: str, text: str) -> None:
                data = text.encode()
                self.send_response(200)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, format: str, *args: Any) -> None: ...

        return Handler


def _openai() -> dict[str, Any]:
    message = {"role": "assistant", "content": "".join(WORDS)}
    choice = {"index": 0, "message": message, "finish_reason": "stop"}
    return {"id": "c1", "object": "chat.completion", "created": 1, "model": "gpt-4o", "choices": [choice]}


def _openai_events() -> str:
    def chunk(word: str) -> dict[str, Any]:
        choice = {"index": 0, "delta": {"content": word}, "finish_reason": None}
        return {"id": "c1", "object": "chat.completion.chunk", "created": 1, "model": "gpt-4o", "choices": [choice]}

    return "".join(f"data: {json.dumps(chunk(word))}\n\n" for word in WORDS) + "data: [DONE]\n\n"


def _anthropic(content: list[dict[str, str]] | None = None) -> dict[str, Any]:
    told = [{"type": "text", "text": "".join(WORDS)}] if content is None else content
    usage = {"input_tokens": 1, "output_tokens": 3}
    return {
        "id": "m1", "type": "message", "role": "assistant", "model": "claude-sonnet-4-5", "content": told,
        "stop_reason": "end_turn", "stop_sequence": None, "usage": usage,
    }  # fmt: skip


def _anthropic_events() -> str:
    events: list[dict[str, Any]] = [
        {"type": "message_start", "message": {**_anthropic([]), "stop_reason": None}},
        {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}},
        *({"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": word}} for word in WORDS),
        {"type": "content_block_stop", "index": 0},
        {
            "type": "message_delta",
            "delta": {"stop_reason": "end_turn", "stop_sequence": None},
            "usage": {"output_tokens": 3},
        },
        {"type": "message_stop"},
    ]
    return "".join(f"event: {event['type']}\ndata: {json.dumps(event)}\n\n" for event in events)
