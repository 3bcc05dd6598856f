// SPDX-License-Identifier: Apache-2.0
package dev.stack.passport;

import java.util.Locale;

/**
 * Why a passport, or another signed text, was not accepted, in the order the checks are made; where several hold, the first is told. These are for
 * the audit record: a caller hears at most the {@link #publicReason()}.
 */
public enum Rejection {
    /** Empty, or longer than a text of its kind may be. */
    SIZE(PublicReason.MALFORMED),
    /** Not three parts. */
    FORM(PublicReason.MALFORMED),
    /** A part is not base64url in its one canonical spelling. */
    ENCODING(PublicReason.MALFORMED),
    /** Header or claims are not one strict JSON object. */
    JSON(PublicReason.MALFORMED),
    /** Another algorithm than {@code EdDSA}, in exactly this spelling. */
    ALG(PublicReason.BAD_SIGNATURE),
    /** A header member beside {@code alg}, {@code typ} and {@code kid}. */
    HEADER(PublicReason.MALFORMED),
    /** Another kind of token. */
    TYP(PublicReason.MALFORMED),
    /** No {@code kid}, one of foreign form, or one that is not trusted. */
    KID(PublicReason.BAD_SIGNATURE),
    /** A {@code kid} that was trusted once: the key was withdrawn. */
    KEY_WITHDRAWN(PublicReason.BAD_SIGNATURE),
    /** The signature does not fit. */
    SIGNATURE(PublicReason.BAD_SIGNATURE),
    /** Another issuer. */
    ISS(PublicReason.WRONG_ISSUER),
    /** Another audience. */
    AUD(PublicReason.WRONG_AUDIENCE),
    /** No passport id. */
    JTI(PublicReason.MALFORMED),
    /** A claim is missing, of another type, inconsistent, or not spelled as this format spells it. */
    CLAIMS(PublicReason.MALFORMED),
    /** Not good yet. */
    NBF(PublicReason.MALFORMED),
    /** Not good any more. */
    EXP(PublicReason.EXPIRED);

    private final PublicReason publicReason;

    Rejection(PublicReason publicReason) {
        this.publicReason = publicReason;
    }

    /** The word in audit records. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What the public verify route may say. */
    public PublicReason publicReason() {
        return publicReason;
    }
}
