package io.authservice.keycloak.contract;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.authservice.keycloak.server.TestServer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Our answers beside those recorded on the old service, case by case. A case may differ only where
 * {@code differences.json} says so, and why.
 */
class RecordedAnswersIT {

  /** What the old service let every user and token do, and the origin its recordings came from. */
  private static final List<String> AS_OPEN_AS_THE_OLD_SERVICE =
      List.of(
          "--spi-realm-restapi-extension--auth-service--user-visibility=all",
          "--spi-realm-restapi-extension--auth-service--scopes-limit-methods=false",
          "--spi-realm-restapi-extension--auth-service--cors-origins=http://localhost:3000");

  private static TestServer server;
  private static Cast cast;

  private final Recordings recordings = Recordings.read();

  @BeforeAll
  static void start() {
    server = TestServer.givenOrStartWith("recorded", AS_OPEN_AS_THE_OLD_SERVICE);
    cast = new Cast(server);
  }

  /** Our own server is thrown away as it is. */
  @AfterAll
  static void stop() {
    if (server.log().isEmpty()) {
      cast.leave();
    }
    server.close();
  }

  @TestFactory
  Stream<DynamicContainer> anAnswerIsTheRecordedOneOrADocumentedDifference() {
    CasePlayer player = new CasePlayer(server, cast);
    return recordings.cases().stream()
        .collect(groupingBy(RecordedCase::view, LinkedHashMap::new, toList()))
        .entrySet()
        .stream()
        .map(
            view ->
                dynamicContainer(
                    view.getKey(),
                    view.getValue().stream().map(recorded -> test(player, recorded))));
  }

  private DynamicTest test(CasePlayer player, RecordedCase recorded) {
    return dynamicTest(
        recorded.name() + ": " + recorded.sentence(),
        () -> play(player, recorded).verdict(recordings.differences().of(recorded)));
  }

  /** Reports name a dynamic test by its number alone. */
  private static PlayedCase play(CasePlayer player, RecordedCase recorded) {
    try {
      return player.play(recorded);
    } catch (RuntimeException e) {
      throw new IllegalStateException(recorded.id() + " could not be played", e);
    }
  }
}
