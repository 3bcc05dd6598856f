// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.login;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How people sign in.
 *
 * @param email address of the person who signs in for the first operator; set anew, the next start lets that person in as
 *     well
 * @param resourceAliases other names of this server that programs may give as {@code resource} (RFC 8707); the published
 *     client always gives the one that is the default
 */
@ConfigurationProperties("stack.login")
public record LoginProperties(
        @DefaultValue("operator@localhost") String email,

        @DefaultValue("https://api.getstack.run") List<String> resourceAliases) {

    public LoginProperties {
        resourceAliases = List.copyOf(resourceAliases);
    }
}
