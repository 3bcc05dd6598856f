// SPDX-License-Identifier: Apache-2.0
package dev.stack.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code docker-compose.yml} says what the server understands: one process with every role but the edge, three edges, a front. */
class ComposeTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final JsonNode COMPOSE = read("docker-compose.yml");
    private static final Set<String> EDGES = Set.of("edge1", "edge2", "edge3");

    @Test
    void every_setting_it_gives_exists() throws Exception {
        Set<String> known = known();
        for (String service : processes()) {
            assertThat(settings(service).keySet()).as(service).isNotEmpty().isSubsetOf(known);
        }
    }

    @Test
    void every_role_is_held_and_only_the_core_may_migrate() {
        assertThat(processes()).hasSize(4).contains("core").containsAll(EDGES);
        assertThat(settings("core"))
                .containsEntry("stack.roles", "command,query,detect")
                .containsKey("stack.database.owner-password-file");
        assertThat(EDGES).allSatisfy(edge -> {
            assertThat(settings(edge))
                    .containsEntry("stack.roles", "edge")
                    .doesNotContainKey("stack.database.owner-password-file");
            assertThat(texts(service(edge).path("secrets"))).containsExactly("app", "redis");
        });
    }

    @Test
    void all_processes_share_one_database_one_issuer_and_one_master_key_which_the_core_makes() {
        for (String shared : List.of("stack.database.url", "stack.passport.issuer", "stack.vault.kek-file")) {
            assertThat(processes().stream().map(process -> settings(process).get(shared)))
                    .as(shared)
                    .containsOnly(settings("core").get(shared));
        }
        String kek = Objects.requireNonNull(settings("core").get("stack.vault.kek-file"));
        String folder = kek.substring(0, kek.lastIndexOf('/'));
        assertThat(texts(service("core").path("volumes"))).contains("kek:" + folder);
        assertThat(EDGES).allSatisfy(edge -> assertThat(texts(service(edge).path("volumes")))
                .contains("kek:" + folder + ":ro"));
    }

    @Test
    void the_front_sends_calls_to_the_edges_and_everything_else_to_the_core() {
        String front = COMPOSE.at("/configs/front/content").asString().replace("$$", "$");
        String toEdges = "location ~ (\\S+) \\{\\s+proxy_pass http://edges;";
        var location = Pattern.compile(toEdges).matcher(front);
        assertThat(location.find()).isTrue();
        Pattern calls = Pattern.compile(location.group(1));
        Set<String> sent = new TreeSet<>();
        read("docs/reference/openapi.json").path("paths").propertyNames().stream()
                .filter(path -> calls.matcher(path).find())
                .forEach(sent::add);
        assertThat(sent).containsExactly("/v1/proxy", "/v1/proxy/operations/get");
        assertThat(EDGES).allSatisfy(edge -> assertThat(front).contains("server " + edge + ":8080;"));
        assertThat(front)
                .containsPattern("location / \\{\\s+proxy_pass http://core;")
                .contains("server core:8080;");
    }

    @Test
    void whatever_a_service_names_is_declared() {
        for (String service : COMPOSE.path("services").propertyNames()) {
            JsonNode told = service(service);
            assertThat(texts(told.path("secrets")))
                    .isSubsetOf(COMPOSE.path("secrets").propertyNames());
            assertThat(told.path("configs").valueStream().map(config -> config.path("source")
                            .asString()))
                    .isSubsetOf(COMPOSE.path("configs").propertyNames());
            assertThat(texts(told.path("volumes")).stream().map(volume -> volume.split(":", 2)[0]))
                    .isSubsetOf(COMPOSE.path("volumes").propertyNames());
            assertThat(told.path("depends_on").propertyNames())
                    .isSubsetOf(COMPOSE.path("services").propertyNames());
        }
    }

    private static List<String> processes() {
        return COMPOSE.path("services").propertyNames().stream()
                .filter(name -> service(name).has("build"))
                .toList();
    }

    private static JsonNode service(String name) {
        return COMPOSE.path("services").path(name);
    }

    /** Those of the file all processes are given, and those of the command line, which count more. */
    private static Map<String, String> settings(String service) {
        Map<String, String> settings = new TreeMap<>();
        String file = COMPOSE.at("/configs/settings/content").asString();
        flatten("", JsonMapper.shared().valueToTree(new Yaml().<Map<String, Object>>load(file)), settings);
        for (String word : texts(service(service).path("command"))) {
            if (word.startsWith("--set=")) {
                String[] setting = word.substring("--set=".length()).split("=", 2);
                settings.put(setting[0], setting[1]);
            }
        }
        return settings;
    }

    private static void flatten(String prefix, JsonNode node, Map<String, String> into) {
        node.propertyStream().forEach(member -> {
            if (member.getValue().isObject()) {
                flatten(prefix + member.getKey() + ".", member.getValue(), into);
            } else {
                into.put(prefix + member.getKey(), member.getValue().asString());
            }
        });
    }

    private static List<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::asString).toList();
    }

    /** The names of all settings, ours and Spring Boot's. */
    private static Set<String> known() throws Exception {
        Set<String> names = new TreeSet<>();
        for (URL file : Collections.list(
                ComposeTest.class.getClassLoader().getResources("META-INF/spring-configuration-metadata.json"))) {
            try (InputStream in = file.openStream()) {
                JsonMapper.shared()
                        .readTree(in)
                        .path("properties")
                        .forEach(property -> names.add(property.path("name").asString()));
            }
        }
        return names;
    }

    private static JsonNode read(String file) {
        try {
            Object content = new Yaml().load(Files.readString(ROOT.resolve(file)));
            return JsonMapper.shared().valueToTree(content);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
