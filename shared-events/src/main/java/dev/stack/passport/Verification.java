// SPDX-License-Identifier: Apache-2.0
package dev.stack.passport;

/** The outcome of looking at a passport. */
public sealed interface Verification {

    /**
     * Signed by a trusted key and sound in every claim that was asked about.
     *
     * @param claims what the passport says
     * @param kid which key signed it
     */
    record Verified(PassportClaims claims, String kid) implements Verification {}

    /** Not to be trusted in anything it says. */
    record Rejected(Rejection reason) implements Verification {}
}
