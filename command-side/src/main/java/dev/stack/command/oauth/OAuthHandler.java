// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.oauth;

import dev.stack.command.ledger.Guard;
import dev.stack.command.ledger.Guards;
import dev.stack.command.oauth.OAuthCommand.AgreeToDevice;
import dev.stack.command.oauth.OAuthCommand.GiveConsent;
import dev.stack.command.oauth.OAuthCommand.RegisterClient;
import dev.stack.command.oauth.OAuthCommand.RevokeFamily;
import dev.stack.events.EventCatalog;
import dev.stack.events.LoginEvent;
import dev.stack.events.LoginEvent.ClientRegistered;
import dev.stack.events.LoginEvent.ConsentGiven;
import dev.stack.events.LoginEvent.FamilyRevoked;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.Id;
import dev.stack.vocabulary.Refusal;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.stereotype.Component;

/** Records what people let programs do; the tables are written in the transaction of the entry. */
@Component
final class OAuthHandler {

    private static final String REGISTER = """
            INSERT INTO command.oauth_client (client_id, name, redirect_uris, registered_at) VALUES (?, ?, ?, ?)""";

    private static final String BEGIN_FAMILY = """
            INSERT INTO command.oauth_family
                (family_id, client_id, operator_id, role, actor, key_hash, scopes, begun_at, expires_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    /** A program that was forgotten meanwhile is let do nothing. */
    private static final String USE_CLIENT = "UPDATE command.oauth_client SET agreed_at = ? WHERE client_id = ?";

    private static final String GIVE_CODE = """
            INSERT INTO command.oauth_code (code_hash, family_id, redirect_uri, challenge, expires_at)
            VALUES (?, ?, ?, ?, ?)""";

    private static final String AGREE_TO_DEVICE = """
            UPDATE command.oauth_device SET state = 'agreed', family_id = ?
            WHERE user_code_hash = ? AND state = 'waiting' AND expires_at > ?""";

    private static final String REVOKE =
            "UPDATE command.oauth_family SET revoked = true WHERE family_id = ? AND NOT revoked";

    private final EventStore events;
    private final SecureRandom random;
    private final Clock clock;

    OAuthHandler(EventStore events, SecureRandom random, Clock clock) {
        this.events = events;
        this.random = random;
        this.clock = clock;
    }

    @CommandHandler
    void on(RegisterClient command) {
        Client client = command.client();
        Guards.current()
                .add(Guard.write(
                        REGISTER,
                        client.id().value(),
                        client.name(),
                        client.redirectUris().stream().map(URI::toString).toArray(String[]::new),
                        at(command.at())));
        publish(client.id().value(), new ClientRegistered(EventCatalog.SYSTEM, client.id()));
    }

    @CommandHandler
    void on(GiveConsent command) {
        NewCode code = command.code();
        begin(command.family());
        Guards.current()
                .add(Guard.write(
                        GIVE_CODE,
                        code.hash(),
                        command.family().id().value(),
                        code.redirectUri().toString(),
                        code.challenge(),
                        at(code.expiresAt())));
        publishConsent(command.family());
    }

    @CommandHandler
    void on(AgreeToDevice command) {
        begin(command.family());
        Guards.current()
                .add(Guard.require(
                        Devices::over,
                        AGREE_TO_DEVICE,
                        command.family().id().value(),
                        command.userCodeHash(),
                        at(clock.instant())));
        publishConsent(command.family());
    }

    @CommandHandler
    void on(RevokeFamily command) {
        Guards.current()
                .add(Guard.require(
                        OAuthHandler::revokedAlready, REVOKE, command.family().value()));
        publish(
                Id.mint("ent_", random),
                new FamilyRevoked(command.operator(), command.family(), command.client(), command.reason()));
    }

    private void begin(Family family) {
        Instant now = clock.instant();
        Guards guards = Guards.current();
        guards.add(Guard.require(
                Devices::over, USE_CLIENT, at(now), family.client().value()));
        guards.add(Guard.write(
                BEGIN_FAMILY,
                family.id().value(),
                family.client().value(),
                family.operator().value(),
                family.role().name().toLowerCase(Locale.ROOT),
                family.actor(),
                family.keyHash().orElse(null),
                Scopes.names(family.scopes()).toArray(String[]::new),
                at(now),
                at(now.plus(Families.LIFE))));
    }

    private void publishConsent(Family family) {
        publish(
                family.id().value(),
                new ConsentGiven(
                        family.operator(),
                        family.id(),
                        family.client(),
                        family.actor(),
                        Scopes.names(family.scopes())));
    }

    private void publish(String stream, LoginEvent event) {
        events.publish(new GenericDomainEventMessage<>("OAuth", stream, 0, event));
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static Refusal revokedAlready() {
        return new Refusal(ErrorCode.CONFLICT, "It is revoked already.");
    }
}
