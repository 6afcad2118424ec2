package io.authservice.keycloak.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;

/** OpenSSL's PBKDF2 in a Python that waits for work. */
final class OpenSsl implements AutoCloseable {

  private static final String PROGRAM =
      """
      import hashlib, ssl, sys, time
      print(ssl.OPENSSL_VERSION, flush=True)
      for line in sys.stdin:
          start = time.thread_time_ns()
          hashlib.pbkdf2_hmac("sha256", b"correct horse battery staple", b"a" * 22, int(line))
          print(time.thread_time_ns() - start, flush=True)
      """;

  private final Process process;
  private final BufferedReader answers;
  private final PrintWriter questions;
  private final String version;

  private OpenSsl(Process process) throws IOException {
    this.process = process;
    this.answers = process.inputReader(UTF_8);
    this.questions = new PrintWriter(process.outputWriter(UTF_8), true);
    this.version = answers.readLine();
  }

  static OpenSsl start(String python) {
    try {
      return new OpenSsl(
          new ProcessBuilder(python, "-c", PROGRAM)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String version() {
    return version;
  }

  /** The processor time one derivation takes. */
  long nanoseconds(int iterations) {
    questions.println(iterations);
    try {
      return Long.parseLong(answers.readLine());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    questions.close();
    process.destroy();
  }
}
