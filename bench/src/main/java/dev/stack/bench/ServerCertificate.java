// SPDX-License-Identifier: Apache-2.0
package dev.stack.bench;

import dev.stack.app.cli.LocalCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A certificate for {@code localhost} and its key, for servers that read both from files. */
record ServerCertificate(String pem, String keyPem) {

    static ServerCertificate make() {
        LocalCertificate made = LocalCertificate.make();
        return new ServerCertificate(made.pem(), made.keyPem());
    }

    void writeTo(Path folder) throws IOException {
        Files.writeString(folder.resolve("certificate.pem"), pem);
        Files.writeString(folder.resolve("key.pem"), keyPem);
    }

    /** As a text inside JSON. */
    String pemInJson() {
        return pem.replace("\n", "\\n");
    }

    @Override
    public String toString() {
        return "ServerCertificate[localhost]";
    }
}
