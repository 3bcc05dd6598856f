// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.cli.remote;

import dev.stack.app.cli.client.Server;
import dev.stack.app.cli.client.Unreachable;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Takes an export page after page and counts what arrives: a page that says how many rows it has and brings fewer broke
 * off. Holds one line at a time.
 */
final class AuditExport {

    static final Path STANDARD_OUTPUT = Path.of("-");

    private final Server server;
    private final Map<String, Optional<String>> words;
    private final ExportFormat format;

    AuditExport(Server server, Map<String, Optional<String>> words, ExportFormat format) {
        this.server = server;
        this.words = new LinkedHashMap<>(words);
        this.words.put("format", Optional.of(format.wire()));
        this.format = format;
    }

    /** Writes all of it. Answers how many entries there are. */
    long to(Path file) throws IOException {
        if (file.equals(STANDARD_OUTPUT)) {
            Writer out = new BufferedWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8));
            return pages(out);
        }
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        Path part = Files.createTempFile(folder, "." + file.getFileName(), ".part");
        try {
            long rows;
            try (Writer out = Files.newBufferedWriter(part)) {
                rows = pages(out);
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return rows;
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private long pages(Writer out) throws IOException {
        long rows = 0;
        Optional<String> cursor = Optional.empty();
        do {
            words.put("cursor", cursor);
            HttpResponse<InputStream> page = server.open(Server.query("/v1/audit/export", words));
            if (page.statusCode() != 200) {
                server.json(page);
            }
            rows += page(page, out, rows == 0);
            cursor = page.headers().firstValue("X-Next-Cursor");
        } while (cursor.isPresent());
        out.flush();
        return rows;
    }

    private long page(HttpResponse<InputStream> page, Writer out, boolean first) throws IOException {
        long promised = page.headers().firstValueAsLong("X-Row-Count").orElse(-1);
        long arrived = format == ExportFormat.CSV ? -1 : 0;
        try (var lines = new BufferedReader(new InputStreamReader(page.body(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (arrived >= 0 || first) {
                    out.write(line);
                    out.write('\n');
                }
                arrived++;
            }
        }
        if (arrived != promised) {
            throw new Unreachable("The export broke off: " + arrived + " of " + promised
                    + " entries of a page arrived. Nothing was written; run it again.");
        }
        return arrived;
    }
}
