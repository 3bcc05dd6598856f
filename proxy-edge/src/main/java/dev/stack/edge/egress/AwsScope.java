// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.egress;

import java.util.List;
import java.util.Locale;

/** What an AWS signature is good for, read from the host: {@code bedrock-runtime.us-east-1.amazonaws.com}. */
record AwsScope(String region, String service) {

    private static final List<String> SUFFIXES = List.of(".amazonaws.com", ".amazonaws.com.cn", ".api.aws", ".on.aws");
    private static final String GLOBAL_REGION = "us-east-1";

    static AwsScope ofHost(String host) {
        for (String suffix : SUFFIXES) {
            if (host.endsWith(suffix)) {
                String[] labels =
                        host.substring(0, host.length() - suffix.length()).split("\\.", -1);
                String last = labels[labels.length - 1];
                return isRegion(last) && labels.length > 1
                        ? new AwsScope(last, signingName(labels[labels.length - 2]))
                        : new AwsScope(GLOBAL_REGION, signingName(last));
            }
        }
        throw EgressRefusals.notConfigured("aws_sigv4 signs for hosts of AWS only");
    }

    /** Such as {@code eu-central-1} and {@code us-gov-west-1}. */
    private static boolean isRegion(String label) {
        char last = label.charAt(label.length() - 1);
        return label.indexOf('-') == 2 && label.lastIndexOf('-') > 3 && last >= '0' && last <= '9';
    }

    /** Some services sign with another name than their host has. */
    private static String signingName(String label) {
        String name = label.toLowerCase(Locale.ROOT);
        if (name.startsWith("bedrock")) {
            return "bedrock";
        }
        return switch (name) {
            case "email" -> "ses";
            case "lambda-url" -> "lambda";
            default -> name;
        };
    }
}
