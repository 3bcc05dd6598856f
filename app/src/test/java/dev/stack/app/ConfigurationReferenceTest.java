// SPDX-License-Identifier: Apache-2.0
package dev.stack.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The page of all settings is what the modules declare. */
class ConfigurationReferenceTest {

    private static final Path PAGE = Path.of("../docs/reference/configuration.md");
    private static final Pattern CODE = Pattern.compile("\\{@code ([^}]*)}");
    private static final String HEAD = """
            <!-- SPDX-License-Identifier: Apache-2.0 -->
            <!-- Written by ConfigurationReferenceTest; do not edit. -->
            # Settings

            Every setting of our own. Give one with `./stack up --set key=value`, in a file `application.yaml` in the folder the
            server is started from, or as an environment variable: `stack.database.url` is `STACK_DATABASE_URL`. An unknown key
            stops the start. Spring Boot's own settings, such as `server.port`, work as well;
            [Operations](../guides/operations.md#settings) names those that matter.

            Durations are written as `10s`, `5m`, `24h`, `30d`; sizes as `8KB`, `10MB`.
            """;

    private static final Map<String, String> TYPES = Map.of(
            "java.lang.Boolean", "`true` or `false`",
            "java.lang.Integer", "number",
            "java.lang.Long", "number",
            "java.lang.String", "text",
            "java.util.List<java.lang.String>", "list of texts",
            "java.net.URI", "URL",
            "java.nio.file.Path", "path",
            "java.time.Duration", "duration",
            "org.springframework.util.unit.DataSize", "size");

    @Test
    void the_page_says_what_the_modules_declare() throws Exception {
        Golden.check(PAGE, page());
    }

    @Test
    void every_setting_says_what_it_means() throws Exception {
        assertThat(declared()).hasSizeGreaterThan(30).allSatisfy((name, setting) -> assertThat(
                        setting.path("description").asString(""))
                .as(name)
                .isNotBlank());
    }

    private static String page() throws Exception {
        PropertySource<?> shipped = new YamlPropertySourceLoader()
                .load("shipped", new ClassPathResource("application.yaml"))
                .getFirst();
        Map<String, StringBuilder> sections = new TreeMap<>();
        for (Map.Entry<String, JsonNode> setting : declared().entrySet()) {
            sections.computeIfAbsent(section(setting.getKey()), ConfigurationReferenceTest::opened)
                    .append(row(setting.getKey(), setting.getValue(), shipped));
        }
        return HEAD + String.join("", sections.values());
    }

    private static Map<String, JsonNode> declared() throws IOException {
        Map<String, JsonNode> settings = new TreeMap<>();
        List<URL> files = Collections.list(ConfigurationReferenceTest.class
                .getClassLoader()
                .getResources("META-INF/spring-configuration-metadata.json"));
        for (URL file : files) {
            try (InputStream in = file.openStream()) {
                for (JsonNode property : JsonMapper.shared().readTree(in).path("properties")) {
                    settings.put(property.path("name").asString(), property);
                }
            }
        }
        settings.keySet().removeIf(name -> !name.startsWith("stack."));
        return settings;
    }

    private static String section(String name) {
        String[] words = name.split("\\.", -1);
        return words.length == 2 ? words[0] : words[0] + "." + words[1];
    }

    private static StringBuilder opened(String section) {
        return new StringBuilder(
                "\n## " + section + "\n\n| setting | type | default | meaning |\n| --- | --- | --- | --- |\n");
    }

    /** What {@code application.yaml} of the artefact says counts more than what the code says. */
    private static String row(String name, JsonNode setting, PropertySource<?> shipped) throws ClassNotFoundException {
        Object given = shipped.getProperty(name);
        String value = given == null ? setting.path("defaultValue").asString("") : given.toString();
        return "| `%s` | %s | %s | %s |\n"
                .formatted(
                        name,
                        type(setting.path("type").asString()),
                        value.isEmpty() ? "absent" : "`" + value + "`",
                        sentence(setting.path("description").asString("")));
    }

    private static String type(String className) throws ClassNotFoundException {
        if (TYPES.containsKey(className)) {
            return TYPES.get(className);
        }
        if (className.startsWith("java.util.Map<")) {
            return "one of each below it";
        }
        Object[] values = Class.forName(className).getEnumConstants();
        assertThat(values).as("a word for the type " + className).isNotNull();
        return Arrays.stream(values)
                .map(value -> "`" + value.toString().toLowerCase(Locale.ROOT).replace('_', '-') + "`")
                .collect(Collectors.joining(" or "));
    }

    /** Javadoc as a sentence of Markdown; components are called as their settings are. */
    private static String sentence(String javadoc) {
        String text = CODE.matcher(javadoc)
                .replaceAll(found -> "`"
                        + found.group(1)
                                .replaceAll("([a-z])([A-Z])", "$1-$2")
                                .transform(it -> it.equals(found.group(1)) ? it : it.toLowerCase(Locale.ROOT))
                        + "`");
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1) + (text.endsWith(".") ? "" : ".");
    }
}
