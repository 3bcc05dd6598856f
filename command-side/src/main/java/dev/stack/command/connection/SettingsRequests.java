// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.connection;

import dev.stack.events.ConnectionSettings;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.Members;
import dev.stack.vocabulary.AllowedHost;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.Injection;
import dev.stack.vocabulary.Refusal;
import dev.stack.vocabulary.Role;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads settings of a connection from a request: what is {@code null} is cleared, what is absent stays as it is. */
final class SettingsRequests {

    private static final List<String> CUSTOM_ONLY =
            List.of("allowed_hosts", "injection", "tls_ca_pem", "allow_private_network");
    private static final int URL_MAX = 2_048;
    private static final int ACCOUNT_MAX = 256;
    private static final int HOSTS_MAX = 32;
    private static final int HOST_MAX = 300;
    private static final int PEM_MAX = 65_536;

    private final Members members;
    private final ConnectionSettings current;

    private SettingsRequests(Members members, ConnectionSettings current) {
        this.members = members;
        this.current = current;
    }

    /** {@code current} with the changes that caller asks for. */
    static ConnectionSettings apply(
            Members members, ConnectionSettings current, CatalogService service, Caller caller) {
        if (!service.isCustom()) {
            refuseCustomMembers(members, service);
        }
        ConnectionSettings changed = new SettingsRequests(members, current).changed();
        if (changed.allowPrivateNetwork()
                && !current.allowPrivateNetwork()
                && !caller.role().covers(Role.ADMIN)) {
            throw new Refusal(
                    ErrorCode.FORBIDDEN,
                    "allow_private_network lets calls reach addresses inside your network; only a key with the role"
                            + " admin may set it.");
        }
        checkInstance(changed.instanceUrl(), service);
        return changed;
    }

    private ConnectionSettings changed() {
        return new ConnectionSettings(
                next("instance_url", current.instanceUrl(), this::instanceUrl),
                next("account_id", current.accountId(), this::accountId),
                Optional.ofNullable(next("allowed_hosts", current.allowedHosts(), this::hosts))
                        .orElse(List.of()),
                next("injection", current.injection(), this::injection),
                next("tls_ca_pem", current.tlsCaPem(), this::certificates),
                Optional.ofNullable(next("allow_private_network", current.allowPrivateNetwork(), members::bool))
                        .orElse(false));
    }

    private <T> @Nullable T next(String name, @Nullable T now, Function<String, Optional<T>> read) {
        return members.has(name) ? read.apply(name).orElse(null) : now;
    }

    private Optional<String> instanceUrl(String name) {
        Optional<String> url = members.text(name, URL_MAX);
        url.ifPresent(text -> HttpsAddress.read(members.at(name), text));
        return url;
    }

    private Optional<String> accountId(String name) {
        Optional<String> id = members.text(name, ACCOUNT_MAX);
        id.filter(text -> text.isEmpty() || !text.chars().allMatch(SettingsRequests::isUnreserved))
                .ifPresent(_ -> {
                    throw Refusal.invalid(members.at(name) + " takes letters, digits and - . _ ~ only.");
                });
        return id;
    }

    private Optional<List<String>> hosts(String name) {
        return members.texts(name, HOSTS_MAX, HOST_MAX).map(hosts -> hosts.stream()
                .map(AllowedHost::new)
                .map(AllowedHost::pattern)
                .distinct()
                .toList());
    }

    /** Only the members we know are kept, so that nobody can store a secret in clear by mistake. */
    private Optional<JsonObject> injection(String name) {
        return members.object(name).map(given -> {
            Injection injection = Injection.fromJson(given);
            return InjectionHeaders.checked(injection, given);
        });
    }

    private Optional<String> certificates(String name) {
        Optional<String> pem = members.text(name, PEM_MAX);
        pem.ifPresent(text -> CaCertificates.check(members.at(name), text));
        return pem;
    }

    private static void refuseCustomMembers(Members members, CatalogService service) {
        CUSTOM_ONLY.stream().filter(members::has).findFirst().ifPresent(name -> {
            throw Refusal.invalid(members.at(name) + " is fixed for " + service.provider()
                    + " by the catalogue. Connect another host of it with POST /v1/services/custom.");
        });
    }

    /** The credential must not be led away from the hosts the catalogue names. */
    private static void checkInstance(@Nullable String url, CatalogService service) {
        if (url == null || service.isCustom()) {
            return;
        }
        String host = HttpsAddress.read("instance_url", url).getHost();
        if (!service.admitsHost(host)) {
            throw Refusal.invalid("instance_url must be at a host of " + service.provider() + ": "
                    + String.join(
                            ", ",
                            service.allowedHosts().stream()
                                    .map(AllowedHost::pattern)
                                    .toList())
                    + ".");
        }
    }

    private static boolean isUnreserved(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "-._~".indexOf(c) >= 0;
    }
}
