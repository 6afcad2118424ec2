package io.authservice.keycloak.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads one file of recorded answers, line by line; README.md beside them has the notation. */
final class CaseFile {
  private static final Pattern CASE = Pattern.compile("case ([a-z0-9-]+): (.+)");
  private static final Pattern LET = Pattern.compile("let ([a-z-]+) = (.+)");
  private static final String HEADERS = "headers ";
  private static final String NEEDS = "needs ";

  private final String view;
  private final Notation notation;
  private final List<RecordedCase> cases = new ArrayList<>();
  private final List<StepLines> steps = new ArrayList<>();
  private String headers = "";
  private String name = "";
  private String sentence = "";
  private List<String> needs = List.of();

  private CaseFile(String view, Notation notation) {
    this.view = view;
    this.notation = notation;
  }

  /**
   * @param notation what is declared so far; the file's own declarations are added
   * @throws IllegalArgumentException that names the line which is not understood
   */
  static List<RecordedCase> read(Path file, Notation notation) throws IOException {
    String view = file.getFileName().toString().replace(".txt", "");
    List<String> lines = Files.readAllLines(file);
    CaseFile read = new CaseFile(view, notation);
    for (int number = 0; number < lines.size(); number++) {
      try {
        read.line(lines.get(number));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(file + ":" + (number + 1) + ": " + e.getMessage(), e);
      }
    }
    read.endCase();
    return List.copyOf(read.cases);
  }

  private void line(String line) {
    Matcher begun = CASE.matcher(line);
    Matcher let = LET.matcher(line);
    if (line.isBlank() || line.startsWith("#")) {
      return;
    }
    if (begun.matches()) {
      endCase();
      name = begun.group(1);
      sentence = begun.group(2);
    } else if (let.matches()) {
      notation.declareValue(let.group(1), let.group(2));
    } else if (line.startsWith(HEADERS)) {
      headers = line.substring(HEADERS.length());
      notation.declareHeaders(headers);
    } else if (line.startsWith("  ")) {
      notation.addHeader(headers, notation.header(line.strip()));
    } else if (line.startsWith(NEEDS)) {
      needs = List.of(line.substring(NEEDS.length()).split(", "));
    } else {
      ofAStep(line);
    }
  }

  private void ofAStep(String line) {
    int blank = line.indexOf(' ');
    String mark = line.substring(0, Math.max(blank, 0));
    String rest = line.substring(blank + 1);
    if (name.isEmpty()) {
      throw new IllegalArgumentException("no case has begun");
    }
    switch (mark) {
      case ">" -> sent(rest);
      case "<" -> last().recorded(rest);
      case "<<" -> last().newer(rest);
      case "=" -> last().kept(rest);
      default -> throw new IllegalArgumentException("not understood: " + line);
    }
  }

  private void sent(String rest) {
    if (StepLines.isBeginning(rest)) {
      steps.add(new StepLines(notation, rest));
    } else {
      last().sent(rest);
    }
  }

  private StepLines last() {
    if (steps.isEmpty()) {
      throw new IllegalArgumentException("no request stands before this");
    }
    return steps.get(steps.size() - 1);
  }

  private void endCase() {
    if (!name.isEmpty()) {
      cases.add(
          new RecordedCase(
              view, name, sentence, needs, steps.stream().map(StepLines::step).toList()));
    }
    steps.clear();
    needs = List.of();
  }
}
