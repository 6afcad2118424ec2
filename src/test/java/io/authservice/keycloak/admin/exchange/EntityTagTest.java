package io.authservice.keycloak.admin.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntityTagTest {

  private final EntityTag tag = EntityTag.of(List.of("anna", 4L, true));

  @Test
  void isTheSameForTheSameAndAnotherForAllElse() {
    assertThat(tag.text()).matches("\"[0-9a-f]{32}\"");
    assertThat(EntityTag.of(List.of("anna", 4L, true)).text()).isEqualTo(tag.text());
    assertThat(
            List.of(
                EntityTag.of(List.of("anna", 4L, false)).text(),
                EntityTag.of(List.of("ann", "a4", true)).text(),
                EntityTag.of(List.of("anna", 4L)).text(),
                EntityTag.of(Arrays.asList("anna", null, true)).text(),
                EntityTag.of(List.of("anna", "null", true)).text()))
        .doesNotContain(tag.text())
        .doesNotHaveDuplicates();
  }

  @Test
  void isFoundAmongOthers() {
    assertThat(tag.isAmong(tag.text())).isTrue();
    assertThat(tag.isAmong("\"x\" , " + tag.text() + ",\"y\"")).isTrue();
    assertThat(tag.isAmong(" * ")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\"x\"", "x", "\"", "*,\"x\"", "**", "\"\"", "null", "W/\"x\""})
  void isNothingElse(String sent) {
    assertThat(tag.isAmong(sent)).isFalse();
  }

  @Test
  void isNoWeakOneNorOneWithoutMarksNorAmongRubbish() {
    assertThat(tag.isAmong("W/" + tag.text())).isFalse();
    assertThat(tag.isAmong(tag.text().replace("\"", ""))).isFalse();
    assertThat(tag.isAmong(tag.text() + ",rubbish")).isFalse();
  }
}
