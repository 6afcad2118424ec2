package io.authservice.keycloak.admin.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The files of the administrators' page, read once from the JAR. A closed list.
 *
 * <p>The page names them below a directory that is called by what is in them, so a browser keeps
 * them for good and asks for them anew when they have changed.
 */
public final class ConsoleFiles {

  private static final String DIRECTORY = "/auth-service-console/";

  /** Runs before anything is painted, and imports nothing. */
  private static final String CLASSIC = "theme.js";

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8");

  private static final String[] NAMES = {
    "index.html",
    "api.js",
    "bulk-run.js",
    "bulk.js",
    "console.css",
    "context.js",
    "dialog.js",
    "dom.js",
    "editor.js",
    "errors.js",
    "fields.js",
    "form.js",
    "group.js",
    "groups.js",
    "history.js",
    "home.js",
    "main.js",
    "pages.js",
    "parameters.js",
    "password-advice.js",
    "picker.js",
    "router.js",
    "saving.js",
    "selection.js",
    "session.js",
    "shell.js",
    "text.js",
    "theme.js",
    "toast.js",
    "ui.js",
    "unsaved.js",
    "user-count.js",
    "user-details.js",
    "user-fields.js",
    "user-new.js",
    "user-password.js",
    "user-security.js",
    "user.js",
    "users-filters.js",
    "users-table.js",
    "users.js"
  };

  private final Map<String, File> files = new LinkedHashMap<>();
  private final String version;

  public ConsoleFiles() {
    for (String name : NAMES) {
      files.put(name, read(name));
    }
    String tags = files.values().stream().map(File::tag).collect(Collectors.joining());
    version = digest(tags.getBytes(StandardCharsets.UTF_8));
  }

  /** Another one where any file is another one. */
  String version() {
    return version;
  }

  /** The scripts that import one another. */
  Stream<String> modules() {
    return files.keySet().stream().filter(name -> name.endsWith(".js") && !name.equals(CLASSIC));
  }

  Optional<File> file(String name) {
    return Optional.ofNullable(files.get(name));
  }

  private static File read(String name) {
    try (InputStream content = ConsoleFiles.class.getResourceAsStream(DIRECTORY + name)) {
      if (content == null) {
        throw new IllegalStateException("The JAR lacks " + DIRECTORY + name);
      }
      byte[] bytes = content.readAllBytes();
      String type = TYPES.getOrDefault(name.substring(name.indexOf('.') + 1), "");
      return new File(new String(bytes, StandardCharsets.UTF_8), type, '"' + digest(bytes) + '"');
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static String digest(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes), 0, 16);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /**
   * One of them.
   *
   * @param tag as the header {@code ETag} has it
   */
  record File(String text, String type, String tag) {}
}
