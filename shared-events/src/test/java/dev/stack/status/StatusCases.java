// SPDX-License-Identifier: Apache-2.0
package dev.stack.status;

import static dev.stack.passport.Rejection.ALG;
import static dev.stack.passport.Rejection.CLAIMS;
import static dev.stack.passport.Rejection.ENCODING;
import static dev.stack.passport.Rejection.EXP;
import static dev.stack.passport.Rejection.FORM;
import static dev.stack.passport.Rejection.HEADER;
import static dev.stack.passport.Rejection.ISS;
import static dev.stack.passport.Rejection.JSON;
import static dev.stack.passport.Rejection.KID;
import static dev.stack.passport.Rejection.NBF;
import static dev.stack.passport.Rejection.SIGNATURE;
import static dev.stack.passport.Rejection.SIZE;
import static dev.stack.passport.Rejection.TYP;

import dev.stack.passport.Passports;
import dev.stack.passport.Rejection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Status lists and changes, good and bad, all looked at at {@link Passports#NOW} without skew; also the source of the vector
 * file.
 */
final class StatusCases {

    static final String URI = Passports.ISSUER + "/v1/status-lists/0";

    /** What a text is taken for. */
    enum Kind {
        LIST,
        DELTA
    }

    record Case(Kind kind, String name, String text, Optional<Rejection> rejection) {
        @Override
        public String toString() {
            return kind + " " + name;
        }
    }

    static final StatusListToken LIST = new StatusListToken(
            URI,
            Passports.NOW,
            Passports.NOW.plusSeconds(30),
            Duration.ofSeconds(5),
            7,
            StatusList.allValid(2, 64)
                    .with(List.of(
                            new StatusChange(0, 3, Status.INVALID),
                            new StatusChange(0, 4, Status.SUSPENDED),
                            new StatusChange(0, 63, Status.INVALID))));

    static final StatusDelta DELTA = new StatusDelta(
            Passports.ISSUER,
            Passports.NOW,
            7,
            8,
            false,
            List.of(new StatusChange(0, 5, Status.INVALID), new StatusChange(12, 1_048_575, Status.SUSPENDED)),
            List.of());

    private final List<Case> cases = new ArrayList<>();

    private StatusCases() {}

    static List<Case> all() {
        var made = new StatusCases();
        made.goodLists();
        made.badLists();
        made.goodDeltas();
        made.badDeltas();
        made.otherKinds();
        made.forms();
        return made.cases;
    }

    private void goodLists() {
        good(Kind.LIST, "two bits", LIST.sign(Passports.SIGNING_KEY));
        good(Kind.LIST, "one bit", list(StatusList.allValid(1, 8), Passports.NOW, 30));
        good(Kind.LIST, "a claim of a later version", edited("\"seq\":7", "\"seq\":7,\"later\":true"));
        good(Kind.LIST, "about to expire", list(LIST.list(), Passports.NOW.minusSeconds(29), 30));
    }

    private void badLists() {
        bad(Kind.LIST, "expired", list(LIST.list(), Passports.NOW.minusSeconds(30), 30), EXP);
        bad(Kind.LIST, "from the future", list(LIST.list(), Passports.NOW.plusSeconds(1), 30), NBF);
        bad(Kind.LIST, "of another list", edited("status-lists/0", "status-lists/1"), CLAIMS);
        bad(Kind.LIST, "of another issuer", edited("https://stack.", "https://stack2."), CLAIMS);
        bad(Kind.LIST, "sub missing", edited("\"sub\":\"" + URI + "\",", ""), CLAIMS);
        bad(Kind.LIST, "exp missing", edited("\"exp\":1780000030,", ""), CLAIMS);
        bad(Kind.LIST, "exp null", edited("1780000030", "null"), CLAIMS);
        bad(Kind.LIST, "iat a fraction", edited("1780000000", "1780000000.5"), CLAIMS);
        bad(Kind.LIST, "ttl 0", edited("\"ttl\":5", "\"ttl\":0"), CLAIMS);
        bad(Kind.LIST, "ttl missing", edited("\"ttl\":5,", ""), CLAIMS);
        bad(Kind.LIST, "seq missing", edited("\"seq\":7,", ""), CLAIMS);
        bad(Kind.LIST, "three bits", edited("\"bits\":2", "\"bits\":3"), CLAIMS);
        bad(Kind.LIST, "bits beyond an int", edited("\"bits\":2", "\"bits\":4294967298"), CLAIMS);
        bad(Kind.LIST, "lst padded", edited("\"}}", "=\"}}"), CLAIMS);
        bad(Kind.LIST, "lst no ZLIB", edited("\"lst\":\"", "\"lst\":\"AA"), CLAIMS);
        bad(Kind.LIST, "a space after a colon", edited("\"ttl\":5", "\"ttl\": 5"), CLAIMS);
        bad(Kind.LIST, "a claim twice", edited("\"ttl\":5", "\"ttl\":5,\"ttl\":5"), JSON);
    }

    private void goodDeltas() {
        good(Kind.DELTA, "two changes", DELTA.sign(Passports.SIGNING_KEY));
        good(
                Kind.DELTA,
                "heartbeat",
                StatusDelta.heartbeat(Passports.ISSUER, Passports.NOW, 8).sign(Passports.SIGNING_KEY));
        good(
                Kind.DELTA,
                "reset",
                StatusDelta.reset(Passports.ISSUER, Passports.NOW, 8).sign(Passports.SIGNING_KEY));
        good(
                Kind.DELTA,
                "a key withdrawn",
                new StatusDelta(Passports.ISSUER, Passports.NOW, 8, 9, false, List.of(), List.of("kPrK_other"))
                        .sign(Passports.SIGNING_KEY));
        good(
                Kind.DELTA,
                "old",
                new StatusDelta(
                                Passports.ISSUER,
                                Passports.NOW.minusSeconds(86_400),
                                1,
                                2,
                                false,
                                DELTA.changes(),
                                List.of())
                        .sign(Passports.SIGNING_KEY));
    }

    private void badDeltas() {
        bad(
                Kind.DELTA,
                "from the future",
                StatusDelta.heartbeat(Passports.ISSUER, Passports.NOW.plusSeconds(1), 8)
                        .sign(Passports.SIGNING_KEY),
                NBF);
        bad(
                Kind.DELTA,
                "of another issuer",
                StatusDelta.heartbeat(Passports.ISSUER + "/", Passports.NOW, 8).sign(Passports.SIGNING_KEY),
                ISS);
        bad(Kind.DELTA, "seq before previous", delta("\"seq\":8", "\"seq\":6"), CLAIMS);
        bad(Kind.DELTA, "seq negative", delta("\"previous\":7", "\"previous\":-1"), CLAIMS);
        bad(Kind.DELTA, "changes missing", delta(",\"changes\":[", ",\"other\":["), CLAIMS);
        bad(Kind.DELTA, "a change without a place", delta("\"idx\":5,", ""), CLAIMS);
        bad(Kind.DELTA, "a status of text", delta("\"status\":1", "\"status\":\"1\""), CLAIMS);
        bad(Kind.DELTA, "reset of text", delta("\"changes\"", "\"reset\":\"no\",\"changes\""), CLAIMS);
    }

    private void otherKinds() {
        bad(Kind.LIST, "a passport", Passports.token(), TYP);
        bad(Kind.DELTA, "a passport", Passports.token(), TYP);
        bad(Kind.LIST, "a change", DELTA.sign(Passports.SIGNING_KEY), TYP);
        bad(Kind.DELTA, "a list", LIST.sign(Passports.SIGNING_KEY), TYP);
        bad(Kind.LIST, "typ in capitals", Passports.signed(header("STATUSLIST+JWT"), payload()), TYP);
        bad(
                Kind.LIST,
                "typ with the media type's tree",
                Passports.signed(header("application/statuslist+jwt"), payload()),
                TYP);
    }

    private void forms() {
        String good = LIST.sign(Passports.SIGNING_KEY);
        bad(Kind.LIST, "empty", "", SIZE);
        bad(Kind.LIST, "two parts", good.substring(0, good.lastIndexOf('.')), FORM);
        bad(Kind.LIST, "four parts", good + ".", FORM);
        bad(Kind.LIST, "padded", good + "==", ENCODING);
        bad(
                Kind.LIST,
                "alg none",
                Passports.signed(
                        "{\"alg\":\"none\",\"typ\":\"statuslist+jwt\",\"kid\":\"" + Passports.KID + "\"}", payload()),
                ALG);
        bad(
                Kind.LIST,
                "a key in the header",
                Passports.signed(header("statuslist+jwt").replace("}", ",\"jwk\":{}}"), payload()),
                HEADER);
        bad(
                Kind.LIST,
                "an unknown key",
                Passports.signed(header("statuslist+jwt").replace(Passports.KID, "stranger"), payload()),
                KID);
        bad(
                Kind.LIST,
                "another payload under the signature",
                good.replace(
                        good.substring(good.indexOf('.'), good.lastIndexOf('.')),
                        edited("\"seq\":7", "\"seq\":8").substring(good.indexOf('.'), good.lastIndexOf('.'))),
                SIGNATURE);
    }

    private void good(Kind kind, String name, String text) {
        cases.add(new Case(kind, name, text, Optional.empty()));
    }

    private void bad(Kind kind, String name, String text, Rejection why) {
        cases.add(new Case(kind, name, text, Optional.of(why)));
    }

    private static String list(StatusList list, Instant at, int life) {
        return new StatusListToken(URI, at, at.plusSeconds(life), Duration.ofSeconds(5), 7, list)
                .sign(Passports.SIGNING_KEY);
    }

    private static String header(String typ) {
        return "{\"alg\":\"EdDSA\",\"typ\":\"" + typ + "\",\"kid\":\"" + Passports.KID + "\"}";
    }

    /** The claims of {@link #LIST} as text. */
    private static String payload() {
        return Passports.payloadOf(LIST.sign(Passports.SIGNING_KEY));
    }

    /** {@link #LIST} with one text in its claims replaced, well signed. */
    private static String edited(String from, String to) {
        return Passports.signed(header("statuslist+jwt"), replaced(payload(), from, to));
    }

    private static String delta(String from, String to) {
        return Passports.signed(
                header("statusdelta+jwt"), replaced(Passports.payloadOf(DELTA.sign(Passports.SIGNING_KEY)), from, to));
    }

    private static String replaced(String text, String from, String to) {
        if (!text.contains(from)) {
            throw new AssertionError(from + " is not in " + text);
        }
        return text.replace(from, to);
    }
}
