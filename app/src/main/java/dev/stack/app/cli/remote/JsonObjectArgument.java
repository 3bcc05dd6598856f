// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.cli.remote;

import dev.stack.json.JsonValue.JsonObject;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A JSON object given as an option. */
final class JsonObjectArgument implements ITypeConverter<JsonObject> {

    @Override
    public JsonObject convert(String text) {
        if (JsonArgument.parse(text) instanceof JsonObject object) {
            return object;
        }
        throw new TypeConversionException("it must be a JSON object");
    }
}
