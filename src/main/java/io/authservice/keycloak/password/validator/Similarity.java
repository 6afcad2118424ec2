package io.authservice.keycloak.password.validator;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How alike a password may be to a text about its user ({@code UserAttributeSimilarityValidator}).
 *
 * @param most the part of their characters that both may have in common, from 0.1 to 1
 */
public record Similarity(double most) {

  /** What Django takes where its settings name none. */
  public static final Similarity USUAL = new Similarity(0.7);

  private static final double LEAST = 0.1;

  private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}_]+");

  /** A text so much shorter cannot be alike, and is not compared. */
  private static final int FAR_SHORTER = 10;

  public Similarity {
    if (!(most >= LEAST && most <= 1)) {
      throw new IllegalArgumentException("not between " + LEAST + " and 1: " + most);
    }
  }

  /** Whether the password is too like the text or one of its words. */
  public boolean isExceededBy(String password, String text) {
    String typed = password.toLowerCase(Locale.ROOT);
    String known = text.toLowerCase(Locale.ROOT);
    return !text.isEmpty()
        && Stream.concat(BETWEEN_WORDS.splitAsStream(known), Stream.of(known))
            .anyMatch(word -> isAlike(typed, word));
  }

  private boolean isAlike(String password, String word) {
    int typed = password.codePointCount(0, password.length());
    int known = word.codePointCount(0, word.length());
    if (typed >= FAR_SHORTER * known && known < most / 2 * typed) {
      return false;
    }
    return typed + known == 0 || 2.0 * inCommon(password, word) / (typed + known) >= most;
  }

  /** Characters of the one that the other has too, each as often as both have it. */
  private static int inCommon(String password, String word) {
    Map<Integer, Integer> left = new HashMap<>();
    word.codePoints().forEach(character -> left.merge(character, 1, Integer::sum));
    return (int)
        password
            .codePoints()
            .filter(character -> left.merge(character, -1, Integer::sum) >= 0)
            .count();
  }
}
