// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.connection;

import dev.stack.events.ConnectionSettings;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.StrictJson;
import dev.stack.json.StrictJson.JsonRefused;
import dev.stack.json.StrictJson.Limits;
import dev.stack.vocabulary.AllowedHost;
import dev.stack.vocabulary.ConnectionAccess;
import dev.stack.vocabulary.ConnectionId;
import dev.stack.vocabulary.ConnectionStatus;
import dev.stack.vocabulary.CredentialKind;
import dev.stack.vocabulary.OperatorId;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Reads a row of {@code command.connection} and adds what the catalogue says of its service. */
final class AccessReader {

    /** What we wrote ourselves, so only a bound against nonsense. */
    private static final StrictJson JSON = new StrictJson(new Limits(4 << 20, 64, 100_000, 999));

    private static final int SETTINGS_KEPT_MAX = 1_000;

    private final ServiceCatalog catalog;

    /** By the text they were read from, so never out of date. */
    private final Map<String, ConnectionSettings> read = new ConcurrentHashMap<>();

    AccessReader(ServiceCatalog catalog) {
        this.catalog = catalog;
    }

    ConnectionAccess read(ResultSet row) throws SQLException {
        String provider = row.getString("provider");
        CatalogService service = catalog.find(provider)
                .orElseThrow(() -> new IllegalStateException("the catalogue no longer knows " + provider));
        ConnectionSettings settings = settings(row.getString("settings"));
        Injections injections = service.isCustom()
                ? Injections.ofCustom(settings, kind(row))
                : Injections.ofCatalog(service, kind(row), row.getString("credential_form"));
        OffsetDateTime expiry = row.getObject("credential_expires_at", OffsetDateTime.class);
        return new ConnectionAccess(
                new OperatorId(row.getString("operator_id")),
                new ConnectionId(row.getString("connection_id")),
                provider,
                ConnectionStatus.fromWire("status", row.getString("status")),
                row.getBoolean("proxy_enabled"),
                row.getInt("secret_version"),
                service.isCustom() ? hosts(settings) : service.allowedHosts(),
                settings.allowPrivateNetwork(),
                settings.tlsCaPem(),
                injections.places(),
                injections.headers(),
                placeholders(service, settings),
                expiry == null ? null : expiry.toInstant());
    }

    private static List<AllowedHost> hosts(ConnectionSettings settings) {
        return settings.allowedHosts().stream().map(AllowedHost::new).toList();
    }

    private static Map<String, String> placeholders(CatalogService service, ConnectionSettings settings) {
        Map<String, String> values = new HashMap<>();
        if (settings.instanceUrl() != null && service.placeholders().contains("instance_url")) {
            values.put("instance_url", settings.instanceUrl());
        }
        if (settings.accountId() != null && service.placeholders().contains("account_id")) {
            values.put("account_id", settings.accountId());
        }
        return values;
    }

    /** What was stored before kinds were known was one value. */
    private static CredentialKind kind(ResultSet row) throws SQLException {
        @Nullable String kind = row.getString("credential_kind");
        return kind == null ? CredentialKind.VALUE : CredentialKind.valueOf(kind.toUpperCase(Locale.ROOT));
    }

    private ConnectionSettings settings(String text) throws SQLException {
        ConnectionSettings known = read.get(text);
        if (known != null) {
            return known;
        }
        try {
            var settings = ConnectionSettings.fromJson((JsonObject) JSON.parse(text.getBytes(StandardCharsets.UTF_8)));
            if (read.size() >= SETTINGS_KEPT_MAX) {
                read.clear();
            }
            read.put(text, settings);
            return settings;
        } catch (JsonRefused broken) {
            throw new SQLException("the settings of a connection are no JSON: " + broken.getMessage(), broken);
        }
    }
}
