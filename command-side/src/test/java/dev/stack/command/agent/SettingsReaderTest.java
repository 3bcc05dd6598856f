// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stack.command.Body;
import dev.stack.events.AgentSettings;
import dev.stack.vocabulary.AccountabilityMode;
import dev.stack.vocabulary.AgentStatus;
import dev.stack.vocabulary.CredentialAccess;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.KeyMode;
import dev.stack.vocabulary.OnFlag;
import dev.stack.vocabulary.Refusal;
import dev.stack.vocabulary.SkillAccess;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsReaderTest {

    private static final AgentSettings DEFAULTS = new AgentSettings(
            "reporter",
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

    /** Nothing in it is a default. */
    private static final AgentSettings OTHERWISE = new AgentSettings(
            "reporter",
            "Posts the summary",
            AgentStatus.SUSPENDED,
            AccountabilityMode.STANDARD,
            OnFlag.BLOCK,
            OnFlag.BLOCK,
            CredentialAccess.DIRECT,
            KeyMode.CO_SIGNED,
            false,
            false,
            "https://example.com/icon.png",
            SkillAccess.NONE,
            List.of("skl_1"),
            List.of("slack"),
            true);

    private static final String ALL_MEMBERS = """
            "name": "reporter", "description": "Posts the summary", "accountability_mode": "standard",
            "on_warning": "block", "on_critical": "block", "credential_access": "direct",
            "llm_inject_system_prompt": false, "llm_redact_pii": false,
            "icon_url": "https://example.com/icon.png", "skill_access_mode": "none",
            "allowed_skills": ["skl_1"], "allowed_connections": ["slack"], "require_key_bound": true""";

    @Test
    void a_name_alone_gives_the_defaults() {
        assertThat(register("\"name\": \"reporter\"")).isEqualTo(DEFAULTS);
    }

    @Test
    void at_registration_null_counts_as_absent() {
        assertThat(register("""
                "name": "reporter", "description": null, "accountability_mode": null, "on_warning": null,
                "credential_access": null, "key_mode": null, "llm_redact_pii": null, "profile": null,
                "icon_url": null, "allowed_skills": null""")).isEqualTo(DEFAULTS);
    }

    @Test
    void every_member_is_taken() {
        AgentSettings registered = register(ALL_MEMBERS + ", \"key_mode\": \"co_signed\"");
        assertThat(registered).isEqualTo(OTHERWISE.withStatus(AgentStatus.ACTIVE));
        assertThat(update(DEFAULTS, ALL_MEMBERS + ", \"status\": \"suspended\""))
                .usingRecursiveComparison()
                .ignoringFields("keyMode")
                .isEqualTo(OTHERWISE);
    }

    @Test
    void the_status_is_not_the_callers_to_choose_at_registration() {
        assertThat(register("\"name\": \"reporter\", \"status\": \"suspended\"").status())
                .isEqualTo(AgentStatus.ACTIVE);
    }

    @Test
    void a_profile_sets_what_is_not_said_and_nothing_else() {
        AgentSettings bot = register("\"name\": \"reporter\", \"profile\": \"proxied-llm-bot\"");
        assertThat(bot.accountability()).isEqualTo(AccountabilityMode.LOGGED);
        assertThat(bot.credentialAccess()).isEqualTo(CredentialAccess.PROXY_ONLY);
        assertThat(bot.keyMode()).isEqualTo(KeyMode.STACK_MANAGED);
        AgentSettings strict = register(
                "\"name\": \"reporter\", \"profile\": \"proxied-llm-bot\", \"accountability_mode\": \"enforced\"");
        assertThat(strict).isEqualTo(DEFAULTS);
    }

    @Test
    void an_update_changes_only_what_it_names() {
        assertThat(update(OTHERWISE, "")).isEqualTo(OTHERWISE);
        assertThat(update(OTHERWISE, "\"unknown\": 1")).isEqualTo(OTHERWISE);
        assertThat(update(OTHERWISE, "\"status\": \"active\"")).isEqualTo(OTHERWISE.withStatus(AgentStatus.ACTIVE));
    }

    @Test
    void in_an_update_null_puts_back_the_default_or_nothing() {
        AgentSettings cleared = update(OTHERWISE, """
                "description": null, "status": null, "accountability_mode": null, "on_warning": null,
                "on_critical": null, "credential_access": null, "llm_inject_system_prompt": null,
                "llm_redact_pii": null, "icon_url": null, "skill_access_mode": null, "allowed_skills": null,
                "allowed_connections": null, "require_key_bound": null""");
        assertThat(cleared).usingRecursiveComparison().ignoringFields("keyMode").isEqualTo(DEFAULTS);
        assertThat(cleared.keyMode()).isEqualTo(KeyMode.CO_SIGNED);
    }

    @Test
    void an_empty_list_allows_nothing_and_is_not_the_same_as_none() {
        assertThat(update(DEFAULTS, "\"allowed_connections\": []").allowedConnections())
                .isEqualTo(List.of());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"key_mode\": \"stack_managed\"",
                "\"key_mode\": null",
                "\"profile\": \"proxied-llm-bot\"",
                "\"profile\": null"
            })
    void key_mode_and_profile_are_fixed_at_registration(String members) {
        assertThat(refusedUpdate(members).reason()).contains("fixed at registration");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"status\": \"deleted\"",
                "\"status\": \"ACTIVE\"",
                "\"name\": null",
                "\"name\": \"\"",
                "\"name\": \" \"",
                "\"name\": \"a\\nb\"",
                "\"name\": \"\\u0085\"",
                "\"name\": 1",
                "\"accountability_mode\": \"lenient\"",
                "\"on_warning\": \"ignore\"",
                "\"credential_access\": \"none\"",
                "\"skill_access_mode\": \"some\"",
                "\"llm_redact_pii\": \"yes\"",
                "\"allowed_skills\": \"skl_1\"",
                "\"allowed_connections\": [1]"
            })
    void what_cannot_be_meant_is_refused(String members) {
        assertThat(refusedUpdate(members).code()).isEqualTo(ErrorCode.INVALID_REQUEST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\"name\": null",
                "\"name\": \"\"",
                "\"name\": \"reporter\", \"profile\": \"other\"",
                "\"name\": \"reporter\", \"key_mode\": \"mine\""
            })
    void a_registration_that_lacks_or_invents_something_is_refused(String members) {
        Refusal refusal = Objects.requireNonNull(catchThrowableOfType(Refusal.class, () -> register(members)));
        assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
    }

    @Test
    void texts_are_taken_up_to_their_limits() {
        assertLimit("name", 100);
        assertLimit("description", 256);
        assertLimit("icon_url", 100_000);
    }

    private static void assertLimit(String member, int limit) {
        String text = "\"" + member + "\": \"%s\"";
        assertThat(update(DEFAULTS, text.formatted("a".repeat(limit)))).isNotEqualTo(DEFAULTS);
        assertThat(refusedUpdate(text.formatted("a".repeat(limit + 1))).reason())
                .contains("at most " + limit);
    }

    private static AgentSettings register(String members) {
        return SettingsReader.registration(Body.of("{" + members + "}"));
    }

    private static AgentSettings update(AgentSettings current, String members) {
        return SettingsReader.update(current, Body.of("{" + members + "}"));
    }

    private static Refusal refusedUpdate(String members) {
        return Objects.requireNonNull(catchThrowableOfType(Refusal.class, () -> update(DEFAULTS, members)));
    }
}
