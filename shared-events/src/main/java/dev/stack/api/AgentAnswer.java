// SPDX-License-Identifier: Apache-2.0
package dev.stack.api;

import dev.stack.events.AgentSettings;
import dev.stack.vocabulary.AccountabilityMode;
import dev.stack.vocabulary.AgentId;
import dev.stack.vocabulary.AgentStatus;
import dev.stack.vocabulary.CredentialAccess;
import dev.stack.vocabulary.KeyMode;
import dev.stack.vocabulary.OnFlag;
import dev.stack.vocabulary.OperatorId;
import dev.stack.vocabulary.SkillAccess;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An agent, as every agent route shows it. */
public record AgentAnswer(
        AgentId id,
        OperatorId operatorId,
        String name,
        @Nullable String description,
        AgentStatus status,
        AccountabilityMode accountabilityMode,
        OnFlag onWarning,
        OnFlag onCritical,
        CredentialAccess credentialAccess,
        KeyMode keyMode,
        boolean llmInjectSystemPrompt,
        boolean llmRedactPii,
        @Nullable String iconUrl,
        boolean passportBlocked,
        @Nullable String passportBlockedReason,
        @Nullable Instant passportBlockedAt,
        SkillAccess skillAccessMode,
        @Nullable List<String> allowedSkills,
        @Nullable List<String> allowedConnections,
        boolean requireKeyBound,
        @Nullable Instant enrolledAt,
        Instant createdAt,
        Instant updatedAt) {

    /** Puts together what is set and what has happened. */
    public static AgentAnswer of(
            OperatorId operator,
            AgentId agent,
            AgentSettings settings,
            @Nullable Block block,
            @Nullable Instant enrolled,
            Instant created,
            Instant updated) {
        return new AgentAnswer(
                agent,
                operator,
                settings.name(),
                settings.description(),
                settings.status(),
                settings.accountability(),
                settings.onWarning(),
                settings.onCritical(),
                settings.credentialAccess(),
                settings.keyMode(),
                settings.llmInjectSystemPrompt(),
                settings.llmRedactPii(),
                settings.iconUrl(),
                block != null,
                block == null ? null : block.reason(),
                block == null ? null : block.at(),
                settings.skillAccess(),
                settings.allowedSkills(),
                settings.allowedConnections(),
                settings.requireKeyBound(),
                enrolled,
                created,
                updated);
    }

    /** Why and since when no passport is issued to an agent. */
    public record Block(String reason, Instant at) {}
}
