package io.authservice.keycloak.bench;

import io.authservice.keycloak.bench.Aim.Better;
import io.authservice.keycloak.bench.Comparison.Pair;
import io.authservice.keycloak.password.DjangoPasswords;
import io.authservice.keycloak.password.PasswordSettings;
import io.authservice.keycloak.password.format.Encoding;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;

/**
 * How long our PBKDF2-SHA256 takes beside OpenSSL's, for the same iterations, in processor time.
 * OpenSSL is called by Python's {@code hashlib.pbkdf2_hmac}, as Django calls it. The two take
 * turns, and each turn's ratio is formed before the median is.
 */
final class PasswordBenchmark {

  private static final int[] ITERATIONS = {10_000, 100_000, 1_000_000};
  private static final int TURNS = 15;
  private static final int WARM_UP = 20;

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

  private final Findings findings;

  private PasswordBenchmark(Findings findings) {
    this.findings = findings;
  }

  static void run(Options options, Findings findings) {
    new PasswordBenchmark(findings).measureAll(options.text("python"));
  }

  private void measureAll(String python) {
    try (OpenSsl openSsl = OpenSsl.start(python)) {
      findings.note("OpenSSL", openSsl.version());
      for (int i = 0; i < WARM_UP; i++) {
        ours(ITERATIONS[1]);
      }
      for (int iterations : ITERATIONS) {
        measure(openSsl, iterations);
      }
    }
  }

  private void measure(OpenSsl openSsl, int iterations) {
    List<Pair> pairs = new ArrayList<>();
    for (int turn = 0; turn < TURNS; turn++) {
      pairs.add(new Pair(ours(iterations) / 1e6, openSsl.nanoseconds(iterations) / 1e6));
    }
    findings.add(
        new Comparison(
            "PBKDF2-SHA256 of %d iterations".formatted(iterations),
            "OpenSSL",
            "ms",
            Aim.none(Better.LOWER),
            pairs));
  }

  private double ours(int iterations) {
    DjangoPasswords passwords =
        new DjangoPasswords(PasswordSettings.of(new Encoding.Pbkdf2Sha256(iterations)));
    long start = threads.getCurrentThreadCpuTime();
    passwords.encode("correct horse battery staple");
    return threads.getCurrentThreadCpuTime() - start;
  }
}
