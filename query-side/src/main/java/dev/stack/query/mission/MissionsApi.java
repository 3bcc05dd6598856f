// SPDX-License-Identifier: Apache-2.0
package dev.stack.query.mission;

import dev.stack.api.MissionAnswer;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.query.ledger.LedgerReader;
import dev.stack.query.view.Reads;
import dev.stack.vocabulary.ApiScope;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.MissionId;
import dev.stack.vocabulary.MissionStatus;
import dev.stack.vocabulary.OpenToAgents;
import dev.stack.vocabulary.Page;
import dev.stack.vocabulary.Paged;
import dev.stack.vocabulary.Refusal;
import dev.stack.vocabulary.Requires;
import dev.stack.vocabulary.Role;
import dev.stack.vocabulary.Scoped;
import java.util.List;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows missions and what was recorded in them. */
@RestController
@RequestMapping("/v1/missions")
@Reads(MissionView.NAME)
final class MissionsApi {

    private static final int REPLAY_MAX = 10_000;

    private final MissionRows missions;
    private final LedgerReader ledger;

    MissionsApi(MissionRows missions, LedgerReader ledger) {
        this.missions = missions;
        this.ledger = ledger;
    }

    @GetMapping
    @Requires(Role.READONLY)
    @Scoped(ApiScope.PASSPORTS_READ)
    @OpenToAgents
    Missions list(Caller caller, @RequestParam Optional<String> status, @Paged(limit = 20, limitMax = 100) Page page) {
        Optional<MissionStatus> wanted = status.map(text -> MissionStatus.fromWire("status", text));
        List<JsonObject> items = missions.list(caller.operator(), caller.agent(), wanted, page).stream()
                .map(MissionAnswer::toJson)
                .toList();
        return new Missions(
                items, missions.count(caller.operator(), caller.agent(), wanted), page.number(), page.limit());
    }

    @GetMapping("/{id}")
    @Requires(Role.READONLY)
    @Scoped(ApiScope.PASSPORTS_READ)
    @OpenToAgents
    JsonObject get(Caller caller, @PathVariable MissionId id) {
        return found(caller, id).toJson();
    }

    /** What was recorded, oldest first; {@code complete} is false when there was more than one answer holds. */
    @GetMapping("/{id}/replay")
    @Requires(Role.READONLY)
    @Scoped(ApiScope.PASSPORTS_READ)
    @OpenToAgents
    Replay replay(Caller caller, @PathVariable MissionId id) {
        MissionAnswer mission = found(caller, id);
        List<JsonObject> events = ledger.ofMission(caller.operator(), id, REPLAY_MAX + 1);
        boolean complete = events.size() <= REPLAY_MAX;
        return new Replay(id, complete ? events : events.subList(0, REPLAY_MAX), complete, mission.usage());
    }

    @GetMapping("/{id}/operator-reviews")
    @Requires(Role.READONLY)
    @Scoped(ApiScope.PASSPORTS_READ)
    OperatorReviews operatorReviews(Caller caller, @PathVariable MissionId id) {
        found(caller, id);
        return new OperatorReviews(List.of());
    }

    /** There are none to download yet. */
    @GetMapping("/{id}/operator-reviews/{claim}/download")
    @Requires(Role.READONLY)
    @Scoped(ApiScope.PASSPORTS_READ)
    void download(Caller caller, @PathVariable MissionId id, @PathVariable String claim) {
        found(caller, id);
        throw Refusal.notFound("Operator review", new MissionId(claim).value());
    }

    private MissionAnswer found(Caller caller, MissionId id) {
        MissionAnswer mission =
                missions.find(caller.operator(), id).orElseThrow(() -> Refusal.notFound("Mission", id.value()));
        caller.requireMayActAs(mission.agentId());
        return mission;
    }

    record Missions(List<JsonObject> items, long total, int page, int limit) {}

    record Replay(MissionId missionId, List<JsonObject> events, boolean complete, JsonObject capUsage) {}

    record OperatorReviews(List<JsonObject> items) {}
}
