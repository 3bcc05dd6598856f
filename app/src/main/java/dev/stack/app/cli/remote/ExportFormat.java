// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.cli.remote;

/** How an export is written. */
enum ExportFormat {
    NDJSON,
    CSV;

    String wire() {
        return this == CSV ? "csv" : "ndjson";
    }
}
