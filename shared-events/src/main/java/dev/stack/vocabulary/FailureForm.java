// SPDX-License-Identifier: Apache-2.0
package dev.stack.vocabulary;

/** How a route tells of a failure. */
public enum FailureForm {
    /** RFC 9457, as everywhere in the API. */
    PROBLEM,
    /** {@code error} and {@code error_description} (RFC 6749, section 5.2), for programs that know no other. */
    OAUTH,
    /** A page, for somebody who looks at it. */
    PAGE
}
