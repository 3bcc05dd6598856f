// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.web;

import dev.stack.command.idempotency.IdempotencyKey;
import dev.stack.command.idempotency.IdempotentExecution;
import dev.stack.command.idempotency.StoredAnswer;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.mvc.method.annotation.ServletInvocableHandlerMethod;

/** Calls a controller: once for a key, and never with an empty answer. */
final class ApiHandlerMethod extends ServletInvocableHandlerMethod {

    private static final int OK = 200;
    private static final int NO_CONTENT = 204;

    private final IdempotentExecution idempotent;

    ApiHandlerMethod(HandlerMethod handler, IdempotentExecution idempotent) {
        super(handler);
        this.idempotent = idempotent;
    }

    @Override
    public @Nullable Object invokeForRequest(
            NativeWebRequest request, @Nullable ModelAndViewContainer container, @Nullable Object... arguments)
            throws Exception {
        Optional<IdempotencyKey> key = RequestKeys.of(Requests.servlet(request), this, status());
        Object result = key.isPresent()
                ? idempotent.answer(key.get(), () -> super.invokeForRequest(request, container, arguments))
                : super.invokeForRequest(request, container, arguments);
        boolean answered = container != null && container.isRequestHandled();
        return answered ? result : neverEmpty(result);
    }

    private @Nullable Object neverEmpty(@Nullable Object result) {
        return switch (result) {
            case StoredAnswer stored -> repeat(stored);
            case ResponseEntity<?> entity
            when !entity.hasBody() && entity.getStatusCode().is2xxSuccessful() ->
                new ResponseEntity<>(Map.of(), entity.getHeaders(), withBody(entity.getStatusCode()));
            case null -> answersWithBody() ? Map.of() : null;
            default -> result;
        };
    }

    private static ResponseEntity<byte[]> repeat(StoredAnswer stored) {
        return ResponseEntity.status(stored.status())
                .header("Idempotency-Replayed", "true")
                .contentType(MediaType.APPLICATION_JSON)
                .body(stored.body());
    }

    private static HttpStatusCode withBody(HttpStatusCode status) {
        return status.value() == NO_CONTENT ? HttpStatusCode.valueOf(OK) : status;
    }

    private boolean answersWithBody() {
        return hasMethodAnnotation(ResponseBody.class)
                || AnnotatedElementUtils.hasAnnotation(getBeanType(), ResponseBody.class);
    }

    private int status() {
        HttpStatusCode declared = getResponseStatus();
        return declared == null ? OK : declared.value();
    }
}
