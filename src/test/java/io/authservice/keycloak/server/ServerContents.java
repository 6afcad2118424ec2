package io.authservice.keycloak.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is installed into a server.
 *
 * @param version Keycloak's version
 * @param distribution Keycloak's unpacked distribution, only read
 * @param providers JARs for its {@code providers} directory
 * @param themes a directory of themes that lie over those in the JARs
 * @param realm the realm template that is imported when the realm does not exist yet
 * @param buildOptions options of {@code kc.sh build}
 */
public record ServerContents(
    String version,
    Path distribution,
    List<Path> providers,
    Optional<Path> themes,
    Path realm,
    List<String> buildOptions) {

  /** Health checks tell when the server is ready; the database is H2 in a file. */
  public static final List<String> H2_OPTIONS = List.of("--db=dev-file", "--health-enabled=true");

  public static final List<String> POSTGRES_OPTIONS =
      List.of("--db=postgres", "--health-enabled=true");

  public ServerContents {
    providers = List.copyOf(providers);
    buildOptions = List.copyOf(buildOptions);
  }

  /** The extension as the project's build packaged it, on H2. */
  public static ServerContents of(ProjectFiles files) {
    return new ServerContents(
        files.serverVersion(),
        files.distribution(),
        List.of(files.provider()),
        Optional.empty(),
        files.realm(),
        H2_OPTIONS);
  }

  public ServerContents withThemes(Path directory) {
    return new ServerContents(
        version, distribution, providers, Optional.of(directory), realm, buildOptions);
  }

  /**
   * With the JARs that somebody laid into a directory, such as drivers, but those of known names.
   */
  public ServerContents withProvidersIn(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return this;
    }
    Set<Path> known = providers.stream().map(Path::getFileName).collect(Collectors.toSet());
    try (Stream<Path> files = Files.list(directory)) {
      List<Path> all =
          Stream.concat(
                  providers.stream(),
                  files
                      .filter(file -> file.toString().endsWith(".jar"))
                      .filter(file -> !known.contains(file.getFileName()))
                      .sorted())
              .toList();
      return new ServerContents(version, distribution, all, themes, realm, buildOptions);
    }
  }

  public ServerContents withBuildOptions(List<String> options) {
    return new ServerContents(version, distribution, providers, themes, realm, options);
  }

  /** A server that serves metrics as well. */
  public ServerContents withMetrics() {
    return withBuildOptions(
        Stream.concat(buildOptions.stream(), Stream.of("--metrics-enabled=true")).toList());
  }

  /** Changes whenever {@code kc.sh build} must run again. */
  String fingerprint() throws IOException {
    MessageDigest digest = sha256();
    add(digest, version.getBytes(StandardCharsets.UTF_8));
    for (String option : buildOptions) {
      add(digest, option.getBytes(StandardCharsets.UTF_8));
    }
    for (Path provider : providers) {
      add(digest, provider.getFileName().toString().getBytes(StandardCharsets.UTF_8));
      add(digest, Files.readAllBytes(provider));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void add(MessageDigest digest, byte[] part) {
    // The length keeps neighbouring parts apart.
    digest.update((part.length + ":").getBytes(StandardCharsets.UTF_8));
    digest.update(part);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
