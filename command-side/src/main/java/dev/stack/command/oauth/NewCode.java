// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.oauth;

import java.net.URI;
import java.time.Instant;

/**
 * A code that is about to be given out.
 *
 * @param hash SHA-256 of it
 * @param redirectUri where it goes, which whoever redeems it must name again
 * @param challenge of the proof key, method S256
 */
record NewCode(byte[] hash, URI redirectUri, String challenge, Instant expiresAt) {

    @Override
    public String toString() {
        return "NewCode[hidden]";
    }
}
