// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.egress;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A certificate authority and server certificates, made anew for each run. */
final class TestCertificates {

    private static final String PASSWORD = "changeit";
    private static final Path STORE = makeStore();

    private TestCertificates() {}

    /** The authority's certificate. */
    static String caPem() {
        return pem("ca");
    }

    /** A certificate of an authority that signed nothing. */
    static String otherCaPem() {
        return pem("otherca");
    }

    /** For {@code api.test}, signed by the authority. */
    static SSLContext server() {
        return context("server");
    }

    /** For {@code api.test}, signed by the authority, over since long. */
    static SSLContext expired() {
        return context("expired");
    }

    /** For another host, signed by the authority. */
    static SSLContext otherHost() {
        return context("otherhost");
    }

    private static SSLContext context(String alias) {
        try {
            KeyStore one = KeyStore.getInstance("PKCS12");
            one.load(null, null);
            KeyStore all = store();
            one.setKeyEntry(
                    alias,
                    all.getKey(alias, PASSWORD.toCharArray()),
                    PASSWORD.toCharArray(),
                    all.getCertificateChain(alias));
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(one, PASSWORD.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException | IOException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static String pem(String alias) {
        try {
            return "-----BEGIN CERTIFICATE-----\n"
                    + Base64.getMimeEncoder()
                            .encodeToString(store().getCertificate(alias).getEncoded())
                    + "\n-----END CERTIFICATE-----\n";
        } catch (GeneralSecurityException | IOException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static KeyStore store() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(STORE)) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }

    private static Path makeStore() {
        try {
            Path folder = Files.createTempDirectory("egress-certificates");
            Path store = folder.resolve("store.p12");
            keytool(store, "-alias", "ca", "-dname", "CN=ca", "-ext", "bc:c=ca:true");
            keytool(store, "-alias", "otherca", "-dname", "CN=otherca", "-ext", "bc:c=ca:true");
            signed(store, "server", "dns:api.test,dns:other.test,dns:localhost,dns:sqs.us-east-1.amazonaws.com", "-1d");
            signed(store, "otherhost", "dns:elsewhere.example", "-1d");
            signed(store, "expired", "dns:api.test", "-400d");
            store.toFile().deleteOnExit();
            folder.toFile().deleteOnExit();
            return store;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static void signed(Path store, String alias, String names, String start) throws IOException {
        keytool(
                store,
                "-alias",
                alias,
                "-dname",
                "CN=" + alias,
                "-signer",
                "ca",
                "-signerkeypass",
                PASSWORD,
                "-ext",
                "san=" + names,
                "-startdate",
                start);
    }

    private static void keytool(Path store, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-validity",
                "90",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                store.toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException(said);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException(stopped);
        }
    }
}
