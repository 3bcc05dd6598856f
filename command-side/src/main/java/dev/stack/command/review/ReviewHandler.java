// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.review;

import dev.stack.command.agent.AgentBlocks;
import dev.stack.command.passport.Passport;
import dev.stack.command.passport.Passports;
import dev.stack.command.passport.Revocations;
import dev.stack.command.review.ReviewCommand.DecideCheckpoint;
import dev.stack.command.review.ReviewCommand.DecideReview;
import dev.stack.vocabulary.AgentId;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.CheckoutId;
import dev.stack.vocabulary.CheckpointId;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.Jti;
import dev.stack.vocabulary.Refusal;
import java.time.Clock;
import java.time.Instant;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.Aggregate;
import org.springframework.stereotype.Component;

/** Takes the operator's decisions: a blocked checkout blocks the agent, an approved one frees it. */
@Component
final class ReviewHandler {

    private final Passports passports;
    private final AgentBlocks blocks;
    private final Revocations revocations;
    private final Clock clock;

    ReviewHandler(Passports passports, AgentBlocks blocks, Revocations revocations, Clock clock) {
        this.passports = passports;
        this.blocks = blocks;
        this.revocations = revocations;
        this.clock = clock;
    }

    @CommandHandler
    DecidedReview decide(DecideReview command) {
        Instant now = clock.instant();
        Aggregate<Passport> passport = load(command.checkout(), command.caller());
        passport.execute(state -> state.decideReview(
                command.approved(),
                command.blockFuture(),
                command.notes(),
                command.caller().actor(),
                now));
        AgentId agent = passport.invoke(Passport::agent);
        boolean blocked = true;
        if (command.approved() && !command.blockFuture()) {
            blocked = blocks.unblock(agent, command.checkout(), now);
        } else {
            blocks.block(command.caller().operator(), agent, command.checkout(), now);
        }
        return new DecidedReview(
                command.checkout(), agent, command.approved() ? "approved" : "blocked", blocked, command.checkout());
    }

    @CommandHandler
    DecidedCheckpoint decide(DecideCheckpoint command) {
        Instant now = clock.instant();
        Aggregate<Passport> passport = passports.load(command.jti(), command.caller());
        passport.execute(
                state -> state.decideCheckpoint(command.checkpoint(), command.approved(), command.notes(), now));
        Passport state = passport.invoke(found -> found);
        revocations.follow(state);
        boolean revoked = state.revocation().isPresent();
        return new DecidedCheckpoint(
                command.checkpoint(), command.jti(), command.approved() ? "approved" : "rejected", revoked);
    }

    private Aggregate<Passport> load(CheckoutId checkout, Caller caller) {
        try {
            return passports.load(checkout.passport(), caller);
        } catch (Refusal refusal) {
            throw refusal.code() == ErrorCode.NOT_FOUND ? Refusal.notFound("Review", checkout.value()) : refusal;
        }
    }

    /** The answer to a decision on a checkout; the review has the checkout's id. */
    record DecidedReview(
            CheckoutId reviewId, AgentId agentId, String decision, boolean passportBlocked, CheckoutId checkoutId) {}

    /** The answer to a decision on a checkpoint. */
    record DecidedCheckpoint(CheckpointId checkpointId, Jti jti, String decision, boolean revoked) {}
}
