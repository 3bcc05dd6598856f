// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.web;

import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonNumber;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.OAuthRefusal;
import dev.stack.vocabulary.Refusal;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.springframework.beans.TypeMismatchException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.multipart.MultipartException;

/** Tells what an exception means to the caller. What is not known here is a defect. */
final class Failures {

    private static final int CAUSES_MAX = 16;

    private Failures() {}

    /** The problem, or nothing for a defect, of which the caller must learn nothing. */
    static Optional<Problem> read(Throwable failure) {
        return causes(failure).flatMap(cause -> one(cause).stream()).findFirst();
    }

    /** An answer to a failure of which only the status is known. */
    static Problem ofStatus(int status, Map<String, List<String>> headers) {
        return Problem.ofStatus(status, text(status), headers);
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.<Throwable>iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(CAUSES_MAX);
    }

    private static Optional<Problem> one(Throwable failure) {
        return switch (failure) {
            case Refusal refusal -> Optional.of(Problem.of(refusal));
            case OAuthRefusal refusal -> Optional.of(Problem.of(refusal));
            case ErrorResponse framework -> ofFramework(framework);
            case HttpMessageNotReadableException _ -> invalid("The body cannot be read. Send JSON in UTF-8.");
            case MultipartException _ -> invalid("The multipart body cannot be read.");
            // A value type's own refusal, deeper down, says more.
            case TypeMismatchException mismatch
            when !(mismatch.getRootCause() instanceof Refusal) ->
                invalid(name(mismatch) + " has a value of the wrong kind.");
            case AggregateNotFoundException _ ->
                Optional.of(Problem.of(
                        ErrorCode.NOT_FOUND, "Not found. Check the id; ids of other operators are not visible."));
            case ConcurrencyException _ -> Optional.of(Problem.of(again()));
            case DataAccessResourceFailureException _,
                    TransientDataAccessException _,
                    CannotCreateTransactionException _ -> Optional.of(Problem.of(unavailable("store")));
            case SQLException sql when isOutage(sql) -> Optional.of(Problem.of(unavailable("store")));
            case TimeoutException _ -> Optional.of(Problem.of(ErrorCode.OUTCOME_UNKNOWN, UNKNOWN_TEXT));
            default -> Optional.empty();
        };
    }

    /** Connection lost (class 08), resources used up (53), the server stopping (57). */
    private static boolean isOutage(SQLException failure) {
        String state = String.valueOf(failure.getSQLState());
        return failure instanceof SQLTransientException
                || state.startsWith("08")
                || state.startsWith("53")
                || state.startsWith("57");
    }

    private static Optional<Problem> ofFramework(ErrorResponse failure) {
        int status = failure.getStatusCode().value();
        if (status >= 500 && status != 503) {
            return Optional.empty();
        }
        String message =
                switch (failure) {
                    case HttpRequestMethodNotSupportedException method ->
                        "This path does not serve that method. It serves: " + served(method) + ".";
                    case HttpMediaTypeNotSupportedException _ ->
                        "The body's Content-Type is not served. Send application/json.";
                    case HttpMediaTypeNotAcceptableException _ ->
                        "None of the types in Accept is served. Accept application/json.";
                    case MissingServletRequestParameterException missing ->
                        "Query parameter " + missing.getParameterName() + " is missing.";
                    default -> text(status);
                };
        return Optional.of(Problem.ofStatus(
                status, message, Map.copyOf(failure.getHeaders().asMultiValueMap())));
    }

    private static String served(HttpRequestMethodNotSupportedException failure) {
        String[] methods = failure.getSupportedMethods();
        return methods == null ? "none" : String.join(", ", methods);
    }

    private static String text(int status) {
        return switch (status) {
            case 400 -> "The request is malformed.";
            case 404 -> "No such route. Check method and path against /docs.";
            case 405 -> "This path does not serve that method.";
            case 413 -> "The request body is too large.";
            case 415 -> "The body's Content-Type is not served. Send application/json.";
            case 431 -> "The request's header section is too large. Send at most 16 KiB in 64 fields.";
            case 503 -> "The server is too busy to answer in time. Try again.";
            default -> status < 500 ? "The request was refused." : INTERNAL_TEXT;
        };
    }

    /** All that is ever said about a defect. */
    static final String INTERNAL_TEXT =
            "Something unexpected happened on our side. Give the request_id to whoever runs this server.";

    private static final String UNKNOWN_TEXT =
            "No answer came in time; the request may have had its effect. Send it again with the same Idempotency-Key.";

    private static String name(TypeMismatchException mismatch) {
        String name = mismatch.getPropertyName();
        return name == null ? "A parameter" : "Parameter " + name;
    }

    private static Optional<Problem> invalid(String message) {
        return Optional.of(Problem.of(ErrorCode.INVALID_REQUEST, message));
    }

    private static Refusal again() {
        Map<String, JsonValue> details = Map.of(Problem.RETRY_AFTER, JsonNumber.of(1));
        return new Refusal(ErrorCode.CONFLICT, "Another request changed the same thing just now. Try again.", details);
    }

    private static Refusal unavailable(String part) {
        Map<String, JsonValue> details = Map.of("part", new JsonString(part));
        return new Refusal(ErrorCode.UNAVAILABLE, "A part we need (" + part + ") does not answer. Try again.", details);
    }
}
