// SPDX-License-Identifier: Apache-2.0
package dev.stack.query.mission;

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
import dev.stack.events.MissionTerms;
import dev.stack.events.OperatorEvent;
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
import dev.stack.query.view.Change;
import dev.stack.query.view.View;
import java.util.List;
import org.springframework.stereotype.Component;

/** Missions and the passports bound to them. */
@Component
final class MissionView implements View {

    static final String NAME = "query.mission";

    private static final String OPEN = """
            insert into query.mission (mission_id, operator_id, agent_id, intent_summary, intent_services, implicit,
                declared, expires_at, created_at)
            values (?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?)
            on conflict (mission_id) do nothing""";

    private static final String BIND = """
            insert into query.mission_passport (jti, mission_id, agent_id, issued_at, expires_at)
            values (?, ?, ?, ?, ?) on conflict (jti) do nothing""";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> tables() {
        return List.of("query.mission", "query.mission_passport");
    }

    @Override
    public List<Change> changes(DomainEvent event) {
        return switch (event) {
            case MissionEvent mission -> of(mission);
            case PassportEvent passport -> of(passport);
            case OperatorEvent _,
                    AgentEvent _,
                    ConnectionEvent _,
                    CallEvent _,
                    CredentialEvent _,
                    LoginEvent _,
                    SystemEvent _ -> List.of();
        };
    }

    private static List<Change> of(MissionEvent event) {
        return switch (event) {
            case MissionOpened opened -> List.of(open(opened));
            case MissionRenewed _ -> List.of(); // The new passport's own event binds it.
            case MissionCompleted completed -> List.of(complete(completed));
            case MissionRevoked revoked -> List.of(revoke(revoked));
            case MissionExpired expired -> List.of(expire(expired));
        };
    }

    private static List<Change> of(PassportEvent event) {
        return switch (event) {
            case PassportIssued issued -> List.of(bind(issued, issued.terms()));
            case PassportRefreshed refreshed -> List.of(bind(refreshed, refreshed.terms()));
            case PassportDelegated delegated -> List.of(bind(delegated, delegated.terms()));
            case CheckpointReported reported -> extend(reported);
            case PassportSuperseded _,
                    CheckpointDecided _,
                    PassportCheckedOut _,
                    ReviewDecided _,
                    PassportRevoked _,
                    DetectorFired _ -> List.of();
        };
    }

    private static Change open(MissionOpened event) {
        MissionTerms terms = event.terms();
        return Change.of(
                OPEN,
                event.mission().value(),
                event.operator().value(),
                terms.agent() == null ? null : terms.agent().value(),
                terms.intentSummary(),
                terms.intentServices(),
                terms.implicit(),
                terms.declared().toString(),
                terms.expiresAt(),
                event.at());
    }

    private static Change complete(MissionCompleted event) {
        return Change.of(
                "update query.mission set status = 'completed', terminal_state = 'completed_successful',"
                        + " output = ?::jsonb, ended_at = ? where mission_id = ?",
                event.output() == null ? null : event.output().toString(),
                event.at(),
                event.mission().value());
    }

    private static Change revoke(MissionRevoked event) {
        return Change.of(
                "update query.mission set status = 'revoked', terminal_state = ?, ended_at = ? where mission_id = ?",
                event.adversarial() ? "revoked_adversarial" : "revoked_clean",
                event.at(),
                event.mission().value());
    }

    /** It ended at its deadline, however much later that was noticed. */
    private static Change expire(MissionExpired event) {
        return Change.of(
                "update query.mission set status = 'expired', terminal_state = 'expired', ended_at = expires_at"
                        + " where mission_id = ?",
                event.mission().value());
    }

    private static Change bind(PassportEvent event, PassportTerms terms) {
        return Change.of(
                BIND,
                event.jti().value(),
                event.mission().value(),
                event.agent().value(),
                terms.issuedAt(),
                terms.expiresAt());
    }

    private static List<Change> extend(CheckpointReported event) {
        return event.expiresAt() == null
                ? List.of()
                : List.of(Change.of(
                        "update query.mission_passport set expires_at = ? where jti = ?",
                        event.expiresAt(),
                        event.jti().value()));
    }
}
