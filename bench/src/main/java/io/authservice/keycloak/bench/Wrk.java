package io.authservice.keycloak.bench;

import io.authservice.keycloak.server.ProjectFiles;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A load of requests, sent by <a href="https://github.com/wg/wrk">wrk</a> over connections that are
 * kept open, each with one request at a time.
 */
final class Wrk implements AutoCloseable {

  private static final String PROGRAM = "wrk";
  private static final Pattern FIGURE = Pattern.compile("(\\w+)=(\\d+)");

  /** The most requests that are kept, which wrk does in memory. */
  private static final int MOST = 50_000;

  private final URI address;
  private final Path requests;
  private final String named;
  private long sent;

  /**
   * Sends nothing yet.
   *
   * @param subjects how many requests there are, which are sent in turn
   */
  Wrk(URI address, int subjects, IntFunction<Request> request) throws IOException {
    this.address = address;
    named = request.apply(0).line();
    requests = Files.createTempFile("requests", ".http");
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(requests))) {
      for (int subject = 0; subject < Math.min(subjects, MOST); subject++) {
        byte[] bytes = request.apply(subject).bytes();
        out.write((bytes.length + "\n").getBytes(StandardCharsets.US_ASCII));
        out.write(bytes);
      }
    }
  }

  /**
   * What came of a load.
   *
   * @param seconds it took
   * @param p50 half of the answers came within so many milliseconds
   */
  record Result(long answers, double seconds, double p50, double p99, double p999) {

    double perSecond() {
      return answers / seconds;
    }
  }

  /** As many requests as are answered. */
  Result fullSpeed(int connections, Duration time) {
    return start(connections, time, 0).result();
  }

  /** Requests at a steady rate, whether or not those before were answered quickly. */
  Result steadily(int connections, Duration time, double perSecond) {
    return start(connections, time, perSecond).result();
  }

  /**
   * Begins a load.
   *
   * @param perSecond 0 for as many as are answered
   */
  Running start(int connections, Duration time, double perSecond) {
    try {
      return new Running(
          new ProcessBuilder(
                  PROGRAM,
                  "--threads=1",
                  "--connections=" + connections,
                  "--duration=" + Math.max(1, time.toSeconds()) + "s",
                  "--timeout=60s",
                  "--script=" + ProjectFiles.ofTheBuild().project().resolve("bench/load.lua"),
                  address.toString(),
                  "--",
                  requests.toString(),
                  Long.toString(sent),
                  Double.toString(perSecond))
              .redirectErrorStream(true)
              .start());
    } catch (IOException e) {
      throw new UncheckedIOException("wrk cannot be started: is it installed?", e);
    }
  }

  /** A load under way. */
  final class Running {
    private final Process process;

    private Running(Process process) {
      this.process = process;
    }

    /**
     * Waits for its end.
     *
     * @throws IllegalStateException if any answer was not a success
     */
    Result result() {
      Map<String, Long> figures = figures();
      if (figures.get("refused") + figures.get("broken") > 0) {
        throw new IllegalStateException(named + " was refused, or not answered: " + figures);
      }
      return resultOf(figures);
    }

    /** The same, where some may be refused or go unanswered. */
    Attempts attempts() {
      Map<String, Long> figures = figures();
      return new Attempts(resultOf(figures), figures.get("refused"), figures.get("broken"));
    }

    private Map<String, Long> figures() {
      try {
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Map<String, Long> figures = new HashMap<>();
        int result = output.indexOf("RESULT ");
        if (process.waitFor() != 0 || result < 0) {
          throw new IllegalStateException(named + ": " + output);
        }
        Matcher figure = FIGURE.matcher(output.substring(result));
        while (figure.find()) {
          figures.put(figure.group(1), Long.valueOf(figure.group(2)));
        }
        return figures;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        process.destroy();
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }

    private Result resultOf(Map<String, Long> figures) {
      sent += figures.get("answers");
      return new Result(
          figures.get("answers"),
          figures.get("micros") / 1e6,
          figures.get("p50") / 1e3,
          figures.get("p99") / 1e3,
          figures.get("p999") / 1e3);
    }
  }

  /** What came of a load of which some may fail. */
  record Attempts(Result result, long refused, long broken) {}

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(requests);
  }
}
