package io.authservice.keycloak.migration.walk;

import static org.assertj.core.api.Assertions.assertThat;

import io.authservice.keycloak.documentation.Page;
import io.authservice.keycloak.server.Sql;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.regex.Pattern;
import org.postgresql.PGConnection;

/**
 * What {@code docs/migrate.md} has people type to carry users back, as it is printed there: {@code
 * \copy} of psql is done by the driver.
 */
final class WayBack {

  private static final Pattern BLOCK = Pattern.compile("(?ms)^```sql\\n(.*?)^```$");

  private final String from;
  private final List<String> to;

  private WayBack(String from, List<String> to) {
    this.from = from;
    this.to = to;
  }

  /** Into a table of {@code AbstractUser}'s columns and integers. */
  static WayBack printed() {
    String page = Page.of("docs/migrate.md").text();
    List<String> blocks =
        BLOCK
            .matcher(page.substring(page.indexOf("## Going back\n")))
            .results()
            .map(found -> found.group(1))
            .toList();
    return new WayBack(
        blocks.get(0).strip(), List.of(blocks.get(1).strip().split(";\\n|\\n(?=INSERT)")));
  }

  /**
   * The same where the page says that it is another's: the statement that writes the user table.
   */
  WayBack writing(String statement) {
    return new WayBack(
        from, to.stream().map(sql -> sql.startsWith("INSERT") ? statement : sql).toList());
  }

  /** The same with UUIDs. */
  WayBack withUuids() {
    return new WayBack(
        from.replace("users_user", "users_uuiduser"),
        to.stream()
            .map(sql -> sql.replace("id bigint", "id uuid"))
            .filter(sql -> !sql.contains("setval"))
            .toList());
  }

  /** Copies the users of Keycloak's own database into Django's. */
  void take(Sql.Connecting keycloak, Sql.Connecting django) {
    StringWriter users = new StringWriter();
    try (Connection out = keycloak.connect();
        Connection in = django.connect();
        Statement statement = in.createStatement()) {
      out.unwrap(PGConnection.class)
          .getCopyAPI()
          .copyOut(copy(from, " TO 'users.tsv'", " TO STDOUT"), users);
      for (String sql : to) {
        if (sql.startsWith("\\copy")) {
          in.unwrap(PGConnection.class)
              .getCopyAPI()
              .copyIn(
                  copy(sql, " FROM 'users.tsv'", " FROM STDIN"),
                  new StringReader(users.toString()));
        } else {
          statement.execute(sql);
        }
      }
    } catch (SQLException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String copy(String line, String file, String stream) {
    assertThat(line).startsWith("\\copy ").endsWith(file).doesNotContain("\n");
    return "COPY " + line.substring("\\copy ".length()).replace(file, stream);
  }
}
