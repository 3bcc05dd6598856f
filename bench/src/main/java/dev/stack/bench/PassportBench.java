// SPDX-License-Identifier: Apache-2.0
package dev.stack.bench;

import dev.stack.json.JsonValue.JsonArray;
import dev.stack.json.StrictJson;
import dev.stack.json.StrictJson.JsonRefused;
import dev.stack.json.StrictJson.Limits;
import dev.stack.passport.PassportClaims;
import dev.stack.passport.PassportCodec;
import dev.stack.passport.PassportVerifier;
import dev.stack.passport.ProviderEd25519;
import dev.stack.passport.PublicKey;
import dev.stack.passport.PublicKeys;
import dev.stack.passport.SigningKey;
import dev.stack.passport.StatedIntent;
import dev.stack.passport.Validity;
import dev.stack.passport.Verification;
import dev.stack.passport.Verification.Verified;
import dev.stack.vault.Ed25519Providers;
import dev.stack.vocabulary.AccountabilityMode;
import dev.stack.vocabulary.AgentId;
import dev.stack.vocabulary.Jti;
import dev.stack.vocabulary.MissionId;
import dev.stack.vocabulary.OperatorId;
import dev.stack.vocabulary.SessionId;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Issuing and verifying a passport of ordinary size, by processor time of one thread, against the bare arithmetic. */
public final class PassportBench implements Bench {

    private static final String KID = "kPrK_qmxVWaYVA9w";
    private static final String ISSUER = "https://stack.example.com";
    private static final Instant NOW = Instant.ofEpochSecond(1_780_000_000);

    // RFC 8032, section 7.1, test 1.
    private static final byte[] SEED =
            HexFormat.of().parseHex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
    private static final byte[] PUBLIC =
            HexFormat.of().parseHex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");

    @Override
    public String name() {
        return "passport";
    }

    @Override
    public String describes() {
        return "issuing and cold verifying, against bare Corretto over the same bytes";
    }

    @Override
    public List<Ratio> run(Effort whole) throws Exception {
        Effort effort = new Effort(whole.warmUp(), whole.rounds() * 2, whole.slice(), 0, 0).finer(4);
        ProviderEd25519 ed25519 = Ed25519Providers.best();
        SigningKey key = new Key(ed25519);
        PassportClaims claims = claims();
        String token = PassportCodec.encode(claims, key);
        var verifier = new PassportVerifier(
                PublicKeys.of(KID, PublicKey.of(PUBLIC)),
                ISSUER,
                Clock.fixed(NOW, ZoneOffset.UTC),
                Duration.ZERO,
                ed25519);

        byte[] message = token.substring(0, token.lastIndexOf('.')).getBytes(StandardCharsets.US_ASCII);
        byte[] signature = Base64.getUrlDecoder().decode(token.substring(token.lastIndexOf('.') + 1));
        RawEd25519 raw = RawEd25519.of(
                encoded("302e020100300506032b657004220420", SEED), encoded("302a300506032b6570032100", PUBLIC));
        require(Arrays.equals(raw.sign(message), signature), "the anchor signs otherwise");

        Map<String, Load.Operation> operations = new LinkedHashMap<>();
        operations.put("sign", () -> raw.sign(message));
        operations.put("issue", () -> PassportCodec.encode(claims, key));
        operations.put("bare", () -> require(raw.verify(message, signature), "the anchor refuses"));
        operations.put("verify", () -> verified(verifier.verify(token)));
        Rounds rounds = new Rounds();
        for (var operation : operations.entrySet()) {
            if (whole.warmUp() > 0) {
                Load.settle(effort.slice(), operation.getValue());
            }
            rounds.add(operation.getKey(), () -> Load.rateByProcessor(effort.slice(), operation.getValue()));
        }
        rounds.run(effort);
        return List.of(
                Ratio.of("issue", rounds.ratio("issue", "sign"), "bare sign").withGoal(0.7),
                Ratio.of("cold verify", rounds.ratio("verify", "bare"), "bare verify")
                        .withGoal(0.85));
    }

    private static PassportClaims claims() throws JsonRefused {
        return new PassportClaims(
                new Jti("pp_2mPq8sT4vXyZ1aBcD3eFgH"),
                new OperatorId("op_2mPq8sT4vXyZ1aBcD3eFgH"),
                new AgentId("agt_2mPq8sT4vXyZ1aBcD3eFgH"),
                "Reporting agent",
                new MissionId("ms_2mPq8sT4vXyZ1aBcD3eFgH"),
                new SessionId("ses_2mPq8sT4vXyZ1aBcD3eFgH"),
                ISSUER,
                Validity.signedAt(NOW, NOW.plusSeconds(900)),
                AccountabilityMode.ENFORCED,
                services(),
                new JsonArray(List.of()),
                new StatedIntent("Summarise the week for the team", List.of("slack"), false, Duration.ofSeconds(600)),
                Duration.ofSeconds(300),
                List.of(),
                null,
                null);
    }

    private static JsonArray services() throws JsonRefused {
        return (JsonArray) new StrictJson(Limits.BODY).parse("""
                [{"connection_id": "scon_2mPq8sT4vXyZ1aBcD3eFgH", "service_id": "scon_2mPq8sT4vXyZ1aBcD3eFgH",
                  "service_name": "slack", "provider": "slack", "scopes": ["chat:write"],
                  "credential_ref": "vault:scon_2mPq8sT4vXyZ1aBcD3eFgH",
                  "constraints": [{"path": "body.channel", "op": "in", "value": ["C024BE91L", "C7654321X"]}]}]""");
    }

    private static byte[] encoded(String prefix, byte[] key) {
        return HexFormat.of().parseHex(prefix + HexFormat.of().formatHex(key));
    }

    private static void verified(Verification verification) {
        require(verification instanceof Verified, "the passport was not verified");
    }

    private static void require(boolean good, String otherwise) {
        if (!good) {
            throw new IllegalStateException(otherwise);
        }
    }

    private record Key(ProviderEd25519 ed25519) implements SigningKey {
        @Override
        public String kid() {
            return KID;
        }

        @Override
        public byte[] sign(byte[] message) {
            return ed25519.sign(SEED, message);
        }
    }
}
