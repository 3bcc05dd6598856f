// SPDX-License-Identifier: Apache-2.0
package dev.stack.detectors.content;

import dev.stack.detectors.content.OutputFinding.Family;
import java.util.Locale;
import java.util.stream.Stream;

/** The forms of keys and tokens. Publishable keys, certificates, hashes and identifiers are none. */
final class CredentialClues {

    private static final int ANY = 255;

    private CredentialClues() {}

    static Stream<Clue> all() {
        return Stream.of(
                        keys("aws_access_key", Signs.BASE32, 16, 16, "AKIA", "ASIA", "ABIA", "ACCA"),
                        keys("stack_api_key", Signs.BASE64_URL, 20, ANY, "sk_live_op_"),
                        keys("stripe_secret_key", Signs.WORD, 16, ANY, "sk_live_", "rk_live_"),
                        keys("stripe_webhook_secret", Signs.WORD, 32, ANY, "whsec_"),
                        keys("slack_token", Signs.BASE64_URL, 20, ANY, "xoxa-", "xoxb-", "xoxp-", "xapp-"),
                        keys("github_token", Signs.WORD, 36, ANY, "ghp_", "gho_", "ghu_", "ghs_", "ghr_"),
                        keys("github_token", Signs.BASE64_URL, 40, ANY, "github_pat_"),
                        keys("gitlab_token", Signs.BASE64_URL, 20, ANY, "glpat-"),
                        keys("google_api_key", Signs.BASE64_URL, 35, 35, "AIza"),
                        keys("google_client_secret", Signs.BASE64_URL, 28, 28, "GOCSPX-"),
                        keys("openai_key", Signs.BASE64_URL, 40, ANY, "sk-proj-", "sk-svcacct-"),
                        keys("anthropic_key", Signs.BASE64_URL, 40, ANY, "sk-ant-api03-", "sk-ant-admin01-"),
                        keys("npm_token", Signs.WORD, 36, 36, "npm_"),
                        keys("hugging_face_token", Signs.WORD, 34, 34, "hf_"),
                        keys("pypi_token", Signs.BASE64_URL, 50, ANY, "pypi-AgE"),
                        keys("shopify_token", Signs.HEX, 32, 32, "shpat_"),
                        keys("digitalocean_token", Signs.HEX, 64, 64, "dop_v1_"),
                        keys("age_secret_key", Signs.WORD, 58, 58, "AGE-SECRET-KEY-1"),
                        Stream.of(
                                clue("private_key", new PrivateKeyHeader(), PrivateKeyHeader.LITERAL),
                                clue("json_web_token", new WebToken(), WebToken.LITERAL),
                                clue(
                                        "bearer_token",
                                        new BearerString(),
                                        "bearer ",
                                        "access_token",
                                        "refresh_token",
                                        "client_secret")))
                .flatMap(clues -> clues);
    }

    private static Stream<Clue> keys(String pattern, Signs signs, int least, int most, String... prefixes) {
        return Stream.of(prefixes).map(prefix -> clue(pattern, new PrefixedKey(prefix, signs, least, most), prefix));
    }

    private static Clue clue(String pattern, Clue.Check check, String... literals) {
        return new Clue(
                Family.CREDENTIAL_SHAPE,
                pattern,
                Stream.of(literals)
                        .map(literal -> literal.toLowerCase(Locale.ROOT))
                        .toList(),
                check);
    }
}
