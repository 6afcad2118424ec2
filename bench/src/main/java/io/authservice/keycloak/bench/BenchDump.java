package io.authservice.keycloak.bench;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.Random;

/**
 * What {@code manage.py dumpdata} writes of a large service: users with names, dates and hashes of
 * their own, each in one or two of five groups, one in ten with a permission of its own.
 */
final class BenchDump {

  private static final int FIRST_ID = 1001;
  private static final int GROUPS = 5;
  private static final Instant FIRST_JOINED = Instant.parse("2015-01-01T00:00:00.123Z");

  private final Random random = new Random(20240229);
  private final MessageDigest digest;

  BenchDump() throws NoSuchAlgorithmException {
    digest = MessageDigest.getInstance("SHA-256");
  }

  void write(Path file, int users) throws IOException {
    try (Writer out = Files.newBufferedWriter(file)) {
      out.write(
          """
          [{"model": "contenttypes.contenttype", "pk": 1,
           "fields": {"app_label": "shop", "model": "order"}},
          {"model": "auth.permission", "pk": 1,
           "fields": {"name": "Can add order", "content_type": 1, "codename": "add_order"}}\
          """);
      for (int group = 1; group <= GROUPS; group++) {
        out.write(
            ",\n{\"model\": \"auth.group\", \"pk\": %d, \"fields\": {\"name\": \"Group %d\", \"permissions\": [1]}}"
                .formatted(group, group));
      }
      for (int user = 0; user < users; user++) {
        out.write(",\n");
        out.write(user(user));
      }
      out.write("]\n");
    }
  }

  private String user(int user) {
    int group = 1 + random.nextInt(GROUPS);
    return """
    {"model": "users.user", "pk": %d, "fields": {"password": "%s", "last_login": "%s",
     "is_superuser": false, "username": "user%d", "first_name": "Firstname%d",
     "last_name": "Lastname%d", "email": "user%d@example.com", "is_staff": false,
     "is_active": %s, "date_joined": "%s", "groups": [%s], "user_permissions": [%s]}}\
    """
        .formatted(
            FIRST_ID + user,
            hash(user),
            joined(user).plusSeconds(86_400),
            user,
            user,
            user,
            user,
            random.nextInt(20) > 0,
            joined(user),
            random.nextBoolean() ? group : group + ", " + (1 + group % GROUPS),
            random.nextInt(10) == 0 ? "1" : "");
  }

  private static Instant joined(int user) {
    return FIRST_JOINED.plusSeconds(1237L * user);
  }

  /** Well-formed, and matched by no password that is known. */
  private String hash(int user) {
    byte[] key = digest.digest(Integer.toString(user).getBytes(StandardCharsets.UTF_8));
    return "pbkdf2_sha256$1000000$salt%018d$%s"
        .formatted(user, Base64.getEncoder().encodeToString(key));
  }
}
