// SPDX-License-Identifier: Apache-2.0
package dev.stack.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The anchor: AES-256-GCM as the machine's own OpenSSL measures it, key and context made beforehand, nothing allocated. */
final class OpensslSpeed {

    static final int BYTES = 1024;

    private OpensslSpeed() {}

    /** Decryptions of {@link #BYTES} bytes a second of processor time. */
    static double rate() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(
                        "openssl",
                        "speed",
                        "-decrypt",
                        "-evp",
                        "aes-256-gcm",
                        "-bytes",
                        Integer.toString(BYTES),
                        "-seconds",
                        "1",
                        "-mr"))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        if (process.waitFor() != 0) {
            throw new IOException("openssl speed failed; it is the anchor of this benchmark");
        }
        return said.lines()
                .filter(line -> line.startsWith("+F:"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(':') + 1)) / BYTES)
                .findFirst()
                .orElseThrow(() -> new IOException("openssl speed said nothing: " + said));
    }
}
