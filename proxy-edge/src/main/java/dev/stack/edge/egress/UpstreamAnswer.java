// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.egress;

import java.util.List;
import java.util.Map;

/**
 * What the service answered, whole.
 *
 * @param headers those that may travel on, names in lower case, repeated ones as several values
 * @param body unpacked, unless it came in a packing we do not read and {@code content-encoding} names it
 * @param redacted whether the credential was found in it and taken out
 * @param nanos how long the call took
 */
@SuppressWarnings("ArrayRecordComponent") // one owner, never compared
public record UpstreamAnswer(
        int status, Map<String, List<String>> headers, byte[] body, boolean redacted, long nanos) {}
