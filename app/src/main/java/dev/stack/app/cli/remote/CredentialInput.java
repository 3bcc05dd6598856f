// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.cli.remote;

import dev.stack.app.cli.client.Body;
import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;
import java.nio.file.Path;

/**
 * A credential from a file or from standard input, so that it stands in no command line and no shell history: a text, or
 * a JSON object of its fields.
 */
final class CredentialInput {

    private final JsonValue value;

    private CredentialInput(JsonValue value) {
        this.value = value;
    }

    static CredentialInput read(Path file) {
        String text = TextFile.read(file);
        return new CredentialInput(text.startsWith("{") ? JsonArgument.parse(text) : new JsonString(text));
    }

    /** As a service of the catalogue takes it: fields under another name than a text. */
    Body catalogue() {
        return new Body().member(value instanceof JsonObject ? "credentials" : "credential", value);
    }

    /** As a service the operator describes takes it. */
    Body custom() {
        return new Body().member("credential", value);
    }
}
