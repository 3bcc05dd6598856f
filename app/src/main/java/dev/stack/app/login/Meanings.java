// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.login;

import dev.stack.vocabulary.ApiScope;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What scopes mean to people. */
final class Meanings {

    private Meanings() {}

    /** Name and meaning of each, as the template shows them. */
    static List<Map<String, String>> of(Collection<ApiScope> scopes) {
        return scopes.stream()
                .sorted()
                .map(scope -> Map.of("name", scope.wire(), "meaning", meaning(scope)))
                .toList();
    }

    private static String meaning(ApiScope scope) {
        return switch (scope) {
            case PASSPORTS_READ -> "see passports, missions and reviews";
            case PASSPORTS_WRITE -> "issue and revoke passports, open and end missions";
            case AGENTS_READ -> "see agents";
            case AGENTS_WRITE -> "register, change and delete agents";
            case SERVICES_READ -> "see connected services";
            case SERVICES_CONNECT -> "connect services and give agents access to them";
            case CREDENTIALS_READ -> "read credentials of connected services in clear";
            case PROXY_READ -> "see what went through the proxy";
            case PROXY_WRITE -> "call connected services through the proxy";
            case AUDIT_READ -> "read the audit log";
            case OPERATOR_FULL -> "do everything you may do";
        };
    }
}
