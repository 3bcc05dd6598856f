// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.start;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collections;
import java.util.Comparator;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Refuses to start with a setting below {@code stack.} that nobody reads, naming the one that was probably meant. What is
 * read is what the modules declare: the build writes it down beside their classes. Environment variables are left out,
 * because clients of the server have names of their own there.
 */
public final class KnownSettings implements ApplicationListener<ApplicationEnvironmentPreparedEvent> {

    private static final String PREFIX = "stack.";

    @Override
    public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
        Set<String> known = declared(event.getSpringApplication().getClassLoader());
        for (String name : given(event.getEnvironment())) {
            if (!isKnown(name, known)) {
                throw new StartRefused("Unknown setting " + name + "; did you mean " + nearest(name, known) + "?");
            }
        }
    }

    private static Set<String> given(ConfigurableEnvironment environment) {
        Set<String> names = new TreeSet<>();
        for (PropertySource<?> source : environment.getPropertySources()) {
            if (source instanceof EnumerablePropertySource<?> listed
                    && !source.getName().equals(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME)) {
                Collections.addAll(names, listed.getPropertyNames());
            }
        }
        names.removeIf(name -> !name.startsWith(PREFIX));
        return names;
    }

    /** A setting that holds a list or a map is declared once and given by index or key. */
    private static boolean isKnown(String name, Set<String> known) {
        String plain = plain(name);
        return known.stream()
                .map(KnownSettings::plain)
                .anyMatch(declared ->
                        plain.equals(declared) || plain.startsWith(declared + "[") || plain.startsWith(declared + "."));
    }

    /** Spelling does not count: {@code owner-user} is {@code ownerUser}. */
    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
    }

    private static String nearest(String name, Set<String> known) {
        return known.stream()
                .min(Comparator.comparingInt(candidate -> EditDistance.between(name, candidate)))
                .orElse("none: there are no settings");
    }

    private static Set<String> declared(ClassLoader classes) {
        Set<String> names = new TreeSet<>();
        try {
            for (URL file : Collections.list(classes.getResources("META-INF/spring-configuration-metadata.json"))) {
                try (InputStream in = file.openStream()) {
                    for (JsonNode property : JsonMapper.shared().readTree(in).path("properties")) {
                        names.add(property.path("name").asString());
                    }
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        names.removeIf(name -> !name.startsWith(PREFIX));
        return names;
    }
}
