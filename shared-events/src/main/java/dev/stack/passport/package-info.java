// SPDX-License-Identifier: Apache-2.0
/** The passport: a signed JWT (RFC 7519, EdDSA as in RFC 8037), its claims, and the verifier that works offline. */
@NullMarked
package dev.stack.passport;

import org.jspecify.annotations.NullMarked;
