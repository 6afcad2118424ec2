package io.authservice.keycloak.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A server's installation directory, built and ready for {@code start --optimized}.
 *
 * <p>{@code kc.sh build} takes some 25 seconds, so its result is kept for as long as the
 * fingerprint of what went into it stays the same.
 */
public final class ServerHome {
  private static final String FINGERPRINT = "fingerprint";
  private static final String BUILD_LOG = "build.log";

  private final Path directory;

  private ServerHome(Path directory) {
    this.directory = directory;
  }

  /** Whether {@link #prepare} would be done in a moment. */
  public static boolean isBuilt(Path directory, ServerContents contents) {
    try {
      Path fingerprint = directory.resolve(FINGERPRINT);
      return Files.exists(fingerprint)
          && Files.readString(fingerprint).equals(contents.fingerprint());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Installs the contents, and builds the server if another one was built there before.
   *
   * @param directory belongs to the installation alone: what else is in it gets lost
   * @throws ServerException when the build fails; the message ends with what it printed last
   */
  public static synchronized ServerHome prepare(Path directory, ServerContents contents) {
    try {
      if (!isBuilt(directory, contents)) {
        install(directory, contents);
        build(directory, contents);
        Files.writeString(directory.resolve(FINGERPRINT), contents.fingerprint());
      }
      installTemplates(directory, contents);
      return new ServerHome(directory);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot install the server into " + directory, e);
    }
  }

  public Path directory() {
    return directory;
  }

  /** What {@code kc.sh build} printed. */
  Path buildLog() {
    return directory.resolve(BUILD_LOG);
  }

  KeycloakScript script() {
    return new KeycloakScript(directory);
  }

  private static void install(Path directory, ServerContents contents) throws IOException {
    // Some may have been laid into the directory itself.
    Map<Path, byte[]> providers = new LinkedHashMap<>();
    for (Path provider : contents.providers()) {
      providers.put(provider.getFileName(), Files.readAllBytes(provider));
    }
    FileTrees.delete(directory);
    // The build writes beside the libraries, never into them, so that they need no copies.
    FileTrees.copy(
        contents.distribution(), directory, file -> file.startsWith(Path.of("lib", "lib")));
    for (Map.Entry<Path, byte[]> provider : providers.entrySet()) {
      Files.write(directory.resolve("providers").resolve(provider.getKey()), provider.getValue());
    }
  }

  private static void build(Path directory, ServerContents contents) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("build"));
    arguments.addAll(contents.buildOptions());
    Path log = directory.resolve(BUILD_LOG);
    Path built = directory.resolve("lib").resolve("quarkus").resolve("quarkus-application.dat");
    FileTime before = Files.getLastModifiedTime(built);
    try {
      int status = new KeycloakScript(directory).run(arguments, log);
      if (status != 0) {
        throw new ServerException(
            "kc.sh build ended with status " + status + ":\n" + LogTail.of(log));
      }
      // Where a program that it calls is missing, it says so, prints its help and succeeds.
      if (Files.getLastModifiedTime(built).equals(before)) {
        throw new ServerException("kc.sh build built no server:\n" + LogTail.headOf(log));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServerException("interrupted while the server was built", e);
    }
  }

  private static void installTemplates(Path directory, ServerContents contents) throws IOException {
    Path imports = Files.createDirectories(directory.resolve("data").resolve("import"));
    Path realm = imports.resolve(contents.realm().getFileName());
    // Another server of this home may be reading it.
    if (!Files.exists(realm) || Files.mismatch(realm, contents.realm()) >= 0) {
      Files.copy(contents.realm(), realm, StandardCopyOption.REPLACE_EXISTING);
    }
    if (contents.themes().isPresent()) {
      Path themes = directory.resolve("themes");
      FileTrees.delete(themes);
      FileTrees.copy(contents.themes().get(), themes, file -> false);
    }
  }
}
