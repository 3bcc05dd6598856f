// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.cli.remote;

import dev.stack.json.JsonValue.JsonArray;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A JSON array given as an option. */
final class JsonArrayArgument implements ITypeConverter<JsonArray> {

    @Override
    public JsonArray convert(String text) {
        if (JsonArgument.parse(text) instanceof JsonArray array) {
            return array;
        }
        throw new TypeConversionException("it must be a JSON array");
    }
}
