// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.scope;

import dev.stack.vocabulary.Refusal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Percent-encoding (RFC 3986 section 2.1), decoded once and strictly. */
final class PercentCoding {

    private static final String UNRESERVED_MARKS = "-._~";
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private PercentCoding() {}

    /** Decodes {@code text} once; a broken escape or bytes that are not UTF-8 are refused. */
    static String decode(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        byte[] source = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer decoded = ByteBuffer.allocate(source.length);
        for (int i = 0; i < source.length; i++) {
            if (source[i] != '%') {
                decoded.put(source[i]);
                continue;
            }
            if (i + 2 >= source.length
                    || !HexFormat.isHexDigit(source[i + 1])
                    || !HexFormat.isHexDigit(source[i + 2])) {
                throw Refusal.invalid(
                        "The URL holds a broken percent escape; write %25 for a percent sign in a query.");
            }
            decoded.put((byte) (HexFormat.fromHexDigit(source[i + 1]) << 4 | HexFormat.fromHexDigit(source[i + 2])));
            i += 2;
        }
        return utf8(decoded.flip());
    }

    /** Encodes everything but letters, digits, {@code -._~} and the given marks. */
    static String encode(String text, String marks) {
        var out = new StringBuilder(text.length());
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            if (isLetterOrDigit(c) || (c < 0x80 && (UNRESERVED_MARKS.indexOf(c) >= 0 || marks.indexOf(c) >= 0))) {
                out.append(c);
            } else {
                out.append('%').append(HEX.toHexDigits(b));
            }
        }
        return out.toString();
    }

    private static boolean isLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    private static String utf8(ByteBuffer bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(bytes)
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            throw Refusal.invalid("The URL's percent escapes are not UTF-8.");
        }
    }
}
