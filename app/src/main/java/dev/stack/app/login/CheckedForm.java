// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.login;

import dev.stack.vocabulary.PostedForm;
import dev.stack.vocabulary.Refusal;
import java.util.Optional;

/** A form that came from a page of ours, as what it brought back shows. A handler that takes one needs no check of its own. */
record CheckedForm(PostedForm form) {

    /** Under which name a form brings back {@link Browser#formToken()}. */
    static final String TOKEN = "form_token";

    /** A field that is there and not empty. */
    Optional<String> text(String name) {
        return form.value(name).filter(value -> !value.isBlank());
    }

    /** A field that every form of that kind has. */
    String required(String name) {
        return text(name).orElseThrow(() -> Refusal.invalid(name + " is missing in the form. Go back and try again."));
    }

    /** Whether the person agreed; anything but a clear yes is no. */
    boolean agrees() {
        return text("decision").filter("agree"::equals).isPresent();
    }
}
