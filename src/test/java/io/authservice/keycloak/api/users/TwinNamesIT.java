package io.authservice.keycloak.api.users;

import static org.assertj.core.api.Assertions.assertThat;

import io.authservice.keycloak.testing.PostgresKeycloak;
import io.authservice.keycloak.testing.TimedClient;
import io.authservice.keycloak.testing.TimedClient.Answer;
import io.authservice.keycloak.testing.WithPostgresKeycloak;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A table of Django's may hold names that differ by letter case alone. */
@WithPostgresKeycloak
class TwinNamesIT {

  private static final Map<String, String> PASSWORDS =
      Map.of("twin-ada", "tr0mb0ne-quartet", "Twin-Ada", "0boe-sextet-minor");

  private final PostgresKeycloak stack;
  private final TimedClient client;

  TwinNamesIT(PostgresKeycloak stack) {
    this.stack = stack;
    this.client = stack.client();
  }

  @BeforeEach
  void makeTwins() {
    stack.execute("drop index users_user_username_case_uniq");
    PASSWORDS.forEach(
        (name, password) -> {
          String source = "source-of-" + (name.equals("Twin-Ada") ? "upper" : "lower");
          register(source, password);
          stack.execute(
              "insert into users_user (password, is_superuser, username, first_name, last_name,"
                  + " email, is_staff, is_active, date_joined) select password, false, '"
                  + name
                  + "', '', '', '', false, true, now() from users_user where username = '"
                  + source
                  + "'");
        });
  }

  @AfterEach
  void removeThem() {
    stack.execute("delete from users_user where lower(username) like '%twin-ada'");
    stack.execute("delete from users_user where username like 'source-of-%'");
    stack.execute(
        "create unique index users_user_username_case_uniq"
            + " on users_user (lower(username) varchar_pattern_ops)");
  }

  @Test
  void eachLogsInAsHimselfInTurn() {
    for (String name : new String[] {"twin-ada", "Twin-Ada", "Twin-Ada", "twin-ada", "Twin-Ada"}) {
      Answer answer = login(name, PASSWORDS.get(name));
      assertThat(answer.status()).as("%s: %s", name, answer).isEqualTo(200);
      String token = answer.json().get("access").textValue();
      assertThat(client.get("/auth/me/", token).json().get("username").textValue()).isEqualTo(name);
    }
  }

  @Test
  void noneLogsInWithTheOthersPassword() {
    assertThat(login("twin-ada", PASSWORDS.get("twin-ada")).status()).isEqualTo(200);
    assertThat(login("Twin-Ada", PASSWORDS.get("twin-ada")).status()).isEqualTo(401);
    assertThat(login("TWIN-ADA", PASSWORDS.get("twin-ada")).status()).isEqualTo(401);
  }

  private void register(String name, String password) {
    Answer answer =
        client.send(
            "POST",
            "/api/users/",
            "",
            Map.of("username", name, "email", name + "@example.com", "password", password));
    assertThat(answer.status()).as("%s", answer).isEqualTo(201);
  }

  private Answer login(String name, String password) {
    return client.send("POST", "/api/token/", "", Map.of("username", name, "password", password));
  }
}
