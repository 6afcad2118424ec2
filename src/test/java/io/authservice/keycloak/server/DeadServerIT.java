package io.authservice.keycloak.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedSuccessfully;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.EventConditions.test;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.instanceOf;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import io.restassured.RestAssured;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** What a server does to the tests when it ends among them. */
@Tag("resilience")
class DeadServerIT {

  @Test
  void failsTheClassThatItServedAndNoOther() {
    Events tests =
        EngineTestKit.engine("junit-jupiter")
            .configurationParameter(TestServerExtension.NAME, "dead")
            .selectors(selectClass(Unlucky.class), selectClass(Next.class))
            .execute()
            .testEvents();

    tests
        .finished()
        .assertThatEvents()
        .haveExactly(
            1,
            event(
                test("isThereWhenItEnds"),
                finishedWithFailure(
                    instanceOf(ServerException.class), message(DeadServerIT::tells))))
        .haveExactly(
            1, event(test("runsAfterwards"), finishedWithFailure(message(DeadServerIT::tells))))
        .haveExactly(1, event(test("findsAServer"), finishedSuccessfully()))
        .hasSize(3);
  }

  private static boolean tells(String message) {
    return message.contains("the server ended with status")
        && message.contains("dead.log says")
        && message.contains("Bootstrap completed");
  }

  private static int status(TestServer server) {
    return RestAssured.given().get(server.baseUrl() + "/realms/master").statusCode();
  }

  @WithTestServer
  @TestMethodOrder(MethodOrderer.MethodName.class)
  static final class Unlucky {
    private final TestServer server;

    Unlucky(TestServer server) {
      this.server = server;
    }

    @Test
    void isThereWhenItEnds() {
      assertThat(status(server)).isEqualTo(200);
      // As after an error of its own: the start script lives a little longer.
      ProcessHandle jvm = server.processes().get(1);
      jvm.destroyForcibly();
      jvm.onExit().join();
      status(server);
    }

    @Test
    void runsAfterwards() {
      status(server);
    }
  }

  @WithTestServer
  static final class Next {

    @Test
    void findsAServer(TestServer server) {
      assertThat(status(server)).isEqualTo(200);
    }
  }
}
