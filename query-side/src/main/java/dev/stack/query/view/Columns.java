// SPDX-License-Identifier: Apache-2.0
package dev.stack.query.view;

import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonArray;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.StrictJson;
import dev.stack.json.StrictJson.JsonRefused;
import dev.stack.json.StrictJson.Limits;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the columns of one row of a view. */
public record Columns(ResultSet row) {

    /** What we wrote ourselves, so only a bound against nonsense. */
    private static final StrictJson JSON = new StrictJson(new Limits(64 << 20, 128, 1_000_000, 999));

    /** A text that is there. */
    public String text(String name) throws SQLException {
        return there(name, row.getString(name));
    }

    public @Nullable String textOrNull(String name) throws SQLException {
        return row.getString(name);
    }

    public int number(String name) throws SQLException {
        return row.getInt(name);
    }

    public @Nullable Integer numberOrNull(String name) throws SQLException {
        return row.getObject(name, Integer.class);
    }

    public boolean bool(String name) throws SQLException {
        return row.getBoolean(name);
    }

    public @Nullable Boolean boolOrNull(String name) throws SQLException {
        return row.getObject(name, Boolean.class);
    }

    /** A time that is there. */
    public Instant time(String name) throws SQLException {
        return there(name, timeOrNull(name));
    }

    public @Nullable Instant timeOrNull(String name) throws SQLException {
        OffsetDateTime time = row.getObject(name, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    /** A list of texts that is there. */
    public List<String> texts(String name) throws SQLException {
        return there(name, textsOrNull(name));
    }

    public @Nullable List<String> textsOrNull(String name) throws SQLException {
        Array array = row.getArray(name);
        return array == null ? null : List.of((String[]) array.getArray());
    }

    /** A JSON object that is there. */
    public JsonObject object(String name) throws SQLException {
        return (JsonObject) json(name);
    }

    public @Nullable JsonObject objectOrNull(String name) throws SQLException {
        return row.getString(name) == null ? null : object(name);
    }

    /** A JSON array of objects that is there. */
    public List<JsonObject> objects(String name) throws SQLException {
        return ((JsonArray) json(name))
                .items().stream().map(JsonObject.class::cast).toList();
    }

    private JsonValue json(String name) throws SQLException {
        try {
            return JSON.parse(text(name));
        } catch (JsonRefused broken) {
            throw new SQLException("column " + name + " holds no JSON: " + broken.getMessage(), broken);
        }
    }

    private static <T> T there(String name, @Nullable T value) throws SQLException {
        if (value == null) {
            throw new SQLException("column " + name + " is empty");
        }
        return value;
    }
}
