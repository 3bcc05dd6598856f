// SPDX-License-Identifier: Apache-2.0
package dev.stack.query.review;

import dev.stack.query.passport.PassportView;
import dev.stack.query.view.Reads;
import dev.stack.vocabulary.ApiScope;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.CheckoutId;
import dev.stack.vocabulary.Page;
import dev.stack.vocabulary.Paged;
import dev.stack.vocabulary.Refusal;
import dev.stack.vocabulary.Requires;
import dev.stack.vocabulary.Role;
import dev.stack.vocabulary.Scoped;
import java.util.List;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows the review queue. */
@RestController
@RequestMapping("/v1/passports/reviews")
@Reads(PassportView.NAME)
final class ReviewsApi {

    private final ReviewRows reviews;

    ReviewsApi(ReviewRows reviews) {
        this.reviews = reviews;
    }

    @GetMapping
    @Requires(Role.READONLY)
    @Scoped(ApiScope.PASSPORTS_READ)
    Queue list(Caller caller, @RequestParam Optional<String> status, @Paged(limit = 20, limitMax = 100) Page page) {
        ReviewFilter filter = status.map(ReviewFilter::read).orElse(ReviewFilter.UNDECIDED);
        return new Queue(
                reviews.list(caller.operator(), filter, page),
                reviews.count(caller.operator(), filter),
                page.number(),
                page.limit());
    }

    @GetMapping("/{checkout}")
    @Requires(Role.READONLY)
    @Scoped(ApiScope.PASSPORTS_READ)
    ReviewAnswer get(Caller caller, @PathVariable CheckoutId checkout) {
        return reviews.find(caller.operator(), checkout)
                .orElseThrow(() -> Refusal.notFound("Review", checkout.value()));
    }

    record Queue(List<ReviewAnswer> items, long total, int page, int limit) {}
}
