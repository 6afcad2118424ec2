package io.authservice.keycloak.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/**
 * Steps taken at random, and a model of what must be so after each: one row is one user, whoever is
 * gone is gone by every door, and no door fails.
 */
final class RandomWalk {

  private static final String PREFIX = "walk-";
  private static final int OUTSIDERS = 4;

  /** Few, so that names and e-mails are taken again and again, in one letter case and another. */
  private static final int NAMES = 25;

  private static final int CHECKED_EVERY = 20;
  private static final int TOLD = 12;

  private final RealmDoors doors;
  private final long seed;
  private final Random random;
  private final Map<Long, ModelUser> users = new TreeMap<>();
  private final List<ModelUser> gone = new ArrayList<>();
  private final List<String> outsiders = new ArrayList<>();
  private final List<String> told = new ArrayList<>();

  RandomWalk(RealmDoors doors, long seed) {
    this.doors = doors;
    this.seed = seed;
    this.random = new Random(seed);
    for (int i = 0; i < OUTSIDERS; i++) {
      outsiders.add(doors.outsider());
    }
  }

  /** A step that needs a user. */
  private interface Step {
    void take(ModelUser user);
  }

  /**
   * @throws AssertionError with the seed and the last steps, if something is not as it must be
   */
  void take(int steps) {
    try {
      for (int i = 1; i <= steps; i++) {
        step();
        if (i % CHECKED_EVERY == 0) {
          compare();
        }
      }
      compare();
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError(
          "seed "
              + seed
              + "\n"
              + String.join("\n", told.subList(Math.max(0, told.size() - TOLD), told.size()))
              + "\n"
              + e.getMessage(),
          e);
    }
  }

  /** Users of the walk who are there no more. */
  List<ModelUser> gone() {
    return List.copyOf(gone);
  }

  /** Takes its users out of the table. */
  void clear() {
    users.keySet().forEach(id -> doors.user(id, "DELETE", "", Map.of()));
  }

  private void step() {
    int kind = random.nextInt(100);
    if (kind < 14 || users.isEmpty()) {
      create();
    } else if (kind < 22) {
      of(this::delete);
    } else if (kind < 34) {
      of(this::rename);
    } else if (kind < 44) {
      of(this::changeEmail);
    } else if (kind < 52) {
      of(this::changeActivity);
    } else if (kind < 57) {
      of(this::changePassword);
    } else if (kind < 64) {
      of(this::changeMembership);
    } else if (kind < 71) {
      of(this::changeLink);
    } else if (kind < 82) {
      of(this::login);
    } else if (kind < 90) {
      loginElsewhere();
    } else {
      meetTheGone();
    }
  }

  private void of(Step step) {
    List<ModelUser> all = List.copyOf(users.values());
    step.take(all.get(random.nextInt(all.size())));
  }

  private void create() {
    String name = name();
    String email = email();
    int door = random.nextInt(3);
    tell("create " + name + " " + email + " by " + door);
    boolean free = isFree(name, null);
    if (door == 0) {
      Response answer =
          doors.register(Map.of("username", name, "email", email, "password", Stage.PASSWORD));
      expect(answer, free ? 201 : 400);
      if (free) {
        add(((Number) answer.path("id")).longValue(), name, email);
      }
    } else if (door == 1) {
      Response answer = doors.admin("POST", "/users", representation(name, email));
      expect(answer, free ? 201 : 409);
      if (free) {
        String location = answer.header("Location");
        // Keycloak's own door lower-cases names.
        add(
            Long.parseLong(location.substring(location.lastIndexOf(':') + 1).replace("%3A", "")),
            name.toLowerCase(Locale.ROOT),
            email);
      }
    } else if (free) {
      add(doors.tables().user(name, false), name, name + "@example.com");
    }
  }

  private static Map<String, Object> representation(String name, String email) {
    return Map.of(
        "username",
        name,
        "email",
        email,
        "firstName",
        "First",
        "lastName",
        "Last",
        "enabled",
        true,
        "credentials",
        List.of(Map.of("type", "password", "value", Stage.PASSWORD, "temporary", false)));
  }

  private void add(long id, String name, String email) {
    assertThat(users).doesNotContainKey(id);
    gone.removeIf(user -> user.id == id);
    users.put(id, new ModelUser(id, name, email));
  }

  private void delete(ModelUser user) {
    int door = random.nextInt(3);
    tell("delete " + user + " by " + door);
    if (door == 0) {
      expect(doors.api("DELETE", "/api/users/" + user.id + "/", Map.of()), 204);
    } else if (door == 1) {
      expect(doors.user(user.id, "DELETE", "", Map.of()), 204);
    } else {
      doors.tables().execute("delete from users_user where id = " + user.id);
    }
    users.remove(user.id);
    gone.add(user);
  }

  private void rename(ModelUser user) {
    String name = name();
    boolean free = isFree(name, user);
    int door = random.nextInt(3);
    tell("rename " + user + " to " + name + " by " + door);
    if (door == 0) {
      expect(change(user, Map.of("username", name)), free ? 200 : 400);
    } else if (door == 1) {
      expect(doors.save(user.id, Map.of("username", name)), free ? 204 : 409);
    } else if (free) {
      column(user, "username", "'" + name + "'");
    }
    if (free) {
      user.name =
          door == 1
              ? doors
                  .tables()
                  .select("select username from users_user where id = " + user.id)
                  .get(0)
              : name;
      assertThat(user.name).isEqualToIgnoringCase(name);
    }
  }

  private void changeEmail(ModelUser user) {
    String email = email();
    int door = random.nextInt(3);
    tell("e-mail of " + user + " to " + email + " by " + door);
    if (door == 0) {
      expect(change(user, Map.of("email", email)), 200);
    } else if (door == 1) {
      expect(doors.save(user.id, Map.of("email", email)), 204);
    } else {
      column(user, "email", "'" + email + "'");
    }
    user.email = door == 1 ? email.toLowerCase(Locale.ROOT) : email;
  }

  private void changeActivity(ModelUser user) {
    int door = random.nextInt(3);
    tell("activity of " + user + " by " + door);
    user.active = !user.active;
    if (door == 0) {
      expect(change(user, Map.of("is_active", user.active)), 200);
    } else if (door == 1) {
      expect(doors.save(user.id, Map.of("enabled", user.active)), 204);
    } else {
      column(user, "is_active", Boolean.toString(user.active));
    }
    user.token = "";
  }

  private void changePassword(ModelUser user) {
    String password = "navy-Cobol-" + random.nextInt(1000);
    boolean byApi = random.nextBoolean();
    tell("password of " + user + (byApi ? " by the API" : " by an administrator"));
    if (byApi) {
      expect(change(user, Map.of("password", password)), 200);
    } else {
      expect(
          doors.user(
              user.id,
              "PUT",
              "/reset-password",
              Map.of("type", "password", "value", password, "temporary", false)),
          204);
    }
    user.password = password;
    user.token = "";
  }

  private void changeMembership(ModelUser user) {
    boolean member = random.nextBoolean();
    tell((member ? "join " : "leave ") + user);
    expect(doors.membership(user.id, member), 204);
    if (random.nextBoolean()) {
      expect(doors.membership(user.id, member), 204);
    }
    user.member = member;
  }

  private void changeLink(ModelUser user) {
    if (!user.linked.isEmpty()) {
      tell("unlink " + user);
      expect(doors.link(user.id, "DELETE", Map.of()), 204);
      expect(doors.link(user.id, "DELETE", Map.of()), 404);
      user.linked = "";
      return;
    }
    String outsider = outsider();
    tell("link " + user + " to " + outsider);
    Map<String, String> link = Map.of("userId", doors.subjectOf(outsider), "userName", outsider);
    if (linkedTo(outsider).isPresent()) {
      expect(doors.link(user.id, "POST", link), 409);
      return;
    }
    expect(doors.link(user.id, "POST", link), 204);
    expect(doors.link(user.id, "POST", link), 409);
    user.linked = outsider;
  }

  private void login(ModelUser user) {
    boolean ours = random.nextBoolean();
    tell("log in " + user + (ours ? " by the API" : " by Keycloak"));
    Response answer =
        ours ? doors.obtain(user.name, user.password) : doors.nativeGrant(user.name, user.password);
    if (user.active && !user.password.equals(ModelUser.NO_PASSWORD)) {
      expect(answer, 200);
      String token = answer.path(ours ? "access" : "access_token");
      if (ours) {
        user.token = token;
        expect(doors.me(token), 200);
        assertThat(((Number) doors.me(token).path("id")).longValue()).isEqualTo(user.id);
      }
    } else {
      assertThat(answer.statusCode()).as(answer.asString()).isIn(400, 401);
    }
  }

  private void loginElsewhere() {
    String outsider = outsider();
    Optional<ModelUser> known = linkedTo(outsider);
    tell("log in " + outsider + " elsewhere, who is " + known);
    boolean mayEnter = known.isPresent() ? known.get().active : isFree(outsider, null);
    Optional<Long> entered = doors.brokered(outsider);
    assertThat(entered.isPresent()).as("entered as %s", entered).isEqualTo(mayEnter);
    if (entered.isEmpty()) {
      return;
    }
    long id = entered.get();
    if (known.isEmpty()) {
      add(id, outsider, outsider + "@example.com");
      users.get(id).password = ModelUser.NO_PASSWORD;
    }
    ModelUser user = users.get(id);
    assertThat(user).isSameAs(known.orElse(user));
    user.linked = outsider;
    user.member = true;
    user.email = outsider + "@example.com";
  }

  /** By every door, as if they had never been. */
  private void meetTheGone() {
    if (gone.isEmpty()) {
      return;
    }
    ModelUser user = gone.get(random.nextInt(gone.size()));
    tell("meet " + user + ", who is gone");
    int door = random.nextInt(4);
    if (door == 0) {
      expect(doors.api("GET", "/api/users/" + user.id + "/", Map.of()), 404);
    } else if (door == 1) {
      expect(doors.user(user.id, "GET", "", Map.of()), 404);
    } else if (door == 2) {
      expect(doors.membership(user.id, true), 404);
    } else if (!user.token.isEmpty()) {
      expect(doors.me(user.token), 401);
    }
  }

  private void compare() {
    tell("compare");
    List<String> rows = users.values().stream().map(ModelUser::row).toList();
    assertThat(
            doors
                .tables()
                .select(
                    "select id, username, email, is_active from users_user where username <> '"
                        + RealmDoors.ROOT
                        + "' and id in (select id from users_user where id >= "
                        + lowest()
                        + ") order by id"))
        .isEqualTo(rows);
    List<Map<String, Object>> listed =
        doors.api("GET", "/api/users/", Map.of()).jsonPath().getList("");
    assertThat(
            listed.stream()
                .filter(
                    row -> isOfTheWalk(((Number) row.get("id")).longValue(), row.get("username")))
                .map(
                    row ->
                        row.get("id")
                            + "|"
                            + row.get("username")
                            + "|"
                            + row.get("email")
                            + "|"
                            + (Boolean.TRUE.equals(row.get("is_active")) ? "t" : "f")))
        .isEqualTo(rows);
    List<Map<String, Object>> administered =
        doors.admin("GET", "/users?max=1000", Map.of()).jsonPath().getList("");
    assertThat(administered.stream().map(user -> (String) user.get("id")))
        .doesNotHaveDuplicates()
        .containsAll(users.keySet().stream().map(doors::keycloakId).toList())
        .doesNotContainAnyElementsOf(gone.stream().map(user -> doors.keycloakId(user.id)).toList());
    of(this::compareWhatIsKept);
  }

  private boolean isOfTheWalk(long id, Object name) {
    return id >= lowest() && !RealmDoors.ROOT.equals(name);
  }

  /** The users that were there before have lower ids. */
  private long lowest() {
    return users.keySet().stream().findFirst().orElse(Long.MAX_VALUE);
  }

  private void compareWhatIsKept(ModelUser user) {
    List<String> links =
        doors.user(user.id, "GET", "/federated-identity", Map.of()).jsonPath().getList("userName");
    assertThat(links)
        .as("%s", user)
        .isEqualTo(user.linked.isEmpty() ? List.of() : List.of(user.linked));
    assertThat(doors.user(user.id, "GET", "/groups", Map.of()).jsonPath().getList(""))
        .as("%s", user)
        .hasSize(user.member ? 1 : 0);
  }

  private Response change(ModelUser user, Map<String, Object> changes) {
    return doors.api("PATCH", "/api/users/" + user.id + "/", new HashMap<>(changes));
  }

  private void column(ModelUser user, String column, String value) {
    doors
        .tables()
        .execute("update users_user set " + column + " = " + value + " where id = " + user.id);
  }

  private boolean isFree(String name, ModelUser self) {
    return users.values().stream()
        .noneMatch(user -> user != self && user.name.equalsIgnoreCase(name));
  }

  private Optional<ModelUser> linkedTo(String outsider) {
    return users.values().stream().filter(user -> user.linked.equals(outsider)).findFirst();
  }

  private String name() {
    String name = random.nextInt(10) == 0 ? outsider() : PREFIX + random.nextInt(NAMES);
    return random.nextInt(4) == 0 ? name.toUpperCase(Locale.ROOT) : name;
  }

  private String email() {
    return "mail" + random.nextInt(NAMES) + "@example.com";
  }

  private String outsider() {
    return outsiders.get(random.nextInt(outsiders.size()));
  }

  private void tell(String step) {
    told.add(step);
  }

  private static void expect(Response answer, int status) {
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
  }
}
