package io.authservice.keycloak.admin.page;

import io.authservice.keycloak.server.SharedServerExtension;
import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.testing.AdminApi;
import io.authservice.keycloak.testing.Dumps;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The server of {@link WithFilledServer}. */
final class FilledServerExtension extends SharedServerExtension<TestServer> {

  /** What a user called itself who wishes ill. */
  static final String HOSTILE = "<img src=x onerror=document.title='pwned'>";

  /** The only group that comes with the server. */
  static final String GROUP = "Writers & editors";

  static final int PERMISSIONS = 12;

  /** Users called {@code customer01} and so on, for two pages of the list. */
  static final int CUSTOMERS = 60;

  /** Users called {@code reader001} and so on, for several calls of one action on many. */
  static final int READERS = 210;

  private static final String OPTION = "--spi-realm-restapi-extension--auth-service--";

  FilledServerExtension() {
    super(TestServer.class);
  }

  @Override
  protected TestServer start(String name) {
    TestServer server =
        TestServer.startWith(
            name, List.of(OPTION + "me-permissions=true", OPTION + "me-groups=true"));
    new AdminApi(server).importDump(dump());
    return server;
  }

  @Override
  protected String name(ExtensionContext context) {
    return "filled";
  }

  private static String dump() {
    List<String> actions = List.of("add", "change", "delete", "view");
    List<String> models = List.of("order", "article", "customer");
    Stream<String> permissions =
        IntStream.range(0, PERMISSIONS)
            .mapToObj(n -> permission(n, actions.get(n / 3), models.get(n % 3)));
    Stream<String> customers =
        IntStream.rangeClosed(1, CUSTOMERS)
            .mapToObj(
                n ->
                    Dumps.user(
                        1000 + n,
                        "customer%02d".formatted(n),
                        "!",
                        n == CUSTOMERS ? "\"first_name\": \"" + HOSTILE + "\"" : ""));
    Stream<String> readers =
        IntStream.rangeClosed(1, READERS)
            .mapToObj(n -> Dumps.user(2000 + n, "reader%03d".formatted(n), "!", ""));
    return Stream.of(
            Stream.of(
                """
                {"model": "contenttypes.contenttype", "pk": 5,
                 "fields": {"app_label": "shop", "model": "order"}}""",
                """
                {"model": "auth.group", "pk": 3,
                 "fields": {"name": "%s", "permissions": []}}"""
                    .formatted(GROUP)),
            permissions,
            customers,
            readers)
        .flatMap(rows -> rows)
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static String permission(int n, String action, String model) {
    return """
        {"model": "auth.permission", "pk": %d,
         "fields": {"name": "Can %s %s", "content_type": 5, "codename": "%s_%s"}}"""
        .formatted(100 + n, action, model, action, model);
  }
}
