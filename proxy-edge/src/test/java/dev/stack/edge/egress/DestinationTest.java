// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.egress;

import static dev.stack.edge.egress.TestEgress.get;
import static dev.stack.edge.egress.TestEgress.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stack.edge.scope.OutboundUrl;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.Refusal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where calls may go. No byte is sent here: all of it is decided before. */
final class DestinationTest {

    private static final TestAccess PUBLIC_ONLY = TestAccess.to("api.test").withoutPrivate();
    private static final TestAccess PRIVATE_TOO = TestAccess.to("api.test");

    private final TestEgress egress = new TestEgress();

    @AfterEach
    void close() {
        egress.close();
    }

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, this network",
        "0.1.2.3, this network",
        "10.0.0.1, private",
        "10.255.255.255, private",
        "100.64.0.1, shared",
        "100.127.255.255, shared",
        "127.0.0.1, loopback",
        "127.255.255.254, loopback",
        "169.254.1.1, link-local",
        "172.16.0.1, private",
        "172.31.255.255, private",
        "192.0.0.1, protocol assignments",
        "192.0.0.170, NAT64 discovery",
        "192.0.2.1, documentation",
        "192.88.99.1, 6to4 relay",
        "192.168.1.1, private",
        "198.18.0.1, benchmark",
        "198.19.255.255, benchmark",
        "198.51.100.1, documentation",
        "203.0.113.1, documentation",
        "224.0.0.1, multicast",
        "239.255.255.255, multicast",
        "240.0.0.1, reserved",
        "255.255.255.255, broadcast",
        "::, unspecified",
        "::1, loopback",
        "100::1, discard",
        "2001:2::1, benchmark",
        "2001:db8::1, documentation",
        "3fff::1, documentation",
        "5f00::1, segment routing",
        "4000::1, not allocated",
        "e000::1, not allocated",
        "fc00::1, unique-local",
        "fdff:ffff::1, unique-local",
        "fe80::1, link-local",
        "febf::1, link-local",
        "fec0::1, site-local",
        "ff02::1, multicast",
    })
    void S01_an_address_that_is_not_public_is_refused(String address, String kind) {
        egress.names.put("api.test", List.of(address));
        refused(ErrorCode.FORBIDDEN, "address", () -> resolve("https://api.test/", PUBLIC_ONLY));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.1",
                "169.253.255.255",
                "169.255.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "192.0.1.1",
                "192.167.255.255",
                "192.169.0.0",
                "198.17.255.255",
                "198.20.0.0",
                "223.255.255.255",
                "2606:4700::1111",
                "2a00:1450:4001::200e",
                "64:ff9b::101:101",
            })
    void S01_the_neighbours_of_those_ranges_are_public(String address) {
        egress.names.put("api.test", List.of(address));
        assertThat(resolve("https://api.test/", PUBLIC_ONLY)).hasToString("api.test:443");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.1", "127.0.0.1", "172.16.0.1", "192.168.1.1", "::1", "fd12:3456::1"})
    void S01_a_private_address_needs_server_connection_and_exact_host(String address) {
        egress.names.put("api.test", List.of(address));
        assertThat(resolve("https://api.test/", PRIVATE_TOO).host()).isEqualTo("api.test");

        egress.names.put("a.api.test", List.of(address));
        refused(ErrorCode.FORBIDDEN, "address", () -> resolve("https://a.api.test/", TestAccess.to("*.api.test")));
        try (TestEgress strict = new TestEgress(EgressProperties.defaults())) {
            strict.names.put("api.test", List.of(address));
            refused(
                    ErrorCode.FORBIDDEN,
                    "address",
                    () -> strict.egress.resolve(OutboundUrl.parse("https://api.test/"), PRIVATE_TOO.access()));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "100.64.0.1",
                "169.254.1.1",
                "192.0.0.1",
                "198.18.0.1",
                "224.0.0.1",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "fe80::1",
                "fec0::1",
                "ff02::1",
                "2001:db8::1",
                "64:ff9b::7f00:1",
                "::ffff:0:7f00:1",
                "2002:7f00:1::1",
            })
    void S01_what_is_neither_private_nor_loopback_stays_refused_when_private_is_allowed(String address) {
        egress.names.put("api.test", List.of(address));
        refused(ErrorCode.FORBIDDEN, "address", () -> resolve("https://api.test/", PRIVATE_TOO));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "169.254.169.254",
                "169.254.170.2",
                "169.254.170.23",
                "168.63.129.16",
                "100.100.100.200",
                "192.0.0.192",
                "fd00:ec2::254",
                "fd00:ec2::23",
                "fd20:ce::254",
                "fd00:42::42",
                "fd00:c1::a9fe:a9fe",
                "fe80::a9fe:a9fe",
                "64:ff9b::a9fe:a9fe",
                "2002:a9fe:a9fe::1",
                "::a9fe:a9fe",
            })
    void S02_metadata_addresses_are_refused_even_where_private_ones_are_allowed(String address) {
        egress.names.put("api.test", List.of(address));
        refused(ErrorCode.FORBIDDEN, "metadata", () -> resolve("https://api.test/", PRIVATE_TOO));
        refused(ErrorCode.FORBIDDEN, "metadata", () -> resolve("https://api.test/", PUBLIC_ONLY));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "metadata.google.internal",
                "metadata.goog",
                "metadata.tencentyun.com",
                "instance-data.ec2.internal",
                "METADATA.google.internal",
            })
    void S02_metadata_names_are_refused_even_when_they_are_allowed_hosts(String host) {
        TestAccess access = TestAccess.to(host.toLowerCase(Locale.ROOT));
        refused(ErrorCode.FORBIDDEN, "metadata", () -> resolve("https://" + host + "/", access));
    }

    @ParameterizedTest
    @CsvSource({
        "::7f00:1, compatible",
        "::ffff:0:a00:1, translated",
        "64:ff9b::a00:1, NAT64",
        "64:ff9b:1::a00:1, NAT64 for local use",
        "64:ff9b:1:a00:0:100::, NAT64 for local use",
        "64:ff9b:1::808:808, NAT64 for local use with a public address",
        "2002:a00:1::1, 6to4",
        "2002:808:808::1, 6to4 with a public address",
        "2001:0:808:808::f5ff:fffe, Teredo",
        "2606:4700::5efe:a00:1, ISATAP",
        "2606:4700::200:5efe:c0a8:1, ISATAP",
    })
    void S03_an_ipv4_address_inside_an_ipv6_one_is_looked_at(String address, String kind) {
        egress.names.put("api.test", List.of(address));
        refused(ErrorCode.FORBIDDEN, "address", () -> resolve("https://api.test/", PRIVATE_TOO));
    }

    @Test
    void S03_a_mapped_address_is_blocked_by_the_table_too() {
        AddressTable table = AddressTable.load();
        assertThat(table.useOf(Ipv4Inside.mapped(new byte[] {127, 0, 0, 1}))).isEqualTo(AddressUse.BLOCKED);
        assertThat(table.useOf(Ipv4Inside.mapped(new byte[] {8, 8, 8, 8}))).isEqualTo(AddressUse.BLOCKED);
        assertThat(table.useOf(Ipv4Inside.mapped(new byte[] {(byte) 169, (byte) 254, (byte) 169, (byte) 254})))
                .isEqualTo(AddressUse.METADATA);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "8.8.8.8",
                "127.1",
                "2130706433",
                "0177.0.0.1",
                "017700000001",
                "0x7f.0.0.1",
                "0x7f000001",
                "0X7F000001",
                "127.0.0.01",
                "127.0.0.0x1",
                "127.000.000.001",
                "1.2.3.4.5",
                "256.256.256.256",
                "api.test.1",
                "[::1]",
                "[::ffff:127.0.0.1]",
                "[fe80::1%25eth0]",
            })
    void S04_an_address_in_any_spelling_is_refused(String host) {
        refused(ErrorCode.FORBIDDEN, "url", () -> resolve("https://" + host + "/", PRIVATE_TOO));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ａpi.test",
                "api。test",
                "api．test",
                "api\u00ad.test",
                "аpi.test",
                "①②⑦.0.0.1",
                "api\u200b.test",
                "api_.test",
                "api%2etest",
                "api%00.test",
                "-api.test",
                "api-.test",
            })
    void S05_a_host_is_ascii_letters_digits_and_hyphens(String host) {
        Refusal refusal = catchThrowableOfType(Refusal.class, () -> resolve("https://" + host + "/", PRIVATE_TOO));
        assertThat(refusal.code()).isEqualTo(ErrorCode.FORBIDDEN);
    }

    @Test
    void S05_an_encoded_look_alike_is_another_host() {
        refused(ErrorCode.FORBIDDEN, "host", () -> resolve("https://xn--pi-6kc.test/", PRIVATE_TOO));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "api.test.",
                "api..test",
                ".api.test",
                "api.test:0",
                "api.test:00",
                "api.test:65536",
                "api.test:99999",
                "api.test:",
                "api.test:+443",
                "api.test:443:443",
                "",
                ":443",
            })
    void S06_trailing_dots_empty_labels_and_impossible_ports_are_refused(String authority) {
        refused(ErrorCode.FORBIDDEN, "url", () -> resolve("https://" + authority + "/", PRIVATE_TOO));
    }

    @Test
    void S07_one_bad_address_of_many_refuses_the_call() {
        for (String bad : List.of("10.0.0.1", "::1", "fe80::1")) {
            egress.names.put("api.test", List.of("1.1.1.1", "2606:4700::1111", bad, "8.8.8.8"));
            refused(ErrorCode.FORBIDDEN, "address", () -> resolve("https://api.test/", PUBLIC_ONLY));
        }
    }

    @Test
    void S09_a_name_that_does_not_exist_is_an_upstream_error() {
        refused(ErrorCode.UPSTREAM_ERROR, "dns", () -> resolve("https://gone.test/", TestAccess.to("gone.test")));
    }

    @Test
    void S09_slow_dns_is_given_up_after_its_limit() {
        CountDownLatch never = new CountDownLatch(1);
        long started = System.nanoTime();
        try (Egress slow = egressWith(Duration.ofMillis(50), _ -> {
            try {
                never.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            return List.of();
        })) {
            refused(ErrorCode.UPSTREAM_ERROR, "dns", () -> resolve(slow, PUBLIC_ONLY));
        } finally {
            never.countDown();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void S09_slow_dns_of_one_operator_leaves_the_others_theirs() {
        CountDownLatch never = new CountDownLatch(1);
        AtomicInteger lookups = new AtomicInteger();
        try (Egress slow = egressWith(Duration.ofMillis(5), host -> {
            lookups.incrementAndGet();
            try {
                if (host.equals("api.test")) {
                    never.await();
                }
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            return List.of(InetAddress.ofLiteral("1.1.1.1"));
        })) {
            List<ErrorCode> codes = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                codes.add(catchThrowableOfType(Refusal.class, () -> resolve(slow, PUBLIC_ONLY))
                        .code());
            }
            assertThat(codes).hasSize(20).containsOnly(ErrorCode.UPSTREAM_ERROR);
            assertThat(lookups)
                    .as("those who ask for one name share the lookup")
                    .hasValue(1);
        } finally {
            never.countDown();
        }
        try (Egress fast = egressWith(Duration.ofSeconds(5), _ -> List.of(InetAddress.ofLiteral("1.1.1.1")))) {
            assertThat(resolve(fast, PUBLIC_ONLY).port()).isEqualTo(443);
        }
    }

    @Test
    void S09_a_huge_or_empty_answer_is_an_upstream_error() {
        egress.names.put("api.test", Collections.nCopies(33, "1.1.1.1"));
        refused(ErrorCode.UPSTREAM_ERROR, "dns", () -> resolve("https://api.test/", PUBLIC_ONLY));
        egress.names.put("api.test", List.of());
        refused(ErrorCode.UPSTREAM_ERROR, "dns", () -> resolve("https://api.test/", PUBLIC_ONLY));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "user@api.test",
                "user:secret@api.test",
                "api.test@evil.test",
                "api.test:443@evil.test",
                "api.test%40evil.test",
                "api.test%2f.evil.test",
                "api.test%5c.evil.test",
                "api.test%00.evil.test",
                "api.test%09",
            })
    void S12_user_information_and_escapes_in_the_authority_are_refused(String authority) {
        refused(ErrorCode.FORBIDDEN, "url", () -> resolve("https://" + authority + "/", PRIVATE_TOO));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://api.test\\@evil.test/",
                "https:\\\\api.test/",
                "https://api.test\t/",
                "https://api.test\n/",
                "https://api.test\r\nHost: evil.test/",
                "https://api.test /",
                "https://api.test#@evil.test/",
            })
    void S12_what_parsers_read_in_different_ways_is_refused(String url) {
        Refusal refusal = catchThrowableOfType(Refusal.class, () -> resolve(url, PRIVATE_TOO));
        assertThat(refusal.code()).isIn(ErrorCode.FORBIDDEN, ErrorCode.INVALID_REQUEST);
    }

    @Test
    void S13_another_scheme_than_https_is_refused() {
        refused(ErrorCode.FORBIDDEN, "scheme", () -> resolve("http://api.test/", PRIVATE_TOO));
        refused(ErrorCode.FORBIDDEN, "scheme", () -> resolve("http://api.test:443/", PRIVATE_TOO));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/x", "x", "//api.test/x", "https:api.test", "mailto:a@api.test", "ftp://api.test/", ""})
    void S14_a_url_that_is_not_absolute_is_refused(String url) {
        Refusal refusal = catchThrowableOfType(Refusal.class, () -> resolve(url, PRIVATE_TOO));
        assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
    }

    @Test
    void S15_another_port_than_the_service_has_is_refused() {
        refused(ErrorCode.FORBIDDEN, "port", () -> resolve("https://api.test:8443/", PRIVATE_TOO));
        refused(ErrorCode.FORBIDDEN, "port", () -> resolve("https://api.test/", TestAccess.to("api.test:8443")));
        assertThat(resolve("https://api.test:8443/", TestAccess.to("api.test:8443")))
                .hasToString("api.test:8443");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evilapi.test",
                "api.test.evil.example",
                "a.api.test",
                "api-test",
                "api.testing",
                "www.test",
                "test",
                "apitest",
            })
    void S16_a_look_alike_is_another_host(String host) {
        egress.names.put(host, List.of("127.0.0.1"));
        refused(ErrorCode.FORBIDDEN, "host", () -> resolve("https://" + host + "/", PRIVATE_TOO));
    }

    @ParameterizedTest
    @ValueSource(strings = {"evilapi.test", "api.test", "xapi.test", "api.test.evil.example"})
    void S16_a_suffix_rule_counts_whole_labels_below_it(String host) {
        egress.names.put(host, List.of("1.1.1.1"));
        refused(ErrorCode.FORBIDDEN, "host", () -> resolve("https://" + host + "/", TestAccess.to("*.api.test")));
    }

    @Test
    void S18_our_own_listeners_are_refused_even_where_private_is_allowed() throws Exception {
        InetSocketAddress database = new InetSocketAddress(InetAddress.ofLiteral("10.1.2.3"), 5432);
        OwnListeners own = OwnListeners.of(() -> Set.of(8080, 8081), () -> Set.of(database));
        try (TestEgress server = new TestEgress(EgressProperties.defaults().withPrivateUpstreams(), own)) {
            TestAccess access = TestAccess.to("api.test:8080", "api.test:8081", "api.test:5432", "api.test:9000");
            Set<String> mine = new HashSet<>(Set.of("127.0.0.1", "127.1.2.3", "::1"));
            NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> AddressTable.load().useOf(address) == AddressUse.PRIVATE)
                    .forEach(address -> mine.add(address.getHostAddress().split("%", -1)[0]));
            for (String address : mine) {
                server.names.put("api.test", List.of(address));
                for (int port : List.of(8080, 8081)) {
                    refused(
                            ErrorCode.FORBIDDEN,
                            "self",
                            () -> server.egress.resolve(
                                    OutboundUrl.parse("https://api.test:" + port), access.access()));
                }
                assertThat(server.egress.resolve(OutboundUrl.parse("https://api.test:9000"), access.access()))
                        .hasToString("api.test:9000");
            }
            server.names.put("api.test", List.of("10.1.2.3"));
            refused(
                    ErrorCode.FORBIDDEN,
                    "self",
                    () -> server.egress.resolve(OutboundUrl.parse("https://api.test:5432"), access.access()));
        }
    }

    @Test
    void S22_all_refused_targets_look_the_same() {
        Set<String> answers = new HashSet<>();
        for (String address : List.of("10.0.0.1", "169.254.169.254", "127.0.0.1", "::1", "224.0.0.1")) {
            egress.names.put("api.test", List.of(address));
            answers.add(textOf("https://api.test/"));
        }
        answers.add(textOf("https://127.0.0.1/"));
        answers.add(textOf("https://other.test/"));
        answers.add(textOf("https://metadata.google.internal/"));
        answers.add(textOf("https://api.test:22/"));
        answers.add(textOf("http://api.test/"));
        assertThat(answers).hasSize(1);
        assertThat(answers.iterator().next()).doesNotContain("10.", "127.", "::");
    }

    @Test
    void S22_a_host_outside_the_connection_is_not_even_looked_up() {
        List<String> asked = Collections.synchronizedList(new ArrayList<>());
        try (Egress recording = egressWith(Duration.ofSeconds(5), host -> {
            asked.add(host);
            return List.of(InetAddress.ofLiteral("1.1.1.1"));
        })) {
            refused(
                    ErrorCode.FORBIDDEN,
                    "host",
                    () -> recording.resolve(OutboundUrl.parse("https://internal.example/"), PUBLIC_ONLY.access()));
        }
        assertThat(asked).isEmpty();
    }

    @Test
    void H10_a_url_that_is_not_the_services_is_refused() {
        egress.names.put("evil.example", List.of("1.1.1.1"));
        refused(ErrorCode.FORBIDDEN, "host", () -> resolve("https://evil.example/", PUBLIC_ONLY));
        assertThat(get("https://evil.example/").url().host()).isEqualTo("evil.example");
    }

    private String textOf(String url) {
        Refusal refusal = catchThrowableOfType(Refusal.class, () -> resolve(url, PUBLIC_ONLY));
        return refusal.code() + " " + refusal.reason() + refusal.details();
    }

    private static Egress egressWith(Duration limit, NameLookup lookup) {
        EgressProperties limits = new EgressProperties(
                false, limit, limit, 1 << 20, 128, 32 << 10, 64, 64, 64, 16, 16, Duration.ofSeconds(30));
        return new Egress(limits, Clock.systemUTC(), lookup, (_, _) -> false);
    }

    private static Destination resolve(Egress with, TestAccess access) {
        return with.resolve(OutboundUrl.parse("https://api.test/"), access.access());
    }

    private Destination resolve(String url, TestAccess access) {
        return egress.egress.resolve(OutboundUrl.parse(url), access.access());
    }
}
