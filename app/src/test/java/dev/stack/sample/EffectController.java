// SPDX-License-Identifier: Apache-2.0
package dev.stack.sample;

import dev.stack.command.idempotency.IdempotencyKey;
import dev.stack.command.idempotency.IdempotentExecution;
import dev.stack.command.idempotency.KeyInBody;
import dev.stack.command.idempotency.RequestDigest;
import dev.stack.json.Members;
import dev.stack.sample.Effects.Effect;
import dev.stack.sample.Effects.Kind;
import dev.stack.sample.Effects.MakeEffect;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.Requires;
import dev.stack.vocabulary.Role;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Routes that send one command and answer with its result. */
@RestController
@RequestMapping("/v1/effects")
public class EffectController {

    private final CommandGateway commands;
    private final IdempotentExecution idempotent;

    EffectController(CommandGateway commands, IdempotentExecution idempotent) {
        this.commands = commands;
        this.idempotent = idempotent;
    }

    @PostMapping
    @Requires(Role.STANDARD)
    @ResponseStatus(HttpStatus.CREATED)
    Effect make(Members body) {
        return commands.sendAndWait(command(body));
    }

    /** The key is a member of the body. */
    @PostMapping("/keyed")
    @Requires(Role.STANDARD)
    @ResponseStatus(HttpStatus.CREATED)
    @Nullable
    Object keyed(Caller caller, Members body) {
        var key = new IdempotencyKey(
                caller.operator(),
                "POST /v1/effects/keyed",
                body.requiredText("idempotency_key", 255),
                RequestDigest.of(caller.actor(), "", body.asObject().toString().getBytes(StandardCharsets.UTF_8)),
                201);
        return idempotent.answer(key, () -> commands.sendAndWait(command(body)));
    }

    /** The same, left to the rim. */
    @PostMapping("/named")
    @Requires(Role.STANDARD)
    @ResponseStatus(HttpStatus.CREATED)
    @KeyInBody(orIn = "inner")
    Effect named(Members body) {
        return commands.sendAndWait(command(body));
    }

    private static MakeEffect command(Members body) {
        String kind = body.text("kind", 20).orElse("plain");
        return new MakeEffect(body.requiredText("name", 100), Kind.valueOf(kind.toUpperCase(Locale.ROOT)));
    }
}
