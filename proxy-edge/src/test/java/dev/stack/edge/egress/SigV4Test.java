// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.egress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stack.edge.scope.OutboundRequest;
import dev.stack.edge.scope.OutboundUrl;
import dev.stack.vault.Credential;
import dev.stack.vault.SecretBytes;
import dev.stack.vocabulary.Injection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Known answers: the first of AWS's published test suite, the others of another implementation of the same document. */
final class SigV4Test {

    private static final String ID = "AKIDEXAMPLE";
    private static final String KEY = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    private static final String NO_BODY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    @ParameterizedTest
    @CsvSource({
        "GET, /, '', 5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
        "POST, /, '', 5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b",
        "GET, /, Param1=value1&Param2=value2, b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500",
    })
    void the_published_examples(String method, String path, String query, String signature) {
        SigV4 signer = new SigV4(
                bytes(ID),
                bytes(KEY),
                null,
                new AwsScope("us-east-1", "service"),
                Instant.parse("2015-08-30T12:36:00Z"),
                method,
                path,
                query,
                Map.of("host", "example.amazonaws.com"),
                NO_BODY);
        assertThat(signer.signature()).isEqualTo(signature);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, https://bedrock-runtime.eu-central-1.amazonaws.com/model/a:b%20c/invoke?x=1&a=b%20c&a=A, '', '', '',"
                + " 59561a5d15c7238716a0163a482a2f3fc69d6a8835c86f603da127e7f2df7685",
        "POST, https://dynamodb.us-east-1.amazonaws.com/, '{\"TableName\":\"t\"}', application/x-amz-json-1.0,"
                + " session/token+==, 498a570b2ad59f2378baf29307addb51a287d08e8e1cb546a37bc43614756826",
        "PUT, https://my-bucket.s3.eu-west-1.amazonaws.com/a%20b/e~g/%C3%A9, hello, '', '', f8809556c5203107a7e8d756acfc4da5fda37635214eea54cb00a11445b8bb2c",
        "GET, https://iam.amazonaws.com/?Action=ListUsers&Version=2010-05-08, '', '', '',"
                + " 9ca33fde693de7fd45ee2706c09464b93073443c343be1974caa839d1330c773",
    })
    void whole_calls(String method, String url, String body, String type, String sessionToken, String signature)
            throws IOException {
        Map<String, SecretBytes> fields = new LinkedHashMap<>();
        fields.put("access_key_id", SecretBytes.ofText(ID));
        fields.put("secret_access_key", SecretBytes.ofText(KEY));
        if (!sessionToken.isEmpty()) {
            fields.put("session_token", SecretBytes.ofText(sessionToken));
        }
        OutboundUrl target = OutboundUrl.parse(url);
        OutboundRequest request = OutboundRequest.of(
                method, target, type.isEmpty() ? Map.of() : Map.of("Content-Type", List.of(type)), bytes(body));
        Injection aws = new Injection(Injection.Style.AWS_SIGV4, null, null, null, null, null);
        try (Credential credential = Credential.ofFields(fields);
                Injected part = Injected.of(aws, credential);
                WipedBuffer head = new WipedBuffer(64)) {
            SigV4.of(part, request, target.host(), Instant.parse("2026-11-21T12:00:00Z"))
                    .writeTo(head);
            String written = new String(head.copy(), StandardCharsets.UTF_8);
            assertThat(written)
                    .contains("x-amz-date: 20261121T120000Z\r\n")
                    .contains("Credential=" + ID + "/20261121/")
                    .contains("Signature=" + signature + "\r\n")
                    .doesNotContain(KEY);
            assertThat(written.contains("x-amz-security-token: " + sessionToken))
                    .isEqualTo(!sessionToken.isEmpty());
        }
    }

    @Test
    void region_and_name_are_read_from_the_host() {
        assertThat(AwsScope.ofHost("sqs.us-gov-west-1.amazonaws.com")).isEqualTo(new AwsScope("us-gov-west-1", "sqs"));
        assertThat(AwsScope.ofHost("email.eu-west-1.amazonaws.com")).isEqualTo(new AwsScope("eu-west-1", "ses"));
        assertThat(AwsScope.ofHost("s3.amazonaws.com")).isEqualTo(new AwsScope("us-east-1", "s3"));
        assertThat(AwsScope.ofHost("ec2.cn-north-1.amazonaws.com.cn")).isEqualTo(new AwsScope("cn-north-1", "ec2"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
