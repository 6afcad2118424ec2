package io.authservice.keycloak.bench;

import io.authservice.keycloak.server.TestSettings;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A kind of search.
 *
 * @param path with {@code %s} where the term stands
 * @param terms which are sent in turn
 */
record SearchKind(String name, String path, List<String> terms) {

  private static final String API = "/api/users/?limit=50&";
  private static final String ADMIN = "/admin/realms/" + TestSettings.REALM;
  private static final String PAGE = ADMIN + "/auth-service/users?limit=50&";
  private static final String CONSOLE = ADMIN + "/users?first=0&max=21&briefRepresentation=true&";
  private static final String COUNT = ADMIN + "/users/count?";
  private static final List<String> NO_TERM = List.of("");

  SearchKind {
    terms = List.copyOf(terms);
    if (terms.isEmpty()) {
      throw new IllegalArgumentException("no term for " + name);
    }
  }

  /** The path and query of one request. */
  String address(int number) {
    return path.formatted(
        URLEncoder.encode(terms.get(number % terms.size()), StandardCharsets.UTF_8));
  }

  boolean isOfTheApi() {
    return path.startsWith(API);
  }

  /** All kinds, with terms that the table holds. */
  static List<SearchKind> all(SearchTable table) {
    List<SearchKind> kinds = new ArrayList<>();
    record Term(String found, List<String> texts) {}
    for (Term term :
        List.of(
            new Term("nobody", table.values("'q' || substr(md5(username), 1, 6)")),
            new Term("up to 50", table.names("last_name", 1, 10)),
            new Term("some hundreds", table.names("last_name", 100, 400)),
            new Term("some thousands", table.names("first_name", 500, 3000)),
            new Term("some ten thousands", table.names("first_name", 5000, 1_000_000)),
            new Term("a third or more", List.of("example", "el", "an")))) {
      String of = " (" + term.found() + ")";
      List<String> texts = term.texts();
      kinds.add(new SearchKind("API, search, by cursor" + of, API + "cursor=&search=%s", texts));
      kinds.add(new SearchKind("API, search, counted" + of, API + "search=%s", texts));
      kinds.add(new SearchKind("Page, search, counted" + of, PAGE + "search=%s", texts));
      kinds.add(new SearchKind("Console, prefix" + of, CONSOLE + "search=%s", texts));
      kinds.add(new SearchKind("Console, *infix*" + of, CONSOLE + "search=*%s*", texts));
      kinds.add(new SearchKind("Count, prefix" + of, COUNT + "search=%s", texts));
      kinds.add(new SearchKind("Count, *infix*" + of, COUNT + "search=*%s*", texts));
    }
    List<String> usernames = table.values("username");
    List<String> emails = table.values("email");
    List<String> parts = table.values("right(username, 6)");
    kinds.add(new SearchKind("Console, \"exact\"", CONSOLE + "search=%%22%s%%22", usernames));
    kinds.add(new SearchKind("Console, username", CONSOLE + "exact=true&username=%s", usernames));
    kinds.add(new SearchKind("Console, part of a username", CONSOLE + "username=%s", parts));
    kinds.add(new SearchKind("Console, e-mail", CONSOLE + "exact=true&email=%s", emails));
    kinds.add(new SearchKind("Console, part of an e-mail", CONSOLE + "email=%s", parts));
    kinds.add(new SearchKind("API, username", API + "username=%s", usernames));
    kinds.add(new SearchKind("API, e-mail", API + "email=%s", emails));
    kinds.add(new SearchKind("Page, group", PAGE + "group=%s", List.of("editors")));
    kinds.add(new SearchKind("Page, small group", PAGE + "group=%s", List.of("few")));
    for (String flag : List.of("staff=true", "superuser=true", "active=false", "active=true")) {
      kinds.add(new SearchKind("Page, is_" + flag, PAGE + "is_" + flag + "%s", NO_TERM));
    }
    kinds.add(new SearchKind("API, is_staff=true", API + "is_staff=true%s", NO_TERM));
    kinds.add(new SearchKind("Count, everybody", COUNT + "%s", NO_TERM));
    kinds.add(new SearchKind("Count, inactive", COUNT + "enabled=false%s", NO_TERM));
    for (String order : List.of("username", "email", "last_name", "date_joined")) {
      kinds.add(
          new SearchKind(
              "API, in order of " + order, API + "cursor=&ordering=" + order + "%s", NO_TERM));
    }
    for (String order : List.of("-date_joined", "-last_login", "-is_staff")) {
      kinds.add(
          new SearchKind(
              "Page of staff, ordering=" + order,
              PAGE + "is_staff=true&ordering=" + order + "%s",
              NO_TERM));
    }
    return kinds;
  }
}
