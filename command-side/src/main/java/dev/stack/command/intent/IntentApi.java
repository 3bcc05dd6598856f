// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.intent;

import dev.stack.json.JsonValue.JsonObject;
import dev.stack.vocabulary.Requires;
import dev.stack.vocabulary.Role;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The named intents there are. */
@RestController
final class IntentApi {

    private final IntentCatalog catalog;

    IntentApi(IntentCatalog catalog) {
        this.catalog = catalog;
    }

    @GetMapping("/v1/intents/catalog")
    @Requires(Role.READONLY)
    JsonObject catalog(@RequestParam Optional<String> provider) {
        return catalog.toJson(provider);
    }
}
