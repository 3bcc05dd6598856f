# SPDX-License-Identifier: Apache-2.0
"""Names of calls that must not happen twice."""

from __future__ import annotations

import re
import secrets

FORM = re.compile(r"[A-Za-z0-9_-]{22,256}")


def create_authority_request_id() -> str:
    """A new name for one call."""
    return secrets.token_urlsafe(18)


def must_be_request_id(text: str) -> str:
    """The text itself; raises ``ValueError`` when it is no such name."""
    if not FORM.fullmatch(text):
        raise ValueError("an authority request id has 22 to 256 letters, digits, _ and -")
    return text
