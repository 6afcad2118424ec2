package io.authservice.keycloak.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** Where the run command keeps the database, the server's log and the first superuser's name. */
final class DataDirectory {
  private static final String SUPERUSER = "superuser";
  private static final String H2 = "h2";

  private final Path directory;
  // Open for as long as this JVM lives: closing it would end the lock.
  private final FileChannel lock;

  private DataDirectory(Path directory, FileChannel lock) {
    this.directory = directory;
    this.lock = lock;
  }

  /**
   * Makes the directory if need be, and takes it for this JVM alone.
   *
   * @throws ServerException when it cannot be written, or another server has it
   */
  static DataDirectory open(Path directory) {
    try {
      Files.createDirectories(directory);
      FileChannel channel =
          FileChannel.open(
              directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (channel.tryLock() == null) {
        throw new ServerException(
            "another server uses the data directory " + directory + "; choose one by -Ddata=DIR");
      }
      return new DataDirectory(directory, channel);
    } catch (FileAlreadyExistsException e) {
      throw new ServerException("the data directory " + directory + " is not a directory");
    } catch (IOException e) {
      throw new ServerException(
          "the data directory " + directory + " cannot be written (" + e.getMessage() + ")");
    }
  }

  Path log() {
    return directory.resolve("server.log");
  }

  Path h2() {
    return directory.resolve(H2);
  }

  boolean isLocked() {
    return lock.isOpen();
  }

  /** The name of the superuser made at the first start; empty before. */
  Optional<String> superuser() {
    Path file = directory.resolve(SUPERUSER);
    try {
      return Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Marks the first start as done. */
  void keepSuperuser(String name) {
    try {
      Files.writeString(directory.resolve(SUPERUSER), name + System.lineSeparator());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Puts the database of a first start that was cut off out of the way: whether its superuser has
   * the password that was shown, if any, nobody can tell.
   */
  void startAfresh() {
    if (!Files.exists(h2())) {
      return;
    }
    String now =
        DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT)
            .withZone(ZoneOffset.UTC)
            .format(Instant.now());
    try {
      Files.move(h2(), directory.resolve(H2 + "-unfinished-" + now));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
