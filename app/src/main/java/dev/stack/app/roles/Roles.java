// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.roles;

import dev.stack.app.start.StartRefused;
import dev.stack.vocabulary.ProcessRole;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * The roles of this process.
 *
 * @param held never empty
 */
public record Roles(Set<ProcessRole> held) {

    private static final String SETTING = "stack.roles";

    public Roles {
        held = Set.copyOf(held);
        if (held.isEmpty()) {
            throw new StartRefused("The setting " + SETTING
                    + " names no role, so this process would do nothing. Name one or" + " more of: "
                    + words(EnumSet.allOf(ProcessRole.class)) + "; without the setting it has them all.");
        }
    }

    /**
     * Those the settings name; all of them when the setting is absent.
     *
     * @throws StartRefused when a word names no role, or none is named
     */
    public static Roles of(Environment environment) {
        return Binder.get(environment)
                .bind(SETTING, Bindable.listOf(String.class))
                .map(words -> new Roles(words.stream().map(Roles::role).collect(Collectors.toSet())))
                .orElseGet(() -> new Roles(EnumSet.allOf(ProcessRole.class)));
    }

    /** Whether this process has one of {@code wanted}, or none is wanted in particular. */
    public boolean fit(List<ProcessRole> wanted) {
        return wanted.isEmpty() || wanted.stream().anyMatch(held::contains);
    }

    /** The words of the setting, in their order. */
    @Override
    public String toString() {
        return words(held);
    }

    private static ProcessRole role(String word) {
        return Arrays.stream(ProcessRole.values())
                .filter(role -> role.wire().equals(word))
                .findFirst()
                .orElseThrow(() -> new StartRefused("The setting " + SETTING + " names the role \"" + word
                        + "\", which there is not. The roles are: " + words(EnumSet.allOf(ProcessRole.class)) + "."));
    }

    private static String words(Set<ProcessRole> roles) {
        return roles.stream().sorted().map(ProcessRole::wire).collect(Collectors.joining(", "));
    }
}
