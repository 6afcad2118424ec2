package io.authservice.keycloak.bench;

import io.authservice.keycloak.server.ProjectFiles;
import io.authservice.keycloak.server.TestSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The old service from a checkout of it, which is only read, on PostgreSQL and behind Gunicorn. It
 * needs a Python that has what the checkout's requirements name, psycopg2 and gunicorn.
 */
final class DjangoService implements AutoCloseable {

  private final Path checkout;
  private final String python;
  private final Path directory;
  private final String databaseUrl;
  private final int port;
  private final Process process;

  private DjangoService(Path checkout, String python, Path directory, String databaseUrl)
      throws IOException, InterruptedException {
    this.checkout = checkout.toAbsolutePath();
    this.python = python;
    this.directory = Files.createDirectories(directory);
    this.databaseUrl = databaseUrl;
    port = freePort();
    writeKey();
    runToEnd("-m", "django", "migrate", "--verbosity=0");
    runToEnd(
        "-m",
        "django",
        "createsuperuser",
        "--noinput",
        "--username=" + TestSettings.SUPERUSER_NAME,
        "--email=root@example.com");
    process =
        command(
                "-m",
                "gunicorn",
                "--bind=127.0.0.1:" + port,
                // As many processes as processors; threads keep connections open.
                "--workers=" + Runtime.getRuntime().availableProcessors(),
                "--worker-class=gthread",
                "--threads=4",
                "--keep-alive=60",
                "--timeout=600",
                "pyauthservice.wsgi")
            .start();
  }

  /**
   * @param directory for what it writes
   * @param database to be migrated; the URL of PostgreSQL's library
   */
  static DjangoService start(Path checkout, String python, Path directory, String database)
      throws IOException, InterruptedException {
    DjangoService service = new DjangoService(checkout, python, directory, database);
    try {
      service.awaitReady();
      return service;
    } catch (IOException | InterruptedException | RuntimeException e) {
      service.close();
      throw e;
    }
  }

  String baseUrl() {
    return "http://127.0.0.1:" + port;
  }

  ServerProcess process() {
    return new ServerProcess(process.toHandle());
  }

  /** Versions after the first of the service moved it below {@code /api/}. */
  String mePath(String token) {
    return answers("/auth/me/", token) ? "/auth/me/" : "/api/auth/me/";
  }

  private boolean answers(String path, String token) {
    try {
      new JsonClient()
          .send(
              HttpRequest.newBuilder(URI.create(baseUrl() + path))
                  .header("Authorization", "Bearer " + token),
              200);
      return true;
    } catch (IllegalStateException refused) {
      return false;
    }
  }

  private void awaitReady() throws IOException, InterruptedException {
    for (int i = 0; i < 300; i++) {
      if (!process.isAlive()) {
        throw new IllegalStateException(
            "the old service ended: " + Files.readString(directory.resolve("django.log")));
      }
      try {
        new JsonClient()
            .send(
                HttpRequest.newBuilder(URI.create(baseUrl() + "/api/token/"))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString("{}")),
                400);
        return;
      } catch (UncheckedIOException notYet) {
        TimeUnit.MILLISECONDS.sleep(100);
      }
    }
    throw new IllegalStateException("the old service does not answer");
  }

  private void runToEnd(String... arguments) throws IOException, InterruptedException {
    if (command(arguments).start().waitFor() != 0) {
      throw new IllegalStateException(
          String.join(" ", arguments)
              + " failed: "
              + Files.readString(directory.resolve("django.log")));
    }
  }

  private ProcessBuilder command(String... arguments) {
    List<String> command = new ArrayList<>(List.of(python));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.redirectErrorStream(true);
    builder.redirectOutput(
        ProcessBuilder.Redirect.appendTo(directory.resolve("django.log").toFile()));
    builder
        .environment()
        .putAll(
            Map.of(
                "PYTHONPATH",
                checkout + ":" + ProjectFiles.ofTheBuild().project().resolve("bench/django"),
                "PYTHONDONTWRITEBYTECODE",
                "1",
                "DJANGO_SETTINGS_MODULE",
                "bench_settings",
                "DJANGO_SUPERUSER_PASSWORD",
                TestSettings.SUPERUSER_PASSWORD,
                "BENCH_DATABASE",
                databaseUrl));
    return builder;
  }

  /** The service's settings read it from the directory it is started in. */
  private void writeKey() throws IOException {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      String key =
          Base64.getMimeEncoder(64, new byte[] {'\n'})
              .encodeToString(generator.generateKeyPair().getPrivate().getEncoded());
      Files.writeString(
          directory.resolve("oidc_private.pem"),
          "-----BEGIN PRIVATE KEY-----\n" + key + "\n-----END PRIVATE KEY-----\n");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has RSA", e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
  }
}
