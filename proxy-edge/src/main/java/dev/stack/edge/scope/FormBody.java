// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.scope;

import dev.stack.vocabulary.Refusal;
import java.nio.charset.StandardCharsets;

/** A body that is not JSON but may hold named values a service reads as parameters. */
final class FormBody {

    private static final String URL_ENCODED = "application/x-www-form-urlencoded";

    private FormBody() {}

    /** Whether the body is a form, or says so little of itself that it may be one. */
    static boolean isForm(OutboundRequest request) {
        String type = request.mediaType();
        return request.hasBody() && (type.isEmpty() || type.equals(URL_ENCODED) || type.startsWith("multipart/"));
    }

    /** Whether a form may hold a value of that name; certain only when it does not. */
    static boolean mayHold(OutboundRequest request, String name) {
        if (!isForm(request)) {
            return false;
        }
        String text = new String(request.body(), StandardCharsets.ISO_8859_1);
        return request.mediaType().equals(URL_ENCODED) ? hasKey(text, name) : text.contains(name);
    }

    private static boolean hasKey(String text, String name) {
        for (String pair : text.split("[&;]", -1)) {
            int equals = pair.indexOf('=');
            String key = equals < 0 ? pair : pair.substring(0, equals);
            if (decodesLike(key, name)) {
                return true;
            }
        }
        return false;
    }

    private static boolean decodesLike(String key, String name) {
        try {
            return PercentCoding.decode(key).strip().equalsIgnoreCase(name);
        } catch (Refusal broken) {
            // A service may repair what we would not: count it as that name.
            return true;
        }
    }
}
