// SPDX-License-Identifier: Apache-2.0
package dev.stack.query.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stack.query.History;
import dev.stack.query.TestDatabase;
import dev.stack.query.passport.PassportView;
import dev.stack.vocabulary.CheckoutId;
import dev.stack.vocabulary.Page;
import dev.stack.vocabulary.Refusal;
import dev.stack.vocabulary.ReviewStatus;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReviewsApiTest {

    private static final Page FIRST = new Page(1, 20, 0);

    private final TestDatabase database = new TestDatabase();
    private final PassportView view = new PassportView();
    private final ReviewsApi api = new ReviewsApi(new ReviewRows(database.client()));

    @Test
    void a_flagged_checkout_waits_in_the_queue_under_both_names() {
        database.fold(view, History.issued(), History.checkedOut(ReviewStatus.FLAGGED, true));
        ReviewsApi.Queue queue = api.list(History.CALLER, Optional.of("flagged"), FIRST);

        assertThat(queue.total()).isEqualTo(1);
        assertThat(queue.items()).singleElement().satisfies(item -> {
            assertThat(item.checkoutId()).isEqualTo(History.CHECKOUT);
            assertThat(item.passportJti()).isEqualTo(item.jti()).isEqualTo(History.JTI);
            assertThat(item.agentName()).isEqualTo("writer");
            assertThat(item.intentSummary()).isEqualTo("Post the notes");
            assertThat(item.reviewStatus()).isEqualTo(item.checkoutStatus()).isEqualTo("flagged");
            assertThat(item.submittedAt()).isEqualTo(History.at(15));
            assertThat(item.flags()).hasSize(1);
            assertThat(item.decision()).isNull();
        });
        assertThat(found("blocked", "approved", "rejected")).isEmpty();
        assertThat(api.list(History.CALLER, Optional.empty(), FIRST).total()).isEqualTo(1);
    }

    @Test
    void a_decision_moves_it_out_of_the_queue() {
        database.fold(view, History.issued(), History.checkedOut(ReviewStatus.FLAGGED, true), History.reviewed(true));

        assertThat(found("flagged", "rejected")).isEmpty();
        assertThat(found("approved")).hasSize(1);
        assertThat(found("all")).hasSize(1);
        assertThat(api.get(History.CALLER, History.CHECKOUT).decision()).isEqualTo("approved");
        assertThat(api.list(History.CALLER, Optional.empty(), FIRST).items()).isEmpty();
    }

    @Test
    void a_checkout_without_review_is_never_queued() {
        database.fold(view, History.issued(), History.checkedOut(ReviewStatus.CLEAN, false));

        assertThat(found("all")).isEmpty();
    }

    @Test
    void a_page_holds_its_part_and_the_number_of_all() {
        database.fold(
                view,
                History.issued(),
                History.checkedOut(new CheckoutId("cout_a"), ReviewStatus.FLAGGED, true),
                History.checkedOut(new CheckoutId("cout_b"), ReviewStatus.FLAGGED, true));
        ReviewsApi.Queue second = api.list(History.CALLER, Optional.of("flagged"), new Page(2, 1, 1));

        assertThat(second.items()).hasSize(1);
        assertThat(second.total()).isEqualTo(2);
        assertThat(second.page()).isEqualTo(2);
    }

    @Test
    void an_unknown_status_is_refused_with_the_known_ones() {
        assertThatThrownBy(() -> found("open")).isInstanceOf(Refusal.class).hasMessageContaining("flagged, blocked");
    }

    @Test
    void T01_a_foreign_review_is_a_missing_one() {
        database.fold(view, History.issued(), History.checkedOut(ReviewStatus.FLAGGED, true));

        assertThat(api.list(History.STRANGER, Optional.of("all"), FIRST).items())
                .isEmpty();
        assertThatThrownBy(() -> api.get(History.STRANGER, History.CHECKOUT)).isInstanceOf(Refusal.class);
    }

    private List<ReviewAnswer> found(String... statuses) {
        return List.of(statuses).stream()
                .flatMap(status -> api.list(History.CALLER, Optional.of(status), FIRST).items().stream())
                .toList();
    }
}
