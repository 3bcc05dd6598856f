// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.cli.doctor;

import dev.stack.app.redis.RedisProbe;
import dev.stack.app.redis.RedisProperties;
import dev.stack.app.start.StartRefused;

/** Redis, where one is named. */
final class RedisLook {

    private static final String PART = "redis";

    private RedisLook() {}

    static Diagnosis at(RedisProperties settings) {
        if (settings.url() == null) {
            return Diagnosis.ok(PART, "none is named; one process needs none");
        }
        try {
            RedisProbe.ping(settings);
            return Diagnosis.ok(PART, "answers");
        } catch (StartRefused refused) {
            return Diagnosis.failed(PART, String.valueOf(refused.getMessage()), "Correct that setting.");
        } catch (RuntimeException away) {
            return Diagnosis.warning(
                    PART,
                    "it does not answer: " + away.getMessage(),
                    "Check stack.redis.url; until then revocations travel through the database, which is slower.");
        }
    }
}
