package io.authservice.keycloak.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.authservice.keycloak.server.ProjectFiles;
import io.authservice.keycloak.server.ServerContents;
import io.authservice.keycloak.server.ServerHome;
import io.authservice.keycloak.testing.Cluster;
import io.authservice.keycloak.testing.TimedClient;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two nodes on one database, each replaced by one with another JAR while the other serves. There is
 * no older release to start from: the old JAR is the new one packed again under another version, so
 * that this shows how nodes of two builds stand beside each other, and nothing of what a change
 * between two releases does.
 */
@Tag("long")
class RollingClusterIT {

  private static final String PASSWORD = "tr0mb0ne-quartet";
  private static final int WRITES = 40;
  private static final int LOGINS = 5;
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @Test
  void movesToTheNewJarNodeByNodeUnderLoadAndLosesNothing(@TempDir Path directory)
      throws IOException, InterruptedException {
    ProjectFiles files = ProjectFiles.ofTheBuild();
    Path old = repacked(files.provider(), Files.createDirectories(directory.resolve("old")));
    ServerHome before = home(files, "postgres-old", old);
    ServerHome after = home(files, "postgres", files.provider());
    try (Cluster cluster =
        Cluster.start(Files.createDirectories(directory.resolve("database")), before)) {
      TimedClient first = new TimedClient(cluster.a().baseUrl());
      String root = first.loginAsSuperuser().access();
      first.newUser("steady", PASSWORD, false);
      Logins logins = new Logins(cluster);
      Writers written;
      try (Writers writers = Writers.start(cluster::either, root)) {
        written = writers;
        logins.start();
        progress(writers, logins);
        cluster.a().stop();
        progress(writers, logins);
        cluster.replace(0, after);
        progress(writers, logins);
        cluster.b().stop();
        progress(writers, logins);
        cluster.replace(1, after);
        progress(writers, logins);
      } finally {
        logins.end();
      }
      written.assertKept(cluster.database());
      System.out.printf(
          "rolling: %d writes acknowledged, 0 lost; %d logins%n",
          written.acknowledged(), logins.letIn.get());
      assertThat(logins.faults).as("logins neither let in nor 503").isEmpty();
    }
  }

  private static ServerHome home(ProjectFiles files, String name, Path provider) {
    ServerContents contents =
        ServerContents.of(files).withBuildOptions(ServerContents.POSTGRES_OPTIONS);
    return ServerHome.prepare(
        files.work().resolve(name),
        new ServerContents(
            contents.version(),
            contents.distribution(),
            List.of(provider),
            contents.themes(),
            contents.realm(),
            contents.buildOptions()));
  }

  private static Path repacked(Path jar, Path directory) throws IOException {
    Path copy = directory.resolve(jar.getFileName());
    try (JarFile from = new JarFile(jar.toFile());
        OutputStream file = Files.newOutputStream(copy)) {
      Manifest manifest = new Manifest(from.getManifest());
      manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, "0.0.1");
      try (JarOutputStream to = new JarOutputStream(file, manifest)) {
        for (JarEntry entry : Collections.list(from.entries())) {
          if (!entry.getName().equals(JarFile.MANIFEST_NAME)) {
            to.putNextEntry(new JarEntry(entry.getName()));
            from.getInputStream(entry).transferTo(to);
            to.closeEntry();
          }
        }
      }
    }
    return copy;
  }

  private static void progress(Writers writers, Logins logins) {
    int known = writers.acknowledged();
    int letIn = logins.letIn.get();
    await()
        .atMost(PATIENCE)
        .until(
            () -> writers.acknowledged() >= known + WRITES && logins.letIn.get() >= letIn + LOGINS);
  }

  /** Somebody who logs in again and again, at either node. */
  private static final class Logins {

    private static final long BREATH_MILLIS = 100;

    private final Cluster cluster;
    private final AtomicInteger letIn = new AtomicInteger();
    private final Queue<String> faults = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final Thread thread = new Thread(this::work, "logins");

    private Logins(Cluster cluster) {
      this.cluster = cluster;
    }

    private void start() {
      thread.start();
    }

    private void end() throws InterruptedException {
      ended.set(true);
      thread.join();
    }

    private void work() {
      try {
        while (!ended.get()) {
          logIn();
          Thread.sleep(BREATH_MILLIS);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private void logIn() {
      try {
        TimedClient.Answer answer =
            cluster
                .either()
                .send(
                    "POST", "/api/token/", "", Map.of("username", "steady", "password", PASSWORD));
        if (answer.status() == 200) {
          letIn.incrementAndGet();
        } else if (answer.status() != 503) {
          faults.add(answer.toString());
        }
      } catch (UncheckedIOException gone) {
        // The balancer of a real cluster would have asked the other node.
        Thread.onSpinWait();
      }
    }
  }
}
