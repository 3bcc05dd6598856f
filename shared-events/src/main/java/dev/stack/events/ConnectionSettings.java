// SPDX-License-Identifier: Apache-2.0
package dev.stack.events;

import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonArray;
import dev.stack.json.JsonValue.JsonBoolean;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.json.Members;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an operator sets on a connection; never a secret.
 *
 * @param instanceUrl what stands for {@code {{instance_url}}} in a URL
 * @param accountId what stands for {@code {{account_id}}} in a URL
 * @param allowedHosts host rules of a custom connection; empty = not set
 * @param injection the wire form of a custom connection's injection, its {@code headers} included
 * @param tlsCaPem CA certificates trusted for this connection besides the usual ones
 * @param allowPrivateNetwork whether a host named exactly may have a private or loopback address
 */
public record ConnectionSettings(
        @Nullable String instanceUrl,
        @Nullable String accountId,
        List<String> allowedHosts,
        @Nullable JsonObject injection,
        @Nullable String tlsCaPem,
        boolean allowPrivateNetwork) {

    /** Nothing set. */
    public static final ConnectionSettings NONE = new ConnectionSettings(null, null, List.of(), null, null, false);

    private static final int ANY_LENGTH = 1 << 20;

    public ConnectionSettings {
        allowedHosts = List.copyOf(allowedHosts);
    }

    /** The members of the PATCH that are set. */
    public JsonObject toJson() {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        put(members, "instance_url", instanceUrl);
        put(members, "account_id", accountId);
        if (!allowedHosts.isEmpty()) {
            members.put(
                    "allowed_hosts",
                    new JsonArray(allowedHosts.stream()
                            .<JsonValue>map(JsonString::new)
                            .toList()));
        }
        if (injection != null) {
            members.put("injection", injection);
        }
        put(members, "tls_ca_pem", tlsCaPem);
        if (allowPrivateNetwork) {
            members.put("allow_private_network", new JsonBoolean(true));
        }
        return new JsonObject(members);
    }

    /** Reads what {@link #toJson} wrote. */
    public static ConnectionSettings fromJson(JsonObject json) {
        Members members = Members.of(json);
        return new ConnectionSettings(
                members.text("instance_url", ANY_LENGTH).orElse(null),
                members.text("account_id", ANY_LENGTH).orElse(null),
                members.texts("allowed_hosts", ANY_LENGTH, ANY_LENGTH).orElse(List.of()),
                members.object("injection").map(Members::asObject).orElse(null),
                members.text("tls_ca_pem", ANY_LENGTH).orElse(null),
                members.bool("allow_private_network").orElse(false));
    }

    private static void put(Map<String, JsonValue> members, String name, @Nullable String value) {
        if (value != null) {
            members.put(name, new JsonString(value));
        }
    }
}
