// SPDX-License-Identifier: Apache-2.0
package dev.stack.vault.kms;

import dev.stack.vault.Kek;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsClient;

/** The way to KMS: one client and one set of bounds for all keys of this process. Making it calls nobody. */
public final class Kms implements AutoCloseable {

    private final KmsProperties properties;
    private final KmsClient client;
    private final BoundedCalls calls;

    private Kms(KmsProperties properties, KmsClient client, Clock clock) {
        this.properties = properties;
        this.client = client;
        this.calls = new BoundedCalls(properties, clock);
    }

    /** With the credentials the AWS SDK finds. */
    public static Kms open(KmsProperties properties, Clock clock) {
        return open(properties, clock, DefaultCredentialsProvider.builder().build());
    }

    static Kms open(KmsProperties properties, Clock clock, AwsCredentialsProvider credentials) {
        var http = UrlConnectionHttpClient.builder()
                .connectionTimeout(properties.attemptTimeout())
                .socketTimeout(properties.attemptTimeout())
                .build();
        var client = KmsClient.builder()
                .region(Region.of(Objects.requireNonNull(properties.region())))
                .credentialsProvider(credentials)
                .httpClient(http)
                .overrideConfiguration(settings -> settings.retryStrategy(AwsRetryStrategy.doNotRetry())
                        .apiCallTimeout(properties.callTimeout())
                        .addExecutionInterceptor(new KmsAnswers()));
        if (properties.endpoint() != null) {
            client.endpointOverride(properties.endpoint());
        }
        return new Kms(properties, client.build(), clock);
    }

    /** The key that wraps. */
    public Kek key() {
        return key(Objects.requireNonNull(properties.keyId()));
    }

    /** Keys that wrapped before. */
    public List<Kek> formerKeys() {
        return properties.formerKeyIds().stream().map(this::key).toList();
    }

    private Kek key(String id) {
        return new KmsKek(client, calls, id);
    }

    @Override
    public void close() {
        calls.close();
        client.close();
    }
}
