package io.authservice.keycloak.token;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.ClientModel;
import org.keycloak.representations.JsonWebToken;

/**
 * What the scopes {@code read} and {@code write} leave a token's bearer of the API. A token may do
 * what it carries. One that carries neither may do nothing, if scopes were asked for; if none was,
 * as much as its client may ask for, unless it is the user who has to be asked. Only a client that
 * has neither scope, and so was not set up under this rule, is not limited by it. A token that was
 * exchanged for another may never do more than that one.
 */
public final class ApiScopes {

  private static final List<String> ALL = List.of("read", "write");

  /** What a token may do at most, whatever it carries: names separated by spaces. */
  private static final String LIMIT = "auth-service.scopes";

  private ApiScopes() {}

  /**
   * Which of the two a token may use.
   *
   * @param scope its {@code scope} claim (RFC 9068 section 2.2.3)
   * @param client the one it was issued to
   * @return empty if they do not limit it
   */
  public static Optional<Set<String>> of(
      JsonWebToken token, @Nullable String scope, ClientModel client) {
    Optional<Set<String>> own = own(scope, client);
    Optional<Set<String>> limit = limit(token);
    return limit.map(most -> own.map(names -> common(names, most)).orElse(most)).or(() -> own);
  }

  private static Optional<Set<String>> own(@Nullable String scope, ClientModel client) {
    Set<String> carried = named(scope);
    if (!carried.isEmpty()) {
      return Optional.of(carried);
    }
    Set<String> ofClient = ofClient(client);
    if (ofClient.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(wasNoneAskedFor(scope, client) ? ofClient : carried);
  }

  /** A token then carries what its client always gets, and nothing else. */
  private static boolean wasNoneAskedFor(@Nullable String scope, ClientModel client) {
    return !client.isConsentRequired()
        && (scope == null
            || Arrays.stream(scope.split(" ", -1))
                .filter(name -> !name.isEmpty())
                .allMatch(client.getClientScopes(true)::containsKey));
  }

  /** Those the client may ask for, or always gets. */
  public static Set<String> ofClient(ClientModel client) {
    Set<String> scopes = named(client.getClientScopes(true).keySet());
    scopes.addAll(onDemand(client));
    return scopes;
  }

  /** Those the client gets only if it asks for them. */
  public static Set<String> onDemand(ClientModel client) {
    return named(client.getClientScopes(false).keySet());
  }

  /** Those of the two that a scope parameter or claim names. */
  public static Set<String> named(@Nullable String scope) {
    return scope == null ? Set.of() : named(Arrays.asList(scope.split(" ", -1)));
  }

  private static Set<String> named(Collection<String> scopes) {
    return scopes.stream().filter(ALL::contains).collect(Collectors.toCollection(TreeSet::new));
  }

  public static Set<String> common(Set<String> some, Set<String> others) {
    return named(some.stream().filter(others::contains).toList());
  }

  /** What the token was limited to when it was issued; empty if it was not. */
  public static Optional<Set<String>> limit(JsonWebToken token) {
    Object claim = token.getOtherClaims().get(LIMIT);
    return claim == null ? Optional.empty() : Optional.of(named(claim.toString()));
  }

  /** Limits a token that is being issued. */
  public static void limit(JsonWebToken token, Set<String> most) {
    token.setOtherClaims(LIMIT, String.join(" ", most));
  }

  /** A scope claim without those of the two that go beyond the limit. */
  public static @Nullable String within(@Nullable String scope, Set<String> most) {
    return scope == null
        ? null
        : Arrays.stream(scope.split(" ", -1))
            .filter(name -> !ALL.contains(name) || most.contains(name))
            .collect(Collectors.joining(" "));
  }
}
