// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.egress;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Whom to believe: the usual certificate authorities and, for a connection that names some, those too. There is nothing
 * that turns the checks off. The {@value #KEPT_MAX} sets used last are kept.
 */
final class Trust {

    private static final int KEPT_MAX = 256;
    private static final String USUAL = "";

    private final Map<String, SSLSocketFactory> kept = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, SSLSocketFactory> eldest) {
            return size() > KEPT_MAX;
        }
    };

    /** Makes sockets that believe the usual ones and those of {@code caPem}. */
    synchronized SSLSocketFactory sockets(@Nullable String caPem) {
        return kept.computeIfAbsent(caPem == null ? USUAL : caPem, Trust::socketsFor);
    }

    private static SSLSocketFactory socketsFor(String caPem) {
        try {
            KeyStore authorities = KeyStore.getInstance(KeyStore.getDefaultType());
            authorities.load(null, null);
            int number = 0;
            for (X509Certificate usual : usual()) {
                authorities.setCertificateEntry("usual-" + number++, usual);
            }
            for (Certificate named : named(caPem)) {
                authorities.setCertificateEntry("named-" + number++, named);
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(authorities);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, factory.getTrustManagers(), null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException | IOException broken) {
            throw new IllegalStateException("TLS cannot be set up", broken);
        }
    }

    private static X509Certificate[] usual() throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init((KeyStore) null);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509TrustManager x509) {
                return x509.getAcceptedIssuers();
            }
        }
        return new X509Certificate[0];
    }

    private static Collection<? extends Certificate> named(String caPem) {
        if (caPem.isEmpty()) {
            return List.of();
        }
        try {
            return CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(caPem.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException unreadable) {
            throw EgressRefusals.notConfigured("its tls_ca_pem holds no certificate");
        }
    }
}
