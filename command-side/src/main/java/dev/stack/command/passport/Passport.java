// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.passport;

import dev.stack.call.CallFinding;
import dev.stack.command.passport.PassportCommand.ReportCheckpoint;
import dev.stack.events.CheckpointDelta;
import dev.stack.events.Lineage;
import dev.stack.events.PassportEvent;
import dev.stack.events.PassportEvent.CheckpointDecided;
import dev.stack.events.PassportEvent.CheckpointReported;
import dev.stack.events.PassportEvent.DetectorFired;
import dev.stack.events.PassportEvent.PassportCheckedOut;
import dev.stack.events.PassportEvent.PassportDelegated;
import dev.stack.events.PassportEvent.PassportIssued;
import dev.stack.events.PassportEvent.PassportRefreshed;
import dev.stack.events.PassportEvent.PassportRevoked;
import dev.stack.events.PassportEvent.PassportSuperseded;
import dev.stack.events.PassportEvent.ReviewDecided;
import dev.stack.events.PassportTerms;
import dev.stack.events.Report;
import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.vocabulary.AccountabilityMode;
import dev.stack.vocabulary.AgentId;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.CheckoutId;
import dev.stack.vocabulary.CheckpointId;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.Flag;
import dev.stack.vocabulary.Jti;
import dev.stack.vocabulary.MissionId;
import dev.stack.vocabulary.OperatorId;
import dev.stack.vocabulary.Refusal;
import dev.stack.vocabulary.ReviewStatus;
import dev.stack.vocabulary.RevocationType;
import dev.stack.vocabulary.Severity;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** One passport, from its issue to its end. The expiry held here rules, not the one in a token. */
@Aggregate
@NullUnmarked // fields are empty until the first event
public final class Passport {

    @AggregateIdentifier
    private Jti jti;

    private OperatorId operator;
    private AgentId agent;
    private MissionId mission;
    private PassportTerms terms;
    private Instant expiresAt;
    private @Nullable PassportRevoked revoked;
    private @Nullable PassportSuperseded superseded;
    private @Nullable PassportCheckedOut checkedOut;
    private boolean reviewDecided;
    private final List<Instant> checkpointTimes = new ArrayList<>();
    private final Set<CheckpointId> openCheckpoints = new LinkedHashSet<>();
    private final Set<String> servicesUsed = new LinkedHashSet<>();
    private final NotedFindings findings = new NotedFindings();

    Passport() {} // Axon rebuilds from events

    Passport(PassportEvent first) {
        AggregateLifecycle.apply(first);
    }

    /**
     * Takes a report. In enforced mode the expiry moves to one interval after now, never past the mission's end or
     * {@code latest}, which is its parent's. A service that was neither declared nor granted ends an enforced passport.
     */
    CheckpointAnswer report(ReportCheckpoint command, TokenMaker tokens, Instant latest, Instant now) {
        requireCheckpointsTaken(now);
        List<UndeclaredService> strays = UndeclaredService.in(command.report(), terms, findings.services());
        Optional<UndeclaredService> fatal =
                strays.stream().filter(UndeclaredService::endsThePassport).findFirst();
        Instant extended = fatal.isEmpty() ? extendedExpiry(latest, now) : null;
        List<Flag> flags = strays.stream().map(UndeclaredService::flag).toList();
        var delta = new CheckpointDelta(List.of(), List.of(), 0, 0, flags);
        AggregateLifecycle.apply(new CheckpointReported(
                operator, jti, agent, mission, command.checkpoint(), command.report(), delta, extended, now));
        strays.forEach(stray -> AggregateLifecycle.apply(stray.fired(this, now)));
        fatal.ifPresent(stray -> revoke(RevocationType.SINGLE, stray.revocationReason(), now));
        return CheckpointAnswer.of(
                this, command.checkpoint(), extended, flags, fatal.isPresent() ? null : tokens.sign(this, now));
    }

    /** The final report. Without a review, in standard mode, the passport goes on as it was. */
    PassportCheckedOut checkOut(Report report, List<Flag> flags, ReviewStatus status, Instant now) {
        boolean reviewed = terms.accountability() != AccountabilityMode.STANDARD;
        var event = new PassportCheckedOut(
                operator, jti, agent, mission, CheckoutId.of(jti), report, flags, status, reviewed, now);
        AggregateLifecycle.apply(event);
        return event;
    }

    /** Refuses a checkout that cannot be taken: of a revoked passport, after the first one, long after the expiry. */
    void requireCheckoutTaken(Instant now, Duration window) {
        if (revoked != null) {
            throw revokedRefusal();
        }
        if (checkedOut != null && checkedOut.reviewed()) {
            throw alreadyCheckedOut();
        }
        if (now.isAfter(expiresAt.plus(window))) {
            throw expired("It was checked out too late: reports are taken until " + expiresAt.plus(window) + ".");
        }
    }

    /** Ends it; {@code false} when it had ended before. */
    public boolean revoke(RevocationType type, @Nullable String reason, Instant at) {
        return revoke(type, reason, null, at);
    }

    /** The same, for a passport that {@code cascadedFrom} takes along. */
    boolean revoke(RevocationType type, @Nullable String reason, @Nullable Jti cascadedFrom, Instant at) {
        if (revoked != null) {
            return false; // revoking twice is not an error: the caller wants it dead, and it is
        }
        AggregateLifecycle.apply(new PassportRevoked(operator, jti, agent, mission, type, reason, cascadedFrom, at));
        return true;
    }

    /**
     * Takes a detector's report: an event, unless the same was reported a short while ago, and the end of an enforced
     * passport when it is critical; whether it ended now. Reports on a passport that is over are not kept.
     */
    boolean find(ReportFinding command, Clock clock) {
        Instant now = clock.instant();
        CallFinding finding = command.finding();
        if (!isOwnedBy(command.caller())
                || revoked != null
                || findings.isRepeat(finding.signal(), finding.key(), now)) {
            return false;
        }
        Map<String, JsonValue> details = new LinkedHashMap<>(finding.details().members());
        details.put("key", new JsonString(finding.key()));
        AggregateLifecycle.apply(new DetectorFired(
                operator,
                jti,
                agent,
                mission,
                finding.signal(),
                finding.severity(),
                finding.message(),
                new JsonObject(details),
                now));
        if (finding.severity() == Severity.CRITICAL && terms.accountability() == AccountabilityMode.ENFORCED) {
            return revoke(RevocationType.SINGLE, finding.signal() + "_fire: " + finding.key(), now);
        }
        return false;
    }

    void supersede(Jti by, Instant until) {
        if (superseded == null) {
            AggregateLifecycle.apply(new PassportSuperseded(operator, jti, agent, mission, by, until));
        }
    }

    /** The operator's word on a checkpoint; a rejection ends the passport. */
    public void decideCheckpoint(CheckpointId checkpoint, boolean approved, @Nullable String notes, Instant now) {
        if (!openCheckpoints.contains(checkpoint)) {
            throw Refusal.notFound("Undecided checkpoint", checkpoint.value());
        }
        AggregateLifecycle.apply(
                new CheckpointDecided(operator, jti, agent, mission, checkpoint, approved, notes, now));
        if (!approved) {
            revoke(RevocationType.SINGLE, "checkpoint_rejected", now);
        }
    }

    /** The operator's word on the checkout. */
    public void decideReview(boolean approved, boolean blockFuture, @Nullable String notes, String by, Instant now) {
        if (checkedOut == null || !checkedOut.reviewed()) {
            throw Refusal.notFound("Review", CheckoutId.of(jti).value());
        }
        if (reviewDecided) {
            throw new Refusal(
                    ErrorCode.CONFLICT, "Review " + CheckoutId.of(jti) + " is decided already. A decision is final.");
        }
        AggregateLifecycle.apply(new ReviewDecided(
                operator, jti, agent, mission, CheckoutId.of(jti), approved, blockFuture, notes, by, now));
    }

    /** Records what time has made of it, and says when to look again, if ever. */
    @CommandHandler
    NextLook observe(ObserveDeadline command, Clock clock) {
        Instant now = clock.instant();
        for (Deadline deadline : Deadline.of(this)) {
            if (!deadline.due().isAfter(now)) {
                AggregateLifecycle.apply(deadline.fired(this, now));
            }
        }
        return new NextLook(Deadline.of(this).stream().map(Deadline::due).min(Instant::compareTo));
    }

    /** When to look again; empty when nothing is left to notice. */
    record NextLook(Optional<Instant> at) {}

    /** Whether it is the caller's; otherwise it answers like a missing one. */
    boolean isOwnedBy(Caller caller) {
        return caller.operator().equals(operator);
    }

    /** Refuses a passport that is over. */
    void requireLive(Instant now) {
        if (revoked != null) {
            throw revokedRefusal();
        }
        requireNotSuperseded(now);
        if (!now.isBefore(expiresAt)) {
            throw expired("Refresh it, or issue another one.");
        }
    }

    /** Refuses a passport whose successor has taken over. */
    void requireNotSuperseded(Instant now) {
        if (superseded != null && !now.isBefore(superseded.until())) {
            throw new Refusal(
                    ErrorCode.PASSPORT_REVOKED,
                    "Passport " + jti + " was refreshed; use its successor " + superseded.by() + ".");
        }
    }

    /** Refuses what cannot be refreshed, in the order the answers are told apart. */
    void requireRefreshable(Instant now, Duration window) {
        if (now.isAfter(expiresAt.plus(window))) {
            throw expired("Its refresh window has passed; issue another one.");
        }
        boolean endedWithItsMission = revoked != null && revoked.type() == RevocationType.BULK_MISSION;
        if (revoked != null && !endedWithItsMission) {
            throw revokedRefusal();
        }
        boolean leashBroke =
                terms.accountability() == AccountabilityMode.ENFORCED && !now.isBefore(expiresAt) && missedCheckpoint();
        if (leashBroke) {
            throw expired("A checkpoint was missed in enforced mode, so it cannot be refreshed; issue another one.");
        }
    }

    void requireNotCheckedOut() {
        if (checkedOut != null && checkedOut.reviewed()) {
            throw alreadyCheckedOut();
        }
    }

    private void requireCheckpointsTaken(Instant now) {
        if (terms.accountability() == AccountabilityMode.STANDARD) {
            throw new Refusal(
                    ErrorCode.CHECKPOINT_NOT_AVAILABLE,
                    "Passport " + jti + " is in standard mode, which has no checkpoints. Leave them out.");
        }
        requireLive(now);
        requireNotCheckedOut();
    }

    private @Nullable Instant extendedExpiry(Instant latest, Instant now) {
        if (terms.accountability() != AccountabilityMode.ENFORCED) {
            return null;
        }
        Instant bounded = Life.earlier(now.plus(interval()), Life.earlier(latest, terms.missionExpiresAt()));
        return bounded.isAfter(expiresAt) ? bounded : null;
    }

    private Refusal revokedRefusal() {
        String reason = revoked.reason() == null ? "" : " (" + revoked.reason() + ")";
        return new Refusal(
                ErrorCode.PASSPORT_REVOKED,
                "Passport " + jti + " was revoked" + reason + ". Issue another one if the agent may go on.");
    }

    private Refusal expired(String next) {
        return new Refusal(ErrorCode.PASSPORT_EXPIRED, "Passport " + jti + " expired at " + expiresAt + ". " + next);
    }

    private Refusal alreadyCheckedOut() {
        return new Refusal(
                ErrorCode.ALREADY_CHECKED_OUT,
                "Passport " + jti
                        + " is checked out already; its mission is reported. Issue another one for new work.");
    }

    /** Whether the expiry it has is a leash that ran out, and not the end of its whole life or of the mission. */
    boolean missedCheckpoint() {
        Instant leash = lastSign().plus(interval());
        return !leash.isAfter(expiresAt) && expiresAt.isBefore(terms.missionExpiresAt());
    }

    /** When it last gave a sign of life: its issue, or the latest checkpoint. */
    Instant lastSign() {
        return checkpointTimes.isEmpty() ? terms.issuedAt() : checkpointTimes.getLast();
    }

    Duration interval() {
        return Duration.ofSeconds(terms.checkpointIntervalSeconds());
    }

    /** What ended it early, or empty while it was not revoked. */
    public Optional<PassportRevoked> revocation() {
        return Optional.ofNullable(revoked);
    }

    Optional<PassportSuperseded> superseding() {
        return Optional.ofNullable(superseded);
    }

    Optional<PassportCheckedOut> checkout() {
        return Optional.ofNullable(checkedOut);
    }

    boolean hasFired(String signal) {
        return findings.hasFired(signal);
    }

    List<Instant> checkpointTimes() {
        return List.copyOf(checkpointTimes);
    }

    Set<String> servicesUsed() {
        return servicesUsed;
    }

    public Jti jti() {
        return jti;
    }

    public OperatorId operator() {
        return operator;
    }

    public AgentId agent() {
        return agent;
    }

    public MissionId mission() {
        return mission;
    }

    public PassportTerms terms() {
        return terms;
    }

    /** Where it comes from. */
    Lineage lineage() {
        return Objects.requireNonNullElseGet(terms.lineage(), () -> Lineage.root(jti));
    }

    public Instant expiresAt() {
        return expiresAt;
    }

    /** The next state; public so that a decision elsewhere can be taken by it. */
    @EventSourcingHandler
    public void on(PassportEvent event) {
        switch (event) {
            case PassportIssued issued -> begin(issued, issued.terms());
            case PassportRefreshed refreshed -> begin(refreshed, refreshed.terms());
            case PassportDelegated delegated -> begin(delegated, delegated.terms());
            case PassportSuperseded newer -> superseded = newer;
            case CheckpointReported report -> {
                checkpointTimes.add(report.at());
                openCheckpoints.add(report.checkpoint());
                servicesUsed.addAll(report.report().servicesUsed());
                expiresAt = report.expiresAt() == null ? expiresAt : report.expiresAt();
            }
            case CheckpointDecided decided -> openCheckpoints.remove(decided.checkpoint());
            case PassportCheckedOut checkout -> {
                checkedOut = checkout;
                servicesUsed.addAll(checkout.report().servicesUsed());
            }
            case ReviewDecided _ -> reviewDecided = true;
            case PassportRevoked ended -> revoked = ended;
            case DetectorFired finding -> findings.note(finding);
        }
    }

    private void begin(PassportEvent first, PassportTerms agreed) {
        jti = first.jti();
        operator = first.operator();
        agent = first.agent();
        mission = first.mission();
        terms = agreed;
        expiresAt = agreed.expiresAt();
    }

    /** A passport before its first event, to be folded. */
    static Passport unborn() {
        return new Passport();
    }
}
