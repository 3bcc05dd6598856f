// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.connection;

import dev.stack.command.connection.oauth.ClientLogin;
import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * How we connect to one provider by OAuth.
 *
 * @param defaultScopes asked for when a request names none
 * @param scopeSeparator what stands between scopes in the authorization request
 * @param parameters what this provider wants in the authorization request besides
 */
record OAuthClient(
        String provider,
        ClientLogin login,
        URI authorizationUrl,
        URI tokenUrl,
        List<String> defaultScopes,
        String scopeSeparator,
        Map<String, String> parameters) {}
