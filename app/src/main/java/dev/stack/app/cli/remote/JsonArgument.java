// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.cli.remote;

import dev.stack.json.JsonValue;
import dev.stack.json.StrictJson;
import dev.stack.json.StrictJson.JsonRefused;
import picocli.CommandLine.TypeConversionException;

/** JSON given as an option. */
final class JsonArgument {

    private static final StrictJson JSON = new StrictJson(StrictJson.Limits.BODY);

    private JsonArgument() {}

    static JsonValue parse(String text) {
        try {
            return JSON.parse(text);
        } catch (JsonRefused noJson) {
            throw new TypeConversionException("it is no JSON: " + noJson.getMessage());
        }
    }
}
