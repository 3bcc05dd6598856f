# SPDX-License-Identifier: Apache-2.0
"""Signed packs of evidence, to hand over."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from getstack._core import reading
from getstack._core.calls import Api
from getstack._core.endpoint import Awaiting, Blocking, endpoint
from getstack._core.flow import Flow
from getstack._core.request import Request, given, path, query


class EvidencePacks(Api):
    """``/v1/evidence-packs``."""

    @endpoint
    def export(
        self,
        *,
        scope_kind: str,
        scope_ref: str,
        supersedes: str | None = None,
        air_gap: bool | None = None,
        output_path: str | None = None,
    ) -> Flow[dict[str, Any]]:
        """Makes a pack. ``output_path`` gets its manifest as the server stores it, byte for byte."""
        body = given(scope={"kind": scope_kind, "ref": scope_ref}, supersedes=supersedes, air_gap=air_gap)
        made = reading.members((yield from self._post("evidence-packs", body=body)), "evidence pack")
        if output_path is not None:
            stored = "pack_id" in made
            text = (yield from self._download(made["pack_id"])) if stored else json.dumps(made).encode()
            Path(output_path).write_bytes(text)
        return made

    @endpoint
    def get(self, pack_id: str) -> Flow[dict[str, Any]]:
        """One pack: the signed envelope and what it says."""
        return self._get("evidence-packs", pack_id)

    def _download(self, pack_id: str) -> Flow[bytes]:
        """Its manifest, byte for byte."""
        answer = yield from self._client.send(Request("GET", path("evidence-packs", pack_id, "download")))
        if answer.status != 200:
            raise reading.refusal(answer)
        return answer.content

    download = endpoint(_download)

    @endpoint
    def list(self, *, scope: str | None = None) -> Flow[dict[str, Any]]:
        """Packs, newest first."""
        return self._get("evidence-packs", query=query(scope=scope))


class EvidencePacksService(EvidencePacks, Blocking):
    """Packs, for :class:`~getstack.Stack`."""


class AsyncEvidencePacksService(EvidencePacks, Awaiting):
    """Packs, for :class:`~getstack.AsyncStack`."""
