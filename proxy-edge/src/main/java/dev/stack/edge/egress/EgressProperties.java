// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.egress;

import java.time.Duration;

/**
 * Limits of outgoing calls.
 *
 * @param allowPrivateUpstreams whether connections of this server may name a host with a private or loopback address
 * @param lookupLimit how long a name may take to resolve
 * @param connectLimit how long connecting may take, TLS included
 * @param answerBytesMax size of a whole answer's body, counted after unpacking; streams have none
 * @param answerFieldsMax header fields of an answer
 * @param answerHeadBytesMax size of an answer's header fields together
 * @param callsMax calls under way at once
 * @param callsPerOperatorMax the same for one operator
 * @param callsPerConnectionMax the same for one connection of an operator
 * @param idleMax open connections kept for the next call
 * @param idlePerConnectionMax the same for one connection of an operator
 * @param idleLimit how long an unused connection is kept
 */
public record EgressProperties(
        boolean allowPrivateUpstreams,
        Duration lookupLimit,
        Duration connectLimit,
        int answerBytesMax,
        int answerFieldsMax,
        int answerHeadBytesMax,
        int callsMax,
        int callsPerOperatorMax,
        int callsPerConnectionMax,
        int idleMax,
        int idlePerConnectionMax,
        Duration idleLimit) {

    /** What holds where nothing else is set. */
    public static EgressProperties defaults() {
        return new EgressProperties(
                false,
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                10 << 20,
                128,
                32 << 10,
                1_024,
                512,
                256,
                512,
                64,
                Duration.ofSeconds(30));
    }

    /** The same, where connections may name private hosts. */
    public EgressProperties withPrivateUpstreams() {
        return new EgressProperties(
                true,
                lookupLimit,
                connectLimit,
                answerBytesMax,
                answerFieldsMax,
                answerHeadBytesMax,
                callsMax,
                callsPerOperatorMax,
                callsPerConnectionMax,
                idleMax,
                idlePerConnectionMax,
                idleLimit);
    }
}
