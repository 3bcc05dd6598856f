// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.agentkey;

import dev.stack.vocabulary.DutyOf;
import dev.stack.vocabulary.ProcessRole;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Forgets what can prove nothing any more. */
@Component
@DutyOf(ProcessRole.COMMAND)
final class SpentProofPruning {

    private final SpentProofs proofs;
    private final EnrolmentChallenges challenges;
    private final EnrolmentTickets tickets;

    SpentProofPruning(SpentProofs proofs, EnrolmentChallenges challenges, EnrolmentTickets tickets) {
        this.proofs = proofs;
        this.challenges = challenges;
        this.tickets = tickets;
    }

    @Scheduled(fixedDelayString = "PT15S", initialDelayString = "PT15S")
    void forget() {
        proofs.forgetOld();
        challenges.forgetExpired();
        tickets.forgetExpired();
    }
}
