// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stack.vocabulary.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The error reference and the code say the same. */
class ErrorReferenceTest {

    private static final Path PAGE = Path.of("../docs/reference/errors.md");

    @Test
    void every_code_has_a_section_with_its_status_and_title_and_no_other_has() throws IOException {
        List<String> lines = Files.readAllLines(PAGE);
        List<String> sections = lines.stream()
                .filter(line -> line.startsWith("## "))
                .map(line -> line.substring(3))
                .toList();
        assertThat(sections)
                .containsExactlyElementsOf(
                        Arrays.stream(ErrorCode.values()).map(Enum::name).toList());
        for (ErrorCode code : ErrorCode.values()) {
            ProblemKind kind = ProblemKind.of(code);
            assertThat(lines.get(lines.indexOf("## " + code) + 2))
                    .isEqualTo("**" + kind.status() + ".** " + kind.title() + ".");
        }
    }
}
