// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.scope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.Refusal;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class OutboundUrlTest {

    private static final long SEED = Long.getLong("stack.test.seed", 20_261_121L);

    @ParameterizedTest
    @CsvSource({
        "https://A.Example, /, https://a.example/",
        "HTTPS://a.example:443/x, /x, https://a.example/x",
        "http://a.example:80, /, http://a.example/",
        "https://a.example:8443/x/, /x, https://a.example:8443/x/",
        "https://a.example//x///y, /x/y, https://a.example/x/y",
        "https://a.example/x/../y/./z, /y/z, https://a.example/y/z",
        "https://a.example/x/.., /, https://a.example/",
        "https://a.example/x/y/.., /x, https://a.example/x/",
        "https://a.example/a%20b/%7Euser, '/a b/~user', https://a.example/a%20b/~user",
        "https://a.example/a%2Eb, /a.b, https://a.example/a.b",
        "https://a.example/caf%C3%A9, /café, https://a.example/caf%C3%A9",
        "https://a.example/a:b@c, /a:b@c, https://a.example/a:b@c",
        "https://a.example?x=1, /, https://a.example/?x=1",
        "https://a.example/p?a=1&a=2&flag&e=&sp=a+b&plus=a%2Bb&sc=a;b, /p, https://a.example/p?a=1&a=2&flag&e=&sp=a%20b&plus=a%2Bb&sc=a%3Bb",
    })
    void S19_a_url_is_normalised_once_and_sent_as_it_was_checked(String url, String pathname, String sent) {
        OutboundUrl parsed = OutboundUrl.parse(url);
        assertThat(parsed.pathname()).isEqualTo(pathname);
        assertThat(parsed).hasToString(sent);
        assertThat(OutboundUrl.parse(sent)).hasToString(sent);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://a.example/x%2Fy",
                "https://a.example/x%5Cy",
                "https://a.example/x/%2e%2e/y",
                "https://a.example/x/.%2e/y",
                "https://a.example/%2e/y",
                "https://a.example/x%252Fy",
                "https://a.example/x%00",
                "https://a.example/x;y=1",
                "https://a.example/x%3By",
                "https://a.example/x%0a",
                "https://a.example/../x",
                "https://a.example/x%",
                "https://a.example/x%2",
                "https://a.example/x%zz",
                "https://a.example/x%ff",
                "https://a.example/x%C0%AF",
                "https://a.example\\x",
                "https://a.example/x y",
                "https://a.example/x\ty",
                "https://a.example/x#y",
                "/x",
                "//a.example/x",
                "a.example/x",
                "ftp://a.example/x",
                "https:a.example",
                "",
                "https://a.example/?q=%ff",
            })
    void S19_a_url_that_can_be_read_in_two_ways_is_refused(String url) {
        assertThatThrownBy(() -> OutboundUrl.parse(url))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_REQUEST));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://user@a.example/",
                "https://user:pw@a.example/",
                "https://a.example:0/",
                "https://a.example:65536/",
                "https://a.example:/",
                "https://a.example:x/",
                "https://a.example./",
                "https://a..example/",
                "https:///x",
                "https://[::1]/",
                "https://a_b.example/",
                "https://\u00e9.example/",
                "https://a.example:80:80/",
                "https://-a.example/",
            })
    void S12_an_authority_that_is_not_host_and_port_is_refused(String url) {
        assertThatThrownBy(() -> OutboundUrl.parse(url))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.FORBIDDEN));
    }

    @Test
    void the_query_field_wins_over_the_url() {
        OutboundUrl url = OutboundUrl.parse("https://a.example/?a=1&b=2&a=3").withQuery(Map.of("a", "4 5"));
        assertThat(url.query()).isEqualTo(Map.of("a", List.of("4 5"), "b", List.of("2")));
        assertThat(url).hasToString("https://a.example/?b=2&a=4%205");
    }

    @Test
    void a_url_of_8_kib_is_taken_and_a_longer_one_refused() {
        String start = "https://a.example/";
        String longest = start + "x".repeat(OutboundUrl.LENGTH_MAX - start.length());
        assertThat(OutboundUrl.parse(longest)).hasToString(longest);
        assertThatThrownBy(() -> OutboundUrl.parse(longest + "x")).isInstanceOf(Refusal.class);
    }

    @Test
    void whatever_is_accepted_is_sent_in_a_form_that_reads_the_same() {
        var random = new Random(SEED);
        String alphabet = "ab/..%25EfF0&=?+;: @é~-_";
        for (int i = 0; i < 30_000; i++) {
            var url = new StringBuilder("https://a.example/");
            for (int j = random.nextInt(12); j > 0; j--) {
                url.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            try {
                OutboundUrl first = OutboundUrl.parse(url.toString());
                OutboundUrl again = OutboundUrl.parse(first.toString());
                assertThat(again).as(() -> "seed %d: %s".formatted(SEED, url)).hasToString(first.toString());
                assertThat(again.pathname()).isEqualTo(first.pathname()).doesNotContain("//", "/../", "/./");
                assertThat(again.query()).isEqualTo(first.query());
            } catch (Refusal refused) {
                assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
            }
        }
    }
}
