// SPDX-License-Identifier: Apache-2.0
package dev.stack.passport;

/** The {@code reason} of an invalid passport on the public verify route; never anything finer. */
public enum PublicReason {
    MALFORMED,
    BAD_SIGNATURE,
    EXPIRED,
    REVOKED,
    CHECKED_OUT,
    MISSION_ENDED,
    WRONG_ISSUER,
    WRONG_AUDIENCE,
    SERVICE_NOT_IN_SCOPE,
    IDENTITY_REQUIREMENTS_NOT_MET
}
