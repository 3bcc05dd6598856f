// SPDX-License-Identifier: Apache-2.0
/** A real OAuth 2 server for tests, outside of what our own server scans. */
@NullMarked
package dev.stack.oauthserver;

import org.jspecify.annotations.NullMarked;
