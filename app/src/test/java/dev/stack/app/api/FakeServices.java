// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.api;

import dev.stack.command.connection.CredentialCheck;
import dev.stack.vocabulary.ConnectionAccess;
import dev.stack.vocabulary.ConnectionId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Component;

/** Stands in for services when credentials are tested: each connection is answered as the test said. */
@Component
@Primary
class FakeServices implements CredentialCheck {

    private final Map<ConnectionId, Answer> answers = new ConcurrentHashMap<>();
    private final List<Request> requests = new ArrayList<>();

    void answer(String connection, int status, String body) {
        answers.put(new ConnectionId(connection), new Answer(status, body.getBytes(StandardCharsets.UTF_8)));
    }

    synchronized Request last() {
        return requests.getLast();
    }

    /** Without a word on a connection, its service does not answer. */
    @Override
    public synchronized Answer send(ConnectionAccess access, Request request) throws IOException {
        requests.add(request);
        Answer answer = answers.get(access.connection());
        if (answer == null) {
            throw new IOException("no answer");
        }
        return answer;
    }
}
