// SPDX-License-Identifier: Apache-2.0
package dev.stack.query.passport;

import dev.stack.events.AgentEvent;
import dev.stack.events.CallEvent;
import dev.stack.events.ConnectionEvent;
import dev.stack.events.CredentialEvent;
import dev.stack.events.DomainEvent;
import dev.stack.events.LoginEvent;
import dev.stack.events.MissionEvent;
import dev.stack.events.MissionEvent.MissionCompleted;
import dev.stack.events.MissionEvent.MissionExpired;
import dev.stack.events.MissionEvent.MissionOpened;
import dev.stack.events.MissionEvent.MissionRenewed;
import dev.stack.events.MissionEvent.MissionRevoked;
import dev.stack.events.OperatorEvent;
import dev.stack.events.OperatorEvent.ApiKeyIssued;
import dev.stack.events.OperatorEvent.OperatorFrozen;
import dev.stack.events.OperatorEvent.OperatorRegistered;
import dev.stack.events.OperatorEvent.OperatorThawed;
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
import dev.stack.events.SystemEvent;
import dev.stack.json.JsonValue.JsonArray;
import dev.stack.query.view.Change;
import dev.stack.query.view.View;
import dev.stack.vocabulary.Jti;
import dev.stack.vocabulary.MissionId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Passports with their checkpoints, checkouts and reviews. Which state one is in, the clock says when it is read. */
@Component
public final class PassportView implements View {

    /** The reviews are read from these rows too. */
    public static final String NAME = "query.passport";

    private static final String ISSUE = """
            insert into query.passport (jti, operator_id, agent_id, agent_name, mission_id, session_id, accountability,
                services, intent_summary, intent_services, will_delegate, estimated_duration_seconds, ttl_seconds,
                checkpoint_interval_seconds, mission_expires_at, issued_at, expires_at, kid, refreshed_from,
                chain)
            values (?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (jti) do nothing""";

    private static final String CHECKPOINT = """
            insert into query.checkpoint (checkpoint_id, operator_id, jti, report, delta, expires_at, reported_at)
            values (?, ?, ?, ?::jsonb, ?::jsonb, ?, ?) on conflict (checkpoint_id) do nothing""";

    /** Without a review the passport goes on and may check out again, under the same id: the last report stands. */
    private static final String CHECKOUT = """
            insert into query.checkout (checkout_id, operator_id, jti, agent_id, mission_id, report, flags, status,
                reviewed, submitted_at)
            values (?, ?, ?, ?, ?, ?::jsonb, ?::jsonb, ?, ?, ?)
            on conflict (checkout_id) do update set report = excluded.report, flags = excluded.flags,
                status = excluded.status, reviewed = excluded.reviewed, submitted_at = excluded.submitted_at""";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> tables() {
        return List.of("query.passport", "query.checkpoint", "query.checkout", "query.frozen_operator");
    }

    @Override
    public List<Change> changes(DomainEvent event) {
        return switch (event) {
            case PassportEvent passport -> of(passport);
            case MissionEvent mission -> of(mission);
            case OperatorEvent operator -> of(operator);
            case AgentEvent _, ConnectionEvent _, CallEvent _, CredentialEvent _, LoginEvent _, SystemEvent _ ->
                List.of();
        };
    }

    private static List<Change> of(PassportEvent event) {
        return switch (event) {
            case PassportIssued issued -> List.of(issue(issued, issued.terms(), null));
            case PassportDelegated delegated -> List.of(issue(delegated, delegated.terms(), null));
            case PassportRefreshed refreshed -> List.of(issue(refreshed, refreshed.terms(), refreshed.from()));
            case PassportSuperseded superseded -> List.of(supersede(superseded));
            case CheckpointReported reported -> report(reported);
            case CheckpointDecided decided -> List.of(decide(decided));
            case PassportCheckedOut checkedOut -> checkOut(checkedOut);
            case ReviewDecided decided -> List.of(decide(decided));
            case PassportRevoked revoked -> List.of(revoke(revoked));
            case DetectorFired _ -> List.of();
        };
    }

    /** A mission that ends takes its passports with it. */
    private static List<Change> of(MissionEvent event) {
        return switch (event) {
            case MissionOpened _, MissionRenewed _ -> List.of();
            case MissionCompleted completed -> List.of(end(completed.mission(), completed.at()));
            case MissionRevoked revoked -> List.of(end(revoked.mission(), revoked.at()));
            case MissionExpired expired -> List.of(end(expired.mission(), expired.at()));
        };
    }

    /** A freeze stops the passports and changes none of them. */
    private static List<Change> of(OperatorEvent event) {
        return switch (event) {
            case OperatorFrozen frozen ->
                List.of(Change.of(
                        "insert into query.frozen_operator (operator_id, frozen_at) values (?, ?)"
                                + " on conflict (operator_id) do nothing",
                        frozen.operator().value(),
                        frozen.at()));
            case OperatorThawed thawed ->
                List.of(Change.of(
                        "delete from query.frozen_operator where operator_id = ?",
                        thawed.operator().value()));
            case OperatorRegistered _, ApiKeyIssued _ -> List.of();
        };
    }

    private static Change issue(PassportEvent event, PassportTerms terms, @Nullable Jti from) {
        return Change.of(
                ISSUE,
                event.jti().value(),
                event.operator().value(),
                event.agent().value(),
                terms.agentName(),
                event.mission().value(),
                terms.session().value(),
                terms.accountability().wire(),
                new JsonArray(List.copyOf(terms.services())).toString(),
                terms.intentSummary(),
                terms.intentServices(),
                terms.willDelegate(),
                terms.estimatedDurationSeconds(),
                terms.ttlSeconds(),
                terms.checkpointIntervalSeconds(),
                terms.missionExpiresAt(),
                terms.issuedAt(),
                terms.expiresAt(),
                terms.kid(),
                from == null ? null : from.value(),
                terms.lineage() == null
                        ? List.of()
                        : terms.lineage().ancestors().stream()
                                .map(ancestor -> ancestor.jti().value())
                                .toList());
    }

    private static Change supersede(PassportSuperseded event) {
        // The first one to take its place ended it; a sibling does not give it a longer life.
        return Change.of(
                "update query.passport set superseded_by = coalesce(superseded_by, ?),"
                        + " superseded_at = coalesce(superseded_at, ?) where jti = ?",
                event.by().value(),
                event.until(),
                event.jti().value());
    }

    private static List<Change> report(CheckpointReported event) {
        var changes = new ArrayList<Change>();
        changes.add(Change.of(
                CHECKPOINT,
                event.checkpoint().value(),
                event.operator().value(),
                event.jti().value(),
                ReportJson.of(event.report()).toString(),
                ReportJson.of(event.delta()).toString(),
                event.expiresAt(),
                event.at()));
        if (event.expiresAt() != null) {
            changes.add(Change.of(
                    "update query.passport set expires_at = ? where jti = ?",
                    event.expiresAt(),
                    event.jti().value()));
        }
        return changes;
    }

    private static Change decide(CheckpointDecided event) {
        return Change.of(
                "update query.checkpoint set approved = ?, notes = ?, decided_at = ? where checkpoint_id = ?",
                event.approved(),
                event.notes(),
                event.at(),
                event.checkpoint().value());
    }

    private static List<Change> checkOut(PassportCheckedOut event) {
        var changes = new ArrayList<Change>();
        changes.add(Change.of(
                CHECKOUT,
                event.checkout().value(),
                event.operator().value(),
                event.jti().value(),
                event.agent().value(),
                event.mission().value(),
                ReportJson.of(event.report()).toString(),
                ReportJson.flags(event.flags()).toString(),
                event.status().wire(),
                event.reviewed(),
                event.at()));
        if (event.reviewed()) {
            changes.add(Change.of(
                    "update query.passport set checked_out_at = coalesce(checked_out_at, ?) where jti = ?",
                    event.at(),
                    event.jti().value()));
        }
        return changes;
    }

    private static Change decide(ReviewDecided event) {
        return Change.of(
                "update query.checkout set approved = ?, block_future = ?, notes = ?, decided_by = ?, decided_at = ?"
                        + " where checkout_id = ?",
                event.approved(),
                event.blockFuture(),
                event.notes(),
                event.decidedBy(),
                event.at(),
                event.checkout().value());
    }

    private static Change revoke(PassportRevoked event) {
        return Change.of(
                "update query.passport set revoked_at = ?, revocation_type = ?, revocation_reason = ?,"
                        + " revoked_with = ? where jti = ? and revoked_at is null",
                event.at(),
                event.type().wire(),
                event.reason(),
                event.cascadedFrom() == null ? null : event.cascadedFrom().value(),
                event.jti().value());
    }

    private static Change end(MissionId mission, Instant at) {
        return Change.of(
                "update query.passport set mission_ended_at = coalesce(mission_ended_at, ?) where mission_id = ?",
                at,
                mission.value());
    }
}
