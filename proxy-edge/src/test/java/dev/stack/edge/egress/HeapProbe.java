// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.egress;

import static dev.stack.edge.egress.TestEgress.request;

import com.sun.management.HotSpotDiagnosticMXBean;
import dev.stack.edge.scope.OutboundRequest;
import dev.stack.vault.Credential;
import dev.stack.vault.SecretBytes;
import dev.stack.vocabulary.Injection;
import dev.stack.vocabulary.Injection.Style;
import dev.stack.vocabulary.Refusal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A process of its own that makes calls in every way there is, and then dumps its heap while the connections are still
 * open. It is given the secret in a disguise, on its standard input, so that it holds it only as a credential.
 */
final class HeapProbe {

    /** What disguises a byte. */
    static final int MASK = 0x5A;

    /** Kept, to show that the search finds what is there. */
    private static byte[] canary = {};

    private HeapProbe() {}

    /** Arguments: port of the server, file with its authority, files for a dump of everything and of what is reachable. */
    public static void main(String[] arguments) throws IOException {
        int port = Integer.parseInt(arguments[0]);
        String caPem = Files.readString(Path.of(arguments[1]), StandardCharsets.US_ASCII);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        String disguised = String.valueOf(in.readLine());
        canary = undisguised(String.valueOf(in.readLine()));
        try (TestEgress egress = new TestEgress()) {
            egress.names.put("sqs.us-east-1.amazonaws.com", List.of("127.0.0.1"));
            String host = "api.test:" + port;
            TestAccess access = new TestAccess(
                    "op_probe",
                    "scon_probe",
                    List.of(host, "sqs.us-east-1.amazonaws.com:" + port),
                    true,
                    caPem,
                    List.of(),
                    Map.of());
            String url = "https://" + host + "/";
            for (String body : List.of("", "small", "x".repeat(100_000))) {
                for (Injection injection : List.of(
                        new Injection(Style.BEARER, null, null, null, null, null),
                        new Injection(Style.HEADER, "X-Api-Key", "Key ", null, null, null),
                        new Injection(Style.QUERY, "key", null, null, null, null),
                        new Injection(Style.BASIC, null, null, null, null, null))) {
                    call(egress, request("POST", url, Map.of(), body), access.injecting(injection), disguised);
                }
            }
            Injection aws = new Injection(Style.AWS_SIGV4, null, null, null, null, null);
            call(
                    egress,
                    request("POST", "https://sqs.us-east-1.amazonaws.com:" + port + "/", Map.of(), "{}"),
                    access.injecting(aws),
                    disguised);
            TestAccess bearer = access.injecting(TestAccess.BEARER);
            call(egress, request("GET", url + "close", Map.of(), ""), bearer, disguised);
            call(egress, request("GET", url + "last", Map.of(), ""), bearer, disguised);
            stream(egress, request("GET", url + "stream", Map.of(), ""), bearer, disguised);
            // Garbage too: what we send leaves nothing behind even there.
            dump(arguments[2], false);
            // What a service gives back has been in buffers of the libraries; they go with the connection.
            call(egress, request("GET", url + "reflect", Map.of(), ""), bearer, disguised);
            call(egress, request("GET", url + "last", Map.of(), ""), bearer, disguised);
            dump(arguments[3], true);
            System.out.println("dumped");
        }
    }

    private static void dump(String file, boolean reachableOnly) throws IOException {
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).dumpHeap(file, reachableOnly);
    }

    private static void call(TestEgress egress, OutboundRequest request, TestAccess access, String disguised) {
        boolean aws = access.injections().getFirst().style() == Style.AWS_SIGV4;
        try {
            egress.call(request, access, aws ? keys(disguised) : value(disguised), Duration.ofSeconds(20));
        } catch (Refusal refused) {
            System.out.println(refused.code());
        }
    }

    private static void stream(TestEgress egress, OutboundRequest request, TestAccess access, String disguised)
            throws IOException {
        var resolved = access.access();
        UpstreamStream stream;
        try (Credential credential = value(disguised)) {
            stream = egress.egress.open(
                    request,
                    egress.egress.resolve(request.url(), resolved),
                    resolved,
                    credential,
                    Duration.ofSeconds(20),
                    Duration.ofSeconds(20));
        }
        try (stream) {
            stream.body().transferTo(OutputStream.nullOutputStream());
        }
    }

    private static Credential value(String disguised) {
        return Credential.ofValue(SecretBytes.owning(undisguised(disguised)));
    }

    private static Credential keys(String disguised) {
        Map<String, SecretBytes> fields = new LinkedHashMap<>();
        fields.put("access_key_id", SecretBytes.ofText("AKIDEXAMPLE"));
        fields.put("secret_access_key", SecretBytes.owning(undisguised(disguised)));
        fields.put("session_token", SecretBytes.owning(undisguised(disguised)));
        return Credential.ofFields(fields);
    }

    private static byte[] undisguised(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] ^= MASK;
        }
        return bytes;
    }

    /** Keeps the canary reachable. */
    static int canaryLength() {
        return canary.length;
    }
}
