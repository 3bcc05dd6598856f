// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.connection;

import dev.stack.command.connection.CatalogService.Check;
import dev.stack.json.JsonValue.JsonBoolean;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.json.StrictJson;
import dev.stack.json.StrictJson.JsonRefused;
import dev.stack.json.StrictJson.Limits;
import java.util.Optional;

/** What a service said of a credential. */
sealed interface VerificationResult {

    /** It takes the credential of that version. */
    record Taken(int version) implements VerificationResult {}

    /** It does not take the credential of that version. */
    record Refused(int version, String reason) implements VerificationResult {}

    /** It said neither. */
    record Unknown(String why) implements VerificationResult {}

    /** Reads an answer that the status calls a success. */
    static VerificationResult ofBody(int version, byte[] body, Check check) {
        if (check.okMember() == null) {
            return new Taken(version);
        }
        try {
            if (new StrictJson(new Limits(1 << 20, 64, 10_000, 64)).parse(body) instanceof JsonObject object) {
                return ofMembers(version, object, check, check.okMember());
            }
        } catch (JsonRefused unreadable) {
            // said below
        }
        return new Unknown("the service answered something else than expected.");
    }

    private static VerificationResult ofMembers(int version, JsonObject object, Check check, String okMember) {
        if (object.get(okMember).equals(Optional.of(new JsonBoolean(true)))) {
            return new Taken(version);
        }
        Optional<String> refusal = check.refusals().stream()
                .filter(word -> object.get("error").equals(Optional.of(new JsonString(word))))
                .findFirst();
        return refusal.<VerificationResult>map(
                        word -> new Refused(version, "The service does not take the credential (" + word + ")."))
                .orElseGet(() -> new Unknown("the service answered that it could not say."));
    }
}
