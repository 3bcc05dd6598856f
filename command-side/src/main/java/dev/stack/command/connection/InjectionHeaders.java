// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.connection;

import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.json.Members;
import dev.stack.vocabulary.Injection;
import dev.stack.vocabulary.Refusal;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The header fields an operator may have set on every call of a custom connection. */
final class InjectionHeaders {

    private static final int NAME_MAX = 128;
    private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";

    /** They frame the message or belong to the connection (RFC 9110, section 7.6.1), or name who asks. */
    private static final Set<String> OURS = Set.of(
            "connection",
            "content-length",
            "cookie",
            "expect",
            "host",
            "keep-alive",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "x-passport-token");

    private InjectionHeaders() {}

    /** The wire form of the injection, its headers included; or a refusal. */
    static JsonObject checked(Injection injection, Members given) {
        if (injection.style() == Injection.Style.HEADER && injection.name() != null) {
            checkName(given.at("name"), injection.name());
        }
        Map<String, String> headers = Injections.headers(given);
        headers.forEach((name, value) -> {
            checkName(given.at("headers"), name);
            if (name.equalsIgnoreCase("authorization")) {
                throw Refusal.invalid(
                        given.at("headers")
                                + " is for what is no secret; Authorization is made of the credential by the injection's style.");
            }
            if (!value.chars().allMatch(c -> c >= ' ' && c < 0x7F)) {
                throw Refusal.invalid(given.at("headers") + "/" + name + " must be printable ASCII.");
            }
        });
        Map<String, JsonValue> members = new LinkedHashMap<>(injection.toJson().members());
        if (!headers.isEmpty()) {
            Map<String, JsonValue> fixed = new LinkedHashMap<>();
            headers.forEach((name, value) -> fixed.put(name, new JsonString(value)));
            members.put("headers", new JsonObject(fixed));
        }
        return new JsonObject(members);
    }

    private static void checkName(String at, String name) {
        boolean token = !name.isEmpty()
                && name.length() <= NAME_MAX
                && name.chars()
                        .allMatch(c -> (c >= 'a' && c <= 'z')
                                || (c >= 'A' && c <= 'Z')
                                || (c >= '0' && c <= '9')
                                || TOKEN_MARKS.indexOf(c) >= 0);
        String lower = name.toLowerCase(Locale.ROOT);
        if (!token || OURS.contains(lower) || lower.startsWith("proxy-")) {
            throw Refusal.invalid(at + " holds a name that is no header field a service may be sent this way.");
        }
    }
}
