// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.proxy;

import dev.stack.edge.scope.OutboundRequest;
import dev.stack.json.StrictJson;
import dev.stack.json.StrictJson.Limits;
import dev.stack.vocabulary.Refusal;
import java.util.List;
import java.util.Locale;

/** Refuses a body that is not what its type says: two readers would read it differently. */
final class BodyForm {

    private static final StrictJson READER = new StrictJson(Limits.CALL);

    private BodyForm() {}

    /** {@code body} is what the request sends. */
    static void check(OutboundRequest request, byte[] body) {
        if (body.length == 0) {
            return;
        }
        List<String> types = request.header("content-type");
        if (types.size() > 1) {
            throw Refusal.invalid("The call has " + types.size() + " Content-Type headers. Send one.")
                    .because("header");
        }
        String type = types.isEmpty() ? "" : types.getFirst().toLowerCase(Locale.ROOT);
        boolean json = media(type).equals("application/json") || media(type).endsWith("+json");
        if (json && (!isUtf8(type) || !READER.accepts(body))) {
            throw Refusal.invalid(
                            "The body says it is JSON but is not one value of strict JSON in UTF-8: no name twice, no"
                                    + " byte-order mark, nothing after it. Correct the body, or its Content-Type.")
                    .because("json");
        }
    }

    private static String media(String type) {
        int end = type.indexOf(';');
        return (end < 0 ? type : type.substring(0, end)).strip();
    }

    private static boolean isUtf8(String type) {
        int at = type.indexOf("charset=");
        if (at < 0) {
            return true;
        }
        String charset =
                type.substring(at + "charset=".length()).replace("\"", "").strip();
        return charset.equals("utf-8") || charset.startsWith("utf-8;") || charset.equals("utf8");
    }
}
