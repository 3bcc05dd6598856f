// SPDX-License-Identifier: Apache-2.0
package dev.stack.events;

import java.util.List;

/**
 * Who asked, and in which trace: what travels with a command as metadata and stands beside each of its events. Values
 * are texts.
 */
public final class Provenance {

    /** The operator, member, agent or system id that asked. */
    public static final String ACTOR = "actor";

    /** How whoever asked was proved: a kind of {@link dev.stack.vocabulary.CallerProof}. */
    public static final String CREDENTIAL = "credential";

    /** How a passport was presented that led here: a {@link dev.stack.vocabulary.Presentation}. */
    public static final String PRESENTATION = "presentation";

    /** W3C trace id, 32 hex digits. */
    public static final String TRACE_ID = "trace_id";

    /** W3C span id, 16 hex digits. */
    public static final String SPAN_ID = "span_id";

    /** The span that called ours. */
    public static final String PARENT_SPAN_ID = "parent_span_id";

    /** How long the recorded operation took, in whole milliseconds. */
    public static final String DURATION_MS = "duration_ms";

    /** All of them: what an event takes over from its command. */
    public static final List<String> KEYS =
            List.of(ACTOR, CREDENTIAL, PRESENTATION, TRACE_ID, SPAN_ID, PARENT_SPAN_ID, DURATION_MS);

    private Provenance() {}
}
