// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.oauth;

import dev.stack.vocabulary.ClientId;
import java.net.URI;
import java.util.List;

/**
 * A program that made itself known. It has no secret: everything on a person's machine can be read there.
 *
 * @param name what it calls itself; nobody has checked that
 * @param redirectUris where people may be sent back to
 */
public record Client(ClientId id, String name, List<URI> redirectUris) {

    public Client {
        redirectUris = List.copyOf(redirectUris);
    }

    boolean mayRedirectTo(URI uri) {
        return redirectUris.stream().anyMatch(registered -> RedirectUris.isSame(registered, uri));
    }
}
