# SPDX-License-Identifier: Apache-2.0
"""Under the name it has in the published client."""

from getstack.offline import verify_passport_offline

__all__ = ["verify_passport_offline"]
