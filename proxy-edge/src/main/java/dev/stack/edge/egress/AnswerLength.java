// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.egress;

import java.util.Locale;
import org.apache.hc.core5.http.ContentLengthStrategy;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpMessage;
import org.apache.hc.core5.http.ProtocolException;

/** How long an answer's body is (RFC 9112 section 6.3), where there is one reading of it; else it is refused. */
final class AnswerLength implements ContentLengthStrategy {

    static final AnswerLength STRICT = new AnswerLength();

    private static final int DIGITS_MAX = 18;

    private AnswerLength() {}

    @Override
    public long determineLength(HttpMessage answer) throws ProtocolException {
        Header[] codings = answer.getHeaders(HttpHeaders.TRANSFER_ENCODING);
        Header[] lengths = answer.getHeaders(HttpHeaders.CONTENT_LENGTH);
        if (codings.length + lengths.length > 1) {
            throw new ProtocolException("the answer has more than one length");
        }
        if (codings.length == 1) {
            if (!valueOf(codings[0]).toLowerCase(Locale.ROOT).equals("chunked")) {
                throw new ProtocolException("the answer has an unknown transfer coding");
            }
            return CHUNKED;
        }
        return lengths.length == 1 ? number(valueOf(lengths[0])) : UNDEFINED;
    }

    private static long number(String text) throws ProtocolException {
        boolean good =
                !text.isEmpty() && text.length() <= DIGITS_MAX && text.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!good) {
            throw new ProtocolException("the answer's length is no number");
        }
        return Long.parseLong(text);
    }

    private static String valueOf(Header header) {
        return String.valueOf(header.getValue()).strip();
    }
}
