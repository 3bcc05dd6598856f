// SPDX-License-Identifier: Apache-2.0
package dev.stack.passport;

import static dev.stack.passport.Rejection.ALG;
import static dev.stack.passport.Rejection.AUD;
import static dev.stack.passport.Rejection.CLAIMS;
import static dev.stack.passport.Rejection.ENCODING;
import static dev.stack.passport.Rejection.EXP;
import static dev.stack.passport.Rejection.FORM;
import static dev.stack.passport.Rejection.HEADER;
import static dev.stack.passport.Rejection.ISS;
import static dev.stack.passport.Rejection.JSON;
import static dev.stack.passport.Rejection.JTI;
import static dev.stack.passport.Rejection.KID;
import static dev.stack.passport.Rejection.NBF;
import static dev.stack.passport.Rejection.SIGNATURE;
import static dev.stack.passport.Rejection.SIZE;
import static dev.stack.passport.Rejection.TYP;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Passports good and bad, all looked at at {@link Passports#NOW} without skew; also the source of the vector file. */
final class PassportCases {

    /** One of them: the threat it stands for, and why it is rejected, if it is. */
    record Case(String threat, String name, String token, Optional<Rejection> rejection) {
        @Override
        public String toString() {
            return threat + " " + name;
        }
    }

    private static final String PAYLOAD = Passports.payload();
    private static final String GOOD = Passports.token();
    private static final long NOW = Passports.NOW.getEpochSecond();
    private static final long IAT = NOW - 5;

    private final List<Case> cases = new ArrayList<>();

    private PassportCases() {}

    static List<Case> all() {
        var made = new PassportCases();
        made.good();
        made.algorithms();
        made.headers();
        made.forms();
        made.encodings();
        made.signatures();
        made.times();
        made.names();
        made.json();
        made.claims();
        return made.cases;
    }

    private void good() {
        good("root", GOOD);
        good("delegated twice", PassportCodec.encode(Passports.delegated(), Passports.SIGNING_KEY));
        good("exp exactly iat + 3600", claims(exp(NOW + 900), exp(IAT + 3600)));
        good(
                "header members in another order",
                Passports.signed("{\"kid\":\"" + Passports.KID + "\",\"typ\":\"JWT\",\"alg\":\"EdDSA\"}", PAYLOAD));
        good("a claim of a later version", claims("\"stk\":{", "\"later\":[1],\"stk\":{\"later\":true,"));
    }

    private void algorithms() {
        for (String alg :
                List.of("\"none\"", "\"\"", "\"eddsa\"", "\"EDDSA\"", "\"EdDSA \"", "\"Ed25519\"", "null", "1")) {
            bad("J01", "alg " + alg, header("\"EdDSA\"", alg), ALG);
        }
        bad("J01", "alg missing", header("\"alg\":\"EdDSA\",", ""), ALG);
        bad("J01", "alg none without a signature", unsigned("none") + ".", ALG);
        bad("J02", "HMAC with the public key as secret", hmac(), ALG);
        for (String alg : List.of("HS256", "RS256", "PS256", "ES256", "ES256K", "Ed448", "HS512")) {
            bad("J03", "alg " + alg, header("EdDSA", alg), ALG);
        }
    }

    private void headers() {
        for (String kid : List.of(
                "\"stranger\"", "\"\"", "7", "null", "\"" + "k".repeat(65) + "\"", "[\"" + Passports.KID + "\"]")) {
            bad(
                    "J04",
                    "kid " + (kid.length() > 40 ? "of 65 characters" : kid),
                    header("\"" + Passports.KID + "\"", kid),
                    KID);
        }
        bad("J04", "kid missing", header(",\"kid\":\"" + Passports.KID + "\"", ""), KID);
        for (String kid : List.of(
                "../../etc/passwd", "a' or '1'='1", "$(id)", "a\\u0007b", "http://evil/", Passports.KID + "=")) {
            bad("J05", "kid " + kid, header(Passports.KID, kid), KID);
        }
        for (String name : List.of("jku", "x5u", "x5c", "jwk", "x5t", "x5t#S256")) {
            bad("J06", name, header("\"kid\"", "\"" + name + "\":\"https://evil.example\",\"kid\""), HEADER);
        }
        for (String member : List.of("\"crit\":[\"exp\"]", "\"b64\":false", "\"zip\":\"DEF\"", "\"cty\":\"JWT\"")) {
            bad("J07", member, header("\"kid\"", member + ",\"kid\""), HEADER);
        }
        for (String typ : List.of("\"checkpoint+jwt\"", "\"jwt\"", "\"at+jwt\"", "\"\"", "null", "1")) {
            bad("J21", "typ " + typ, header("\"JWT\"", typ), TYP);
        }
        bad("J21", "typ missing", header("\"typ\":\"JWT\",", ""), TYP);
    }

    private void forms() {
        bad("J08", "five parts", GOOD + ".AA.AA", FORM);
        bad("J08", "four parts", GOOD + ".", FORM);
        bad("J08", "two parts", GOOD.substring(0, GOOD.lastIndexOf('.')), FORM);
        bad("J08", "one part", "AAAA", FORM);
        bad("J09", "empty", "", SIZE);
        bad("J09", "one character too long", GOOD + "A".repeat(PassportCodec.LENGTH_MAX + 1 - GOOD.length()), SIZE);
        bad("J09", "one part, exactly as long as can be", "A".repeat(PassportCodec.LENGTH_MAX), FORM);
        bad("J09", "dots only", ".".repeat(8_000), FORM);
    }

    private void encodings() {
        String[] parts = GOOD.split("\\.", -1);
        for (int i = 0; i < 3; i++) {
            String part = parts[i];
            bad("J11", "padding in part " + i, join(parts, i, part + "="), ENCODING);
            bad("J11", "double padding in part " + i, join(parts, i, part + "=="), ENCODING);
            bad("J11", "space in part " + i, join(parts, i, part.substring(0, 4) + " " + part.substring(4)), ENCODING);
            bad("J11", "line end in part " + i, join(parts, i, part + "\n"), ENCODING);
            bad(
                    "J11",
                    "foreign character in part " + i,
                    join(parts, i, part.substring(0, 4) + "!" + part.substring(4)),
                    ENCODING);
            bad(
                    "J11",
                    "letter beyond ASCII in part " + i,
                    join(parts, i, part.substring(0, 4) + "é" + part.substring(5)),
                    ENCODING);
            bad("J11", "length 1 modulo 4 in part " + i, join(parts, i, "AAAAA"), ENCODING);
        }
        bad("J11", "standard alphabet", join(parts, 2, "+/" + parts[2].substring(2)), ENCODING);
        char last = parts[2].charAt(parts[2].length() - 1);
        bad("J11", "trailing bits not zero", GOOD.substring(0, GOOD.length() - 1) + (char) (last + 1), ENCODING);
        bad("J11", "empty header", join(parts, 0, ""), JSON);
    }

    private void signatures() {
        String[] parts = GOOD.split("\\.", -1);
        byte[] signature = Base64Url.decode(parts[2]).orElseThrow();
        for (int length : new int[] {0, 63, 65, 128}) {
            bad(
                    "J12",
                    "signature of " + length + " bytes",
                    join(parts, 2, Base64Url.encode(Arrays.copyOf(signature, length))),
                    SIGNATURE);
        }
        for (int bit : new int[] {0, 255, 256, 511}) {
            byte[] flipped = signature.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            bad("J12", "bit " + bit + " flipped", join(parts, 2, Base64Url.encode(flipped)), SIGNATURE);
        }
        bad(
                "J12",
                "S beyond the group order",
                join(parts, 2, Base64Url.encode(Ed25519VectorTest.withOrderAdded(signature))),
                SIGNATURE);
        bad(
                "J12",
                "claims of another passport",
                join(parts, 1, Base64Url.encode(PAYLOAD.replace("\"pp_1\"", "\"pp_2\""))),
                SIGNATURE);
    }

    private void times() {
        bad("J15", "expires now", claims(exp(NOW + 900), exp(NOW)), EXP);
        bad("J15", "expired a second ago", claims(exp(NOW + 900), exp(NOW - 1)), EXP);
        for (String exp : List.of(
                "null",
                "\"" + (NOW + 900) + "\"",
                (NOW + 900) + ".5",
                (NOW + 900) + ".0",
                "178000090e1",
                "-1",
                "9007199254740993",
                "1e19",
                "true",
                "[]")) {
            bad("J16", "exp " + exp, claims(exp(NOW + 900), "\"exp\":" + exp), CLAIMS);
        }
        bad("J16", "exp missing", claims("," + exp(NOW + 900), ""), CLAIMS);
        bad("J16", "exp beyond iat + 3600", claims(exp(NOW + 900), exp(IAT + 3601)), CLAIMS);
        bad("J16", "iat missing", claims("\"iat\":" + IAT + ",", ""), CLAIMS);
        bad("J16", "nbf missing", claims("\"nbf\":" + IAT + ",", ""), CLAIMS);
        bad("J17", "nbf a second ahead", claims("\"nbf\":" + IAT, "\"nbf\":" + (NOW + 1)), NBF);
        bad("J17", "iat a second ahead", claims("\"iat\":" + IAT, "\"iat\":" + (NOW + 1)), NBF);
    }

    private void names() {
        String iss = "\"iss\":\"" + Passports.ISSUER + "\"";
        for (String other : List.of(
                "\"" + Passports.ISSUER + "/\"",
                "\"https://STACK.example.com\"",
                "\"https://evil.example\"",
                "[\"" + Passports.ISSUER + "\"]",
                "null",
                "\"\"")) {
            bad("J18", "iss " + other, claims(iss, "\"iss\":" + other), ISS);
        }
        bad("J18", "iss missing", claims(iss + ",", ""), ISS);
        String aud = "\"aud\":\"stack:passport\"";
        for (String other :
                List.of("\"stack\"", "[\"stack:passport\",\"other\"]", "[\"stack:passport\"]", "[1]", "null", "{}")) {
            bad("J19", "aud " + other, claims(aud, "\"aud\":" + other), AUD);
        }
        bad("J19", "aud missing", claims(aud + ",", ""), AUD);
        for (String other :
                List.of("1", "null", "\"\"", "\"pp 1\"", "\"pp/1\"", "[\"pp_1\"]", "\"" + "p".repeat(129) + "\"")) {
            bad(
                    "J20",
                    "jti " + (other.length() > 99 ? "of 129 characters" : other),
                    claims("\"jti\":\"pp_1\"", "\"jti\":" + other),
                    JTI);
        }
        bad("J20", "jti missing", claims("\"jti\":\"pp_1\",", ""), JTI);
    }

    private void json() {
        bad("J10", "a header member twice", header("\"alg\"", "\"alg\":\"EdDSA\",\"alg\""), JSON);
        bad("J10", "a claim twice", claims("\"iss\"", "\"jti\":\"pp_1\",\"iss\""), JSON);
        bad("J10", "a member of stk twice", claims("\"session_id\"", "\"agent_id\":\"agt_1\",\"session_id\""), JSON);
        bad("J10", "a member twice by an escape", claims("\"iss\"", "\"\\u006ati\":\"pp_1\",\"iss\""), JSON);
        bad("J10", "two values", Passports.signed(PAYLOAD + "{}"), JSON);
        bad("J10", "an array", Passports.signed("[" + PAYLOAD + "]"), JSON);
        bad("J10", "a comment", Passports.signed(PAYLOAD + "//"), JSON);
        bad("J10", "cut", Passports.signed(PAYLOAD.substring(0, PAYLOAD.length() - 1)), JSON);
        bad("J29", "deep", claims("\"stk\":{", "\"x\":" + "[".repeat(40) + "]".repeat(40) + ",\"stk\":{"), JSON);
        bad("J29", "wide", claims("\"stk\":{", "\"x\":[" + "1,".repeat(300) + "1],\"stk\":{"), JSON);
        bad("J29", "a number of 21 digits", claims("\"stk\":{", "\"x\":" + "9".repeat(21) + ",\"stk\":{"), JSON);
        bad("J30", "byte-order mark", Passports.signed("\uFEFF" + PAYLOAD), JSON);
        bad("J30", "NUL", claims("Summarise", "a\\u0000b"), JSON);
        bad("J30", "raw NUL", claims("Summarise", "a\0b"), JSON);
        bad("J30", "lone surrogate", claims("Summarise", "\\ud800"), JSON);
        bad("J30", "lone low surrogate", claims("Summarise", "\\udc00x"), JSON);
        bad("J30", "invalid UTF-8", signedLatin1(PAYLOAD), JSON);
    }

    private void claims() {
        bad("claims", "a space before the colon", claims("\"iss\":", "\"iss\" :"), CLAIMS);
        bad("claims", "a letter escaped without need", claims("Summarise", "\\u0053ummarise"), CLAIMS);
        bad("claims", "sub is not stk.agent_id", claims("\"sub\":\"agt_1\"", "\"sub\":\"agt_2\""), CLAIMS);
        bad("claims", "two missions", claims("[\"ms_1\"]", "[\"ms_1\",\"ms_2\"]"), CLAIMS);
        bad("claims", "no mission", claims("[\"ms_1\"]", "[]"), CLAIMS);
        bad("claims", "no stk", Passports.signed(PAYLOAD.replace("\"stk\"", "\"skt\"")), CLAIMS);
        bad("claims", "services is no array", claims("\"services\":[", "\"services\":{},\"was\":["), CLAIMS);
        bad("claims", "depth without a chain", claims("\"delegation_depth\":0", "\"delegation_depth\":1"), CLAIMS);
        bad(
                "claims",
                "a parent without a chain",
                claims("\"session_id\"", "\"parent_jti\":\"pp_0\",\"session_id\""),
                CLAIMS);
        bad("claims", "an unknown mode", claims("\"enforced\"", "\"lenient\""), CLAIMS);
        bad("claims", "an empty operator", claims("\"operator_id\":\"op_1\"", "\"operator_id\":\"\""), CLAIMS);
        String delegated = Passports.delegated().toJson().toString();
        bad(
                "claims",
                "the two spellings of the parent differ",
                Passports.signed(delegated.replace("\"parent_jti\":\"pp_parent\"", "\"parent_jti\":\"pp_root\"")),
                CLAIMS);
        bad(
                "claims",
                "a shortened chain",
                Passports.signed(delegated.replace(
                        "{\"jti\":\"pp_root\",\"agent_id\":\"agt_root\",\"operator_id\":\"op_1\"},", "")),
                CLAIMS);
    }

    private void good(String name, String token) {
        cases.add(new Case("good", name, token, Optional.empty()));
    }

    private void bad(String threat, String name, String token, Rejection rejection) {
        cases.add(new Case(threat, name, token, Optional.of(rejection)));
    }

    private static String exp(long seconds) {
        return "\"exp\":" + seconds;
    }

    private static String claims(String from, String to) {
        return Passports.signed(replaced(PAYLOAD, from, to));
    }

    private static String header(String from, String to) {
        return Passports.signed(replaced(Passports.HEADER, from, to), PAYLOAD);
    }

    private static String replaced(String text, String from, String to) {
        if (!text.contains(from)) {
            throw new AssertionError("no " + from + " in " + text);
        }
        return text.replace(from, to);
    }

    private static String join(String[] parts, int changed, String part) {
        String[] copy = parts.clone();
        copy[changed] = part;
        return String.join(".", copy);
    }

    private static String unsigned(String alg) {
        return Base64Url.encode(Passports.HEADER.replace("EdDSA", alg)) + "." + Base64Url.encode(PAYLOAD);
    }

    private static String hmac() {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Passports.KEY.bytes(), "HmacSHA256"));
            String input = unsigned("HS256");
            return input + "." + Base64Url.encode(mac.doFinal(input.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException defect) {
            throw new AssertionError(defect);
        }
    }

    private static String signedLatin1(String payload) {
        return Passports.signed(Passports.HEADER, payload.getBytes(StandardCharsets.ISO_8859_1));
    }
}
