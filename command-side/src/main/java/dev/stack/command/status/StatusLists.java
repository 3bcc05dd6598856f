// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.status;

import dev.stack.command.passport.PassportProperties;
import dev.stack.command.status.StoredStatuses.Moment;
import dev.stack.events.StatusSlot;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.status.StatusList;
import dev.stack.status.StatusListToken;
import dev.stack.vault.signing.SigningKeys;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The published lists, from memory. A list is compared with the store at most every {@link #LOOKS_EVERY}, when somebody asks
 * for it, and signed anew when something changed or it is {@link #RESIGNED_AFTER} old; so each process has its own, and none
 * needs to hear of the others. While the store is away the last one goes out until it expires: verifiers then go stale.
 */
@Component
final class StatusLists {

    /** How long a verifier keeps a list. */
    static final Duration TTL = Duration.ofSeconds(5);

    /** How long a list says anything at all. */
    static final Duration LIFE = Duration.ofSeconds(30);

    static final Duration LOOKS_EVERY = Duration.ofMillis(500);

    private static final Duration RESIGNED_AFTER = Duration.ofSeconds(2);
    private static final int BITS = 2;
    private static final Logger LOG = LoggerFactory.getLogger(StatusLists.class);

    private final StoredStatuses statuses;
    private final SigningKeys keys;
    private final PassportProperties properties;
    private final Clock clock;
    private final Map<Integer, Slot> slots = new ConcurrentHashMap<>();

    StatusLists(StoredStatuses statuses, SigningKeys keys, PassportProperties properties, Clock clock) {
        this.statuses = statuses;
        this.keys = keys;
        this.properties = properties;
        this.clock = clock;
    }

    /** The list of that number as of the last half second; refuses a number there is no list of. */
    PublishedList get(int number) {
        if (number < 1 || number > properties.statusLists()) {
            throw Refusal.notFound("Status list", String.valueOf(number));
        }
        return slots.computeIfAbsent(number, Slot::new).get();
    }

    private static Refusal unavailable() {
        return new Refusal(
                ErrorCode.UNAVAILABLE,
                "The status list cannot be made now. Accept no passport without it; try again in a moment.",
                Map.of("part", new JsonString("status")));
    }

    private final class Slot {
        private final int number;
        private final ReentrantLock looking = new ReentrantLock();
        private volatile Optional<PublishedList> published = Optional.empty();
        private volatile long lookedAt = System.nanoTime() - LOOKS_EVERY.toNanos();

        Slot(int number) {
            this.number = number;
        }

        /** One request looks; the others get what there is, or wait for it when there is nothing. */
        PublishedList get() {
            Optional<PublishedList> known = usable();
            if (known.isPresent() && (hasJustLooked() || !looking.tryLock())) {
                return known.get();
            }
            if (known.isEmpty()) {
                looking.lock();
            }
            try {
                return hasJustLooked() ? usable().orElseThrow(StatusLists::unavailable) : look();
            } finally {
                looking.unlock();
            }
        }

        private PublishedList look() {
            Optional<PublishedList> known = usable();
            try {
                PublishedList newest = newest(known, clock.instant());
                published = Optional.of(newest);
                return newest;
            } catch (RuntimeException away) {
                LOG.atDebug()
                        .setCause(away)
                        .log("a status list cannot be renewed; the last one goes out until it expires");
                return known.orElseThrow(() -> away);
            } finally {
                lookedAt = System.nanoTime();
            }
        }

        private boolean hasJustLooked() {
            return System.nanoTime() - lookedAt < LOOKS_EVERY.toNanos();
        }

        private Optional<PublishedList> usable() {
            return published.filter(
                    list -> clock.instant().isBefore(list.token().expiresAt()));
        }

        private PublishedList newest(Optional<PublishedList> known, Instant now) {
            Moment moment = statuses.list(number, now);
            StatusList list = StatusList.allValid(BITS, StatusSlot.LIST_SIZE).with(moment.marked());
            Optional<PublishedList> still = known.filter(one -> isStill(one.token(), list, moment.seq(), now));
            if (still.isPresent()) {
                return still.get();
            }
            String uri = properties.issuer() + "/v1/status-lists/" + number;
            return PublishedList.of(
                    new StatusListToken(uri, now, now.plus(LIFE), TTL, moment.seq(), list), keys.current());
        }

        private static boolean isStill(StatusListToken known, StatusList list, long seq, Instant now) {
            return known.seq() == seq
                    && known.list().equals(list)
                    && now.isBefore(known.issuedAt().plus(RESIGNED_AFTER));
        }
    }
}
