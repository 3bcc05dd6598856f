# SPDX-License-Identifier: Apache-2.0
# The server with a database of your own. Build the artefact first: ./stack version
FROM eclipse-temurin:25-jre
RUN useradd --system --uid 10001 --home-dir /var/lib/stack --create-home stack
COPY app/target/stack-server.jar /opt/stack/stack-server.jar
USER stack
WORKDIR /var/lib/stack
RUN mkdir -m 700 data kek
VOLUME /var/lib/stack/data
EXPOSE 8080
STOPSIGNAL SIGTERM
ENTRYPOINT ["java", "--enable-native-access=ALL-UNNAMED", "-XX:MaxRAMPercentage=75", "-jar", "/opt/stack/stack-server.jar"]
CMD ["up"]
