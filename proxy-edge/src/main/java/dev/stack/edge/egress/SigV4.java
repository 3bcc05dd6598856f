// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.egress;

import dev.stack.edge.scope.OutboundRequest;
import dev.stack.edge.scope.OutboundUrl;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** AWS Signature Version 4 over one call. No text holds the key or the session token. */
final class SigV4 {

    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final int BLOCK = 64;

    private final byte[] accessKeyId;
    private final byte[] secretAccessKey;
    private final byte @Nullable [] sessionToken;
    private final AwsScope scope;
    private final String time;
    private final String method;
    private final String path;
    private final String query;
    private final Map<String, String> signed = new TreeMap<>();
    private final String payloadHash;

    SigV4(
            byte[] accessKeyId,
            byte[] secretAccessKey,
            byte @Nullable [] sessionToken,
            AwsScope scope,
            Instant now,
            String method,
            String path,
            String query,
            Map<String, String> signed,
            String payloadHash) {
        this.accessKeyId = accessKeyId;
        this.secretAccessKey = secretAccessKey;
        this.sessionToken = sessionToken;
        this.scope = scope;
        this.time = TIME.format(now);
        this.method = method;
        this.path = path;
        this.query = query;
        this.signed.putAll(signed);
        this.signed.put("x-amz-date", time);
        this.payloadHash = payloadHash;
    }

    /** Over host, date, body and Content-Type of a call. */
    static SigV4 of(Injected part, OutboundRequest request, String host, Instant now) throws IOException {
        AwsScope scope = AwsScope.ofHost(request.url().host());
        String hash = hashOf(request);
        Map<String, String> signed = new TreeMap<>();
        signed.put("host", host);
        signed.put("x-amz-content-sha256", hash);
        request.contentType().ifPresent(type -> signed.put("content-type", collapsed(type)));
        return new SigV4(
                part.value(),
                part.second() == null ? new byte[0] : part.second(),
                part.third(),
                scope,
                now,
                request.method(),
                canonicalPath(request.url(), scope),
                canonicalQuery(request.url()),
                signed,
                hash);
    }

    /** Writes the fields {@code x-amz-…} and {@code authorization}. */
    void writeTo(WipedBuffer head) {
        head.text("x-amz-date: ").text(time).text("\r\n");
        if (signed.containsKey("x-amz-content-sha256")) {
            head.text("x-amz-content-sha256: ").text(payloadHash).text("\r\n");
        }
        if (sessionToken != null) {
            head.text("x-amz-security-token: ");
            head.write(sessionToken);
            head.text("\r\n");
        }
        head.text("authorization: " + ALGORITHM + " Credential=");
        head.write(accessKeyId);
        head.text("/" + credentialScope() + ", SignedHeaders=" + String.join(";", signedNames()) + ", Signature="
                + signature() + "\r\n");
    }

    String signature() {
        String toSign = ALGORITHM + "\n" + time + "\n" + credentialScope() + "\n" + hashOfCanonicalRequest();
        byte[] prefix = "AWS4".getBytes(StandardCharsets.US_ASCII);
        byte[] key = Arrays.copyOf(prefix, prefix.length + secretAccessKey.length);
        System.arraycopy(secretAccessKey, 0, key, prefix.length, secretAccessKey.length);
        for (String part : List.of(time.substring(0, 8), scope.region(), scope.service(), "aws4_request", toSign)) {
            byte[] next = hmac(key, part.getBytes(StandardCharsets.UTF_8));
            Arrays.fill(key, (byte) 0);
            key = next;
        }
        return HexFormat.of().formatHex(key);
    }

    private String hashOfCanonicalRequest() {
        try (WipedBuffer canonical = new WipedBuffer(4 << 10)) {
            canonical.text(method + "\n" + path + "\n" + query + "\n");
            for (String name : signedNames()) {
                canonical.text(name).text(":");
                if (name.equals("x-amz-security-token") && sessionToken != null) {
                    canonical.write(sessionToken);
                } else {
                    canonical.text(String.valueOf(signed.get(name)));
                }
                canonical.text("\n");
            }
            canonical.text("\n" + String.join(";", signedNames()) + "\n" + payloadHash);
            MessageDigest sha = sha256();
            sha.update(canonical.array(), 0, canonical.length());
            return HexFormat.of().formatHex(sha.digest());
        }
    }

    private List<String> signedNames() {
        List<String> names = new ArrayList<>(signed.keySet());
        if (sessionToken != null) {
            names.add("x-amz-security-token");
            names.sort(Comparator.naturalOrder());
        }
        return names;
    }

    private String credentialScope() {
        return time.substring(0, 8) + "/" + scope.region() + "/" + scope.service() + "/aws4_request";
    }

    /** S3 decodes the path and encodes it again; all others encode it as it was sent, so twice. */
    private static String canonicalPath(OutboundUrl url, AwsScope scope) {
        String target = url.requestTarget();
        int question = target.indexOf('?');
        String sent = question < 0 ? target : target.substring(0, question);
        if (!scope.service().equals("s3")) {
            return encoded(sent, true);
        }
        String decoded = url.pathname();
        return encoded(sent.endsWith("/") && !decoded.endsWith("/") ? decoded + "/" : decoded, true);
    }

    private static String canonicalQuery(OutboundUrl url) {
        List<String> pairs = new ArrayList<>();
        Map<String, List<String>> sorted = new TreeMap<>();
        url.query().forEach((key, values) -> sorted.put(encoded(key, false), values));
        sorted.forEach((key, values) -> values.stream()
                .map(value -> encoded(value, false))
                .sorted()
                .forEach(value -> pairs.add(key + "=" + value)));
        return String.join("&", pairs);
    }

    private static String encoded(String text, boolean keepSlashes) {
        try (WipedBuffer out = new WipedBuffer(text.length() * 2 + 1)) {
            int from = 0;
            for (int slash = text.indexOf('/'); keepSlashes && slash >= 0; slash = text.indexOf('/', from)) {
                out.percentEncoded(text.substring(from, slash).getBytes(StandardCharsets.UTF_8));
                out.write('/');
                from = slash + 1;
            }
            out.percentEncoded(text.substring(from).getBytes(StandardCharsets.UTF_8));
            return new String(out.array(), 0, out.length(), StandardCharsets.US_ASCII);
        }
    }

    /** Without spaces around, and one for several. */
    private static String collapsed(String value) {
        var out = new StringBuilder();
        for (char c : value.strip().toCharArray()) {
            if (c != ' ' || out.charAt(out.length() - 1) != ' ') {
                out.append(c);
            }
        }
        return out.toString();
    }

    private static String hashOf(OutboundRequest request) throws IOException {
        MessageDigest sha = sha256();
        request.writeBodyTo(new DigestOutputStream(OutputStream.nullOutputStream(), sha));
        return HexFormat.of().formatHex(sha.digest());
    }

    /** HMAC (RFC 2104); the library's keeps the key in an object that cannot be overwritten. */
    private static byte[] hmac(byte[] key, byte[] text) {
        byte[] block = Arrays.copyOf(key.length > BLOCK ? sha256().digest(key) : key, BLOCK);
        try {
            byte[] inner = padded(block, 0x36, text);
            return padded(block, 0x5C, inner);
        } finally {
            Arrays.fill(block, (byte) 0);
        }
    }

    private static byte[] padded(byte[] block, int pad, byte[] text) {
        MessageDigest sha = sha256();
        for (byte b : block) {
            sha.update((byte) (b ^ pad));
        }
        return sha.digest(text);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
