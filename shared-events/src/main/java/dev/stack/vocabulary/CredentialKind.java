// SPDX-License-Identifier: Apache-2.0
package dev.stack.vocabulary;

/** How a stored credential is made up. */
public enum CredentialKind {
    /** One value. */
    VALUE,
    /** Named fields. */
    FIELDS,
    /** An access token, and mostly a refresh token, that an OAuth server issued to us. */
    OAUTH
}
