package io.authservice.keycloak.migration.source;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;

/** A file that can be read again and again, until it is closed. Reads must not overlap. */
public final class DumpFile implements AutoCloseable {

  /** What people have sent instead, by the bytes it begins with. */
  private static final Map<String, String> BEGINNINGS =
      Map.of(
          "PK\u0003\u0004", "a ZIP archive",
          "SQLite format 3", "a database of SQLite; a bridge reads that, with source=database",
          "PGDMP", "a dump of PostgreSQL's",
          "--", "a dump of SQL statements",
          "<", "XML or HTML",
          "BZh", "compressed by bzip2",
          "\u00fd7zXZ", "compressed by xz");

  private final FileChannel channel;

  private DumpFile(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes in what is sent. The file has no name once it is open, so that its password hashes go
   * with the server, however that ends.
   *
   * @return empty if there is more than allowed
   * @throws UncheckedIOException if it breaks off, or the disk is full
   */
  public static Optional<DumpFile> received(InputStream sent, long maxBytes) {
    try {
      // Readable by the server's own account only, for as long as it has a name.
      Path path = Files.createTempFile("auth-service-import-", null);
      FileChannel channel =
          FileChannel.open(
              path,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.DELETE_ON_CLOSE);
      DumpFile file = new DumpFile(channel);
      try {
        if (file.fill(sent, maxBytes)) {
          return Optional.of(file);
        }
        file.close();
        return Optional.empty();
      } catch (IOException | RuntimeException failure) {
        file.close();
        throw failure;
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /**
   * A file of the server's.
   *
   * @param name without any directory
   * @return empty if there is no such file in the directory itself
   */
  public static Optional<DumpFile> in(Path directory, String name) {
    try {
      Path base = directory.toRealPath();
      Path path = base.resolve(name);
      if (!base.equals(path.getParent()) || !path.toRealPath().equals(path)) {
        return Optional.empty();
      }
      return Files.isRegularFile(path)
          ? Optional.of(new DumpFile(FileChannel.open(path, StandardOpenOption.READ)))
          : Optional.empty();
    } catch (IOException | IllegalArgumentException notThere) {
      return Optional.empty();
    }
  }

  private boolean fill(InputStream sent, long maxBytes) throws IOException {
    // The channel stays open for reading: only the stream over it is done with.
    OutputStream out = Channels.newOutputStream(channel);
    byte[] buffer = new byte[1 << 16];
    long total = 0;
    for (int read = sent.read(buffer); read >= 0; read = sent.read(buffer)) {
      total += read;
      if (total > maxBytes) {
        return false;
      }
      out.write(buffer, 0, read);
    }
    return true;
  }

  public boolean isEmpty() {
    return size() == 0;
  }

  /** In bytes, as it lies there. */
  long size() {
    try {
      return channel.size();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** From its beginning. Closing the stream leaves the file open. */
  InputStream open() throws IOException {
    channel.position(0);
    return new FilterInputStream(Channels.newInputStream(channel)) {
      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        return in.read(bytes, offset, length);
      }

      @Override
      public void close() {}
    };
  }

  /** What it is instead of a dump, where its beginning tells. */
  Optional<String> otherKind() {
    try (InputStream bytes = open()) {
      String start = new String(bytes.readNBytes(16), StandardCharsets.ISO_8859_1);
      return BEGINNINGS.entrySet().stream()
          .filter(known -> start.startsWith(known.getKey()))
          .map(Map.Entry::getValue)
          .findFirst();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
