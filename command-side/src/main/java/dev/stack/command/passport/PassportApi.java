// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.passport;

import dev.stack.api.IssuedPassport;
import dev.stack.command.decision.Decisions;
import dev.stack.command.passport.BulkRevocation.RevokeAgent;
import dev.stack.command.passport.BulkRevocation.RevokeAll;
import dev.stack.command.passport.BulkRevocation.RevokeSession;
import dev.stack.command.passport.BulkRevocationHandler.Revoked;
import dev.stack.command.passport.PassportCommand.CheckOut;
import dev.stack.command.passport.PassportCommand.IssuePassport;
import dev.stack.command.passport.PassportCommand.ReportCheckpoint;
import dev.stack.command.passport.PassportCommand.RevokePassport;
import dev.stack.command.revocation.Propagation;
import dev.stack.json.Members;
import dev.stack.possession.SentProofs;
import dev.stack.vocabulary.AgentId;
import dev.stack.vocabulary.ApiScope;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.CheckpointId;
import dev.stack.vocabulary.Id;
import dev.stack.vocabulary.Jti;
import dev.stack.vocabulary.OpenToAgents;
import dev.stack.vocabulary.Refusal;
import dev.stack.vocabulary.Requires;
import dev.stack.vocabulary.Role;
import dev.stack.vocabulary.Scoped;
import dev.stack.vocabulary.SessionId;
import dev.stack.vocabulary.Urgent;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The life of a passport. */
@RestController
@RequestMapping("/v1/passports")
final class PassportApi {

    private static final int REASON_MAX = 500;
    private static final int TOKEN_MAX = 65_536;

    private final Decisions decisions;
    private final PresentedPassports presented;
    private final DelegationFindings findings;
    private final Propagation propagation;
    private final SecureRandom random;

    PassportApi(
            Decisions decisions,
            PresentedPassports presented,
            DelegationFindings findings,
            Propagation propagation,
            SecureRandom random) {
        this.decisions = decisions;
        this.presented = presented;
        this.findings = findings;
        this.propagation = propagation;
        this.random = random;
    }

    @PostMapping("/issue")
    @ResponseStatus(HttpStatus.CREATED)
    @Requires(Role.STANDARD)
    @Scoped(ApiScope.PASSPORTS_WRITE)
    @OpenToAgents
    IssuedPassport issue(Caller caller, Members body, SentProofs sent) {
        var asked = new IssuePassport(Jti.mint(random), IssueRequest.read(body), caller);
        IssueRequest bound = decisions.beforehand(asked, () -> presented.bind(asked.request(), sent));
        return decisions.decide(new IssuePassport(asked.jti(), bound, caller));
    }

    @PostMapping("/refresh")
    @ResponseStatus(HttpStatus.CREATED)
    @Requires(Role.STANDARD)
    @Scoped(ApiScope.PASSPORTS_WRITE)
    @OpenToAgents
    IssuedPassport refresh(Caller caller, Members body, SentProofs sent) {
        String token = body.requiredText("token", TOKEN_MAX);
        Integer ttl = IssueRequest.ttl(body).orElse(null);
        var asked = new RefreshPassport(token, Jti.mint(random), ttl, null, caller);
        return decisions.decide(decisions.beforehand(asked, () -> {
            Caller presenting = presented.present(token, sent, caller);
            String proved = presented.provedKey(token, sent, presenting).orElse(null);
            return new RefreshPassport(token, asked.next(), ttl, proved, presenting);
        }));
    }

    @PostMapping("/delegate")
    @ResponseStatus(HttpStatus.CREATED)
    @Requires(Role.STANDARD)
    @Scoped(ApiScope.PASSPORTS_WRITE)
    @OpenToAgents
    IssuedPassport delegate(Caller caller, Members body, SentProofs sent) {
        var asked = new DelegatePassport(Jti.mint(random), DelegateRequest.read(body), caller);
        DelegatePassport command = decisions.beforehand(
                asked, () -> asked.by(presented.present(asked.request().parent(), sent, caller)));
        try {
            IssuedPassport child = decisions.decide(command);
            findings.afterSuccess(command);
            return child;
        } catch (Refusal refusal) {
            findings.afterRefusal(command, refusal);
            throw refusal;
        }
    }

    @PostMapping("/{jti}/checkpoint")
    @Requires(Role.STANDARD)
    @Scoped(ApiScope.PASSPORTS_WRITE)
    @OpenToAgents
    CheckpointAnswer checkpoint(Caller caller, @PathVariable Jti jti, Members body) {
        return decisions.decide(new ReportCheckpoint(jti, CheckpointId.mint(random), ReportReader.read(body), caller));
    }

    @PostMapping("/{jti}/checkout")
    @Requires(Role.STANDARD)
    @Scoped(ApiScope.PASSPORTS_WRITE)
    @OpenToAgents
    CheckoutAnswer checkout(Caller caller, @PathVariable Jti jti, Members body) {
        return decisions.decide(new CheckOut(jti, ReportReader.read(body), caller));
    }

    @PostMapping("/revoke")
    @Requires(Role.STANDARD)
    @Scoped(ApiScope.PASSPORTS_WRITE)
    @Urgent
    RevokedPassport revoke(Caller caller, Members body) {
        var jti = new Jti(body.requiredText("jti", Id.LENGTH_MAX));
        RevokedPassport revoked = decisions.decide(new RevokePassport(jti, reason(body), caller));
        return revoked.pending(propagation.pending());
    }

    @PostMapping("/revoke-agent/{agentId}")
    @Requires(Role.STANDARD)
    @Scoped(ApiScope.PASSPORTS_WRITE)
    @Urgent
    Revoked revokeAgent(Caller caller, @PathVariable AgentId agentId, Members body) {
        return everywhere(new RevokeAgent(agentId, reason(body), caller));
    }

    @PostMapping("/revoke-session/{sessionId}")
    @Requires(Role.STANDARD)
    @Scoped(ApiScope.PASSPORTS_WRITE)
    @Urgent
    Revoked revokeSession(Caller caller, @PathVariable SessionId sessionId, Members body) {
        return everywhere(new RevokeSession(sessionId, reason(body), caller));
    }

    @PostMapping("/revoke-all")
    @Requires(Role.STANDARD)
    @Scoped(ApiScope.PASSPORTS_WRITE)
    @Urgent
    Revoked revokeAll(Caller caller, Members body) {
        return everywhere(new RevokeAll(reason(body), caller));
    }

    private Revoked everywhere(BulkRevocation command) {
        Revoked revoked = decisions.decide(command);
        return revoked.pending(propagation.pending());
    }

    private static @Nullable String reason(Members body) {
        return body.textCutAt("reason", REASON_MAX).orElse(null);
    }
}
