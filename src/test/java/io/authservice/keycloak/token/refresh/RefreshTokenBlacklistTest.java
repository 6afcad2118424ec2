package io.authservice.keycloak.token.refresh;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakTransactionManager;
import org.keycloak.models.RevokedTokenProvider;
import org.keycloak.models.SingleUseObjectProvider;

/**
 * What nodes know each other's used tokens by. Nodes of two releases run side by side while one is
 * replaced by the other: whoever changes a key here raises the form in {@code SideBySide}.
 */
class RefreshTokenBlacklistTest {

  private final List<Object> claimed = new ArrayList<>();
  private final List<Object> revoked = new ArrayList<>();

  private final RefreshTokenBlacklist blacklist = new RefreshTokenBlacklist(session());

  private KeycloakSession session() {
    SingleUseObjectProvider claims =
        standIn(
            SingleUseObjectProvider.class,
            Map.of("putIfAbsent", arguments -> claimed.add(arguments[0])));
    RevokedTokenProvider tokens =
        standIn(RevokedTokenProvider.class, Map.of("put", arguments -> revoked.add(arguments[0])));
    KeycloakTransactionManager transactions =
        standIn(
            KeycloakTransactionManager.class, Map.of("enlistAfterCompletion", arguments -> null));
    return standIn(
        KeycloakSession.class,
        Map.of(
            "singleUseObjects", none -> claims,
            "revokedTokens", none -> tokens,
            "getTransactionManager", none -> transactions,
            "getKeycloakSessionFactory", none -> null));
  }

  private static <T> T standIn(Class<T> type, Map<String, Function<Object[], Object>> answers) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> answers.get(method.getName()).apply(arguments)));
  }

  @Test
  void aTokenIsKnownByItsIdAndClaimedBeforeByAKeyOfOurs() {
    assertThat(blacklist.add("jti-1", Instant.now().plusSeconds(60))).isTrue();

    assertThat(claimed).containsExactly("auth-service.used:jti-1");
    assertThat(revoked).containsExactly("jti-1");
  }
}
