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
import java.util.HexFormat;
import java.util.Random;

/**
 * What {@code manage.py dumpdata} writes of a large service: users with names, dates and hashes of
 * their own, each in one or two of five groups, one in ten with a permission of its own; and, if
 * they are to have any, a one-time password and a link to an identity provider of each.
 */
final class BenchDump {

  /** The identity provider that users are linked to. */
  static final String PROVIDER = "github";

  private static final int FIRST_ID = 1001;
  private static final int GROUPS = 5;

  /** Bytes of a device's key, as django-otp makes them. */
  private static final int KEY = 20;

  private static final Instant FIRST_JOINED = Instant.parse("2015-01-01T00:00:00.123Z");

  private final Random random = new Random(20240229);
  private final MessageDigest digest;

  BenchDump() throws NoSuchAlgorithmException {
    digest = MessageDigest.getInstance("SHA-256");
  }

  /**
   * @param factors whether users have a one-time password and a link each
   */
  void write(Path file, int users, boolean factors) throws IOException {
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
      for (int user = 0; factors && user < users; user++) {
        out.write(device(user));
      }
      for (int user = 0; factors && user < users; user++) {
        out.write(link(user));
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

  private String device(int user) {
    return """
    ,
    {"model": "otp_totp.totpdevice", "pk": %d, "fields": {"user": %d, "name": "phone",
     "confirmed": true, "throttling_failure_timestamp": null, "throttling_failure_count": 0,
     "key": "%s", "step": 30, "t0": 0, "digits": 6, "tolerance": 1, "drift": 0, "last_t": 56000000}}\
    """
        .formatted(1 + user, FIRST_ID + user, HexFormat.of().formatHex(digestOf(user), 0, KEY));
  }

  private static String link(int user) {
    return """
    ,
    {"model": "socialaccount.socialaccount", "pk": %d, "fields": {"user": %d, "provider": "%s",
     "uid": "%d", "last_login": "%s", "date_joined": "%s", "extra_data": {"login": "user%d"}}}\
    """
        .formatted(
            1 + user,
            FIRST_ID + user,
            PROVIDER,
            4_000_000 + user,
            joined(user),
            joined(user),
            user);
  }

  private static Instant joined(int user) {
    return FIRST_JOINED.plusSeconds(1237L * user);
  }

  /** Well-formed, and matched by no password that is known. */
  private String hash(int user) {
    return "pbkdf2_sha256$1000000$salt%018d$%s"
        .formatted(user, Base64.getEncoder().encodeToString(digestOf(user)));
  }

  private byte[] digestOf(int user) {
    return digest.digest(Integer.toString(user).getBytes(StandardCharsets.UTF_8));
  }
}
