package io.authservice.keycloak.admin.page;

import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.testing.Api.User;
import java.util.EnumMap;
import java.util.Map;

/** One who works by mouse and one by keyboard, who log in once and do one job after the other. */
final class Visitors implements AutoCloseable {

  private final TestServer server;
  private final User user;
  private final Map<Hand, Visitor> visitors = new EnumMap<>(Hand.class);

  Visitors(TestServer server, User user) {
    this.server = server;
    this.user = user;
  }

  /** Comes to a part of the page, where whatever was done before is over and no click counted. */
  Visitor at(Hand hand, String route) {
    Visitor visitor = visitors.get(hand);
    if (visitor == null) {
      visitor = Visitor.at(server, hand, user, route);
      visitors.put(hand, visitor);
    } else {
      visitor.begin(route);
    }
    return visitor;
  }

  @Override
  public void close() {
    visitors.values().forEach(Visitor::close);
  }
}
