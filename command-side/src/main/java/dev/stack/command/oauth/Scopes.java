// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.oauth;

import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.Scope;
import dev.stack.vocabulary.ApiScope;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The scopes programs ask for, as text and as words. */
final class Scopes {

    private Scopes() {}

    /** What is asked for; nothing at all means all but {@link ApiScope#OPERATOR_FULL}. Unknown ones are refused. */
    static Set<ApiScope> asked(@Nullable Scope scope) {
        if (scope == null || scope.isEmpty()) {
            return EnumSet.complementOf(EnumSet.of(ApiScope.OPERATOR_FULL));
        }
        EnumSet<ApiScope> asked = EnumSet.noneOf(ApiScope.class);
        for (Scope.Value value : scope) {
            asked.add(ApiScope.named(value.getValue())
                    .orElseThrow(() -> OAuthErrors.refused(
                            OAuth2Error.INVALID_SCOPE,
                            "A scope is unknown here. There are: " + text(EnumSet.allOf(ApiScope.class)) + ".")));
        }
        return asked;
    }

    /** What is asked for of what was agreed to: the same or less. */
    static Set<ApiScope> narrowed(@Nullable Scope scope, Set<ApiScope> agreed) {
        if (scope == null || scope.isEmpty()) {
            return agreed;
        }
        Set<ApiScope> asked = asked(scope);
        if (!agreed.containsAll(asked)) {
            throw OAuthErrors.refused(
                    OAuth2Error.INVALID_SCOPE,
                    "The person agreed to less: " + text(agreed) + ". Ask for these, or sign in again.");
        }
        return asked;
    }

    /** The scopes with spaces between them, always in one order. */
    static String text(Set<ApiScope> scopes) {
        return scopes.stream().sorted().map(ApiScope::wire).collect(Collectors.joining(" "));
    }

    static Scope toScope(Set<ApiScope> scopes) {
        return Scope.parse(names(scopes));
    }

    static List<String> names(Set<ApiScope> scopes) {
        return scopes.stream().sorted().map(ApiScope::wire).toList();
    }

    /** Those of that name; what this version no longer has is left out. */
    static Set<ApiScope> ofNames(List<String> names) {
        return names.stream().flatMap(name -> ApiScope.named(name).stream()).collect(Collectors.toUnmodifiableSet());
    }
}
