// SPDX-License-Identifier: Apache-2.0
package dev.stack.possession;

import java.time.Instant;

/**
 * What a good proof of possession says: whoever sent this one request has the private key.
 *
 * @param thumbprint names the key (RFC 7638)
 * @param jti what tells the proof from every other of that key
 * @param forgettableAt when it would be refused for its age alone
 */
public record PossessionProof(String thumbprint, String jti, Instant forgettableAt) {}
