# SPDX-License-Identifier: Apache-2.0
"""Settings of the scanner for personal data."""

from __future__ import annotations

from typing import Any

from getstack._core.calls import GOVERNANCE, Api
from getstack._core.endpoint import Awaiting, Blocking, endpoint
from getstack._core.flow import Flow


class PiiConfig(Api):
    """``/v1/pii/config``."""

    @endpoint
    def get(self) -> Flow[dict[str, Any]]:
        """As they are."""
        return self._get("pii", "config")

    @endpoint
    def update(self, /, governance_approval_id: str | None = None, **config: Any) -> Flow[dict[str, Any]]:
        """Changes what is given; ``None`` puts back a default."""
        return self._put("pii", "config", body=config, headers={GOVERNANCE: governance_approval_id})

    @endpoint
    def reset(self, governance_approval_id: str | None = None) -> Flow[dict[str, Any]]:
        """Puts back all defaults."""
        return self._delete("pii", "config", headers={GOVERNANCE: governance_approval_id})


class PiiConfigService(PiiConfig, Blocking):
    """Settings of the scanner, for :class:`~getstack.Stack`."""


class AsyncPiiConfigService(PiiConfig, Awaiting):
    """Settings of the scanner, for :class:`~getstack.AsyncStack`."""
