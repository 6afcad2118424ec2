package io.authservice.keycloak.startup;

import static org.assertj.core.api.Assertions.assertThat;

import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.api.me.MeView;
import io.authservice.keycloak.api.view.View;
import io.authservice.keycloak.http.ApiPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiRoutesTest {

  private final List<Optional<UserId>> ids = new ArrayList<>();
  private final View me = me();
  private final View user = me();
  private final ApiRoutes routes =
      new ApiRoutes(
          Map.of(ApiPath.ME, () -> me),
          id -> {
            ids.add(id);
            return user;
          });

  private static View me() {
    return new MeView(
        () -> {
          throw new AssertionError("nobody asks");
        },
        false,
        false);
  }

  @Test
  void aFixedPathLeadsToItsView() {
    assertThat(routes.view("/auth/me/")).containsSame(me);
    assertThat(ids).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "/api/users/1/, 1",
    "/api/users/0042/, 42",
    "/api/users/9223372036854775807/, 9223372036854775807"
  })
  void aNumberedPathLeadsToThatUser(String path, long id) {
    assertThat(routes.view(path)).containsSame(user);
    assertThat(ids).containsExactly(Optional.of(UserId.of(id)));
  }

  @Test
  void aPathOfAUuidLeadsToThatUser() {
    UserId uuid = UserId.random();
    assertThat(routes.view("/api/users/" + uuid + "/")).containsSame(user);
    assertThat(ids).containsExactly(Optional.of(uuid));
    assertThat(routes.view("/api/users/" + uuid.toString().toUpperCase(Locale.ROOT) + "/"))
        .isEmpty();
    assertThat(routes.view("/api/users/" + uuid.toString().replace("-", "") + "/")).isEmpty();
  }

  @Test
  void aNumberBeyondAnyIdIsStillAUsersPath() {
    assertThat(routes.view("/api/users/9223372036854775808/")).containsSame(user);
    assertThat(ids).containsExactly(Optional.empty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/auth/me",
        "/auth/me//",
        "/auth/ME/",
        "/api/users/",
        "/api/users/x/",
        "/api/users/-1/",
        "/api/users/1",
        "/api/users/1/x/",
        "/api/users/\u0661/",
        "x/api/users/1/",
        "/api/users/1/\n"
      })
  void nothingElseIsAView(String path) {
    assertThat(routes.view(path)).isEmpty();
  }
}
