// SPDX-License-Identifier: Apache-2.0
package dev.stack.events;

import dev.stack.vocabulary.AccountabilityMode;
import dev.stack.vocabulary.AgentStatus;
import dev.stack.vocabulary.CredentialAccess;
import dev.stack.vocabulary.KeyMode;
import dev.stack.vocabulary.OnFlag;
import dev.stack.vocabulary.SkillAccess;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an operator sets on an agent.
 *
 * @param accountability how strictly passports issued from now on are held to their declaration
 * @param onWarning what a warning flag does at checkout
 * @param onCritical what a critical flag does at checkout
 * @param allowedSkills skill ids, or {@code null} for no restriction
 * @param allowedConnections provider slugs or connection ids, or {@code null} for no restriction
 * @param requireKeyBound whether it gets only passports that are bound to a key of its own
 */
public record AgentSettings(
        String name,
        @Nullable String description,
        AgentStatus status,
        AccountabilityMode accountability,
        OnFlag onWarning,
        OnFlag onCritical,
        CredentialAccess credentialAccess,
        KeyMode keyMode,
        boolean llmInjectSystemPrompt,
        boolean llmRedactPii,
        @Nullable String iconUrl,
        SkillAccess skillAccess,
        @Nullable List<String> allowedSkills,
        @Nullable List<String> allowedConnections,
        boolean requireKeyBound) {

    public AgentSettings {
        allowedSkills = allowedSkills == null ? null : List.copyOf(allowedSkills);
        allowedConnections = allowedConnections == null ? null : List.copyOf(allowedConnections);
    }

    /** The same with another status. */
    public AgentSettings withStatus(AgentStatus changed) {
        return new AgentSettings(
                name,
                description,
                changed,
                accountability,
                onWarning,
                onCritical,
                credentialAccess,
                keyMode,
                llmInjectSystemPrompt,
                llmRedactPii,
                iconUrl,
                skillAccess,
                allowedSkills,
                allowedConnections,
                requireKeyBound);
    }
}
