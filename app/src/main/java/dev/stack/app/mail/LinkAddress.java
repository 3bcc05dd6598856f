// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.mail;

import dev.stack.app.web.PublicBase;

/** Where a link leads. */
record LinkAddress(PublicBase base) {

    String of(String token) {
        return base.url("/login/link?token=" + token);
    }
}
