// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.oauth;

import dev.stack.command.oauth.OAuthCommand.RegisterClient;
import dev.stack.vocabulary.ClientId;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.Refusal;
import java.net.URI;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Optional;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The programs that made themselves known. Anybody can register one, so those that no person ever let act are few and are
 * forgotten after a day.
 */
@Component
class Clients {

    /** How many may be known that nobody let act yet. */
    private static final int UNUSED_MAX = 10_000;

    private static final Duration UNUSED_LIFE = Duration.ofDays(1);

    private final JdbcClient jdbc;
    private final CommandGateway commands;
    private final Clock clock;

    Clients(JdbcClient jdbc, CommandGateway commands, Clock clock) {
        this.jdbc = jdbc;
        this.commands = commands;
        this.clock = clock;
    }

    void register(Client client) {
        int unused = jdbc.sql("SELECT count(*) FROM command.oauth_client WHERE agreed_at IS NULL")
                .query(Integer.class)
                .single();
        if (unused >= UNUSED_MAX) {
            throw new Refusal(
                    ErrorCode.RATE_LIMITED, "Too many programs registered and were never used. Try tomorrow.");
        }
        commands.sendAndWait(new RegisterClient(client, clock.instant()));
    }

    /** The program of that id, whatever text it is. */
    Optional<Client> named(String id) {
        try {
            return find(new ClientId(id));
        } catch (Refusal noId) {
            return Optional.empty();
        }
    }

    Optional<Client> find(ClientId id) {
        return jdbc.sql("SELECT client_id, name, redirect_uris FROM command.oauth_client WHERE client_id = ?")
                .param(id.value())
                .query(Clients::read)
                .optional();
    }

    void forgetUnused() {
        jdbc.sql("DELETE FROM command.oauth_client WHERE agreed_at IS NULL AND registered_at < ?")
                .param(clock.instant().minus(UNUSED_LIFE).atOffset(ZoneOffset.UTC))
                .update();
    }

    private static Client read(ResultSet row, int number) throws SQLException {
        Array uris = row.getArray("redirect_uris");
        return new Client(
                new ClientId(row.getString("client_id")),
                row.getString("name"),
                Arrays.stream((String[]) uris.getArray()).map(URI::create).toList());
    }
}
