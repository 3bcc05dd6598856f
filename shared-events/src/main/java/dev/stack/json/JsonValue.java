// SPDX-License-Identifier: Apache-2.0
package dev.stack.json;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A JSON value (RFC 8259). Values are immutable and compare by content; numbers compare as exact decimals, so
 * {@code 5} equals {@code 5.0}. {@link #toString()} is the compact JSON text.
 */
public sealed interface JsonValue {

    JsonNull NULL = new JsonNull();

    /** A text. */
    record JsonString(String value) implements JsonValue {
        @Override
        public String toString() {
            return JsonText.write(this);
        }
    }

    /** A number, exact, in one form: whole numbers of up to 18 digits as such, of all others no trailing zero is kept. */
    record JsonNumber(BigDecimal value) implements JsonValue {
        private static final int WHOLE_DIGITS = 18;

        public JsonNumber {
            // Nearly every number is one of these, and stripping divides by ten for as long as it can.
            if (value.scale() != 0 || value.precision() > WHOLE_DIGITS) {
                value = oneForm(value.stripTrailingZeros());
            }
        }

        /** A whole number. */
        public static JsonNumber of(long value) {
            return new JsonNumber(BigDecimal.valueOf(value));
        }

        /** The value when it is a whole number inside the range of {@code long}. */
        public Optional<Long> asLong() {
            try {
                return Optional.of(value.longValueExact());
            } catch (ArithmeticException fractionOrTooLarge) {
                return Optional.empty();
            }
        }

        @Override
        public String toString() {
            return JsonText.write(this);
        }

        private static BigDecimal oneForm(BigDecimal stripped) {
            boolean whole = stripped.scale() < 0 && (long) stripped.precision() - stripped.scale() <= WHOLE_DIGITS;
            return whole ? stripped.setScale(0) : stripped;
        }
    }

    /** {@code true} or {@code false}. */
    record JsonBoolean(boolean value) implements JsonValue {
        @Override
        public String toString() {
            return JsonText.write(this);
        }
    }

    /** {@code null}. */
    record JsonNull() implements JsonValue {
        @Override
        public String toString() {
            return "null";
        }
    }

    /** An array, in its order. */
    record JsonArray(List<JsonValue> items) implements JsonValue {
        public JsonArray {
            items = List.copyOf(items);
        }

        @Override
        public String toString() {
            return JsonText.write(this);
        }
    }

    /** An object; member names are unique and keep their order, which does not count when comparing. */
    record JsonObject(Map<String, JsonValue> members) implements JsonValue {
        public JsonObject {
            members = OrderedMembers.copyOf(members);
        }

        /** An object to be, member by member in their order. */
        public static final class Builder {
            private LinkedHashMap<String, JsonValue> members = new LinkedHashMap<>();

            /** Adds a member, or changes it where it stands. */
            public Builder put(String name, JsonValue value) {
                members.put(name, value);
                return this;
            }

            /** The object; the next one begins empty. */
            public JsonObject build() {
                var object = new JsonObject(OrderedMembers.adopting(members));
                members = new LinkedHashMap<>();
                return object;
            }
        }

        /** The member of that name, if there is one. A member that is {@code null} is there. */
        public Optional<JsonValue> get(String name) {
            return Optional.ofNullable(members.get(name));
        }

        @Override
        public String toString() {
            return JsonText.write(this);
        }
    }
}
