// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.agent;

import dev.stack.events.AgentSettings;
import dev.stack.json.Members;
import dev.stack.vocabulary.AccountabilityMode;
import dev.stack.vocabulary.AgentStatus;
import dev.stack.vocabulary.CredentialAccess;
import dev.stack.vocabulary.KeyMode;
import dev.stack.vocabulary.OnFlag;
import dev.stack.vocabulary.Refusal;
import dev.stack.vocabulary.SkillAccess;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads an agent's settings from a request: all of them at registration, only what changes at an update. */
final class SettingsReader {

    private static final int NAME_MAX = 100;
    private static final int DESCRIPTION_MAX = 256;
    private static final int ICON_MAX = 100_000;
    private static final int LIST_MAX = 1_000;
    private static final int ID_MAX = 128;
    private static final String PROXIED_LLM_BOT = "proxied-llm-bot";

    /** What holds where a registration says nothing. The name is always said. */
    private static final AgentSettings DEFAULTS = new AgentSettings(
            "",
            null,
            AgentStatus.ACTIVE,
            AccountabilityMode.ENFORCED,
            OnFlag.NOTIFY,
            OnFlag.NOTIFY,
            CredentialAccess.PROXY_ONLY,
            KeyMode.STACK_MANAGED,
            true,
            true,
            null,
            SkillAccess.ALL,
            null,
            null,
            false);

    private final Members members;
    private final boolean clearing;

    private SettingsReader(Members members, boolean clearing) {
        this.members = members;
        this.clearing = clearing;
    }

    /** A new agent's settings; in a creating call {@code null} counts as absent. */
    static AgentSettings registration(Members members) {
        members.requiredText("name", NAME_MAX);
        return new SettingsReader(members, false)
                .over(
                        profile(members),
                        members.text("key_mode", ID_MAX)
                                .map(text -> KeyMode.fromWire("key_mode", text))
                                .orElse(KeyMode.STACK_MANAGED));
    }

    /** {@code current} with the changes; {@code null} puts back the default, or nothing. */
    static AgentSettings update(AgentSettings current, Members members) {
        if (members.has("key_mode") || members.has("profile")) {
            throw Refusal.invalid("key_mode and profile are fixed at registration and cannot be changed.");
        }
        return new SettingsReader(members, true).over(current, current.keyMode());
    }

    private static AgentSettings profile(Members members) {
        Optional<String> profile = members.text("profile", ID_MAX);
        if (profile.isEmpty()) {
            return DEFAULTS;
        }
        if (!profile.get().equals(PROXIED_LLM_BOT)) {
            throw Refusal.invalid("profile must be " + PROXIED_LLM_BOT + ", or be left out.");
        }
        return new AgentSettings(
                "",
                null,
                AgentStatus.ACTIVE,
                AccountabilityMode.LOGGED,
                DEFAULTS.onWarning(),
                DEFAULTS.onCritical(),
                CredentialAccess.PROXY_ONLY,
                KeyMode.STACK_MANAGED,
                true,
                true,
                null,
                DEFAULTS.skillAccess(),
                null,
                null,
                false);
    }

    private AgentSettings over(AgentSettings base, KeyMode keyMode) {
        return new AgentSettings(
                name(base),
                nullable("description", base.description(), name -> members.text(name, DESCRIPTION_MAX)),
                status(base),
                word(
                        "accountability_mode",
                        base.accountability(),
                        DEFAULTS.accountability(),
                        AccountabilityMode::fromWire),
                word("on_warning", base.onWarning(), DEFAULTS.onWarning(), OnFlag::fromWire),
                word("on_critical", base.onCritical(), DEFAULTS.onCritical(), OnFlag::fromWire),
                word(
                        "credential_access",
                        base.credentialAccess(),
                        DEFAULTS.credentialAccess(),
                        CredentialAccess::fromWire),
                keyMode,
                toggle("llm_inject_system_prompt", base.llmInjectSystemPrompt(), true),
                toggle("llm_redact_pii", base.llmRedactPii(), true),
                nullable("icon_url", base.iconUrl(), name -> members.text(name, ICON_MAX)),
                word("skill_access_mode", base.skillAccess(), DEFAULTS.skillAccess(), SkillAccess::fromWire),
                nullable("allowed_skills", base.allowedSkills(), this::ids),
                nullable("allowed_connections", base.allowedConnections(), this::ids),
                toggle("require_key_bound", base.requireKeyBound(), false));
    }

    private String name(AgentSettings base) {
        if (members.clears("name") && clearing) {
            throw Refusal.invalid("name can be changed but not cleared.");
        }
        Optional<String> name = members.text("name", NAME_MAX);
        name.ifPresent(text -> {
            if (text.isBlank() || text.chars().anyMatch(Character::isISOControl)) {
                throw Refusal.invalid("name takes 1 to " + NAME_MAX + " characters without control characters.");
            }
        });
        return name.orElse(base.name());
    }

    private AgentStatus status(AgentSettings base) {
        if (!clearing) {
            return base.status(); // not the caller's to choose at registration
        }
        AgentStatus status = word("status", base.status(), AgentStatus.ACTIVE, AgentStatus::fromWire);
        if (status == AgentStatus.DELETED) {
            throw Refusal.invalid("status takes active or suspended; delete an agent with DELETE.");
        }
        return status;
    }

    private <E> E word(String name, E base, E fallback, BiFunction<String, String, E> reader) {
        if (clearing && members.clears(name)) {
            return fallback;
        }
        return members.text(name, ID_MAX).map(text -> reader.apply(name, text)).orElse(base);
    }

    private boolean toggle(String name, boolean base, boolean fallback) {
        if (clearing && members.clears(name)) {
            return fallback;
        }
        return members.bool(name).orElse(base);
    }

    private <T> @Nullable T nullable(String name, @Nullable T base, Function<String, Optional<T>> reader) {
        if (clearing && members.clears(name)) {
            return null;
        }
        Optional<T> read = reader.apply(name);
        return read.isPresent() ? read.get() : base;
    }

    private Optional<List<String>> ids(String name) {
        return members.texts(name, LIST_MAX, ID_MAX);
    }
}
