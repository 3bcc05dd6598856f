// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.mission;

import dev.stack.command.decision.Decisions;
import dev.stack.command.idempotency.KeyInBody;
import dev.stack.command.mission.MissionCommand.CompleteMission;
import dev.stack.command.mission.MissionCommand.OpenMission;
import dev.stack.command.mission.MissionCommand.RenewMission;
import dev.stack.command.mission.MissionCommand.RevokeMission;
import dev.stack.command.mission.MissionCommand.StartMission;
import dev.stack.command.passport.IssueRequest;
import dev.stack.command.passport.PresentedPassports;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.Members;
import dev.stack.possession.SentProofs;
import dev.stack.vocabulary.AgentId;
import dev.stack.vocabulary.ApiScope;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.Id;
import dev.stack.vocabulary.Jti;
import dev.stack.vocabulary.MissionId;
import dev.stack.vocabulary.OpenToAgents;
import dev.stack.vocabulary.Refusal;
import dev.stack.vocabulary.Requires;
import dev.stack.vocabulary.Role;
import dev.stack.vocabulary.Scoped;
import java.security.SecureRandom;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Missions: opened, started, renewed, ended. */
@RestController
@RequestMapping("/v1/missions")
final class MissionApi {

    private static final int NOTES_MAX = 1_000;
    private static final int WORD_MAX = 64;
    private static final Members NOTHING = Members.of(new JsonObject(Map.of()));

    private final Decisions decisions;
    private final PresentedPassports presented;
    private final SecureRandom random;

    MissionApi(Decisions decisions, PresentedPassports presented, SecureRandom random) {
        this.decisions = decisions;
        this.presented = presented;
        this.random = random;
    }

    @PostMapping
    @KeyInBody
    @ResponseStatus(HttpStatus.CREATED)
    @Requires(Role.STANDARD)
    @Scoped(ApiScope.PASSPORTS_WRITE)
    @OpenToAgents
    OpenedMission open(Caller caller, Members body) {
        return decisions.decide(new OpenMission(MissionId.mint(random), MissionDeclaration.read(body), caller));
    }

    @PostMapping("/start")
    @KeyInBody(orIn = "mission")
    @ResponseStatus(HttpStatus.CREATED)
    @Requires(Role.STANDARD)
    @Scoped(ApiScope.PASSPORTS_WRITE)
    @OpenToAgents
    OpenedMission start(Caller caller, Members body, SentProofs sent) {
        MissionDeclaration.refuseForeignFeatures(body);
        Members declared = body.object("mission")
                .orElseThrow(() -> Refusal.invalid("mission is missing; send an object with at least intent_summary."));
        var agent = new AgentId(body.requiredText("agent_id", Id.LENGTH_MAX));
        MissionId mission = MissionId.mint(random);
        IssueRequest request =
                IssueRequest.read(agent, mission, body.object("passport").orElse(NOTHING));
        var asked = new StartMission(mission, MissionDeclaration.read(declared), Jti.mint(random), request, caller);
        return decisions.decide(asked.with(decisions.beforehand(asked, () -> presented.bind(asked.request(), sent))));
    }

    @PostMapping("/{missionId}/renew")
    @Requires(Role.STANDARD)
    @Scoped(ApiScope.PASSPORTS_WRITE)
    @OpenToAgents
    OpenedMission renew(Caller caller, @PathVariable MissionId missionId) {
        return decisions.decide(new RenewMission(missionId, Jti.mint(random), caller));
    }

    @PostMapping("/{missionId}/complete")
    @Requires(Role.STANDARD)
    @Scoped(ApiScope.PASSPORTS_WRITE)
    @OpenToAgents
    EndedMission complete(Caller caller, @PathVariable MissionId missionId, Members body) {
        JsonObject output = body.object("output").map(Members::asObject).orElse(null);
        return decisions.decide(new CompleteMission(missionId, output, caller));
    }

    @PostMapping("/{missionId}/revoke")
    @Requires(Role.STANDARD)
    @Scoped(ApiScope.PASSPORTS_WRITE)
    @OpenToAgents
    EndedMission revoke(Caller caller, @PathVariable MissionId missionId, Members body) {
        String reason = body.text("reason", WORD_MAX).orElse("operator_initiated_clean");
        boolean adversarial =
                switch (reason) {
                    case "adversarial" -> true;
                    case "operator_initiated_clean" -> false;
                    default -> throw Refusal.invalid("reason must be one of: adversarial, operator_initiated_clean.");
                };
        return decisions.decide(new RevokeMission(
                missionId, adversarial, body.textCutAt("notes", NOTES_MAX).orElse(null), caller));
    }
}
