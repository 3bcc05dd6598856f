// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.passport;

import dev.stack.command.ledger.Guard;
import dev.stack.command.ledger.Lookup;
import dev.stack.events.DomainEvent;
import dev.stack.events.Lineage;
import dev.stack.events.Lineage.Ancestor;
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
import dev.stack.events.StatusSlot;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.vocabulary.AccountabilityMode;
import dev.stack.vocabulary.Jti;
import dev.stack.vocabulary.MissionId;
import dev.stack.vocabulary.OperatorId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which passports belong together, so that they can end together. */
@Component
public class PassportLookup implements Lookup {

    // Ids hold no space, so one text carries a whole list of them.
    private static final String INSERT = """
            INSERT INTO command.passport (jti, operator_id, agent_id, mission_id, session_id, connections, issued_at,
                expires_at, family, ancestors, chain, enforced, claims, kid, status_list, status_index,
                confirmation)
            VALUES (?, ?, ?, ?, ?, string_to_array(?, ' '), ?, ?, ?, string_to_array(?, ' '), string_to_array(?, ' '),
                ?, string_to_array(?, ' '), ?, ?, ?, ?)""";

    private final JdbcClient jdbc;

    PassportLookup(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Guard> on(DomainEvent event) {
        return event instanceof PassportEvent change ? onPassport(change) : List.of();
    }

    private static List<Guard> onPassport(PassportEvent event) {
        return switch (event) {
            case PassportIssued issued -> List.of(insert(issued, issued.terms()));
            case PassportRefreshed refreshed -> List.of(insert(refreshed, refreshed.terms()));
            case PassportDelegated delegated -> List.of(insert(delegated, delegated.terms()));
            case CheckpointReported report
            when report.expiresAt() != null ->
                List.of(Guard.write(
                        "UPDATE command.passport SET expires_at = ? WHERE jti = ?",
                        report.expiresAt().atOffset(ZoneOffset.UTC),
                        report.jti().value()));
            case PassportRevoked revoked ->
                List.of(Guard.write(
                        "UPDATE command.passport SET revoked = true WHERE jti = ?",
                        revoked.jti().value()));
            case PassportSuperseded superseded ->
                List.of(Guard.write(
                        "UPDATE command.passport SET superseded_until = ? WHERE jti = ?",
                        superseded.until().atOffset(ZoneOffset.UTC),
                        superseded.jti().value()));
            case PassportCheckedOut checkout
            when checkout.reviewed() ->
                List.of(Guard.write(
                        "UPDATE command.passport SET checked_out = true WHERE jti = ?",
                        checkout.jti().value()));
            case CheckpointReported _, CheckpointDecided _, PassportCheckedOut _, ReviewDecided _, DetectorFired _ ->
                List.of();
        };
    }

    /** A place in the status list that is taken sends the command round again, which draws another one. */
    private static Guard insert(PassportEvent first, PassportTerms terms) {
        Lineage lineage = Objects.requireNonNullElseGet(terms.lineage(), () -> Lineage.root(first.jti()));
        StatusSlot slot = terms.status();
        List<@Nullable Object> values = new ArrayList<>(List.of(
                first.jti().value(),
                first.operator().value(),
                first.agent().value(),
                first.mission().value(),
                terms.session().value(),
                connections(terms),
                terms.issuedAt().atOffset(ZoneOffset.UTC),
                terms.expiresAt().atOffset(ZoneOffset.UTC),
                lineage.family().value(),
                joined(lineage.ancestors(), Ancestor::family),
                joined(lineage.ancestors(), Ancestor::jti),
                terms.accountability() == AccountabilityMode.ENFORCED,
                String.join(" ", terms.identityClaims()),
                terms.kid()));
        values.add(slot == null ? null : slot.list());
        values.add(slot == null ? null : slot.index());
        values.add(terms.confirmation());
        return new Guard(INSERT, values, () -> new ConcurrencyException("the place in the status list is taken"));
    }

    private static String joined(List<Ancestor> ancestors, Function<Ancestor, Jti> id) {
        return ancestors.stream().map(id).map(Jti::value).collect(Collectors.joining(" "));
    }

    private static String connections(PassportTerms terms) {
        return String.join(
                " ",
                terms.services().stream()
                        .flatMap(service -> service.get("connection_id").stream())
                        .map(id -> ((JsonString) id).value())
                        .toList());
    }

    /** A passport and those refreshed from it, oldest first. */
    List<Jti> ofFamily(Jti family) {
        return jdbc.sql("SELECT jti FROM command.passport WHERE family = ? ORDER BY issued_at, jti LIMIT 1000")
                .param(family.value())
                .query((row, _) -> new Jti(row.getString(1)))
                .list();
    }

    /** Services that passports of a family called though no intent had declared them. */
    List<String> undeclaredCalls(Jti family) {
        return jdbc.sql("SELECT DISTINCT called.provider FROM command.undeclared_call called"
                        + " JOIN command.passport p USING (jti) WHERE p.family = ? ORDER BY called.provider LIMIT 256")
                .param(family.value())
                .query((row, _) -> Objects.requireNonNull(row.getString(1)))
                .list();
    }

    /** The newest passport of a mission that nobody delegated. */
    public Optional<Jti> newestOf(MissionId mission) {
        return jdbc.sql("SELECT jti FROM command.passport WHERE mission_id = ? AND ancestors = '{}'"
                        + " ORDER BY issued_at DESC, jti LIMIT 1")
                .param(mission.value())
                .query((row, _) -> new Jti(row.getString(1)))
                .optional();
    }

    /** Operators with a passport that was issued with a key and could still be used, or refreshed into use. */
    List<OperatorId> operatorsWith(String kid, Instant expiredSince) {
        return jdbc.sql("SELECT DISTINCT operator_id FROM command.passport"
                        + " WHERE kid = ? AND NOT revoked AND expires_at > ? LIMIT 1000")
                .params(kid, expiredSince.atOffset(ZoneOffset.UTC))
                .query((row, _) -> new OperatorId(row.getString(1)))
                .list();
    }

    /** Forgets passports that expired before {@code before}; nothing can happen to them any more. */
    int forgetExpired(Instant before, int limit) {
        return jdbc.sql("WITH gone AS (DELETE FROM command.passport WHERE jti IN"
                        + " (SELECT jti FROM command.passport WHERE expires_at < ? ORDER BY expires_at LIMIT ?)"
                        + " RETURNING jti), calls AS (DELETE FROM command.undeclared_call"
                        + " WHERE jti IN (SELECT jti FROM gone))"
                        + " SELECT count(*) FROM gone")
                .param(before.atOffset(ZoneOffset.UTC))
                .param(limit)
                .query(Integer.class)
                .single();
    }
}
