package io.authservice.keycloak.bench;

import io.authservice.keycloak.bench.Aim.Better;
import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Formats of passwords and the reading of requests by themselves, measured by JMH. */
final class MicroBenchmark {

  private static final String CLASS_PATH = "java.class.path";
  private static final TimeValue ITERATION = TimeValue.seconds(2);

  private MicroBenchmark() {}

  static void run(Findings findings) throws RunnerException {
    // Forked JVMs get their classes from this property; Maven has ours from a class loader.
    if (Thread.currentThread().getContextClassLoader() instanceof URLClassLoader loader) {
      System.setProperty(
          CLASS_PATH,
          Arrays.stream(loader.getURLs())
              .map(URL::getPath)
              .collect(Collectors.joining(File.pathSeparator)));
    }
    Runner runner =
        new Runner(
            new OptionsBuilder()
                .include(".*\\.PasswordMicro\\..*")
                .include(".*\\.WireMicro\\..*")
                .forks(2)
                .warmupIterations(3)
                .warmupTime(ITERATION)
                .measurementIterations(5)
                .measurementTime(ITERATION)
                .shouldFailOnError(true)
                .build());
    for (RunResult result : runner.run()) {
      findings.add(figure(result));
    }
  }

  private static Figure figure(RunResult result) {
    BenchmarkParams params = result.getParams();
    List<Double> scores = new ArrayList<>();
    for (BenchmarkResult fork : result.getBenchmarkResults()) {
      for (IterationResult iteration : fork.getIterationResults()) {
        scores.add(iteration.getPrimaryResult().getScore());
      }
    }
    String name = params.getBenchmark();
    return new Figure(
        name.substring(name.lastIndexOf('.', name.lastIndexOf('.') - 1) + 1),
        "µs",
        Better.LOWER,
        new Samples(scores));
  }
}
