package io.authservice.keycloak.testing;

import io.authservice.keycloak.migration.source.DumpFile;
import io.authservice.keycloak.migration.source.DumpSource;
import io.authservice.keycloak.migration.source.SourceRow;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.zip.GZIPOutputStream;

/** Dumps as sources: those a real Django wrote, and those of a test's own. */
public final class Dumps {

  /** Of the users in {@code django-dumps} who have one. */
  public static final String PASSWORD = "tr0mb0ne-quartet";

  private static final Set<String> USER_MODELS = Set.of("users.user", "auth.user");

  private Dumps() {}

  /** A file of {@code django-dumps}. */
  public static byte[] bytes(String name) {
    try (InputStream in = Dumps.class.getResourceAsStream("/django-dumps/" + name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One user of a dump; {@code fields} are JSON members that replace or follow the usual ones. */
  public static String user(long id, String username, String password, String fields) {
    return """
        {"model": "users.user", "pk": %d, "fields": {"password": "%s", "last_login": null,
         "is_superuser": false, "username": "%s", "first_name": "", "last_name": "",
         "email": "%s@example.com", "is_staff": false, "is_active": true,
         "date_joined": "2021-05-17T08:30:00.123Z", "groups": [], "user_permissions": []%s}}"""
        .formatted(id, password, username, username, fields.isEmpty() ? "" : ", " + fields);
  }

  public static List<SourceRow> rows(byte[] dump) {
    List<SourceRow> rows = new ArrayList<>();
    try (DumpSource source = source(dump)) {
      source.read(rows::add);
    }
    return rows;
  }

  public static List<SourceRow> rows(String dump) {
    return rows(dump.getBytes(StandardCharsets.UTF_8));
  }

  public static DumpSource source(byte[] dump) {
    return source(dump, USER_MODELS, "");
  }

  /** One whose user model is a project's own. */
  public static DumpSource source(byte[] dump, Set<String> userModels, String userModel) {
    return new DumpSource(
        DumpFile.received(new ByteArrayInputStream(dump), Long.MAX_VALUE).orElseThrow(),
        userModels,
        true,
        userModel);
  }

  public static byte[] compressed(byte[] dump) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(dump);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
