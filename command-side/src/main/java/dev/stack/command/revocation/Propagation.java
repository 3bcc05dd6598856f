// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.revocation;

import dev.stack.command.ledger.RevocationNews;
import dev.stack.command.revocation.StoredEdges.Edges;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Waits until the edges have applied what was just revoked. Whoever waits holds nothing meanwhile, and one thread looks
 * for all of them; there is none while nobody waits.
 */
@Component
public class Propagation {

    private static final Logger LOG = LoggerFactory.getLogger(Propagation.class);
    private static final long LOOKS_EVERY_NANOS = 2_000_000;
    private static final List<String> NOBODY_KNOWS = List.of("unknown");

    private final RevocationNews news;
    private final StoredEdges edges;
    private final PropagationProperties properties;
    private final List<Waiter> waiting = new ArrayList<>();

    Propagation(RevocationNews news, StoredEdges edges, PropagationProperties properties) {
        this.news = news;
        this.edges = edges;
        this.properties = properties;
    }

    /**
     * To be called after the commit: the live edges that have not applied all of the log within the patience of the
     * settings, by their ids; normally none. {@code unknown} alone when the store did not say.
     */
    public List<String> pending() {
        news.tell();
        var waiter = new Waiter(System.nanoTime() + properties.patience().toNanos());
        synchronized (waiting) {
            waiting.add(waiter);
            if (waiting.size() == 1) {
                Thread.ofVirtual().name("stack-propagation").start(this::look);
            }
        }
        return waiter.pending.join();
    }

    private void look() {
        while (true) {
            List<Waiter> asking;
            synchronized (waiting) {
                asking = List.copyOf(waiting);
            }
            look(asking);
            synchronized (waiting) {
                waiting.removeIf(waiter -> waiter.pending.isDone());
                if (waiting.isEmpty()) {
                    return;
                }
            }
            LockSupport.parkNanos(LOOKS_EVERY_NANOS);
        }
    }

    private void look(List<Waiter> asking) {
        try {
            Edges now = edges.live();
            asking.forEach(waiter -> waiter.see(now));
        } catch (DataAccessException away) {
            LOG.debug("the edges cannot be asked for: {}", away.getMessage());
            asking.forEach(Waiter::giveUpInTime);
        } catch (RuntimeException defect) {
            LOG.error("the edges could not be asked for", defect);
            asking.forEach(waiter -> waiter.pending.complete(NOBODY_KNOWS));
        }
    }

    /** One request that waits. What it waits for is the head it sees first, which holds its own entry. */
    private static final class Waiter {

        private final CompletableFuture<List<String>> pending = new CompletableFuture<>();
        private final long deadline;
        private long target = -1;
        private List<String> behind = NOBODY_KNOWS;

        Waiter(long deadline) {
            this.deadline = deadline;
        }

        void see(Edges now) {
            target = target < 0 ? now.head() : target;
            behind = now.behind(target);
            if (behind.isEmpty()) {
                pending.complete(behind);
            }
            giveUpInTime();
        }

        void giveUpInTime() {
            if (System.nanoTime() - deadline >= 0) {
                pending.complete(behind);
            }
        }
    }
}
