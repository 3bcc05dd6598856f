// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.login;

import dev.stack.command.ledger.Guard;
import dev.stack.command.ledger.Guards;
import dev.stack.command.login.LoginCommand.AddPerson;
import dev.stack.command.login.LoginCommand.BeginLogin;
import dev.stack.command.login.LoginCommand.EndLogin;
import dev.stack.command.login.LoginCommand.SendLink;
import dev.stack.command.login.LoginCommand.UseLink;
import dev.stack.events.LoginEvent;
import dev.stack.events.LoginEvent.LinkSent;
import dev.stack.events.LoginEvent.LinkUsed;
import dev.stack.events.LoginEvent.LoginBegun;
import dev.stack.events.LoginEvent.LoginEnded;
import dev.stack.events.LoginEvent.PersonAdded;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.Id;
import dev.stack.vocabulary.LoginMeans;
import dev.stack.vocabulary.Refusal;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.stereotype.Component;

/**
 * Decides who is let in, and records it. The tables are written in the transaction of the entry; each decision is a stream
 * of its own, so that none waits.
 */
@Component
class LoginHandler {

    private static final String ADD_PERSON =
            "INSERT INTO command.person (person_id, operator_id, email, role) VALUES (?, ?, ?, ?)";

    private static final String SEND_LINK = """
            INSERT INTO command.magic_link (link_hash, person_id, went_from, sent_at, expires_at)
            VALUES (?, ?, ?, ?, ?)""";

    /** Of several that come at once with one link, one finds it unused. */
    private static final String USE_LINK =
            "UPDATE command.magic_link SET used_at = ? WHERE link_hash = ? AND used_at IS NULL";

    private static final String BEGIN = """
            INSERT INTO command.login
                (login_id, operator_id, role, actor, key_hash, cookie_hash, begun_at, expires_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)""";

    private static final String END_OLDEST = """
            DELETE FROM command.login WHERE login_id IN
                (SELECT login_id FROM command.login WHERE actor = ? ORDER BY begun_at DESC OFFSET ?)""";

    private final EventStore events;
    private final MagicLinkRows links;
    private final SecureRandom random;
    private final Clock clock;

    LoginHandler(EventStore events, MagicLinkRows links, SecureRandom random, Clock clock) {
        this.events = events;
        this.links = links;
        this.random = random;
        this.clock = clock;
    }

    @CommandHandler
    void on(AddPerson command) {
        Guards.current()
                .add(Guard.require(
                        LoginHandler::taken,
                        ADD_PERSON,
                        command.person().value(),
                        command.operator().value(),
                        command.email().address(),
                        command.role().name().toLowerCase(Locale.ROOT)));
        publish(0, Id.mint("ent_", random), new PersonAdded(command.operator(), command.person()));
    }

    @CommandHandler
    void on(SendLink command) {
        Person person = command.person();
        Guards.current()
                .add(Guard.write(
                        SEND_LINK,
                        command.linkHash(),
                        person.id().value(),
                        command.wentFrom(),
                        at(command.sentAt()),
                        at(command.expiresAt())));
        publish(0, Id.mint("ent_", random), new LinkSent(person.operator(), person.id(), command.expiresAt()));
    }

    /** @return the sign-in that begins */
    @CommandHandler
    SignedIn on(UseLink command) {
        Instant now = clock.instant();
        MagicLink link = links.find(command.linkHash()).orElseThrow(LoginHandler::unknown);
        if (link.used()) {
            throw usedAlready();
        }
        if (!link.expiresAt().isAfter(now)) {
            throw tooOld();
        }
        Person person = link.person();
        var who = new SignedIn(
                command.login(),
                person.operator(),
                person.role(),
                person.id().value(),
                Optional.empty(),
                now.plus(Logins.LIFE));
        Guards.current().add(Guard.require(LoginHandler::usedAlready, USE_LINK, at(now), command.linkHash()));
        String stream = who.login().value();
        publish(0, stream, new LinkUsed(person.operator(), person.id()));
        begin(1, who, LoginMeans.MAGIC_LINK, command.cookieHash());
        return who;
    }

    @CommandHandler
    void on(BeginLogin command) {
        begin(0, command.who(), command.means(), command.cookieHash());
    }

    @CommandHandler
    void on(EndLogin command) {
        SignedIn who = command.who();
        Guards.current()
                .add(Guard.require(
                        LoginHandler::endedAlready,
                        "DELETE FROM command.login WHERE login_id = ?",
                        who.login().value()));
        publish(0, Id.mint("ent_", random), new LoginEnded(who.operator(), who.login(), who.actor()));
    }

    private void begin(long sequence, SignedIn who, LoginMeans means, Optional<byte[]> cookieHash) {
        Guards guards = Guards.current();
        guards.add(Guard.write(END_OLDEST, who.actor(), Logins.LIVE_MAX - 1));
        guards.add(Guard.write(
                BEGIN,
                who.login().value(),
                who.operator().value(),
                who.role().name().toLowerCase(Locale.ROOT),
                who.actor(),
                who.keyHash().orElse(null),
                cookieHash.orElse(null),
                at(clock.instant()),
                at(who.expiresAt())));
        publish(
                sequence,
                who.login().value(),
                new LoginBegun(who.operator(), who.login(), who.actor(), means, who.expiresAt()));
    }

    private void publish(long sequence, String stream, LoginEvent event) {
        events.publish(new GenericDomainEventMessage<>("Login", stream, sequence, event));
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static Refusal taken() {
        return new Refusal(
                ErrorCode.CONFLICT, "The address signs in for an operator already. Use another one for this operator.");
    }

    static Refusal unknown() {
        return new Refusal(ErrorCode.UNAUTHORIZED, "The link is none of ours, or older than a day. Ask for a new one.");
    }

    private static Refusal usedAlready() {
        return new Refusal(ErrorCode.CONFLICT, "The link was used already. Ask for a new one.").because("replay");
    }

    private static Refusal tooOld() {
        return new Refusal(
                        ErrorCode.UNAUTHORIZED,
                        "The link is older than " + MagicLinks.LIFE.toMinutes() + " minutes. Ask for a new one.")
                .because("expired");
    }

    private static Refusal endedAlready() {
        return new Refusal(ErrorCode.CONFLICT, "This sign-in has ended already.");
    }
}
