// SPDX-License-Identifier: Apache-2.0
package dev.stack.vocabulary;

/** Why a program may no longer do what it was let do. */
public enum FamilyEnd {
    /** It, or whoever holds one of its tokens, said so (RFC 7009). */
    LOGOUT,
    /** Its code came a second time (RFC 6749, section 4.1.2). */
    CODE_REUSED,
    /** A refresh token came again long after its successor was given out. */
    TOKEN_REUSED
}
