package io.authservice.keycloak.migration.source;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * What a file unpacks to, as far as it may: some unpack to a thousand times their size. One row can
 * take minutes to pass over, and the import lives meanwhile.
 */
final class UnpackedStream extends FilterInputStream {

  private static final long BETWEEN_PULSES = 1 << 20;

  private final long limit;
  private final Runnable pulse;
  private long total;
  private long nextPulse = BETWEEN_PULSES;

  /**
   * Nothing is read yet.
   *
   * @param limit bytes
   * @param pulse called for every megabyte
   */
  UnpackedStream(InputStream in, long limit, Runnable pulse) {
    super(in);
    this.limit = limit;
    this.pulse = pulse;
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
    if (total >= nextPulse) {
      nextPulse = total + BETWEEN_PULSES;
      pulse.run();
    }
    if (total > limit) {
      throw new ImportFailedException(
          "The file unpacks to more than " + limit + " bytes, far more than a dump would");
    }
  }
}
