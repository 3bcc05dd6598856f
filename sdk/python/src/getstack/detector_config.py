# SPDX-License-Identifier: Apache-2.0
"""Settings of detectors."""

from __future__ import annotations

from typing import Any

from getstack._core.calls import GOVERNANCE, Api
from getstack._core.endpoint import Awaiting, Blocking, endpoint
from getstack._core.flow import Flow


class DetectorConfig(Api):
    """``/v1/detectors``."""

    @endpoint
    def get(self, detector_key: str) -> Flow[dict[str, Any]]:
        """Of one detector."""
        return self._get("detectors", detector_key, "config")

    @endpoint
    def upsert(
        self, /, detector_key: str, governance_approval_id: str | None = None, **config: Any
    ) -> Flow[dict[str, Any]]:
        """Sets them."""
        headers = {GOVERNANCE: governance_approval_id}
        return self._put("detectors", detector_key, "config", body=config, headers=headers)

    @endpoint
    def reset(self, detector_key: str, governance_approval_id: str | None = None) -> Flow[None]:
        """Puts back the defaults."""
        yield from self._delete("detectors", detector_key, "config", headers={GOVERNANCE: governance_approval_id})

    @endpoint
    def list(self) -> Flow[dict[str, Any]]:
        """Of all detectors the operator has set."""
        return self._get("detectors", "config")


class DetectorConfigService(DetectorConfig, Blocking):
    """Settings of detectors, for :class:`~getstack.Stack`."""


class AsyncDetectorConfigService(DetectorConfig, Awaiting):
    """Settings of detectors, for :class:`~getstack.AsyncStack`."""
