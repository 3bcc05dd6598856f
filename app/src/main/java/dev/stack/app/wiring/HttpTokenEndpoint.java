// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.wiring;

import dev.stack.command.connection.oauth.TokenEndpoint;
import dev.stack.command.connection.oauth.TokenRequest;
import dev.stack.edge.egress.AddressGuard;
import dev.stack.vault.SecretBytes;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/** Token endpoints over HTTP: posted once, nothing followed or remembered, ten seconds and a megabyte at most. */
final class HttpTokenEndpoint implements TokenEndpoint, AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Timeout CONNECT = Timeout.ofSeconds(5);
    private static final int ANSWER_MAX = 1 << 20;

    private final CloseableHttpClient http;
    private final ScheduledThreadPoolExecutor watch = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("token-endpoint-limit").factory());

    HttpTokenEndpoint(AddressGuard guard) {
        this.http = HttpClientBuilder.create()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(new GuardedNames(guard))
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(CONNECT)
                                .setSocketTimeout(Timeout.of(LIMIT))
                                .build())
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(Timeout.of(LIMIT))
                        .setConnectionRequestTimeout(CONNECT)
                        .build())
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .build();
        watch.setRemoveOnCancelPolicy(true);
    }

    @Override
    public Answer post(URI endpoint, TokenRequest request) throws IOException {
        var post = new HttpPost(endpoint);
        post.setHeader("Accept", "application/json");
        try (SecretBytes body = request.body()) {
            authorize(post, request.authorization());
            return body.read(form -> exchange(post, form)).orThrow();
        }
    }

    private Outcome exchange(HttpPost post, byte[] form) {
        post.setEntity(new ByteArrayEntity(form, ContentType.create(TokenRequest.CONTENT_TYPE)));
        ScheduledFuture<?> limit = watch.schedule(post::cancel, LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        try {
            return new Outcome(http.execute(post, HttpTokenEndpoint::read), null);
        } catch (IOException failed) {
            return new Outcome(null, failed);
        } finally {
            limit.cancel(false);
        }
    }

    private static Answer read(ClassicHttpResponse response) throws IOException {
        byte[] body = response.getEntity() == null
                ? new byte[0]
                : response.getEntity().getContent().readNBytes(ANSWER_MAX + 1);
        if (body.length > ANSWER_MAX) {
            throw new IOException("the answer is longer than any answer with tokens");
        }
        return new Answer(response.getCode(), body);
    }

    private static void authorize(HttpPost post, Optional<SecretBytes> authorization) {
        authorization.ifPresent(header -> {
            try (header) {
                post.setHeader("Authorization", header.read(bytes -> new String(bytes, StandardCharsets.US_ASCII)));
            }
        });
    }

    @Override
    public void close() throws IOException {
        watch.shutdownNow();
        http.close();
    }

    private record Outcome(
            @Nullable Answer answer, @Nullable IOException failure) {
        Answer orThrow() throws IOException {
            if (answer == null) {
                throw failure == null ? new IOException("no answer") : failure;
            }
            return answer;
        }
    }
}
