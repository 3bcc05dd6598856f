// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.egress;

import java.io.InputStream;
import java.util.List;
import java.util.Map;

/** What the service answers, while it does. To be closed; closing it early ends the call. For one thread, but for
 * {@link #cancel()}. */
public interface UpstreamStream extends AutoCloseable {

    int status();

    /** Those that may travel on, names in lower case, repeated ones as several values. */
    Map<String, List<String>> headers();

    /**
     * The body as it arrives, unpacked. Its reads throw {@link dev.stack.vocabulary.Refusal} with {@code
     * UPSTREAM_TIMEOUT}, {@code UPSTREAM_ERROR} or {@code RESPONSE_TOO_LARGE}, and no other exception.
     */
    InputStream body();

    /** Whether the credential was found so far and taken out. */
    boolean redacted();

    /** Ends the call from any thread, such as when its passport is revoked: the next read throws. */
    void cancel();

    @Override
    void close();
}
