// SPDX-License-Identifier: Apache-2.0
package dev.stack.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** An nginx of the benchmark's own: own folder, own port, never the system's service. */
final class Nginx implements AutoCloseable {

    private static final String COMMON = """
            worker_processes auto;
            pid %1$s/pid;
            error_log %1$s/error.log warn;
            events { worker_connections 1024; }
            http {
              access_log off;
              default_type application/json;
              keepalive_timeout 300s;
              keepalive_requests 100000000;
              client_body_temp_path %1$s/body;
              proxy_temp_path %1$s/proxy;
              fastcgi_temp_path %1$s/fastcgi;
              uwsgi_temp_path %1$s/uwsgi;
              scgi_temp_path %1$s/scgi;
            %2$s
            }
            """;

    private static final String UPSTREAM = """
              server {
                listen 127.0.0.1:%1$d ssl;
                ssl_certificate %2$s/certificate.pem;
                ssl_certificate_key %2$s/key.pem;
                ssl_session_cache shared:tls:1m;
                location / { return 200 '{"ok":true,"channel":"C0123456789","ts":"1700000000.000100"}'; }
              }
            """;

    private static final String FORWARD = """
              upstream service {
                server 127.0.0.1:%2$d;
                keepalive 64;
                keepalive_requests 100000000;
              }
              server {
                listen 127.0.0.1:%1$d;
                location / {
                  proxy_pass https://service;
                  proxy_http_version 1.1;
                  proxy_set_header Connection "";
                  proxy_set_header Host localhost:%2$d;
                  proxy_set_header Authorization "Bearer %4$s";
                  proxy_ssl_name localhost;
                  proxy_ssl_server_name on;
                  proxy_ssl_verify on;
                  proxy_ssl_trusted_certificate %3$s/certificate.pem;
                }
              }
            """;

    private final Process process;
    private final int port;

    private Nginx(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** A service over TLS that answers everything with the same small JSON. */
    static Nginx upstream(Path folder, ServerCertificate certificate) throws IOException, InterruptedException {
        int port = Ports.free();
        Files.createDirectories(folder);
        certificate.writeTo(folder);
        return start(folder, port, UPSTREAM.formatted(port, folder));
    }

    /** The anchor: forwards to {@code upstream} over kept connections, and puts a credential in. */
    static Nginx forwarding(Path folder, Nginx upstream, ServerCertificate certificate, String credential)
            throws IOException, InterruptedException {
        int port = Ports.free();
        Files.createDirectories(folder);
        certificate.writeTo(folder);
        return start(folder, port, FORWARD.formatted(port, upstream.port, folder, credential));
    }

    int port() {
        return port;
    }

    long pid() {
        return process.pid();
    }

    /** Ends it, workers first, as it does by itself when told to. */
    @Override
    public void close() {
        Children.end(process);
    }

    private static Nginx start(Path folder, int port, String servers) throws IOException, InterruptedException {
        Path settings = Files.writeString(folder.resolve("nginx.conf"), COMMON.formatted(folder, servers));
        Process process = new ProcessBuilder(
                        Programs.require("nginx").toString(),
                        "-p",
                        folder.toString(),
                        "-c",
                        settings.toString(),
                        "-e",
                        folder.resolve("error.log").toString(),
                        "-g",
                        "daemon off;")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile())
                .start();
        Ports.await(port, process, folder.resolve("error.log"));
        return new Nginx(process, port);
    }
}
