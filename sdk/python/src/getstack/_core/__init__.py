# SPDX-License-Identifier: Apache-2.0
"""The one core of both clients: work is described here, and done by a thread or by an event loop (ADR 21)."""
