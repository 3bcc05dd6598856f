# SPDX-License-Identifier: Apache-2.0
"""What was used, and what of it is left."""

from __future__ import annotations

from typing import Any

from getstack._core.calls import Api
from getstack._core.endpoint import Awaiting, Blocking, endpoint
from getstack._core.flow import Flow
from getstack._core.request import query


class Usage(Api):
    """``/v1/usage``."""

    @endpoint
    def get(self, *, since: str | None = None, until: str | None = None) -> Flow[dict[str, Any]]:
        """Of the running period, or of a window."""
        return self._get("usage", query=query(since=since, until=until))


class UsageService(Usage, Blocking):
    """Usage, for :class:`~getstack.Stack`."""


class AsyncUsageService(Usage, Awaiting):
    """Usage, for :class:`~getstack.AsyncStack`."""
