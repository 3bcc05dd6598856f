// SPDX-License-Identifier: Apache-2.0
package dev.stack.sample;

import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.Members;
import dev.stack.vocabulary.AgentId;
import dev.stack.vocabulary.ApiScope;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.OpenToAgents;
import dev.stack.vocabulary.Page;
import dev.stack.vocabulary.Paged;
import dev.stack.vocabulary.Public;
import dev.stack.vocabulary.Refusal;
import dev.stack.vocabulary.Requires;
import dev.stack.vocabulary.Role;
import dev.stack.vocabulary.Scoped;
import dev.stack.vocabulary.Severity;
import dev.stack.vocabulary.TakesTicket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** One route for each thing the rim does. */
@RestController
@RequestMapping("/v1/samples")
public class SampleController {

    private static final Logger LOG = LoggerFactory.getLogger(SampleController.class);

    /** An answer with a member of every kind. */
    public record Sample(
            AgentId agentId,
            Instant createdAt,
            Severity worstSeverity,
            @Nullable String description,
            JsonValue metadata,
            Map<Severity, Long> counts) {}

    /** Who asks, and what it sent. */
    public record Echo(String operator, String actor, String role, String credential, JsonObject body) {}

    @GetMapping("/{id}")
    @Requires(Role.READONLY)
    Sample get(@PathVariable AgentId id) {
        return new Sample(
                id,
                Instant.parse("2026-01-31T12:00:00.120456Z"),
                Severity.WARNING,
                null,
                new JsonObject(Map.of("aB", JsonValue.NULL)),
                Map.of(Severity.CRITICAL, 2L));
    }

    @GetMapping
    @Requires(Role.READONLY)
    List<Object> list(
            @Paged(limit = 20, limitMax = 100) Page page,
            @RequestParam Optional<Instant> since,
            @RequestParam Optional<Severity> severity) {
        return List.of(page, since, severity);
    }

    @PostMapping
    @Requires(Role.STANDARD)
    @ResponseStatus(HttpStatus.CREATED)
    Echo create(Caller caller, Members body) {
        LOG.info("creating");
        return echo(caller, body.asObject());
    }

    @PostMapping("/agents")
    @Requires(Role.STANDARD)
    @Scoped(ApiScope.PASSPORTS_WRITE)
    @OpenToAgents
    Echo byAgents(Caller caller, Members body) {
        return echo(caller, body.asObject());
    }

    @PostMapping("/tickets")
    @Requires(Role.STANDARD)
    @Scoped(ApiScope.AGENTS_WRITE)
    @TakesTicket
    Echo byTicket(Caller caller, Members body) {
        return echo(caller, body.asObject());
    }

    @PostMapping("/annotated")
    @Requires(Role.STANDARD)
    Echo annotated(Caller caller, @RequestBody JsonObject body) {
        return echo(caller, body);
    }

    @DeleteMapping("/{id}")
    @Requires(Role.ADMIN)
    void delete(@PathVariable AgentId id) {}

    @PostMapping("/silent")
    @Requires(Role.STANDARD)
    @ResponseStatus(HttpStatus.CREATED)
    void silent() {}

    @PostMapping("/no-content")
    @Requires(Role.STANDARD)
    ResponseEntity<Void> noContent() {
        return ResponseEntity.noContent().build();
    }

    @GetMapping("/keys")
    @Public
    ResponseEntity<Map<String, String>> keys() {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.maxAge(Duration.ofSeconds(60)).cachePublic())
                .body(Map.of("keys", "none"));
    }

    @PostMapping("/verify")
    @Public
    Map<String, Boolean> verify(Members body) {
        return Map.of("valid", body.has("token"));
    }

    @GetMapping("/forgotten")
    String forgotten() {
        return "nobody said who may call this";
    }

    @GetMapping("/refusals/{code}")
    @Public
    void refuse(@PathVariable String code) {
        throw new Refusal(ErrorCode.valueOf(code), "A refusal.");
    }

    @GetMapping("/defect")
    @Public
    void defect() {
        throw new IllegalStateException("select secret from vault at db.internal:5432");
    }

    @GetMapping("/store-down")
    @Public
    void storeDown() {
        throw new DataAccessResourceFailureException("connection to db.internal refused");
    }

    private static Echo echo(Caller caller, JsonObject body) {
        return new Echo(
                caller.operator().value(),
                caller.actor(),
                caller.role().name(),
                caller.proof().kind().wire(),
                body);
    }
}
