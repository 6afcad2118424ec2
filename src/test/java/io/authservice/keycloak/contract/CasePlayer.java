package io.authservice.keycloak.contract;

import io.authservice.keycloak.server.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Sends what a case sends, and keeps what comes. */
final class CasePlayer {
  private static final String CONTENT_TYPE = "Content-Type";

  private final String baseUrl;
  private final PlainHttp http;
  private final Cast cast;
  private int played;

  CasePlayer(TestServer server, Cast cast) {
    baseUrl = server.baseUrl();
    http = new PlainHttp(baseUrl);
    this.cast = cast;
  }

  /** Makes whom the case needs, and plays its steps one after the other. */
  PlayedCase play(RecordedCase recorded) {
    Scene scene = new Scene(cast, recorded, ++played);
    List<PlayedCase.Exchange> exchanges = new ArrayList<>();
    for (Step step : recorded.steps()) {
      Came came = play(step.request(), scene);
      step.kept().forEach((name, member) -> scene.keep(name, came.member(member)));
      exchanges.add(new PlayedCase.Exchange(step, came));
    }
    return new PlayedCase(recorded, exchanges, new AnswerComparison(baseUrl, scene.placeholders()));
  }

  private Came play(Request request, Scene scene) {
    if (request instanceof Request.Authorization authorization) {
      return new AuthorizeFlow(baseUrl, scene).play(authorization);
    }
    Request.Call call = (Request.Call) request;
    Placeholders placeholders = scene.placeholders();
    return http.send(
        call.method(),
        placeholders.fill(call.target()),
        headers(call, scene),
        call.body().bytes(placeholders));
  }

  private static List<Header> headers(Request.Call call, Scene scene) {
    List<Header> headers = new ArrayList<>();
    Optional<String> type = call.body().kind().contentType();
    if (type.isPresent() && call.headers().stream().noneMatch(h -> h.isCalled(CONTENT_TYPE))) {
      headers.add(new Header(CONTENT_TYPE, type.get()));
    }
    call.headers().stream()
        .filter(header -> !header.value().equals(RecordedAnswer.NO_HEADER))
        .map(h -> new Header(h.name(), scene.placeholders().fill(h.value())))
        .forEach(headers::add);
    call.as()
        .map(who -> new Header("Authorization", "Bearer " + scene.value(who, "access")))
        .ifPresent(headers::add);
    return headers;
  }
}
