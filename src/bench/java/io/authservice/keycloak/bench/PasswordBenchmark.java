package io.authservice.keycloak.bench;

import io.authservice.keycloak.password.DjangoPasswords;
import io.authservice.keycloak.password.Encoding;
import io.authservice.keycloak.password.PasswordSettings;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How long our PBKDF2-SHA256 takes beside OpenSSL's, for the same iterations, in processor
 * time. OpenSSL is called by Python's {@code hashlib.pbkdf2_hmac}, as Django
 * calls it. The two take turns, and each turn's ratio is formed before the median is.
 */
final class PasswordBenchmark {

  private static final int[] ITERATIONS = {10_000, 100_000, 1_000_000};
  private static final int TURNS = 15;
  private static final int WARM_UP = 20;

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

  private PasswordBenchmark() {}

  static void run() {
    new PasswordBenchmark().measureAll();
  }

  private void measureAll() {
    try (OpenSsl openSsl = OpenSsl.start()) {
      System.out.printf("PBKDF2-SHA256 beside %s, Java %s%n%n", openSsl.version(), Runtime.version());
      System.out.println("| iterations | ours ms | OpenSSL ms | ratio, median | least | most |");
      System.out.println("|---|---|---|---|---|---|");
      for (int i = 0; i < WARM_UP; i++) {
        ours(ITERATIONS[1]);
      }
      for (int iterations : ITERATIONS) {
        measure(openSsl, iterations);
      }
    }
  }

  private void measure(OpenSsl openSsl, int iterations) {
    List<Double> ours = new ArrayList<>();
    List<Double> theirs = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    for (int turn = 0; turn < TURNS; turn++) {
      double own = ours(iterations);
      double other = openSsl.nanoseconds(iterations);
      ours.add(own);
      theirs.add(other);
      ratios.add(own / other);
    }
    System.out.printf(
        Locale.ROOT,
        "| %d | %.1f | %.1f | %.2f | %.2f | %.2f |%n",
        iterations,
        median(ours) / 1e6,
        median(theirs) / 1e6,
        median(ratios),
        ratios.stream().min(Double::compare).orElseThrow(),
        ratios.stream().max(Double::compare).orElseThrow());
  }

  private double ours(int iterations) {
    DjangoPasswords passwords =
        new DjangoPasswords(PasswordSettings.of(new Encoding.Pbkdf2Sha256(iterations)));
    long start = threads.getCurrentThreadCpuTime();
    passwords.encode("correct horse battery staple");
    return threads.getCurrentThreadCpuTime() - start;
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
  }
}
