package io.authservice.keycloak.admin.entry;

import io.authservice.keycloak.http.ApiPath;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where the job of an address of Django's admin is done now. Addresses are those of {@code
 * AdminSite.get_urls} and {@code ModelAdmin.get_urls}; the user model may be called otherwise and
 * live in any application.
 */
final class DjangoAddresses {

  private static final String USERS = "[a-z][a-z0-9_]*/[a-z]*user";
  private static final String NUMBER = "/([0-9]{1,19})";
  private static final String ID = "/([0-9]{1,19}|" + ApiPath.UUID + ")";

  /** A filter of Django's list of users, and the one of ours that does the same. */
  private static final Map<String, String> FLAGS =
      Map.of(
          "is_staff__exact", "is_staff",
          "is_superuser__exact", "is_superuser",
          "is_active__exact", "is_active");

  private static final List<Rule> RULES =
      List.of(
          page("", "/"),
          page("(auth|users|accounts)", "/"),
          new Rule(Pattern.compile("logout"), (found, query) -> Destination.logout()),
          new Rule(
              Pattern.compile("password_change(/done)?"),
              (found, query) -> Destination.ownPassword()),
          new Rule(Pattern.compile(USERS), (found, query) -> users(query)),
          page(USERS + "/add", "/users/new"),
          page(USERS + ID + "(/change|/delete)?", "/users/$1"),
          page(USERS + ID + "/password", "/users/$1/password"),
          page(USERS + ID + "/history", "/users/$1/history"),
          page("auth/group", "/groups"),
          page("auth/group/add", "/groups/new"),
          page("auth/group" + NUMBER + "(/change|/delete|/history)?", "/groups/$1"),
          new Rule(
              Pattern.compile("oauth2_provider(/application.*)?"),
              (found, query) -> Destination.console("clients")),
          new Rule(
              Pattern.compile("(oauth2_provider|token_blacklist)(/.*)?"),
              (found, query) -> Destination.console("sessions")));

  private DjangoAddresses() {}

  /**
   * The place that an address stands for.
   *
   * @param path below {@code /admin/}, with or without a slash at its end
   * @param query a parameter of the request by its name
   * @return empty if Django's admin had no such page, or none that is of use here
   */
  static Optional<Destination> find(String path, Function<String, Optional<String>> query) {
    String plain = path.replaceFirst("/$", "");
    return plain.equals("login")
        ? Optional.of(afterLogin(query.apply("next").orElse("")))
        : matched(plain, query);
  }

  /** Who is asked to log in goes where it was going, if that was one of these pages. */
  private static Destination afterLogin(String next) {
    String path = next.replaceFirst("\\?.*", "");
    return Optional.of(path)
        .filter(to -> to.startsWith(EntryMount.ADMIN))
        .map(to -> to.substring(EntryMount.ADMIN.length()).replaceFirst("/$", ""))
        .flatMap(to -> matched(to, name -> Optional.empty()))
        .orElse(Destination.page("/"));
  }

  private static Optional<Destination> matched(
      String path, Function<String, Optional<String>> query) {
    return RULES.stream()
        .map(rule -> rule.applied(path, query))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Destination users(Function<String, Optional<String>> query) {
    Stream<String> flags =
        FLAGS.entrySet().stream()
            .flatMap(
                flag ->
                    query
                        .apply(flag.getKey())
                        .filter(value -> value.equals("0") || value.equals("1"))
                        .map(value -> flag.getValue() + "=" + value.equals("1"))
                        .stream());
    Stream<String> search =
        query
            .apply("q")
            .filter(text -> !text.isBlank())
            .map(text -> "search=" + URLEncoder.encode(text, StandardCharsets.UTF_8))
            .stream();
    String parameters = Stream.concat(search, flags.sorted()).collect(Collectors.joining("&"));
    return Destination.page(parameters.isEmpty() ? "/users" : "/users?" + parameters);
  }

  private static Rule page(String pattern, String route) {
    return new Rule(
        Pattern.compile(pattern),
        (found, query) ->
            Destination.page(route.contains("$1") ? route.replace("$1", found.group(1)) : route));
  }

  /** A whole address, and the place it stands for. */
  private record Rule(Pattern address, Place place) {

    private Optional<Destination> applied(String path, Function<String, Optional<String>> query) {
      Matcher found = address.matcher(path);
      return found.matches()
          ? Optional.of(place.of(found.toMatchResult(), query))
          : Optional.empty();
    }
  }

  @FunctionalInterface
  private interface Place {
    Destination of(MatchResult found, Function<String, Optional<String>> query);
  }
}
