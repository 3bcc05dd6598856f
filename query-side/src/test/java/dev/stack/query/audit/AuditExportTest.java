// SPDX-License-Identifier: Apache-2.0
package dev.stack.query.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonArray;
import dev.stack.json.JsonValue.JsonBoolean;
import dev.stack.json.JsonValue.JsonNumber;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.StrictJson;
import dev.stack.json.StrictJson.JsonRefused;
import dev.stack.json.StrictJson.Limits;
import dev.stack.query.History;
import dev.stack.query.TestDatabase;
import dev.stack.query.TestLedger;
import dev.stack.query.TestLedger.Told;
import dev.stack.query.ledger.AuditRow;
import dev.stack.query.ledger.LedgerReader;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.Page;
import dev.stack.vocabulary.Refusal;
import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.mock.web.MockHttpServletResponse;

class AuditExportTest {

    private static final StrictJson JSON = new StrictJson(new Limits(16 << 20, 64, 1_000_000, 99));
    private static final Optional<String> NONE = Optional.empty();

    private final TestDatabase database = new TestDatabase();
    private final TestLedger ledger = new TestLedger(database);
    private final LedgerReader reader = new LedgerReader(database.source(), database.transactions());
    private final AuditExportApi api =
            new AuditExportApi(reader, new Cursors(new CursorKey(() -> new byte[32])), new LongReads());

    @Test
    void an_export_is_complete_across_its_pages() throws Exception {
        ledger.append(7);
        ledger.append(_ -> new Told("op_two", "passport.issue", null, null));

        var seen = new ArrayList<String>();
        Optional<String> cursor = NONE;
        int pages = 0;
        do {
            MockHttpServletResponse page = export("ndjson", cursor, 3);
            page.getContentAsString()
                    .lines()
                    .map(AuditExportTest::object)
                    .forEach(row -> seen.add(text(row, "entry_id")));
            assertThat(page.getHeader("X-Complete")).isEqualTo(String.valueOf(page.getHeader("X-Next-Cursor") == null));
            cursor = Optional.ofNullable(page.getHeader("X-Next-Cursor"));
            pages++;
        } while (cursor.isPresent());

        assertThat(pages).isEqualTo(3);
        assertThat(seen)
                .containsExactly(
                        "aud_op_one_1",
                        "aud_op_one_2",
                        "aud_op_one_3",
                        "aud_op_one_4",
                        "aud_op_one_5",
                        "aud_op_one_6",
                        "aud_op_one_7");
    }

    @Test
    void a_page_that_ends_with_the_chain_is_the_last() throws Exception {
        ledger.append(3);

        assertThat(export("ndjson", NONE, 3).getHeader("X-Next-Cursor")).isNull();
        assertThat(export("ndjson", NONE, 2).getHeader("X-Next-Cursor")).isNotNull();
    }

    @Test
    void from_is_inside_and_to_is_outside() throws Exception {
        ledger.append(5);

        MockHttpServletResponse answer = run(
                new MockHttpServletResponse(),
                History.CALLER,
                Optional.of(History.at(2)),
                Optional.of(History.at(4)),
                NONE,
                NONE,
                NONE,
                10,
                "application/json");

        assertThat(ids(object(answer.getContentAsString()))).containsExactly("aud_op_one_2", "aud_op_one_3");
        assertThat(object(answer.getContentAsString()).get("from"))
                .hasValueSatisfying(from -> assertThat(from).hasToString("\"2026-04-23T12:00:02.000Z\""));
    }

    @Test
    void nothing_in_the_window_is_an_empty_page() throws Exception {
        ledger.append(2);

        MockHttpServletResponse answer = run(
                new MockHttpServletResponse(),
                History.CALLER,
                Optional.of(History.at(60)),
                Optional.empty(),
                NONE,
                NONE,
                NONE,
                10,
                null);

        JsonObject page = object(answer.getContentAsString());
        assertThat(ids(page)).isEmpty();
        assertThat(page.get("complete")).hasValue(new JsonBoolean(true));
        assertThat(page.get("count")).hasValue(JsonNumber.of(0));
    }

    @Test
    void a_filter_picks_and_the_rest_is_left_out() throws Exception {
        ledger.append(2);
        ledger.append(_ -> new Told("op_one", "agent.register", null, null));

        MockHttpServletResponse answer = run(
                new MockHttpServletResponse(),
                History.CALLER,
                Optional.empty(),
                Optional.empty(),
                NONE,
                NONE,
                Optional.of("agent.register"),
                10,
                null);

        assertThat(ids(object(answer.getContentAsString()))).containsExactly("aud_op_one_3");
    }

    @Test
    void A10_each_record_is_one_line_whatever_is_in_it() throws Exception {
        String nasty = "a\nb\r\nc\u001b[31m\u2028d\u0085\"e\",\u0000f".replace("\u0000", "");
        ledger.append(_ -> new Told("op_one", "passport.issue", "pp_one", nasty));
        ledger.append(1);

        String ndjson = export("ndjson", NONE, 10).getContentAsString();
        assertThat(ndjson.split("[\n\r\u0085\u2028\u2029]")).hasSize(2);
        assertThat(text(object(ndjson.substring(0, ndjson.indexOf('\n'))), "error_message"))
                .isEqualTo(nasty);

        String csv = export("csv", NONE, 10).getContentAsString();
        assertThat(csv.split("\r\n|[\n\r\u0085\u2028\u2029]")).hasSize(3);
        assertThat(csv)
                .contains("\"a\\nb\\r\\nc\\u001b[31m\\u2028d\\u0085\"\"e\"\",f\"")
                .doesNotContain("\u001b");
    }

    @Test
    void A11_no_cell_is_a_formula() throws Exception {
        for (String start : List.of("=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "'quoted")) {
            ledger.append(_ -> new Told("op_one", "passport.issue", "pp_one", start));
        }
        List<String> lines =
                export("csv", NONE, 10).getContentAsString().lines().toList();

        assertThat(lines.getFirst()).isEqualTo(String.join(",", AuditRow.MEMBERS));
        assertThat(lines.get(1)).contains(",'=1+1,");
        assertThat(lines.get(2)).contains(",'+1,");
        assertThat(lines.get(3)).contains(",'-1,");
        assertThat(lines.get(4)).contains(",'@SUM(A1),");
        assertThat(lines.get(5)).contains(",'\\tx,");
        assertThat(lines.get(6)).contains(",'\\rx,");
        assertThat(lines.get(7)).contains(",''quoted,");
    }

    @Test
    void A14_what_is_appended_meanwhile_is_in_no_part_of_the_answer() throws Exception {
        ledger.append(3);
        var writing = new MockHttpServletResponse() {
            @Override
            public void setContentType(@Nullable String contentType) {
                elsewhere(() -> ledger.append(2));
                super.setContentType(contentType);
            }
        };

        run(writing, History.CALLER, Optional.empty(), Optional.empty(), NONE, NONE, NONE, 10, null);

        JsonObject page = object(writing.getContentAsString());
        assertThat(ids(page)).hasSize(3);
        JsonObject head = (JsonObject) page.get("head").orElseThrow();
        JsonObject last = (JsonObject) rows(page).getLast();
        assertThat(head.get("entry_hash")).isEqualTo(last.get("entry_hash"));
        assertThat(head.get("count")).hasValue(JsonNumber.of(3));
    }

    @Test
    void T04_a_cursor_leads_nowhere_but_along_its_own_export() {
        ledger.append(5);
        String cursor = String.valueOf(export("ndjson", NONE, 2).getHeader("X-Next-Cursor"));

        assertThat(export("csv", Optional.of(cursor), 2).getStatus()).isEqualTo(200);
        assertRefused(() -> run(
                new MockHttpServletResponse(),
                History.STRANGER,
                Optional.empty(),
                Optional.empty(),
                NONE,
                Optional.of(cursor),
                NONE,
                2,
                null));
        assertRefused(() -> run(
                new MockHttpServletResponse(),
                History.CALLER,
                Optional.empty(),
                Optional.empty(),
                NONE,
                Optional.of(cursor),
                Optional.of("passport.issue"),
                2,
                null));
        assertRefused(() -> export("json", Optional.of(cursor.substring(1) + "A"), 2));
        assertRefused(() -> export("json", Optional.of("not a cursor"), 2));
        assertRefused(() -> export("json", Optional.of(""), 2));
    }

    @Test
    void the_header_accept_chooses_where_no_parameter_does() {
        ledger.append(1);

        assertThat(accepting("text/csv").getContentType()).startsWith("text/csv");
        assertThat(accepting("application/x-ndjson, application/json;q=0.5").getContentType())
                .startsWith("application/x-ndjson");
        assertThat(accepting("*/*").getContentType()).startsWith("application/json");
        assertThat(accepting("nonsense").getContentType()).startsWith("application/json");
    }

    @Test
    void an_independent_script_computes_every_hash_again(@TempDir Path folder) throws Exception {
        Assumptions.assumeTrue(python("--version") == 0, "no python3 here");
        ledger.append(_ -> new Told("op_one", "passport.issue", null, "caf\u00e9 \ud83d\udd11 \"x\"\n"));
        ledger.append(4);
        Path script = Path.of("..", "docs", "reference", "verify_export.py");
        Path json = Files.writeString(
                folder.resolve("export.json"), export("json", NONE, 10).getContentAsString());
        Path ndjson = Files.writeString(
                folder.resolve("export.ndjson"), export("ndjson", NONE, 10).getContentAsString());

        assertThat(python(script.toString(), json.toString())).isZero();
        assertThat(python(script.toString(), ndjson.toString())).isZero();

        Path changed = Files.writeString(
                folder.resolve("changed.ndjson"), Files.readString(ndjson).replaceFirst("\"agt_one\"", "\"agt_two\""));
        assertThat(python(script.toString(), changed.toString())).isEqualTo(1);
    }

    /** On a connection of its own, as another request has. */
    private static void elsewhere(Runnable work) {
        try {
            Thread.ofVirtual().start(work).join();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    private MockHttpServletResponse accepting(String accept) {
        return run(
                new MockHttpServletResponse(),
                History.CALLER,
                Optional.empty(),
                Optional.empty(),
                NONE,
                NONE,
                NONE,
                10,
                accept);
    }

    private MockHttpServletResponse export(String format, Optional<String> cursor, int limit) {
        return run(
                new MockHttpServletResponse(),
                History.CALLER,
                Optional.empty(),
                Optional.empty(),
                Optional.of(format),
                cursor,
                NONE,
                limit,
                null);
    }

    private MockHttpServletResponse run(
            MockHttpServletResponse response,
            Caller caller,
            Optional<Instant> from,
            Optional<Instant> to,
            Optional<String> format,
            Optional<String> cursor,
            Optional<String> action,
            int limit,
            @Nullable String accept) {
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        api.export(caller, from, to, format, cursor, NONE, NONE, NONE, action, new Page(1, limit, 0), accept, response);
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        return response;
    }

    private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(Refusal.class).hasMessageContaining("cursor does not belong");
    }

    private static int python(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("python3"));
        command.addAll(List.of(arguments));
        try {
            return new ProcessBuilder(command).inheritIO().start().waitFor();
        } catch (IOException noPython) {
            return -1;
        }
    }

    private static JsonObject object(String text) {
        try {
            return (JsonObject) JSON.parse(text);
        } catch (JsonRefused broken) {
            throw new AssertionError(text, broken);
        }
    }

    private static List<JsonValue> rows(JsonObject page) {
        return ((JsonArray) page.get("rows").orElseThrow()).items();
    }

    private static List<String> ids(JsonObject page) throws UnsupportedEncodingException {
        return rows(page).stream()
                .map(row -> text((JsonObject) row, "entry_id"))
                .toList();
    }

    private static String text(JsonObject row, String member) {
        return ((JsonValue.JsonString) row.get(member).orElseThrow()).value();
    }
}
