// SPDX-License-Identifier: Apache-2.0
package dev.stack.possession;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stack.passport.Passports;
import dev.stack.passport.PublicKey;
import dev.stack.passport.Rejection;
import dev.stack.status.Checked;
import dev.stack.status.Checked.Bad;
import dev.stack.status.Checked.Good;
import dev.stack.vocabulary.AgentId;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an agent signs for one request, good and bad. */
class AgentTokenVerifierTest {

    private static final String HEADER = "{\"alg\":\"EdDSA\",\"typ\":\"JWT\"}";
    private static final long NOW = Passports.NOW.getEpochSecond();

    private final AgentTokenVerifier verifier =
            new AgentTokenVerifier(Clock.fixed(Passports.NOW, ZoneOffset.UTC), Passports.ED25519);

    @Test
    void a_good_token_says_who_asks_with_which_key() {
        assertThat(verify(HEADER, claims(NOW, NOW, NOW + 60)))
                .isEqualTo(new Good<>(new AgentToken(
                        new AgentId("agt_1"), Signed.THUMBPRINT, "aj_1", Passports.NOW.plusSeconds(90))));
    }

    @Test
    void a_name_of_the_key_is_taken_and_not_believed() {
        assertThat(verify("{\"alg\":\"EdDSA\",\"typ\":\"JWT\",\"kid\":\"another\"}", claims(NOW, NOW, NOW + 60)))
                .isInstanceOf(Good.class);
    }

    @Test
    void J01_J02_J03_the_algorithm_is_not_the_tokens_to_choose() {
        for (String alg : new String[] {"none", "", "HS256", "RS256", "ES256", "Ed25519", "eddsa", "EDDSA"}) {
            refused(Rejection.ALG, "{\"alg\":\"" + alg + "\",\"typ\":\"JWT\"}", claims(NOW, NOW, NOW + 60));
        }
        refused(Rejection.ALG, "{\"typ\":\"JWT\"}", claims(NOW, NOW, NOW + 60));
        refused(Rejection.ALG, "{\"alg\":null,\"typ\":\"JWT\"}", claims(NOW, NOW, NOW + 60));
    }

    @Test
    void J06_J07_nothing_else_stands_in_the_header() {
        for (String member : new String[] {"jku", "jwk", "x5c", "crit", "b64", "zip"}) {
            refused(
                    Rejection.HEADER,
                    "{\"alg\":\"EdDSA\",\"typ\":\"JWT\",\"" + member + "\":\"x\"}",
                    claims(NOW, NOW, NOW + 60));
        }
    }

    @Test
    void J21_another_kind_of_text_is_no_token() {
        for (String typ : new String[] {"dpop+jwt", "at+jwt", "jwt", ""}) {
            refused(Rejection.TYP, "{\"alg\":\"EdDSA\",\"typ\":\"" + typ + "\"}", claims(NOW, NOW, NOW + 60));
        }
        refused(Rejection.AUD, HEADER, claims(NOW, NOW, NOW + 60).replace("stack:agent", "stack:passport"));
        refused(Rejection.AUD, HEADER, claims(NOW, NOW, NOW + 60).replace("\"stack:agent\"", "[\"stack:agent\"]"));
    }

    @Test
    void J10_a_member_that_comes_twice_is_refused() {
        refused(Rejection.JSON, HEADER, claims(NOW, NOW, NOW + 60).replace("{", "{\"sub\":\"agt_1\","));
        refused(Rejection.JSON, "{\"alg\":\"EdDSA\",\"alg\":\"EdDSA\",\"typ\":\"JWT\"}", claims(NOW, NOW, NOW + 60));
    }

    @Test
    void J08_J09_J11_a_token_has_one_form() {
        String good = Signed.jws(HEADER, claims(NOW, NOW, NOW + 60));
        assertThat(verify(good + "=")).isEqualTo(new Bad<>(Rejection.ENCODING));
        assertThat(verify(good + ".e30")).isEqualTo(new Bad<>(Rejection.FORM));
        assertThat(verify(good.substring(0, good.lastIndexOf('.')))).isEqualTo(new Bad<>(Rejection.FORM));
        assertThat(verify("")).isEqualTo(new Bad<>(Rejection.SIZE));
        assertThat(verify(".".repeat(3_000))).isEqualTo(new Bad<>(Rejection.SIZE));
    }

    @Test
    void a_token_lives_sixty_seconds_and_clocks_may_differ_by_thirty() {
        assertThat(verify(HEADER, claims(NOW + 30, NOW + 30, NOW + 90))).isInstanceOf(Good.class);
        refused(Rejection.NBF, HEADER, claims(NOW + 31, NOW + 30, NOW + 60));
        refused(Rejection.NBF, HEADER, claims(NOW, NOW + 31, NOW + 60));
        refused(Rejection.CLAIMS, HEADER, claims(NOW, NOW, NOW + 61));
        assertThat(verify(HEADER, claims(NOW - 89, NOW - 89, NOW - 29))).isInstanceOf(Good.class);
        refused(Rejection.EXP, HEADER, claims(NOW - 90, NOW - 90, NOW - 30));
    }

    @Test
    void J16_times_are_whole_seconds_and_there() {
        String good = claims(NOW, NOW, NOW + 60);
        for (String time : new String[] {"null", "\"" + NOW + "\"", NOW + ".5", "-1", "1e400", "9007199254740993"}) {
            refusedAnyhow(good.replace("\"iat\":" + NOW, "\"iat\":" + time));
            refusedAnyhow(good.replace("\"exp\":" + (NOW + 60), "\"exp\":" + time));
            refusedAnyhow(good.replace("\"nbf\":" + NOW, "\"nbf\":" + time));
        }
        refusedAnyhow(good.replace("\"exp\"", "\"expires\""));
        refusedAnyhow(good.replace("\"iat\"", "\"issued\""));
        assertThat(verify(HEADER, good.replace("\"nbf\":" + NOW + ",", ""))).isInstanceOf(Good.class);
    }

    @Test
    void a_token_can_be_told_from_every_other() {
        for (String jti : new String[] {"\"\"", "null", "7", "\"" + "x".repeat(129) + "\""}) {
            refused(Rejection.JTI, HEADER, claims(NOW, NOW, NOW + 60).replace("\"aj_1\"", jti));
        }
    }

    @Test
    void the_keys_are_those_of_the_agent_it_names() {
        refused(Rejection.SIGNATURE, HEADER, claims(NOW, NOW, NOW + 60).replace("agt_1", "agt_2"));
        refused(Rejection.CLAIMS, HEADER, claims(NOW, NOW, NOW + 60).replace("agt_1", "a/b"));
        refused(Rejection.CLAIMS, HEADER, claims(NOW, NOW, NOW + 60).replace("\"sub\"", "\"subject\""));
    }

    private void refused(Rejection reason, String header, String payload) {
        assertThat(verify(header, payload)).as(header + payload).isEqualTo(new Bad<>(reason));
    }

    private void refusedAnyhow(String payload) {
        assertThat(verify(HEADER, payload)).as(payload).isInstanceOf(Bad.class);
    }

    private Checked<AgentToken> verify(String header, String payload) {
        return verify(Signed.jws(header, payload));
    }

    private Checked<AgentToken> verify(String token) {
        Map<String, PublicKey> keys = Map.of(Signed.THUMBPRINT, Passports.KEY);
        return verifier.verify(token, agent -> agent.equals(new AgentId("agt_1")) ? keys : Map.of());
    }

    private static String claims(long iat, long nbf, long exp) {
        return "{\"iss\":\"stack-sdk\",\"sub\":\"agt_1\",\"aud\":\"stack:agent\",\"iat\":" + iat + ",\"nbf\":" + nbf
                + ",\"exp\":" + exp + ",\"jti\":\"aj_1\"}";
    }
}
