package io.authservice.keycloak.testing;

import io.authservice.keycloak.account.key.UserId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * User models of public projects: the settings as the page prints them, and tables with rows as the
 * project has them. Each has the users {@code ada}, number 1, and {@code root}, number 2.
 *
 * @param name the page's heading
 * @param table the user table
 * @param model the printed lines
 */
public record UserModels(String name, String table, String model) {

  /** Of every user with one. */
  public static final String PASSWORD = "open sesame";

  private static final Pattern PRINTED =
      Pattern.compile("### (.+)\n\n`(\\w+)`[^\n]*\n\n```\n((?:.+\n)+?)```\n");

  /** The one that the page prints under a name. */
  public static UserModels named(String name) {
    return all().stream().filter(model -> model.name().equals(name)).findFirst().orElseThrow();
  }

  /** All that the page prints. */
  public static List<UserModels> all() {
    Matcher printed = PRINTED.matcher(read(Path.of("docs/user-models.md")));
    List<UserModels> all = new ArrayList<>();
    while (printed.find()) {
      all.add(new UserModels(printed.group(1), printed.group(2), printed.group(3)));
    }
    return all;
  }

  /** Whether users have UUIDs. */
  public boolean hasUuids() {
    return statements().stream().anyMatch(sql -> sql.contains(" uuid primary key"));
  }

  /** The id of a user by its number. */
  public UserId id(int number) {
    return hasUuids()
        ? UserId.of(new UUID(0x4000, 0x8000L << 48 | Long.parseLong("" + number, 16)))
        : UserId.of(number);
  }

  /** What makes the tables and rows, on PostgreSQL and, but for the type of UUIDs, on SQLite. */
  public List<String> statements() {
    String file = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "-");
    return List.of(read(Path.of("src/test/user-models", file + ".sql")).strip().split(";\n"));
  }

  /**
   * The same as MySQL and MariaDB understand it.
   *
   * @param uuid in what type UUIDs are kept there
   */
  public static String onMySql(String statement, String uuid) {
    return statement
        .replace('"', '`')
        .replace("timestamp with time zone", "datetime(6)")
        .replaceAll(" uuid (primary|not|null)", " " + uuid + " $1");
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
