// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stack.command.Refused;
import dev.stack.events.OperatorEvent.ApiKeyIssued;
import dev.stack.events.OperatorEvent.OperatorRegistered;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.OperatorId;
import dev.stack.vocabulary.Role;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicReference;
import org.axonframework.messaging.Message;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.axonframework.test.matchers.Matchers;
import org.hamcrest.CustomTypeSafeMatcher;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OperatorTest {

    private static final OperatorId ID = new OperatorId("op_1");
    private static final String HASH = "00ff".repeat(16);

    private final FixtureConfiguration<Operator> operator =
            new AggregateTestFixture<>(Operator.class).registerInjectableResource(new ApiKeyMint(new SecureRandom()));

    @ParameterizedTest
    @ValueSource(ints = {1, 100})
    void it_is_registered_with_its_first_key(int length) {
        String name = "a".repeat(length);
        operator.givenNoPriorActivity()
                .when(new RegisterOperator(ID, name, HASH))
                .expectEvents(new OperatorRegistered(ID, name), new ApiKeyIssued(ID, HASH));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 101})
    void a_name_too_short_or_too_long_is_refused(int length) {
        operator.givenNoPriorActivity()
                .when(new RegisterOperator(ID, "a".repeat(length), HASH))
                .expectNoEvents()
                .expectException(Refused.with(ErrorCode.INVALID_REQUEST, "1 to 100"));
    }

    @Test
    void a_new_key_is_shown_once_and_only_its_hash_is_recorded() {
        var shown = new AtomicReference<@Nullable ApiKeyAnswer>();
        operator.given(new OperatorRegistered(ID, "Acme"), new ApiKeyIssued(ID, HASH))
                .when(new RegenerateApiKey(ID, new Caller(ID, Role.OPERATOR, "op_1")))
                .expectResultMessagePayloadMatching(new CustomTypeSafeMatcher<ApiKeyAnswer>("a key") {
                    @Override
                    protected boolean matchesSafely(ApiKeyAnswer answer) {
                        shown.set(answer);
                        return answer.apiKey().matches("sk_live_op_[0-9A-Za-z]{43}");
                    }
                })
                .expectEventsMatching(Matchers.exactSequenceOf(
                        new CustomTypeSafeMatcher<Message<?>>("the hash of the key that was shown") {
                            @Override
                            protected boolean matchesSafely(Message<?> event) {
                                ApiKeyAnswer answer = shown.get();
                                return answer != null
                                        && event.getPayload().equals(new ApiKeyIssued(ID, sha256(answer.apiKey())));
                            }
                        },
                        Matchers.andNoMore()));
        assertThat(shown.get()).asString().doesNotContain("sk_live");
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
