// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.api;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stack.app.api.UpstreamServer.Received;
import dev.stack.app.web.Http.Answer;
import dev.stack.json.JsonValue.JsonString;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.apache.tomcat.util.http.fileupload.FileItemIterator;
import org.apache.tomcat.util.http.fileupload.FileItemStream;
import org.apache.tomcat.util.http.fileupload.FileUpload;
import org.apache.tomcat.util.http.fileupload.UploadContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A form with files goes through as the agent wrote it: a service that takes uploads reads it with its own parser. */
class ProxyMultipartTest {

    private static final String BOUNDARY = "----form-7MA4YWxkTrZu0gW";
    private static final String TYPE = "multipart/form-data; boundary=" + BOUNDARY;

    /** Every byte there is, an end of line and what looks like the beginning of a boundary. */
    private static final byte[] PICTURE = bytes(everyByte(), "\r\n--".getBytes(US_ASCII), everyByte());

    private final UpstreamServer upstream = UpstreamServer.start();
    private final ProxyScene scene = ProxyScene.of(ApiServer.shared(), upstream, "enforced", "[]");

    @AfterEach
    void stop() {
        upstream.close();
    }

    @Test
    void the_service_parses_every_part_and_its_bytes_come_back_the_same() {
        byte[] form = form();
        upstream.behave((request, exchange) -> UpstreamServer.bytes(
                exchange, 201, "image/png", parts(request).getLast().content()));

        Answer answer = scene.call(scene.token(), """
                "method": "POST", "url": "%s", "headers": {"Content-Type": "%s"}, "body": "%s",
                "body_encoding": "base64\"""".formatted(
                        upstream.url("/upload"), TYPE, Base64.getEncoder().encodeToString(form)));

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        Received received = upstream.received().getFirst();
        assertThat(received.header("Content-Type")).isEqualTo(TYPE);
        assertThat(received.header("Content-Length")).isEqualTo(Integer.toString(form.length));
        assertThat(received.header("Authorization")).isEqualTo("Bearer " + scene.secret());
        assertThat(parts(received))
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactly(
                        new Part("title", null, null, "Caf\u00e9".getBytes(UTF_8)),
                        new Part("empty", "nothing.txt", "text/plain", new byte[0]),
                        new Part("picture", "p\u00ef c.png", "image/png", PICTURE));

        assertThat(answer.member("status")).hasToString("201");
        assertThat(answer.member("body_encoding")).isEqualTo(new JsonString("base64"));
        assertThat(Base64.getDecoder().decode(Scene.text(answer, "body"))).isEqualTo(PICTURE);
        assertThat(scene.outcomes()).containsExactly("pending", "success");
    }

    private static byte[] form() {
        return bytes(
                head("form-data; name=\"title\"", ""),
                "Caf\u00e9".getBytes(UTF_8),
                head("form-data; name=\"empty\"; filename=\"nothing.txt\"", "Content-Type: text/plain\r\n"),
                head("form-data; name=\"picture\"; filename=\"p\u00ef c.png\"", "Content-Type: image/png\r\n"),
                PICTURE,
                ("\r\n--" + BOUNDARY + "--\r\n").getBytes(US_ASCII));
    }

    /** The first one's line end before the boundary is a preamble, which readers pass over. */
    private static byte[] head(String disposition, String more) {
        return ("\r\n--" + BOUNDARY + "\r\nContent-Disposition: " + disposition + "\r\n" + more + "\r\n")
                .getBytes(UTF_8);
    }

    /** One part as a service sees it; a field has neither file name nor type. */
    private record Part(String name, String filename, String type, byte[] content) {}

    /** Read by the parser of a servlet container. */
    private static List<Part> parts(Received request) {
        try {
            var reader = new FileUpload();
            reader.setHeaderEncoding(UTF_8.name());
            List<Part> parts = new ArrayList<>();
            FileItemIterator items = reader.getItemIterator(new Form(request));
            while (items.hasNext()) {
                FileItemStream item = items.next();
                try (InputStream content = item.openStream()) {
                    parts.add(new Part(
                            item.getFieldName(), item.getName(), item.getContentType(), content.readAllBytes()));
                }
            }
            return parts;
        } catch (IOException broken) {
            throw new AssertionError(broken);
        }
    }

    /** What came in, for the parser. */
    private record Form(Received request) implements UploadContext {
        @Override
        public String getCharacterEncoding() {
            return UTF_8.name();
        }

        @Override
        public String getContentType() {
            return request.header("Content-Type");
        }

        @Override
        public long contentLength() {
            return request.body().length;
        }

        @Override
        public InputStream getInputStream() {
            return new ByteArrayInputStream(request.body());
        }
    }

    private static byte[] everyByte() {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        return all;
    }

    private static byte[] bytes(byte[]... pieces) {
        var all = new ByteArrayOutputStream();
        for (byte[] piece : pieces) {
            all.writeBytes(piece);
        }
        return all.toByteArray();
    }
}
