// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.cli.remote;

import dev.stack.app.cli.client.Fields;
import dev.stack.app.cli.client.Printer;
import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonBoolean;

/** What the server found when it checked its chain, as an exit code. */
final class ChainCheck {

    private ChainCheck() {}

    static int print(JsonValue report, Printer printer) {
        printer.thing(report);
        return Fields.at(report, "valid").filter(new JsonBoolean(true)::equals).isPresent() ? 0 : 1;
    }
}
