# SPDX-License-Identifier: Apache-2.0
"""Looks at content before an agent reads it."""

from __future__ import annotations

from typing import Any

from getstack._core.calls import Api
from getstack._core.endpoint import Awaiting, Blocking, endpoint
from getstack._core.flow import Flow
from getstack._core.request import given


class Scan(Api):
    """``/v1/scan``."""

    @endpoint
    def scan(
        self,
        content: str | dict[str, Any],
        *,
        context: str | None = None,
        source: str | None = None,
        passport_token: str | None = None,
    ) -> Flow[dict[str, Any]]:
        """The verdict: ``clean``, ``suspicious`` or ``critical``."""
        body = given(content=content, context=context, source=source)
        return self._post("scan", body=body, passport=passport_token)

    @endpoint
    def usage(self) -> Flow[dict[str, Any]]:
        """Scans of this period."""
        return self._get("scan", "usage")


class ScanService(Scan, Blocking):
    """Scans, for :class:`~getstack.Stack`."""


class AsyncScanService(Scan, Awaiting):
    """Scans, for :class:`~getstack.AsyncStack`."""
