package io.authservice.keycloak.persistence.model;

import io.authservice.keycloak.persistence.failure.DatabaseRefusal;
import io.authservice.keycloak.persistence.failure.DatabaseRefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One line of a user model as words, taken one after the other. */
final class ModelText {

  private static final Pattern WORD =
      Pattern.compile(
          "\\s+|(?<word>'(?:[^'\\\\\\x00]|'')*'|-?\\d{1,18}|[A-Za-z_]\\w*(?:\\.[A-Za-z_]\\w*)?"
              + "|<>|<=|>=|[=<>(),])");

  private final int line;
  private final List<String> words = new ArrayList<>();
  private int next;

  /**
   * @param line its number, which refusals name
   */
  ModelText(int line, String text) {
    this.line = line;
    Matcher matcher = WORD.matcher(text);
    int end = 0;
    while (matcher.find() && matcher.start() == end) {
      end = matcher.end();
      if (matcher.group("word") != null) {
        words.add(matcher.group("word"));
      }
    }
    if (end != text.length()) {
      throw refused(text.substring(end));
    }
  }

  boolean isAtEnd() {
    return next == words.size();
  }

  /** Whether the next word is this one, whatever its letter case. */
  boolean isNext(String word) {
    return !isAtEnd() && words.get(next).equalsIgnoreCase(word);
  }

  /** Takes the next word if it is this one. */
  boolean take(String word) {
    boolean taken = isNext(word);
    if (taken) {
      next++;
    }
    return taken;
  }

  void require(String word) {
    if (!take(word)) {
      throw refused();
    }
  }

  String take() {
    if (isAtEnd()) {
      throw refused();
    }
    return words.get(next++);
  }

  /** A name of a field, table or column. */
  String name() {
    String name = take();
    if (!isName(name) || name.indexOf('.') >= 0) {
      next--;
      throw refused();
    }
    return name;
  }

  /** A table and its column, with a dot between them. */
  String[] place() {
    String place = take();
    int dot = place.indexOf('.');
    if (dot < 0 || !isName(place)) {
      throw refused(DatabaseRefusal.MODEL_NOT_UNDERSTOOD, place);
    }
    return new String[] {place.substring(0, dot), place.substring(dot + 1)};
  }

  static boolean isName(String word) {
    return Character.isLetter(word.charAt(0)) || word.charAt(0) == '_';
  }

  void requireEnd() {
    if (!isAtEnd()) {
      throw refused();
    }
  }

  /** The word that does not belong where it stands. */
  DatabaseRefusedException refused() {
    return refused(isAtEnd() ? "" : words.get(next));
  }

  private DatabaseRefusedException refused(String rest) {
    return refused(DatabaseRefusal.MODEL_NOT_UNDERSTOOD, shortened(rest));
  }

  DatabaseRefusedException refused(DatabaseRefusal refusal, String what) {
    return new DatabaseRefusedException(refusal, Integer.toString(line), what);
  }

  private static String shortened(String rest) {
    String text = rest.strip();
    return text.toLowerCase(Locale.ROOT).isEmpty()
        ? "…"
        : text.length() > 40 ? text.substring(0, 40) + "…" : text;
  }
}
