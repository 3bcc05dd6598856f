// SPDX-License-Identifier: Apache-2.0
package dev.stack.vocabulary;

import java.util.Optional;

/** What a person lets a program do with this API on their behalf: the scopes of an OAuth access token (RFC 6749, section 3.3). */
public enum ApiScope {
    PASSPORTS_READ("passports:read"),
    PASSPORTS_WRITE("passports:write"),
    AGENTS_READ("agents:read"),
    AGENTS_WRITE("agents:write"),
    SERVICES_READ("services:read"),
    SERVICES_CONNECT("services:connect"),
    CREDENTIALS_READ("credentials:read"),
    PROXY_READ("proxy:read"),
    PROXY_WRITE("proxy:write"),
    AUDIT_READ("audit:read"),
    /** Everything the person may do. */
    OPERATOR_FULL("operator:full");

    private final String wire;

    ApiScope(String wire) {
        this.wire = wire;
    }

    /** The form in tokens, requests and the API's description. */
    public String wire() {
        return wire;
    }

    /** The scope of that name; empty for one this server does not have. */
    public static Optional<ApiScope> named(String text) {
        for (ApiScope scope : values()) {
            if (scope.wire.equals(text)) {
                return Optional.of(scope);
            }
        }
        return Optional.empty();
    }
}
