// SPDX-License-Identifier: Apache-2.0
package dev.stack.vault.kms;

import dev.stack.vault.IntegrityFailure;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.kms.model.IncorrectKeyException;
import software.amazon.awssdk.services.kms.model.InvalidCiphertextException;
import software.amazon.awssdk.services.kms.model.KmsInternalException;

/** Tells what a failed attempt means: try again, give up, or sound the alarm. */
final class KmsAnswers implements ExecutionInterceptor {

    private static final int SERVER_ERROR = 500;
    private static final int TOO_MANY = 429;
    private static final int CAUSES_MAX = 16;

    // Every attempt has a thread of its own.
    private static final ThreadLocal<Boolean> SUCCEEDED = ThreadLocal.withInitial(() -> false);

    /** Notes that KMS said yes; whatever it says it with must then be readable. */
    @Override
    public void beforeUnmarshalling(Context.BeforeUnmarshalling context, ExecutionAttributes attributes) {
        SUCCEEDED.set(context.httpResponse().isSuccessful());
    }

    static <T> T read(Supplier<T> request) throws KmsFailure {
        SUCCEEDED.set(false);
        try {
            return request.get();
        } catch (InvalidCiphertextException | IncorrectKeyException foreign) {
            throw new IntegrityFailure("KMS does not know what we gave it as its own");
        } catch (AwsServiceException answered) {
            throw new KmsFailure(name(answered), isPassing(answered));
        } catch (ApiCallTimeoutException | ApiCallAttemptTimeoutException | AbortedException late) {
            throw new KmsFailure("it did not answer in time", true);
        } catch (SdkException | IllegalArgumentException | UncheckedIOException failed) {
            if (SUCCEEDED.get() && !isConnectionLost(failed)) {
                throw new IntegrityFailure("KMS answered something that cannot be read");
            }
            throw new KmsFailure("it cannot be reached", true);
        }
    }

    private static boolean isPassing(AwsServiceException answered) {
        return answered instanceof KmsInternalException
                || answered.isThrottlingException()
                || answered.isClockSkewException()
                || answered.statusCode() >= SERVER_ERROR
                || answered.statusCode() == TOO_MANY;
    }

    private static boolean isConnectionLost(Throwable failed) {
        return Stream.<Throwable>iterate(failed, Objects::nonNull, Throwable::getCause)
                .limit(CAUSES_MAX)
                .anyMatch(cause -> cause instanceof SocketException
                        || cause instanceof InterruptedIOException
                        || cause instanceof UnknownHostException
                        || cause instanceof SSLException);
    }

    /** The error's name; its message may quote what was sent. */
    private static String name(AwsServiceException answered) {
        String code = answered.awsErrorDetails() == null
                ? ""
                : String.valueOf(answered.awsErrorDetails().errorCode());
        boolean plain = !code.isEmpty() && code.length() <= 64 && code.chars().allMatch(Character::isLetterOrDigit);
        return "status " + answered.statusCode() + (plain ? " " + code : "");
    }
}
