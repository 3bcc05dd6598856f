// SPDX-License-Identifier: Apache-2.0
package dev.stack.vocabulary;

/** Why a connection has another credential. */
public enum CredentialChange {
    /** A person agreed at the service. */
    AUTHORIZED,
    /** A person gave another one. */
    ROTATED,
    /** The service renewed it. */
    REFRESHED
}
