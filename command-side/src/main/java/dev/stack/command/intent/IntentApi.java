// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.intent;

import dev.stack.json.JsonValue.JsonObject;
import dev.stack.vocabulary.ApiScope;
import dev.stack.vocabulary.Requires;
import dev.stack.vocabulary.Role;
import dev.stack.vocabulary.Scoped;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Intents: which there are, and what they take. */
@RestController
@RequestMapping("/v1/intents")
final class IntentApi {

    private final IntentCatalog catalog;

    IntentApi(IntentCatalog catalog) {
        this.catalog = catalog;
    }

    /** The whole catalogue, or one provider's part of it: empty for a provider that has none. */
    @GetMapping("/catalog")
    @Requires(Role.READONLY)
    @Scoped(ApiScope.PASSPORTS_READ)
    JsonObject catalog(@RequestParam(required = false) @Nullable String provider) {
        return catalog.toJson(Optional.ofNullable(provider));
    }
}
