// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.mail;

/** How the way to the mail server is kept private. */
public enum SmtpEncryption {
    /** Begun in clear, then encrypted before anything is said; a server that cannot is not used. */
    STARTTLS,
    /** Encrypted from the first byte. */
    TLS,
    /** Not at all: for a mail server on the same machine. */
    NONE
}
