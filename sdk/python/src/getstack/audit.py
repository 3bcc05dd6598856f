# SPDX-License-Identifier: Apache-2.0
"""The audit log: the newest entries, the whole of it, and whether it holds."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from getstack._core import reading
from getstack._core.calls import Api
from getstack._core.endpoint import Awaiting, Blocking, endpoint
from getstack._core.flow import Answer, Flow
from getstack._core.request import Request, path, query
from getstack.errors import InvalidAnswerError

PAGE_ROWS = 5000
PAGE_SECONDS = 120.0


@dataclass(frozen=True)
class ExportPage:
    """A page of an export, oldest entry first. ``next_cursor`` is ``None`` on the last."""

    rows: list[dict[str, Any]]
    next_cursor: str | None
    head: str | None


@dataclass(frozen=True)
class Export:
    """A finished export: where it is, how many entries, and where the chain ended."""

    path: Path
    count: int
    head: str | None


class Audit(Api):
    """``/v1/audit``."""

    @endpoint
    def chain_head(self) -> Flow[dict[str, Any]]:
        """The last entry's hash and how many there are. Kept elsewhere, it proves all that came before."""
        return self._get("audit", "chain-head")

    @endpoint
    def verify_chain(
        self, from_date: str | None = None, to_date: str | None = None, limit: int | None = None
    ) -> Flow[dict[str, Any]]:
        """Has the server check its chain. :func:`~getstack.ledger.verify_export` needs no server."""
        window = query(**{"from": from_date, "to": to_date, "limit": limit})
        return self._get("audit", "verify-chain", query=window)

    @endpoint
    def export_page(
        self,
        from_date: str | None = None,
        to_date: str | None = None,
        *,
        cursor: str | None = None,
        limit: int = PAGE_ROWS,
        agent_id: str | None = None,
        passport_jti: str | None = None,
        layer: str | None = None,
        action: str | None = None,
    ) -> Flow[ExportPage]:
        """One page; a page that broke off on the way is asked for again, and never returned short."""
        window = query(
            **{"from": from_date, "to": to_date},
            cursor=cursor,
            limit=limit,
            agent_id=agent_id,
            passport_jti=passport_jti,
            layer=layer,
            action=action,
            format="ndjson",
        )
        return (yield from self._page(window))

    @endpoint
    def export(
        self, target: str | os.PathLike[str], from_date: str | None = None, to_date: str | None = None
    ) -> Flow[Export]:
        """Writes every entry as NDJSON, exactly as the server sent it, page by page."""
        window = query(**{"from": from_date, "to": to_date}, limit=PAGE_ROWS, format="ndjson")
        count = 0
        page: ExportPage | None = None
        with Path(target).open("wb") as file:
            while page is None or page.next_cursor is not None:
                answer = yield from self._asked({**window, **query(cursor=page and page.next_cursor)})
                page = _read(answer)
                file.write(answer.content)
                count += len(page.rows)
        return Export(Path(target), count, page.head)

    @endpoint
    def list(
        self,
        limit: int = 20,
        since: int | None = None,
        agent_id: str | None = None,
        passport_jti: str | None = None,
    ) -> Flow[dict[str, Any]]:
        """``entries``, newest first, and ``max_timestamp``, which the next call takes as ``since``."""
        window = query(limit=limit, since=since, agent_id=agent_id, passport_jti=passport_jti)
        return self._get("audit", query=window)

    def _page(self, window: dict[str, str]) -> Flow[ExportPage]:
        return _read((yield from self._asked(window)))

    def _asked(self, window: dict[str, str]) -> Flow[Answer]:
        request = Request("GET", path("audit", "export"), query=window, patience=PAGE_SECONDS)
        answer = yield from self._client.send(request)
        if answer.status != 200:
            raise reading.refusal(answer)
        return answer


class AuditService(Audit, Blocking):
    """The audit log, for :class:`~getstack.Stack`."""


class AsyncAuditService(Audit, Awaiting):
    """The audit log, for :class:`~getstack.AsyncStack`."""


def _read(answer: Answer) -> ExportPage:
    rows = [json.loads(line) for line in answer.content.split(b"\n") if line]
    if len(rows) != int(answer.headers.get("x-row-count", -1)):
        raise InvalidAnswerError("The page of the export broke off", answer.status)
    return ExportPage(rows, answer.headers.get("x-next-cursor"), answer.headers.get("x-chain-head"))
