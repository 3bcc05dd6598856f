// SPDX-License-Identifier: Apache-2.0
package dev.stack.detectors.content;

import dev.stack.vocabulary.Severity;

/**
 * What a service's answer holds that it should not. Never the text itself.
 *
 * @param pattern which pattern saw it, such as {@code github_token}
 */
public record OutputFinding(Family family, String pattern) {

    /** Kinds of patterns. */
    public enum Family {
        /** A text with the form of a key, a token or a private key. */
        CREDENTIAL_SHAPE("credential_shape", Severity.CRITICAL),
        /** A model that gives in, or an instruction addressed to one. */
        ASSISTANT_LANGUAGE("assistant_language", Severity.WARNING);

        private final String wire;
        private final Severity severity;

        Family(String wire, Severity severity) {
            this.wire = wire;
            this.severity = severity;
        }

        public String wire() {
            return wire;
        }

        public Severity severity() {
            return severity;
        }
    }

    public Severity severity() {
        return family.severity();
    }
}
