// SPDX-License-Identifier: Apache-2.0
package dev.stack.query.audit;

import dev.stack.vocabulary.Refusal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.util.MimeTypeUtils;

/** How an export is written. */
enum ExportFormat {
    JSON("application/json"),
    NDJSON("application/x-ndjson"),
    CSV("text/csv;charset=UTF-8");

    private final String contentType;

    ExportFormat(String contentType) {
        this.contentType = contentType;
    }

    String contentType() {
        return contentType;
    }

    RowWriter writer(Appendable out) {
        return switch (this) {
            case JSON -> new JsonRows(out);
            case NDJSON -> new NdjsonRows(out);
            case CSV -> new CsvRows(out);
        };
    }

    /** What the parameter says, else the header, else JSON. */
    static ExportFormat of(Optional<String> parameter, @Nullable String accept) {
        return parameter.map(ExportFormat::read).orElseGet(() -> accepted(accept == null ? "" : accept));
    }

    private static ExportFormat read(String text) {
        return Arrays.stream(values())
                .filter(format -> format.wire().equals(text))
                .findFirst()
                .orElseThrow(() -> Refusal.invalid("format must be one of: "
                        + Arrays.stream(values()).map(ExportFormat::wire).collect(Collectors.joining(", ")) + "."));
    }

    private static ExportFormat accepted(String accept) {
        try {
            List<MediaType> wanted = MediaType.parseMediaTypes(accept);
            MimeTypeUtils.sortBySpecificity(wanted);
            return wanted.stream()
                    .flatMap(type -> Arrays.stream(values()).filter(format -> format.fits(type)))
                    .findFirst()
                    .orElse(JSON);
        } catch (InvalidMediaTypeException unreadable) {
            return JSON;
        }
    }

    private boolean fits(MediaType wanted) {
        return wanted.includes(MediaType.parseMediaType(contentType));
    }

    private String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
