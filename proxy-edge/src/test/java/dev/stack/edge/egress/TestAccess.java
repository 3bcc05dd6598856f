// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.egress;

import dev.stack.vocabulary.AllowedHost;
import dev.stack.vocabulary.ConnectionAccess;
import dev.stack.vocabulary.ConnectionId;
import dev.stack.vocabulary.ConnectionStatus;
import dev.stack.vocabulary.Injection;
import dev.stack.vocabulary.OperatorId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Connections for tests, one property changed at a time. */
record TestAccess(
        String operator,
        String connection,
        List<String> allowedHosts,
        boolean allowPrivate,
        @Nullable String caPem,
        List<Injection> injections,
        Map<String, String> headers) {

    static final Injection BEARER = new Injection(Injection.Style.BEARER, null, null, null, null, null);

    /** With a bearer token, for these hosts, private ones too, trusting the tests' authority. */
    static TestAccess to(String... allowedHosts) {
        return new TestAccess(
                "op_test",
                "scon_test",
                List.of(allowedHosts),
                true,
                TestCertificates.caPem(),
                List.of(BEARER),
                Map.of());
    }

    TestAccess ofOperator(String id) {
        return new TestAccess(id, "scon_of_" + id, allowedHosts, allowPrivate, caPem, injections, headers);
    }

    TestAccess withoutPrivate() {
        return new TestAccess(operator, connection, allowedHosts, false, caPem, injections, headers);
    }

    TestAccess trusting(@Nullable String pem) {
        return new TestAccess(operator, connection, allowedHosts, allowPrivate, pem, injections, headers);
    }

    TestAccess injecting(Injection... all) {
        return new TestAccess(operator, connection, allowedHosts, allowPrivate, caPem, List.of(all), headers);
    }

    TestAccess with(Map<String, String> fixed) {
        return new TestAccess(operator, connection, allowedHosts, allowPrivate, caPem, injections, fixed);
    }

    ConnectionAccess access() {
        return new ConnectionAccess(
                new OperatorId(operator),
                new ConnectionId(connection),
                "custom_test",
                ConnectionStatus.ACTIVE,
                true,
                1,
                allowedHosts.stream().map(AllowedHost::new).toList(),
                allowPrivate,
                caPem,
                injections,
                headers,
                Map.of(),
                null);
    }
}
