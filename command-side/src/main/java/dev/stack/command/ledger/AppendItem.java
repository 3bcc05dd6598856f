// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.ledger;

import dev.stack.vocabulary.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * All that one command writes, all or nothing: guards, then events. It is handed from the command's thread to the
 * appender's, and either side may call it off until the commit begins; from then on it is done, refused or unknown.
 */
final class AppendItem {

    private enum State {
        WAITING,
        COMMITTING,
        ABANDONED
    }

    private final List<Guard> guards;
    private final List<Draft> drafts;
    private final @Nullable Basis basis;
    private final boolean urgent = Urgency.isUrgent();
    private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
    private final CompletableFuture<Written> done = new CompletableFuture<>();

    AppendItem(List<Guard> guards, List<Draft> drafts) {
        this(guards, drafts, null);
    }

    AppendItem(List<Guard> guards, List<Draft> drafts, @Nullable Basis basis) {
        this.guards = List.copyOf(guards);
        this.drafts = List.copyOf(drafts);
        this.basis = basis;
    }

    List<Guard> guards() {
        return guards;
    }

    List<Draft> drafts() {
        return drafts;
    }

    /** What it was decided by from memory; {@code null} when it was read for this item. */
    @Nullable
    Basis basis() {
        return basis;
    }

    /** Whether the command that made it is urgent. */
    boolean isUrgent() {
        return urgent;
    }

    int rows() {
        return drafts.size();
    }

    long bytes() {
        return drafts.stream().mapToLong(Draft::bytes).sum();
    }

    /**
     * Waits for the appender. After {@code patience} the command gives up for certain, unless the commit is under way;
     * then it waits {@code commitPatience} more, and after that nobody knows.
     */
    Written await(Duration patience, Duration commitPatience) {
        try {
            return done.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            return state.compareAndSet(State.WAITING, State.ABANDONED)
                    ? giveUp(StoreRefusals.unavailable("it did not answer in time"))
                    : awaitCommit(commitPatience);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return giveUp(
                    state.compareAndSet(State.WAITING, State.ABANDONED)
                            ? StoreRefusals.unavailable("the wait for it was interrupted")
                            : StoreRefusals.outcomeUnknown());
        } catch (ExecutionException failed) {
            throw cause(failed);
        }
    }

    /** Called by the appender before it commits; {@code false} when the command has given up. */
    boolean claim() {
        return state.compareAndSet(State.WAITING, State.COMMITTING) || state.get() == State.COMMITTING;
    }

    /** Called by the appender when a claimed item was not committed after all and will be tried again. */
    void release() {
        state.compareAndSet(State.COMMITTING, State.WAITING);
    }

    boolean isClaimed() {
        return state.get() == State.COMMITTING;
    }

    boolean isAbandoned() {
        return state.get() == State.ABANDONED;
    }

    void complete(Written written) {
        done.complete(written);
    }

    void fail(RuntimeException failure) {
        done.completeExceptionally(failure);
    }

    private Written awaitCommit(Duration patience) {
        try {
            return done.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            return giveUp(StoreRefusals.outcomeUnknown());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return giveUp(StoreRefusals.outcomeUnknown());
        } catch (ExecutionException failed) {
            throw cause(failed);
        }
    }

    private static Written giveUp(Refusal refusal) {
        throw refusal;
    }

    private static RuntimeException cause(ExecutionException failed) {
        return failed.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(failed);
    }
}
