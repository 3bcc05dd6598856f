// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.egress;

import dev.stack.edge.scope.OutboundRequest;
import dev.stack.edge.scope.OutboundUrl;
import dev.stack.vault.Credential;
import dev.stack.vault.SecretBytes;
import dev.stack.vocabulary.ConnectionAccess;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.Refusal;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.assertj.core.api.Assertions;

/** The way out as tests use it: names by script, private addresses allowed, short calls. */
final class TestEgress implements AutoCloseable {

    static final String TOKEN = "tok-5f/Q+8\"z~é=k7Rw";
    static final Duration LIMIT = Duration.ofSeconds(30);

    final Map<String, List<String>> names = new ConcurrentHashMap<>(Map.of("api.test", List.of("127.0.0.1")));
    final Egress egress;

    TestEgress() {
        this(limits(), (_, _) -> false);
    }

    TestEgress(EgressProperties properties) {
        this(properties, (_, _) -> false);
    }

    TestEgress(EgressProperties properties, OwnListeners own) {
        egress = new Egress(
                properties, Clock.fixed(Instant.parse("2026-11-21T12:00:00Z"), ZoneOffset.UTC), this::lookUp, own);
    }

    /** The usual ones, with time for a busy machine. */
    static EgressProperties limits() {
        EgressProperties usual = EgressProperties.defaults();
        return new EgressProperties(
                true,
                LIMIT,
                LIMIT,
                usual.answerBytesMax(),
                usual.answerFieldsMax(),
                usual.answerHeadBytesMax(),
                usual.callsMax(),
                usual.callsPerOperatorMax(),
                usual.callsPerConnectionMax(),
                usual.idleMax(),
                usual.idlePerConnectionMax(),
                LIMIT);
    }

    /** One value, as a bearer token. */
    static Credential token() {
        return Credential.ofValue(SecretBytes.ofText(TOKEN));
    }

    static OutboundRequest get(String url) {
        return request("GET", url, Map.of(), "");
    }

    static OutboundRequest request(String method, String url, Map<String, List<String>> headers, String body) {
        return OutboundRequest.of(method, OutboundUrl.parse(url), headers, body.getBytes(StandardCharsets.UTF_8));
    }

    UpstreamAnswer call(OutboundRequest request, TestAccess access) {
        return call(request, access, token(), LIMIT);
    }

    UpstreamAnswer call(OutboundRequest request, TestAccess access, Credential credential, Duration limit) {
        ConnectionAccess resolved = access.access();
        try (credential) {
            return egress.call(request, egress.resolve(request.url(), resolved), resolved, credential, limit);
        }
    }

    UpstreamStream open(OutboundRequest request, TestAccess access, Duration silence) {
        ConnectionAccess resolved = access.access();
        try (Credential credential = token()) {
            return egress.open(request, egress.resolve(request.url(), resolved), resolved, credential, LIMIT, silence);
        }
    }

    /** That it is refused, with that code and, for the record, that reason. */
    static Refusal refused(ErrorCode code, String finding, Runnable action) {
        Refusal refusal = Assertions.catchThrowableOfType(Refusal.class, action::run);
        Assertions.assertThat(refusal).as("refusal").isNotNull();
        Assertions.assertThat(refusal.code()).as(refusal.reason()).isEqualTo(code);
        Assertions.assertThat(refusal.finding().orElse("")).isEqualTo(finding);
        Assertions.assertThat(refusal.reason() + refusal.details())
                .doesNotContain(TOKEN)
                .doesNotContain("127.0.0.1");
        return refusal;
    }

    @Override
    public void close() {
        egress.close();
    }

    private List<InetAddress> lookUp(String host) throws UnknownHostException {
        List<String> scripted = names.get(host);
        if (scripted == null) {
            throw new UnknownHostException(host);
        }
        return scripted.stream().map(InetAddress::ofLiteral).toList();
    }
}
