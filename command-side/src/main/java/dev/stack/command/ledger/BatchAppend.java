// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.ledger;

import dev.stack.call.GroundMoved;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends one batch. First all at once; when that fails because of one of them, once more with a savepoint around each,
 * so that only the guilty fail. Whatever happens, each item gets exactly one answer.
 */
final class BatchAppend {

    private static final Logger LOG = LoggerFactory.getLogger(BatchAppend.class);
    private static final int ATTEMPTS = 2;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final AppenderConnection connection;
    private final LedgerPosition position;
    private final GroundMarks marks;
    private final ClockIncidents clocks;
    private final LedgerMetrics metrics;

    BatchAppend(
            AppenderConnection connection,
            LedgerPosition position,
            GroundMarks marks,
            ClockIncidents clocks,
            LedgerMetrics metrics) {
        this.connection = connection;
        this.position = position;
        this.marks = marks;
        this.clocks = clocks;
        this.metrics = metrics;
    }

    /** The commit was sent and its answer was lost. */
    private static final class CommitLost extends Exception {
        private static final long serialVersionUID = 1L;

        CommitLost(SQLException cause) {
            super(cause);
        }
    }

    void append(List<AppendItem> batch) {
        List<AppendItem> left = new ArrayList<>(batch);
        try {
            metrics.timeBatch(() -> appendWithRetry(left));
        } catch (RuntimeException defect) {
            LOG.error("a batch failed unexpectedly", defect);
            failUnexpectedly(batch);
        } catch (Error fatal) {
            failUnexpectedly(batch);
            throw fatal;
        }
    }

    /** Whether anything was written is in doubt only if a commit had begun. */
    private void failUnexpectedly(List<AppendItem> batch) {
        connection.discard();
        batch.forEach(item -> item.fail(
                item.isClaimed()
                        ? StoreRefusals.outcomeUnknown()
                        : StoreRefusals.unavailable("it failed unexpectedly")));
    }

    /** A connection that was lost before the commit is opened anew, once: a restart of PostgreSQL stays unseen. */
    private void appendWithRetry(List<AppendItem> left) {
        int failures = 0;
        while (dropAbandoned(left)) {
            try {
                appendOnce(left);
            } catch (CommitLost lost) {
                LOG.warn("a commit got no answer: {}", String.valueOf(lost.getMessage()));
                connection.discard();
                failAll(left, StoreRefusals.outcomeUnknown());
            } catch (SQLException failed) {
                connection.discard();
                left.forEach(AppendItem::release);
                if (++failures == ATTEMPTS) {
                    LOG.warn("the event store is unavailable: {}", failed.getMessage());
                    failAll(left, StoreRefusals.unavailable("it could not be reached or took too long"));
                }
                // A database that is coming up, or going down, is not asked as fast as it can refuse.
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    private static boolean dropAbandoned(List<AppendItem> left) {
        left.removeIf(AppendItem::isAbandoned);
        return !left.isEmpty();
    }

    private void appendOnce(List<AppendItem> left) throws SQLException, CommitLost {
        Connection open = connection.get();
        try {
            allAtOnce(open, left);
        } catch (GuardFailure oneSaidNo) {
            oneByOne(open, left);
        } catch (SQLException failed) {
            if (SqlFailures.isConnectionLost(failed) || SqlFailures.isExhausted(failed)) {
                throw failed;
            }
            oneByOne(open, left);
        }
    }

    private void allAtOnce(Connection open, List<AppendItem> left) throws SQLException, GuardFailure, CommitLost {
        ChainHeads heads = lock(open, left);
        refuseStale(left, heads);
        if (left.isEmpty()) {
            open.rollback();
            return;
        }
        Written written = LedgerWriter.write(open, left, heads);
        if (commit(open, left, heads, written)) {
            left.clear();
        }
    }

    /** They are told before anything is written, so that they hold nobody up. */
    private void refuseStale(List<AppendItem> left, ChainHeads heads) {
        heads.tell(marks);
        List<AppendItem> stale = left.stream().filter(new Stale(heads)).toList();
        stale.forEach(item -> answer(left, item, new GroundMoved()));
    }

    private void oneByOne(Connection open, List<AppendItem> left) throws SQLException, CommitLost {
        open.rollback();
        metrics.countReplay();
        ChainHeads heads = lock(open, left);
        List<AppendItem> good = new ArrayList<>();
        Written last = null;
        for (AppendItem item : List.copyOf(left)) {
            Savepoint before = open.setSavepoint();
            try {
                last = LedgerWriter.write(open, List.of(item), heads);
                open.releaseSavepoint(before);
                good.add(item);
            } catch (GuardFailure refused) {
                open.rollback(before);
                answer(left, item, refused.answer());
            } catch (SQLException failed) {
                if (SqlFailures.isConnectionLost(failed) || SqlFailures.isExhausted(failed)) {
                    throw failed;
                }
                open.rollback(before);
                answer(left, item, meaning(failed));
            }
        }
        if (last == null) {
            open.rollback();
        } else if (commit(open, good, heads, last)) {
            left.removeAll(good);
        }
    }

    /** Heads that are missing are committed first, in a transaction of their own: locking then keeps its one order. */
    private static ChainHeads lock(Connection open, List<AppendItem> left) throws SQLException {
        Set<String> chains = LedgerWriter.chainsOf(left);
        ChainHeads heads = ChainHeads.lock(open, chains);
        if (heads.haveAll(chains)) {
            return heads;
        }
        open.rollback();
        ChainHeads.create(open, chains);
        open.commit();
        return ChainHeads.lock(open, chains);
    }

    /** Commits and answers; {@code false} when someone gave up while we wrote: without them, from the start. */
    private boolean commit(Connection open, List<AppendItem> items, ChainHeads heads, Written written)
            throws SQLException, CommitLost {
        if (!items.stream().allMatch(AppendItem::claim)) {
            open.rollback();
            items.forEach(AppendItem::release);
            return false;
        }
        try {
            open.commit();
        } catch (SQLException failed) {
            if (refusedByServer(failed)) {
                items.forEach(AppendItem::release);
                throw failed;
            }
            throw new CommitLost(failed);
        }
        heads.tell(marks);
        position.heard(written.globalIndex());
        metrics.countWritten(items, written);
        clocks.heldTime(items, written);
        items.forEach(item -> item.complete(written));
        return true;
    }

    /** An error with a severity below FATAL is an answer: the transaction was rolled back. */
    private static boolean refusedByServer(SQLException failed) {
        ServerErrorMessage message = failed instanceof PSQLException answered ? answered.getServerErrorMessage() : null;
        return message != null && "ERROR".equals(message.getSeverity());
    }

    /** What the one command is told whose entry could not be written. */
    static RuntimeException meaning(SQLException failed) {
        if (SqlFailures.isPlaceTaken(failed)) {
            return new AppendConflict();
        }
        if (SqlFailures.isTransient(failed) || SqlFailures.isConnectionLost(failed)) {
            return StoreRefusals.unavailable("others held what this needed for too long");
        }
        LOG.error("an entry could not be written", failed);
        return StoreRefusals.notRecorded();
    }

    private static void answer(List<AppendItem> left, AppendItem item, RuntimeException answer) {
        left.remove(item);
        item.fail(answer);
    }

    private static void failAll(List<AppendItem> left, RuntimeException failure) {
        left.forEach(item -> item.fail(failure));
        left.clear();
    }
}
