// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stack.command.database.TestDatabase;
import dev.stack.command.ledger.GroundMarks;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.OperatorId;
import dev.stack.vocabulary.RandomText;
import dev.stack.vocabulary.Role;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** An API key is known by its hash alone, whole. The timing is taken of more samples, such as 100,000, by a flag. */
class ApiKeyLookupTest {

    private static final int SAMPLES = Integer.getInteger("stack.test.timing-samples", 8_000);
    private static final int WARM_UP = SAMPLES / 8;
    private static final double T_MAX = 4.5;
    private static final long SEED = 20_260_301;

    private static final TestDatabase DATABASE = TestDatabase.create();
    private static final String KEY = "sk_live_op_" + RandomText.of(43, new SecureRandom());

    /** One connection for all: what is measured is the look-up. */
    private static final SingleConnectionDataSource CONNECTION = connection();

    private final ApiKeyLookup lookup = new ApiKeyLookup(JdbcClient.create(CONNECTION), new GroundMarks());

    private static SingleConnectionDataSource connection() {
        try {
            return new SingleConnectionDataSource(DATABASE.app().getConnection(), true);
        } catch (java.sql.SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @BeforeAll
    static void store() {
        DATABASE.sql()
                .sql("insert into command.api_key (key_hash, operator_id) values (?, 'op_1')")
                .param(sha256(KEY))
                .update();
    }

    @AfterAll
    static void close() {
        CONNECTION.destroy();
    }

    @Test
    void a_key_is_found_whole_and_never_by_a_part_of_it() {
        assertThat(lookup.find(sha256(KEY))).contains(new Caller(new OperatorId("op_1"), Role.OPERATOR, "op_1"));
        assertThat(lookup.find(sha256(KEY.substring(0, KEY.length() - 1)))).isEmpty();
        assertThat(lookup.find(sha256(KEY + "a"))).isEmpty();
        assertThat(lookup.find(KEY.getBytes(StandardCharsets.UTF_8))).isEmpty();
    }

    @Test
    void T10_the_table_holds_hashes_and_owners_and_no_part_of_a_key() {
        assertThat(DATABASE.sql()
                        .sql("select column_name || ' ' || data_type from information_schema.columns"
                                + " where table_schema = 'command' and table_name = 'api_key' order by 1")
                        .query(String.class)
                        .list())
                .containsExactly("key_hash bytea", "operator_id text");
    }

    @Test
    void T10_a_key_that_is_nearly_right_takes_as_long_as_one_that_is_all_wrong() {
        var random = new Random(SEED);
        List<Double> near = new ArrayList<>();
        List<Double> far = new ArrayList<>();
        for (int i = 0; i < WARM_UP + SAMPLES; i++) {
            boolean isNear = random.nextBoolean();
            String nearly = nearly(random); // Both are made, so that what goes before is the same.
            String wrong = wrong(random);
            double nanos = timed(isNear ? nearly : wrong);
            if (i >= WARM_UP) {
                (isNear ? near : far).add(nanos);
            }
        }
        assertThat(Math.abs(t(undisturbed(near), undisturbed(far))))
                .as("t for seed " + SEED)
                .isLessThan(T_MAX);
    }

    private double timed(String key) {
        long before = System.nanoTime();
        boolean found = lookup.find(sha256(key)).isPresent();
        long after = System.nanoTime();
        assertThat(found).isFalse();
        return after - before;
    }

    /** All but the last characters are right. */
    private static String nearly(Random random) {
        return KEY.substring(0, KEY.length() - 4) + letters(4, random);
    }

    private static String wrong(Random random) {
        return letters(KEY.length(), random);
    }

    private static String letters(int length, Random random) {
        return random.ints(length, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** Without the tenth that waited for something else. */
    private static double[] undisturbed(List<Double> samples) {
        return samples.stream()
                .sorted()
                .limit(samples.size() * 9L / 10)
                .mapToDouble(Double::doubleValue)
                .toArray();
    }

    /** Welch's t. */
    private static double t(double[] a, double[] b) {
        return (mean(a) - mean(b)) / Math.sqrt(variance(a) / a.length + variance(b) / b.length);
    }

    private static double mean(double[] samples) {
        double sum = 0;
        for (double sample : samples) {
            sum += sample;
        }
        return sum / samples.length;
    }

    private static double variance(double[] samples) {
        double mean = mean(samples);
        double sum = 0;
        for (double sample : samples) {
            sum += (sample - mean) * (sample - mean);
        }
        return sum / (samples.length - 1);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
