package io.authservice.keycloak.http.body;

import static org.assertj.core.api.Assertions.assertThat;

import io.authservice.keycloak.http.ApiPath;
import io.authservice.keycloak.server.ServerMemory;
import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.testing.Api;
import io.authservice.keycloak.testing.Http2Connection;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What clients send without end or without haste, to a server with the heap it has by default: each
 * is answered and sent away, and costs nobody else anything.
 */
@Tag("resilience")
@Isolated
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class RequestBodiesIT {

  private static final int FLOODS = 16;
  private static final int TRICKLERS = 200;
  private static final int STREAMS = 95;
  private static final int PER_ADDRESS = 100;
  private static final int BODY_SECONDS = 4;
  private static final Duration SOON = Duration.ofSeconds(1);
  private static final long LEFT_OVER = 32L << 20;
  private static final int REQUESTS = 400;
  private static final byte[] CHUNK =
      ("10000\r\n" + "x".repeat(0x10000) + "\r\n").getBytes(StandardCharsets.US_ASCII);

  private final ExecutorService clients = Executors.newCachedThreadPool();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private TestServer server;
  private URI base;
  private ServerMemory memory;
  private String token;

  @BeforeAll
  void start() {
    server =
        TestServer.startWith(
            "bodies",
            List.of(
                "--spi-realm-restapi-extension--auth-service--limit-all-bodies=true",
                "--spi-realm-restapi-extension--auth-service--bodies-per-address=" + PER_ADDRESS,
                "--spi-realm-restapi-extension--auth-service--body-timeout=" + BODY_SECONDS));
    base = URI.create(server.baseUrl());
    memory = server.memory().orElseThrow();
    token = new Api(server).superuser().access();
  }

  @AfterAll
  void stop() {
    clients.shutdownNow();
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/token/",
        "/auth/me/",
        "/o/token/",
        "/realms/auth-service/auth-service/api/users/",
        "/admin/realms/auth-service/auth-service/groups",
        "/admin/realms/auth-service/auth-service/import",
        "/realms/auth-service/protocol/openid-connect/token"
      })
  void floodsAreRefusedAndForgotten(String path) throws Exception {
    assertServed();
    long before = memory.used();

    List<Future<String>> floods = atOnce(FLOODS, client -> () -> flood(path));
    assertServedUntilDone(floods);

    for (Future<String> flood : floods) {
      assertThat(flood.get()).containsPattern("HTTP/1.1 (413|503|401)|^$");
    }
    assertThat(floods).anySatisfy(flood -> assertThat(flood.get()).isNotEmpty());
    assertThat(memory.used() - before).isLessThan(LEFT_OVER);
  }

  /** Streams until the server stops it; returns what came back, if the server's end let it. */
  private String flood(String path) throws IOException {
    try (Socket socket = new Socket(base.getHost(), base.getPort())) {
      socket.setSoTimeout(5_000);
      OutputStream out = socket.getOutputStream();
      out.write(head(path, "Transfer-Encoding: chunked"));
      try {
        while (true) {
          out.write(CHUNK);
        }
      } catch (IOException stopped) {
        return answer(socket);
      }
    }
  }

  @Test
  void tricklersAreSentAwayInTime() throws Exception {
    List<Future<Duration>> tricklers = atOnce(TRICKLERS, client -> () -> trickle("/api/token/"));
    assertServedUntilDone(tricklers);

    List<Duration> listened = new ArrayList<>();
    for (Future<Duration> trickler : tricklers) {
      listened.add(trickler.get());
    }
    assertThat(listened).allMatch(time -> time.toSeconds() < BODY_SECONDS + 3);
    // Those who came first made room for those above the number that one address may have.
    assertThat(listened.stream().filter(time -> time.toSeconds() < BODY_SECONDS))
        .hasSizeGreaterThanOrEqualTo(TRICKLERS - PER_ADDRESS);
  }

  /** How long the server listened to a byte now and then. */
  private Duration trickle(String path) throws IOException, InterruptedException {
    try (Socket socket = new Socket(base.getHost(), base.getPort())) {
      long begin = System.nanoTime();
      socket.setSoTimeout(250);
      OutputStream out = socket.getOutputStream();
      out.write(head(path, "Content-Length: 100000"));
      while (true) {
        out.write('x');
        try {
          String answer =
              new String(socket.getInputStream().readNBytes(12), StandardCharsets.UTF_8);
          assertThat(answer).isEqualTo("HTTP/1.1 408");
          return Duration.ofNanos(System.nanoTime() - begin);
        } catch (SocketTimeoutException notYet) {
          Thread.sleep(250);
        }
      }
    }
  }

  @Test
  void oneConnectionWithManySlowStreamsHoldsNobodyUp() throws Exception {
    try (Http2Connection connection = new Http2Connection(base)) {
      for (int stream = 0; stream < STREAMS; stream++) {
        connection.data(connection.post("/api/token/"), "{".getBytes(StandardCharsets.US_ASCII));
      }
      assertServed();
      int ended = 0;
      for (Http2Connection.Frame frame = connection.next(1_000 * (BODY_SECONDS + 5));
          frame.type() != Http2Connection.GOAWAY;
          frame = connection.next(1_000 * (BODY_SECONDS + 5))) {
        ended += frame.endsStream() ? 1 : 0;
      }
      // Those above the number that one connection may have make room for others at once.
      assertThat(ended).isGreaterThanOrEqualTo(STREAMS - 32);
      assertServed();
    }
  }

  @Test
  void aFloodByHttp2IsRefused() throws Exception {
    long before = memory.used();
    try (Http2Connection connection = new Http2Connection(base)) {
      int stream = connection.post("/api/token/");
      Future<?> flood =
          clients.submit(
              () -> {
                byte[] part = new byte[1 << 14];
                // Heeds no window: the server has to bear it, or to end the connection.
                for (int sent = 0; sent < 64 << 20; sent += part.length) {
                  connection.data(stream, part);
                }
                return null;
              });
      assertServed();
      assertThat(flood).failsWithin(Duration.ofSeconds(20));
    }
    assertThat(memory.used() - before).isLessThan(LEFT_OVER);
  }

  @Test
  void aBodyByHttp2WithoutALengthArrives() throws Exception {
    try (Http2Connection connection = new Http2Connection(base)) {
      int stream = connection.post("/api/token/verify/");
      connection.data(stream, "{\"token\":".getBytes(StandardCharsets.US_ASCII));
      connection.data(stream, "\"none\"}".getBytes(StandardCharsets.US_ASCII));
      connection.end(stream);
      Http2Connection.Frame frame = connection.next(5_000);
      while (frame.type() != Http2Connection.DATA) {
        frame = connection.next(5_000);
      }
      assertThat(new String(frame.payload(), StandardCharsets.UTF_8)).contains("token_not_valid");
    }
  }

  /** Its client was not told that the connection ends, and may use it at once. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/admin/realms/auth-service/auth-service/import",
        "/admin/realms/auth-service/users"
      })
  void aBodyThatNobodyReadLeavesItsConnectionAsItWas(String path) throws Exception {
    byte[] body = new byte[100_000];
    int requests = 50;
    try (Socket socket = new Socket(base.getHost(), base.getPort())) {
      socket.setSoTimeout(30_000);
      Future<Integer> answers = clients.submit(() -> statusLines(socket.getInputStream()));
      OutputStream out = socket.getOutputStream();
      for (int sent = 1; sent <= requests; sent++) {
        out.write(
            head(
                path,
                "Authorization: Bearer bnVsbA.e30.AA\r\n"
                    + (sent == requests ? "Connection: close\r\n" : "")
                    + "Content-Length: "
                    + body.length));
        out.write(body);
      }
      assertThat(answers.get()).isEqualTo(requests);
    }
  }

  static Stream<String> paths() {
    return Stream.concat(
        Stream.of(ApiPath.values())
            .filter(path -> !path.hasId() && path.isServed(Set.of()))
            .map(ApiPath::text),
        Stream.of("/api/users/1/", "/api/none/", "/realms/auth-service", "/admin/"));
  }

  /**
   * One after the other: a thread of the server's that has nothing to do keeps the last request it
   * had, and Vert.x keeps with each those that had been sent behind it before its answer.
   */
  @ParameterizedTest
  @MethodSource("paths")
  void nothingIsKeptOfRequestsThatAreAnswered(String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server.baseUrl() + path))
            .header("Authorization", "Bearer " + token)
            .build();
    for (int sent = 0; sent < REQUESTS; sent++) {
      http.send(request, HttpResponse.BodyHandlers.discarding());
    }

    assertThat(memory.instances("io.vertx.ext.web.impl.RoutingContextImpl")).isLessThan(50);
  }

  private static int statusLines(InputStream in) throws IOException {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.ISO_8859_1));
    int number = 0;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      // The answer before may have a body, which ends with no line's end.
      number += line.contains("HTTP/1.1 ") ? 1 : 0;
    }
    return number;
  }

  private static byte[] head(String path, String length) {
    return ("POST "
            + path
            + " HTTP/1.1\r\nHost: localhost\r\n"
            + "Content-Type: application/json\r\n"
            + length
            + "\r\n\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static String answer(Socket socket) {
    try {
      InputStream in = socket.getInputStream();
      byte[] buffer = new byte[256];
      int read = in.read(buffer);
      return read < 0 ? "" : new String(buffer, 0, read, StandardCharsets.UTF_8);
    } catch (IOException reset) {
      return "";
    }
  }

  private <T> List<Future<T>> atOnce(int number, IntFunction<Callable<T>> work) {
    return IntStream.range(0, number).mapToObj(work).map(clients::submit).toList();
  }

  private void assertServedUntilDone(List<? extends Future<?>> others) throws Exception {
    List<Future<?>> left = new ArrayList<>(others);
    while (!left.isEmpty()) {
      assertServed();
      Thread.sleep(100);
      left.removeIf(Future::isDone);
    }
  }

  private void assertServed() throws IOException, InterruptedException {
    long begin = System.nanoTime();
    HttpResponse<Void> answer =
        http.send(
            HttpRequest.newBuilder(URI.create(server.baseUrl() + "/api/token/verify/"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"token\": \"none\"}"))
                .build(),
            HttpResponse.BodyHandlers.discarding());
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(SOON);
  }
}
