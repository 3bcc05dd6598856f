// SPDX-License-Identifier: Apache-2.0
package dev.stack.bench;

import dev.stack.app.redis.RedisFeed;
import dev.stack.command.revocation.StoredRevocations;
import dev.stack.edge.revocation.LocalRevocations;
import dev.stack.edge.revocation.RevocationFollower;
import dev.stack.edge.revocation.RevocationProperties;
import dev.stack.revocation.RevocationSet;
import dev.stack.revocation.RevocationSet.Verdict;
import dev.stack.vocabulary.Jti;
import dev.stack.vocabulary.OperatorId;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;

/** What an edge has to know of revocations, with its own connections to PostgreSQL and Redis. */
final class RevocationEdge implements AutoCloseable {

    private final LocalRevocations revocations;
    private final RevocationFollower follower;
    private final RedisFeed feed;

    RevocationEdge(DataSource database, URI redis) {
        RevocationProperties settings = RevocationProperties.defaults();
        revocations = new LocalRevocations(new RevocationSet(), settings.maxStaleness());
        follower = new RevocationFollower(StoredRevocations.over(database), revocations, settings, true);
        follower.start();
        feed = RedisFeed.of(redis, follower);
    }

    LocalRevocations revocations() {
        return revocations;
    }

    /** Completed, with the time of {@link System#nanoTime()}, when this edge refuses the passport. */
    CompletableFuture<Long> refuses(OperatorId operator, Jti jti) {
        var refused = new CompletableFuture<Long>();
        Runnable look = () -> {
            if (revocations.look(operator, jti) != Verdict.LIVE) {
                refused.complete(System.nanoTime());
            }
        };
        Runnable stop = revocations.onChange(look);
        return refused.whenComplete((_, _) -> stop.run());
    }

    @Override
    public void close() {
        feed.close();
        follower.close();
    }
}
