package io.authservice.keycloak.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page about installing says what {@code kc.sh build} complains of. */
class BuildWarningsIT {
  private static final Pattern PROMISE =
      Pattern.compile(
          "`kc\\.sh build` logs ([\\w-]+) warnings `KC-SERVICES0047 … is implementing the internal SPI`"
              + " \\(([^)]*)\\)");
  private static final Pattern WARNING =
      Pattern.compile("KC-SERVICES0047: .* is implementing the internal SPI ([\\w-]+)\\.");
  private static final List<String> NUMBERS =
      List.of(
          "no",
          "one",
          "two",
          "three",
          "four",
          "five",
          "six",
          "seven",
          "eight",
          "nine",
          "ten",
          "eleven",
          "twelve",
          "thirteen",
          "fourteen",
          "fifteen",
          "sixteen",
          "seventeen",
          "eighteen",
          "nineteen",
          "twenty",
          "twenty-one",
          "twenty-two");

  @Test
  void areThoseOfThePage() throws IOException {
    MatchResult promise =
        PROMISE
            .matcher(Files.readString(Path.of("docs/install.md")))
            .results()
            .findFirst()
            .orElseThrow();
    ProjectFiles files = ProjectFiles.ofTheBuild();
    ServerHome home =
        ServerHome.prepare(files.work().resolve("h2"), ServerContents.of(files).withMetrics());

    List<String> complaints =
        WARNING
            .matcher(Files.readString(home.buildLog()))
            .results()
            .map(warning -> warning.group(1))
            .toList();

    assertThat(NUMBERS.get(complaints.size())).isEqualTo(promise.group(1));
    assertThat(complaints)
        .containsOnly(
            Pattern.compile("`([\\w-]+)`")
                .matcher(promise.group(2))
                .results()
                .map(name -> name.group(1))
                .toArray(String[]::new));
  }
}
