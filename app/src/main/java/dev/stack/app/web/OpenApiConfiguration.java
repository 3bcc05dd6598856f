// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.web;

import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.Members;
import dev.stack.possession.SentProofs;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.FailureForm;
import dev.stack.vocabulary.Page;
import dev.stack.vocabulary.PostedForm;
import dev.stack.vocabulary.Requires;
import dev.stack.vocabulary.Visitor;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.HandlerMethod;

/** The OpenAPI 3.1 description of the API, read from the controllers. */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

    private static final String BEARER = "api_key";
    private static final String PROBLEM = "Problem";

    static {
        SpringDocUtils.getConfig()
                .addRequestWrapperToIgnore(
                        Caller.class,
                        Visitor.class,
                        SentProofs.class,
                        Members.class,
                        JsonObject.class,
                        PostedForm.class,
                        Page.class);
    }

    @Bean
    OpenAPI openApi() {
        return new OpenAPI()
                .info(new Info().title("STACK").version("v1").description("The runtime control plane for AI agents."))
                .components(new Components()
                        .addSecuritySchemes(
                                BEARER,
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("bearer")
                                        .description(
                                                "An operator's or member's API key (sk_live_…); an access token with the scope x-scope; where x-agents says so, a token signed by an agent's own key."))
                        .addSchemas(PROBLEM, problem()));
    }

    @Bean
    GlobalOperationCustomizer describedByOurWords() {
        return (operation, handler) -> {
            secure(operation, handler);
            if (takes(handler, Members.class) || takes(handler, JsonObject.class)) {
                operation.requestBody(new RequestBody().content(json("application/json", new ObjectSchema())));
            }
            if (takes(handler, PostedForm.class)) {
                operation.requestBody(
                        new RequestBody().content(json("application/x-www-form-urlencoded", new ObjectSchema())));
            }
            if (takes(handler, SentProofs.class)) {
                operation.addParametersItem(
                        new Parameter().in("header").name("DPoP").schema(new StringSchema()));
            }
            if (takes(handler, Page.class)) {
                List.of("page", "limit", "offset")
                        .forEach(name -> operation.addParametersItem(
                                new Parameter().in("query").name(name).schema(new IntegerSchema())));
            }
            operation
                    .getResponses()
                    .addApiResponse(
                            "default",
                            new ApiResponse()
                                    .description("The request failed; see /errors.")
                                    .content(failure(handler)));
            return operation;
        };
    }

    /** The names and words of {@link AnswerJson}, where the description knows only those of our records. */
    @Bean
    GlobalOpenApiCustomizer namedAsAnswersAreWritten() {
        return document -> document.getComponents().getSchemas().replaceAll((_, schema) -> asWritten(schema));
    }

    /** An id is written as its text alone. */
    private static Schema<?> asWritten(Schema<?> schema) {
        Map<String, Schema> members = schema.getProperties() == null ? Map.of() : schema.getProperties();
        if (members.keySet().equals(Set.of("value"))) {
            return new StringSchema();
        }
        Map<String, Schema> written = new LinkedHashMap<>();
        members.forEach((name, member) -> written.put(snakeCase(name), asWritten(member)));
        if (!written.isEmpty()) {
            schema.setProperties(written);
        }
        if (schema.getEnum() != null) {
            inLowerCase(schema);
        }
        return schema;
    }

    @SuppressWarnings("unchecked")
    private static void inLowerCase(Schema<?> words) {
        ((Schema<Object>) words)
                .setEnum(words.getEnum().stream()
                        .<Object>map(word -> word.toString().toLowerCase(Locale.ROOT))
                        .toList());
    }

    private static String snakeCase(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }

    private static void secure(Operation operation, HandlerMethod handler) {
        Requires requires = handler.getMethodAnnotation(Requires.class);
        if (requires != null) {
            operation.addSecurityItem(new SecurityRequirement().addList(BEARER));
            operation.addExtension("x-role", requires.value().name().toLowerCase(Locale.ROOT));
            RouteReach reach = RouteReach.of(handler);
            operation.addExtension("x-scope", reach.scope().wire());
            operation.addExtension("x-agents", reach.agents());
        }
    }

    private static Content failure(HandlerMethod handler) {
        return ProblemResolver.form(handler) == FailureForm.OAUTH
                ? json(
                        "application/json",
                        new ObjectSchema()
                                .addProperty("error", new StringSchema())
                                .addProperty("error_description", new StringSchema()))
                : json(Problem.CONTENT_TYPE, new Schema<>().$ref("#/components/schemas/" + PROBLEM));
    }

    private static boolean takes(HandlerMethod handler, Class<?> type) {
        return Arrays.stream(handler.getMethodParameters()).anyMatch(it -> it.getParameterType() == type);
    }

    private static Content json(String type, Schema<?> schema) {
        return new Content().addMediaType(type, new MediaType().schema(schema));
    }

    private static Schema<?> problem() {
        Schema<?> error = new ObjectSchema()
                .addProperty("code", new StringSchema())
                .addProperty("message", new StringSchema())
                .addProperty("details", new ObjectSchema());
        return new ObjectSchema()
                .addProperty("type", new StringSchema())
                .addProperty("title", new StringSchema())
                .addProperty("status", new IntegerSchema())
                .addProperty("code", new StringSchema())
                .addProperty("detail", new StringSchema())
                .addProperty("instance", new StringSchema())
                .addProperty("error", error);
    }
}
