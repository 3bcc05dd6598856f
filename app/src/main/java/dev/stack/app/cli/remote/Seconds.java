// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.cli.remote;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A duration in words of the command line: {@code 90}, {@code 90s}, {@code 15m}, {@code 2h}. In whole seconds. */
final class Seconds implements ITypeConverter<Long> {

    private static final String UNITS = "smh";
    private static final int[] SECONDS = {1, 60, 3_600};
    private static final int DIGITS_MAX = 9;

    @Override
    public Long convert(String text) {
        int unit = UNITS.indexOf(text.isEmpty() ? ' ' : text.charAt(text.length() - 1));
        String digits = unit < 0 ? text : text.substring(0, text.length() - 1);
        if (digits.isEmpty() || digits.length() > DIGITS_MAX || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new TypeConversionException("write it like 90s, 15m or 2h");
        }
        return Long.parseLong(digits) * (unit < 0 ? 1 : SECONDS[unit]);
    }
}
