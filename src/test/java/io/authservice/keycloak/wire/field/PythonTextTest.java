package io.authservice.keycloak.wire.field;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class PythonTextTest {

  private static final String SPACES =
      "\t\n\u000b\f\r\u001c\u001d\u001e\u001f \u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004"
          + "\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000";

  @Test
  void knowsPythonsWhiteSpaceAndNoOther() {
    String found =
        IntStream.rangeClosed(0, Character.MAX_VALUE)
            .filter(c -> PythonText.isSpace((char) c))
            .mapToObj(Character::toString)
            .collect(Collectors.joining());

    assertThat(found).isEqualTo(SPACES);
  }

  @Test
  void stripsBothEndsAndNothingElse() {
    Random random = new Random(11);
    for (int i = 0; i < 5000; i++) {
      String core = "x" + mixed(random, random.nextInt(10)) + "\uD83D\uDE00";

      assertThat(PythonText.strip(spaces(random) + core + spaces(random))).isEqualTo(core);
    }
    assertThat(PythonText.strip(SPACES)).isEmpty();
  }

  @Test
  void countsCodePoints() {
    Random random = new Random(12);
    TextCheck atMost20 = TextCheck.maxLength(20);
    for (int i = 0; i < 5000; i++) {
      int length = random.nextInt(40);
      String text =
          random
              .ints(length, 0, 3)
              .mapToObj(kind -> kind == 0 ? "a" : kind == 1 ? "\u4e2d" : "\uD840\uDC00")
              .collect(Collectors.joining());

      assertThat(atMost20.complaint(text).isEmpty()).isEqualTo(length <= 20);
    }
  }

  @Test
  void takesLettersNumbersAndUnderscoresForWords() {
    assertThat("a_Z\u00e9\u0661\u00b2\u2167\u4e2d\uFF21\uFB01\u0130".codePoints())
        .allMatch(PythonText::isWord);
    assertThat(PythonText.isWord(0x20000)).isTrue();
    assertThat("\u0301\u203f\u24b6\u200b\u00a0-\u20ac\uD800".codePoints())
        .noneMatch(PythonText::isWord);
  }

  private static String spaces(Random random) {
    return random
        .ints(random.nextInt(5), 0, SPACES.length())
        .mapToObj(i -> SPACES.substring(i, i + 1))
        .collect(Collectors.joining());
  }

  private static String mixed(Random random, int length) {
    return random
        .ints(length, 0, 3)
        .mapToObj(kind -> kind == 0 ? " " : kind == 1 ? "\u2003" : "\u200b")
        .collect(Collectors.joining());
  }
}
