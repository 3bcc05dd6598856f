// SPDX-License-Identifier: Apache-2.0
package dev.stack.json;

import dev.stack.json.JsonValue.JsonArray;
import dev.stack.json.JsonValue.JsonBoolean;
import dev.stack.json.JsonValue.JsonNumber;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.BufferRecycler;
import tools.jackson.core.util.JsonRecyclerPools;
import tools.jackson.core.util.RecyclerPool;

/**
 * The one reader of JSON text that came from outside (RFC 8259, and I-JSON's rules of RFC 7493 on top): UTF-8 only, no
 * byte-order mark, no member name twice, no lone surrogate, no NUL, exactly one value and nothing after it, inside
 * {@link Limits}.
 */
public final class StrictJson {

    private static final int EXPONENT_MAX = 1_000;
    private static final String MALFORMED = "malformed, or a member name twice";

    private final Limits limits;
    /** For values that are kept: the map they are kept in knows a name that comes twice. */
    private final JsonFactory factory;
    /** For texts that are only looked through. */
    private final JsonFactory scanning;

    /** A reader with these limits; thread-safe. */
    public StrictJson(Limits limits) {
        this.limits = limits;
        this.factory = factory(limits, false);
        this.scanning = factory(limits, true);
    }

    private static JsonFactory factory(Limits limits, boolean findsDuplicates) {
        return JsonFactory.builder()
                .configure(StreamReadFeature.STRICT_DUPLICATE_DETECTION, findsDuplicates)
                .recyclerPool(pool(limits))
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(limits.depth())
                        .maxNumberLength(limits.digits())
                        .maxNameLength(limits.bytes())
                        .maxStringLength(limits.bytes())
                        .maxDocumentLength(limits.bytes())
                        .build())
                .build();
    }

    /**
     * A body may hold a credential, which must not stay behind in a buffer that waits for its next use. A token is public
     * to whoever holds it, and reading it is in a hurry.
     */
    private static RecyclerPool<BufferRecycler> pool(Limits limits) {
        return limits.equals(Limits.TOKEN) ? JsonRecyclerPools.defaultPool() : JsonRecyclerPools.nonRecyclingPool();
    }

    /**
     * What a text may measure.
     *
     * @param bytes length of the text in bytes
     * @param depth nesting of arrays and objects
     * @param members members and items of the whole text together
     * @param digits characters of one number
     */
    public record Limits(int bytes, int depth, int members, int digits) {
        /** Bodies of the API: 1 MiB, depth 64, 10,000 members, numbers under 1,000 digits. */
        public static final Limits BODY = new Limits(1 << 20, 64, 10_000, 999);

        /** What travels through the proxy, either way: 10 MiB, depth 64, a million members. */
        public static final Limits CALL = new Limits(10 << 20, 64, 1_000_000, 999);

        /** A request that carries such a body as a member: as text its escapes or base64 take more room. */
        public static final Limits CALL_REQUEST = new Limits(21 << 20, 65, 1_000_100, 999);

        /** A passport's header or claims: 8 KiB, depth 16, 200 members. */
        public static final Limits TOKEN = new Limits(8 << 10, 16, 200, 20);
    }

    /** A text that is not one strict JSON value; the message says what is wrong and holds nothing of the text. */
    public static final class JsonRefused extends Exception {
        private static final long serialVersionUID = 1L;

        JsonRefused(String message) {
            super(message);
        }
    }

    /**
     * A value and whether its text was the one that {@link JsonText} writes.
     *
     * @param asWritten no space, nothing escaped without need, numbers in plain digits
     */
    public record Spelled(JsonValue value, boolean asWritten) {}

    /** Reads the one value in {@code utf8}. */
    public JsonValue parse(byte[] utf8) throws JsonRefused {
        return parseChecked(decodeBounded(utf8));
    }

    /** Reads the one value in {@code utf8} and looks at its spelling. Quickest where that is as written. */
    public Spelled parseSpelled(byte[] utf8) throws JsonRefused {
        Optional<JsonValue> written = WrittenJson.read(utf8, limits);
        if (written.isPresent()) {
            return new Spelled(written.get(), true);
        }
        String text = decodeBounded(utf8);
        JsonValue value = parseChecked(text);
        return new Spelled(value, JsonText.write(value).equals(text));
    }

    /** Reads the one value in {@code text}. */
    public JsonValue parse(String text) throws JsonRefused {
        return parse(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Whether {@code utf8} is one strict value; nothing is kept of it. */
    public boolean accepts(byte[] utf8) {
        try {
            scan(decodeBounded(utf8));
            return true;
        } catch (JsonRefused | JacksonException refused) {
            return false;
        }
    }

    private void scan(String text) throws JsonRefused {
        try (JsonParser parser = scanning.createParser(ObjectReadContext.empty(), text)) {
            int values = 0;
            int depth = 0;
            int members = limits.members();
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.PROPERTY_NAME) {
                    Reading.checked(parser.currentName());
                    continue;
                }
                if (token.isStructEnd()) {
                    depth--;
                    continue;
                }
                values += depth == 0 ? 1 : 0;
                depth += token.isStructStart() ? 1 : 0;
                if (token == JsonToken.VALUE_STRING) {
                    Reading.checked(parser.getString());
                }
                if (values > 1 || --members < 0) {
                    throw new JsonRefused("more than one value, or too many members");
                }
            }
            if (values == 0) {
                throw new JsonRefused("empty");
            }
        }
    }

    private String decodeBounded(byte[] utf8) throws JsonRefused {
        if (utf8.length > limits.bytes()) {
            throw new JsonRefused("longer than " + limits.bytes() + " bytes");
        }
        return decode(utf8);
    }

    private static String decode(byte[] utf8) throws JsonRefused {
        if (isAscii(utf8)) {
            return new String(utf8, StandardCharsets.ISO_8859_1);
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
            if (text.startsWith("\uFEFF")) {
                throw new JsonRefused("starts with a byte-order mark");
            }
            return text;
        } catch (CharacterCodingException invalid) {
            throw new JsonRefused("not UTF-8");
        }
    }

    private static boolean isAscii(byte[] utf8) {
        for (byte b : utf8) {
            if (b < 0) {
                return false;
            }
        }
        return true;
    }

    private JsonValue parseChecked(String text) throws JsonRefused {
        try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), text)) {
            if (parser.nextToken() == null) {
                throw new JsonRefused("empty");
            }
            JsonValue value = new Reading(parser, limits.members()).value();
            if (parser.nextToken() != null) {
                throw new JsonRefused("more than one value");
            }
            return value;
        } catch (JacksonException malformed) {
            // The library's message quotes the text, which may hold a secret.
            throw new JsonRefused(
                    malformed.getClass().getSimpleName().contains("Constraints")
                            ? "a limit on depth, numbers or length is passed"
                            : MALFORMED);
        }
    }

    private static final class Reading {
        private final JsonParser parser;
        private int membersLeft;

        Reading(JsonParser parser, int members) {
            this.parser = parser;
            this.membersLeft = members;
        }

        JsonValue value() throws JsonRefused {
            return switch (parser.currentToken()) {
                case START_OBJECT -> object();
                case START_ARRAY -> array();
                case VALUE_STRING -> new JsonString(checked(parser.getString()));
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number();
                case VALUE_TRUE -> new JsonBoolean(true);
                case VALUE_FALSE -> new JsonBoolean(false);
                case VALUE_NULL -> JsonValue.NULL;
                default -> throw new JsonRefused("malformed");
            };
        }

        private JsonObject object() throws JsonRefused {
            LinkedHashMap<String, JsonValue> members = new LinkedHashMap<>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                countOne();
                String name = checked(parser.currentName());
                parser.nextToken();
                if (members.put(name, value()) != null) {
                    throw new JsonRefused(MALFORMED);
                }
            }
            return new JsonObject(OrderedMembers.adopting(members));
        }

        private JsonArray array() throws JsonRefused {
            List<JsonValue> items = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                countOne();
                items.add(value());
            }
            return new JsonArray(items);
        }

        private JsonNumber number() throws JsonRefused {
            try {
                BigDecimal value = new BigDecimal(parser.getString());
                if (Math.abs((long) value.scale()) <= EXPONENT_MAX) {
                    return new JsonNumber(value);
                }
            } catch (NumberFormatException exponentIsNoInt) {
                // Refused with the others that are too far out.
            }
            throw new JsonRefused("a number beyond 10^" + EXPONENT_MAX);
        }

        private void countOne() throws JsonRefused {
            if (--membersLeft < 0) {
                throw new JsonRefused("too many members");
            }
        }

        private static String checked(String text) throws JsonRefused {
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (c != 0 && !Character.isSurrogate(c)) {
                    continue;
                }
                boolean loneHigh = Character.isHighSurrogate(c)
                        && (i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1)));
                boolean loneLow =
                        Character.isLowSurrogate(c) && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
                if (c == 0 || loneHigh || loneLow) {
                    throw new JsonRefused("NUL or half a surrogate pair in a text");
                }
            }
            return text;
        }
    }
}
