package io.authservice.keycloak.migration;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** What a file unpacks to, as far as it may: some unpack to a thousand times their size. */
final class UnpackedStream extends FilterInputStream {

  private final long limit;
  private long total;

  /**
   * Nothing is read yet.
   *
   * @param limit bytes
   */
  UnpackedStream(InputStream in, long limit) {
    super(in);
    this.limit = limit;
  }

  @Override
  public int read() throws IOException {
    int read = super.read();
    count(read < 0 ? 0 : 1);
    return read;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int read = super.read(bytes, offset, length);
    count(Math.max(read, 0));
    return read;
  }

  private void count(int more) {
    total += more;
    if (total > limit) {
      throw new ImportFailedException(
          "The file unpacks to more than " + limit + " bytes, far more than a dump would");
    }
  }
}
