package io.authservice.keycloak.admin.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.authservice.keycloak.server.TestSettings;
import io.authservice.keycloak.testing.PostgresKeycloak;
import io.authservice.keycloak.theme.Chromium;
import io.authservice.keycloak.theme.Look;
import io.authservice.keycloak.theme.NeedsBrowser;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/**
 * The list of a million users comes as fast as that of a hundred: {@code ./mvnw -Plong verify
 * -Dit.test=ManyUsersIT}. {@code -Dpage.rows} names another number.
 */
@Tag("long")
@NeedsBrowser
class ManyUsersIT {

  private static final int FEW = 100;
  private static final int MANY = Integer.getInteger("page.rows", 1_000_000);
  private static final int TURNS = 15;

  /** What may lie between two medians on a machine that does other things as well. */
  private static final double NOISE = 100;

  private static final double SLOWER = 1.5;

  private static final double SECOND = 1000;

  /** Milliseconds since the page was asked for until its first row is there. */
  private static final String ROWS =
      """
      return new Promise((done) => {
        const look = () =>
          document.querySelector('table.users tbody tr .column-username a')
            ? done(performance.now())
            : requestAnimationFrame(look);
        look();
      });
      """;

  private static final String FIRST_CONTENT =
      """
      return new Promise((done) => {
        const look = () => {
          const [paint] = performance.getEntriesByName('first-contentful-paint');
          return paint ? done(paint.startTime) : requestAnimationFrame(look);
        };
        look();
      });
      """;

  private static final List<String> ROUTES =
      List.of(
          "#/users",
          "#/users?search=many77",
          "#/users?is_staff=true",
          "#/users?ordering=-date_joined");

  /** Medians, in milliseconds. */
  private record Times(double firstContent, double rows) {}

  @Test
  void theListOfManyIsAsFastAsThatOfFew() {
    try (PostgresKeycloak stack = PostgresKeycloak.start("many-users", List.of());
        Chromium browser = Chromium.orSkip(Look.DESKTOP_LIGHT, "en")) {
      stack.insertUsers("many", FEW);
      String page =
          stack.keycloak().baseUrl() + "/realms/" + TestSettings.REALM + "/auth-service/console/";
      browser.open(page + "#/users");
      browser.type(By.id("username"), TestSettings.SUPERUSER_NAME);
      browser.type(By.id("password"), TestSettings.SUPERUSER_PASSWORD);
      browser.press(Keys.ENTER);
      browser.script(ROWS);

      Map<String, Times> few = measure(browser, page);
      stack.insertUsers("more-many", MANY - FEW);
      stack.execute("analyze users_user");
      Map<String, Times> many = measure(browser, page);

      System.out.printf("%d users: %s%n%d users: %s%n", FEW, few, MANY, many);
      many.forEach(
          (route, times) -> {
            assertThat(times.firstContent()).as(route).isLessThan(SECOND);
            assertThat(times.rows()).as(route).isLessThan(SLOWER * few.get(route).rows() + NOISE);
          });
    }
  }

  private static Map<String, Times> measure(Chromium browser, String page) {
    Map<String, Times> times = new LinkedHashMap<>();
    for (String route : ROUTES) {
      open(browser, page + route);
      times.put(route, open(browser, page + route));
    }
    return times;
  }

  private static Times open(Chromium browser, String address) {
    List<Double> contents = new ArrayList<>();
    List<Double> rows = new ArrayList<>();
    for (int turn = 0; turn < TURNS; turn++) {
      browser.open("about:blank");
      browser.open(address);
      rows.add(((Number) browser.script(ROWS)).doubleValue());
      contents.add(((Number) browser.script(FIRST_CONTENT)).doubleValue());
    }
    return new Times(median(contents), median(rows));
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
  }
}
