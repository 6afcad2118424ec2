package io.authservice.keycloak.api.tokens;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Signed tokens as SimpleJWT's views give them: which, and in which order, differs by view. */
public final class TokensRecord {

  private final Map<String, String> members = new LinkedHashMap<>();

  private TokensRecord() {}

  /** What logging in gives: the refresh token first. */
  public static TokensRecord ofLogin(String access, String refresh) {
    TokensRecord tokens = new TokensRecord();
    tokens.members.put("refresh", refresh);
    tokens.members.put("access", access);
    return tokens;
  }

  /**
   * What refreshing gives: the access token first.
   *
   * @param successor of the refresh token that was used, where refresh tokens rotate
   */
  public static TokensRecord ofRefresh(String access, Optional<String> successor) {
    TokensRecord tokens = new TokensRecord();
    tokens.members.put("access", access);
    successor.ifPresent(refresh -> tokens.members.put("refresh", refresh));
    return tokens;
  }

  @JsonValue
  Map<String, String> members() {
    return Collections.unmodifiableMap(members);
  }

  /** Shows no tokens. */
  @Override
  public String toString() {
    return "TokensRecord" + members.keySet();
  }
}
