// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.connection;

import dev.stack.vocabulary.Refusal;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;

/** Checks certificates an operator has us trust for one connection. */
final class CaCertificates {

    private static final int CERTIFICATES_MAX = 16;

    private CaCertificates() {}

    /** Refuses what is not 1 to 16 X.509 certificates in PEM, and a private key most of all. */
    static void check(String member, String pem) {
        if (pem.contains("PRIVATE KEY")) {
            throw Refusal.invalid(member + " holds a private key. Send certificates only, and replace that key.");
        }
        try {
            int count = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))
                    .size();
            if (count >= 1 && count <= CERTIFICATES_MAX) {
                return;
            }
        } catch (CertificateException unreadable) {
            // said below
        }
        throw Refusal.invalid(member + " takes 1 to " + CERTIFICATES_MAX + " X.509 certificates in PEM.");
    }
}
