// SPDX-License-Identifier: Apache-2.0
package dev.stack.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the documents point to is there. */
class DocumentsTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(#[^)]*)?\\)");
    private static final Pattern AREA = Pattern.compile("(?m)^\\| ([A-Z]) \\|[^|]*\\|([^|]*)\\|$");
    private static final Pattern CLASS = Pattern.compile("`(\\w+)`");
    private static final Pattern ROW = Pattern.compile("void ([A-Z])\\d\\d_");

    @Test
    void every_link_leads_somewhere() throws Exception {
        for (Path page : files("", ".md")) {
            for (MatchResult link :
                    LINK.matcher(Files.readString(page)).results().toList()) {
                assertThat(page.resolveSibling(link.group(1)))
                        .as(ROOT.relativize(page) + " links to it")
                        .exists();
            }
        }
    }

    @Test
    void every_test_the_threat_model_names_shows_a_row_of_its_area_and_no_area_is_missing() throws Exception {
        Map<String, Set<String>> tested = tested();
        Map<String, Set<String>> named = new TreeMap<>();
        String page = Files.readString(ROOT.resolve("docs/threat-model.md"));
        for (MatchResult area : AREA.matcher(page).results().toList()) {
            Set<String> classes = named.computeIfAbsent(area.group(1), _ -> new TreeSet<>());
            CLASS.matcher(area.group(2)).results().forEach(found -> classes.add(found.group(1)));
        }
        assertThat(named.keySet()).isEqualTo(tested.keySet());
        assertThat(named).allSatisfy((area, classes) -> assertThat(tested.get(area))
                .as("tests whose names begin with a row of " + area)
                .containsAll(classes));
    }

    private static Map<String, Set<String>> tested() throws IOException {
        Map<String, Set<String>> tested = new TreeMap<>();
        for (Path test : files("src/test/java", ".java")) {
            String name = test.getFileName().toString().replace(".java", "");
            for (MatchResult row :
                    ROW.matcher(Files.readString(test)).results().toList()) {
                tested.computeIfAbsent(row.group(1), _ -> new TreeSet<>()).add(name);
            }
        }
        return tested;
    }

    private static List<Path> files(String within, String ending) throws IOException {
        try (Stream<Path> all = Files.walk(ROOT)) {
            return all.filter(file -> file.toString().endsWith(ending))
                    .filter(file -> ROOT.relativize(file).toString().contains(within))
                    .filter(file -> Stream.of("target", "data", ".git", ".venv", "node_modules")
                            .noneMatch(skipped -> Stream.of(ROOT.relativize(file).toString().split("/", -1))
                                    .anyMatch(skipped::equals)))
                    .toList();
        }
    }
}
