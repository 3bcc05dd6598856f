// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.login;

import dev.stack.command.decision.Decisions;
import dev.stack.command.login.LoginCommand.SendLink;
import dev.stack.command.login.LoginCommand.UseLink;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.CallerProof;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.LoginId;
import dev.stack.vocabulary.RandomText;
import dev.stack.vocabulary.Refusal;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Links by which people sign in. Who asks for one learns nothing: everything that depends on whose address it is happens
 * after the answer.
 */
@Component
public class MagicLinks implements DisposableBean {

    /** How long a link is good. */
    public static final Duration LIFE = Duration.ofMinutes(15);

    /** How many may be sent to one person within {@link #LIFE}; more are asked for in vain. */
    static final int OPEN_MAX = 5;

    private static final Logger LOG = LoggerFactory.getLogger(MagicLinks.class);
    private static final int TOKEN_LENGTH = 43;
    private static final int WAITING_MAX = 1_000;
    private static final Duration LAST_ONES = Duration.ofSeconds(5);

    private final People people;
    private final MagicLinkRows links;
    private final LinkMail mail;
    private final CommandGateway commands;
    private final Decisions decisions;
    private final SecureRandom random;
    private final Clock clock;
    private final ExecutorService afterwards = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING_MAX),
            Thread.ofVirtual().name("login-links").factory());

    MagicLinks(
            People people,
            MagicLinkRows links,
            LinkMail mail,
            CommandGateway commands,
            Decisions decisions,
            SecureRandom random,
            Clock clock) {
        this.people = people;
        this.links = links;
        this.mail = mail;
        this.commands = commands;
        this.decisions = decisions;
        this.random = random;
        this.clock = clock;
    }

    /** A sign-in, and where the person was on the way to. */
    public record Arrival(SignedIn who, Optional<String> wentFrom) {}

    /**
     * Sends a link to that address if it signs in for anybody; returns before that is known.
     *
     * @param wentFrom where the person is on the way to, a path of ours
     */
    public void ask(Email email, @Nullable String wentFrom) {
        try {
            afterwards.execute(() -> sendIfKnown(email, wentFrom));
        } catch (RejectedExecutionException tooMany) {
            throw new Refusal(ErrorCode.UNAVAILABLE, "Too many links are waiting to be sent. Try again in a minute.");
        }
    }

    /**
     * Signs in with the token of a link, which is good for nothing more then. Refused with {@code UNAUTHORIZED} when it is
     * unknown or too old, with {@code CONFLICT} when it was used.
     *
     * @param cookieHash hash of what a browser will be known by
     */
    public Arrival use(String token, Optional<byte[]> cookieHash) {
        byte[] hash = Sha256.of(token);
        MagicLink link = links.find(hash).orElseThrow(LoginHandler::unknown);
        Person person = link.person();
        var caller = new Caller(person.operator(), person.role(), person.id().value(), CallerProof.SESSION);
        SignedIn who = decisions.decide(new UseLink(hash, LoginId.mint(random), cookieHash, caller));
        return new Arrival(who, link.wentFrom());
    }

    private void sendIfKnown(Email email, @Nullable String wentFrom) {
        try {
            people.find(email).ifPresent(person -> send(person, email, wentFrom));
        } catch (RuntimeException failed) {
            // The address may stand in the message of a mail server, so only the kind of failure is told.
            LOG.atError().addKeyValue("kind", failed.getClass().getName()).log("a link to sign in was not sent");
        }
    }

    private void send(Person person, Email email, @Nullable String wentFrom) {
        Instant now = clock.instant();
        if (links.sentSince(now.minus(LIFE), person.id()) >= OPEN_MAX) {
            LOG.atWarn().addKeyValue("actor", person.id()).log("no more links are sent to one person for some minutes");
            return;
        }
        String token = RandomText.of(TOKEN_LENGTH, random);
        commands.sendAndWait(new SendLink(person, Sha256.of(token), wentFrom, now, now.plus(LIFE)));
        mail.send(email, token);
    }

    /** Sends those that wait, as far as a few seconds suffice. */
    @Override
    public void destroy() throws InterruptedException {
        afterwards.shutdown();
        if (!afterwards.awaitTermination(LAST_ONES.toSeconds(), TimeUnit.SECONDS)) {
            afterwards.shutdownNow();
        }
    }
}
