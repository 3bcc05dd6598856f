// SPDX-License-Identifier: Apache-2.0
package dev.stack.query.passport;

import dev.stack.query.passport.PassportRows.Ending;
import dev.stack.query.view.Reads;
import dev.stack.vocabulary.AgentId;
import dev.stack.vocabulary.ApiScope;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.Jti;
import dev.stack.vocabulary.OpenToAgents;
import dev.stack.vocabulary.Page;
import dev.stack.vocabulary.Paged;
import dev.stack.vocabulary.Refusal;
import dev.stack.vocabulary.Requires;
import dev.stack.vocabulary.Role;
import dev.stack.vocabulary.Scoped;
import dev.stack.vocabulary.SessionId;
import java.util.List;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows passports. No answer here holds a token. */
@RestController
@RequestMapping("/v1/passports")
@Reads(PassportView.NAME)
final class PassportsApi {

    private final PassportRows passports;

    PassportsApi(PassportRows passports) {
        this.passports = passports;
    }

    @GetMapping("/active")
    @Requires(Role.READONLY)
    @Scoped(ApiScope.PASSPORTS_READ)
    List<PassportAnswer> active(
            Caller caller,
            @RequestParam("agent_id") Optional<String> agent,
            @RequestParam("session_id") Optional<String> session,
            @Paged Page page) {
        return passports.active(caller.operator(), agent.map(AgentId::new), session.map(SessionId::new), page);
    }

    @GetMapping("/{jti}")
    @Requires(Role.READONLY)
    @Scoped(ApiScope.PASSPORTS_READ)
    PassportAnswer get(Caller caller, @PathVariable Jti jti) {
        return passports.find(caller.operator(), jti).orElseThrow(() -> Refusal.notFound("Passport", jti.value()));
    }

    @GetMapping("/{jti}/checkpoints")
    @Requires(Role.READONLY)
    @Scoped(ApiScope.PASSPORTS_READ)
    List<CheckpointAnswer> checkpoints(Caller caller, @PathVariable Jti jti) {
        return passports.checkpoints(caller.operator(), get(caller, jti).jti());
    }

    /** The whole session the passport belongs to, as a tree. */
    @GetMapping("/{jti}/tree")
    @Requires(Role.READONLY)
    @Scoped(ApiScope.PASSPORTS_READ)
    PassportTree tree(Caller caller, @PathVariable Jti jti) {
        PassportAnswer passport = get(caller, jti);
        return PassportTree.of(passport, passports.session(caller.operator(), passport.sessionId()));
    }

    @GetMapping("/{jti}/report")
    @Requires(Role.READONLY)
    @Scoped(ApiScope.PASSPORTS_READ)
    @OpenToAgents
    PassportReport report(Caller caller, @PathVariable Jti jti) {
        PassportAnswer passport = get(caller, jti);
        caller.requireMayActAs(passport.agentId());
        Optional<Ending> ending = passports.ending(caller.operator(), jti);
        return new PassportReport(
                passport,
                passport.intent(),
                passports.checkpoints(caller.operator(), jti),
                ending.map(Ending::checkout).orElse(null),
                ending.map(Ending::review).orElse(null));
    }
}
