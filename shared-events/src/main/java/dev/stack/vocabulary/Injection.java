// SPDX-License-Identifier: Apache-2.0
package dev.stack.vocabulary;

import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.json.Members;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a credential is put into a call. Of a credential with several members {@code field} names the one that is used;
 * {@code basic} uses {@code usernameField} and {@code passwordField} instead; {@code aws_sigv4} uses fields
 * of fixed names.
 *
 * @param name the header or query parameter; {@code null} for the other styles
 * @param prefix what stands before the value in a header, its space included
 */
public record Injection(
        Style style,
        @Nullable String name,
        @Nullable String prefix,
        @Nullable String field,
        @Nullable String usernameField,
        @Nullable String passwordField) {

    /** Where the credential goes. */
    public enum Style {
        BEARER,
        HEADER,
        BASIC,
        QUERY,
        /** Signed with AWS Signature Version 4: the fields {@code access_key_id}, {@code secret_access_key}, {@code session_token}. */
        AWS_SIGV4;

        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Injection {
        boolean named = style == Style.HEADER || style == Style.QUERY;
        if (named == (name == null)) {
            throw Refusal.invalid("injection/name belongs to the styles header and query, and only to them.");
        }
        if (prefix != null && style != Style.HEADER) {
            throw Refusal.invalid("injection/prefix belongs to the style header.");
        }
        if ((usernameField == null) != (passwordField == null) || (usernameField != null && style != Style.BASIC)) {
            throw Refusal.invalid(
                    "injection/username_field and password_field belong together, and to the style basic.");
        }
        if (style == Style.AWS_SIGV4 && field != null) {
            throw Refusal.invalid("injection/field is not for the style aws_sigv4: it uses access_key_id,"
                    + " secret_access_key and session_token.");
        }
        checkPrintable("name", name);
        checkPrintable("prefix", prefix);
    }

    /** Reads {@code {"style", "name"?, "prefix"?, "field"?, "username_field"?, "password_field"?}}. */
    public static Injection fromJson(Members members) {
        return new Injection(
                style(members),
                members.text("name", 128).orElse(null),
                members.text("prefix", 64).orElse(null),
                members.text("field", 64).orElse(null),
                members.text("username_field", 64).orElse(null),
                members.text("password_field", 64).orElse(null));
    }

    /** An {@code Authorization: Bearer} header of that field; {@code null} for a credential of one value. */
    public static Injection bearer(@Nullable String field) {
        return new Injection(Style.BEARER, null, null, field, null, null);
    }

    /** The same with another field; {@code null} for a credential of one value. */
    public Injection withField(@Nullable String changed) {
        return new Injection(style, name, prefix, changed, usernameField, passwordField);
    }

    /** The wire form. */
    public JsonObject toJson() {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        members.put("style", new JsonString(style.wire()));
        put(members, "name", name);
        put(members, "prefix", prefix);
        put(members, "field", field);
        put(members, "username_field", usernameField);
        put(members, "password_field", passwordField);
        return new JsonObject(members);
    }

    private static Style style(Members members) {
        String text = members.requiredText("style", 16);
        for (Style style : Style.values()) {
            if (style.wire().equals(text)) {
                return style;
            }
        }
        throw Refusal.invalid(members.at("style") + " must be one of: bearer, header, basic, query, aws_sigv4.");
    }

    private static void put(Map<String, JsonValue> members, String name, @Nullable String value) {
        if (value != null) {
            members.put(name, new JsonString(value));
        }
    }

    private static void checkPrintable(String member, @Nullable String text) {
        if (text != null && (text.isEmpty() || !text.chars().allMatch(c -> c >= ' ' && c < 0x7F))) {
            throw Refusal.invalid("injection/" + member + " must be printable ASCII.");
        }
    }
}
