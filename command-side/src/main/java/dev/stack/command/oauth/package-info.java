// SPDX-License-Identifier: Apache-2.0
/**
 * Lets programs act for people: an OAuth 2.1 authorization server with registration (RFC 7591), proof keys (RFC 7636), the
 * device flow (RFC 8628), revocation (RFC 7009) and metadata (RFC 8414, RFC 9728). What was agreed and what was revoked are
 * events; codes and tokens are rows, of which only hashes are kept (ADR 0020).
 */
@NullMarked
package dev.stack.command.oauth;

import org.jspecify.annotations.NullMarked;
