package io.authservice.keycloak.admin.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.wire.body.BodyParser;
import io.authservice.keycloak.wire.error.ApiException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BulkFormTest {

  @Test
  void readsWhomByIds() {
    assertThat(read("{'action':'add_to_group','group':3,'ids':[2,1,2]}"))
        .isEqualTo(
            new BulkOrder(
                BulkAction.ADD_TO_GROUP,
                OptionalLong.of(3),
                Optional.of(Set.of(UserId.of(1), UserId.of(2))),
                Optional.empty(),
                Optional.empty()));
  }

  @Test
  void readsWhomByUuids() {
    UserId uuid = UserId.of(UUID.fromString("8f14e45f-ceea-467f-a5b1-0c9f3a1d2e4b"));
    assertThat(read("{'action':'delete','ids':['" + uuid + "','7']}").ids())
        .contains(Set.of(uuid, UserId.of(7)));
    assertThat(read("{'action':'delete','all':{},'after':'" + uuid + "'}").after()).contains(uuid);
    assertThat(read("{'action':'delete','all':{},'after':0}").after()).isEmpty();
  }

  @Test
  void readsWhomByFilters() {
    assertThat(read("{'action':'delete','all':{'search':'x','is_staff':true},'after':7}"))
        .isEqualTo(
            new BulkOrder(
                BulkAction.DELETE,
                OptionalLong.empty(),
                Optional.empty(),
                Optional.of(Map.of("search", "x", "is_staff", "true")),
                Optional.of(UserId.of(7))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | action=[required], ids=[required]",
        "[] | non_field_errors=[invalid]",
        "null | non_field_errors=[invalid]",
        "{'action':null,'ids':[1]} | action=[null]",
        "{'action':'explode','ids':[1]} | action=[invalid]",
        "{'action':'delete'} | ids=[required]",
        "{'action':'delete','ids':null} | ids=[null]",
        "{'action':'delete','ids':{}} | ids=[not_a_list]",
        "{'action':'delete','ids':[[1]]} | ids=[incorrect_type]",
        "{'action':'delete','ids':[1],'all':{}} | all=[invalid]",
        "{'action':'delete','ids':[1],'after':1} | after=[invalid]",
        "{'action':'delete','all':null} | all=[null]",
        "{'action':'delete','all':[]} | all=[invalid]",
        "{'action':'delete','all':'everybody'} | all=[invalid]",
        "{'action':'delete','all':{'is_Staff':'true'}} | all=[invalid]",
        "{'action':'delete','all':{'search':' '}} | all=[invalid]",
        "{'action':'delete','all':{'search':{}}} | all=[invalid]",
        "{'action':'delete','all':{'search':null}} | all=[invalid]",
        "{'action':'delete','all':{},'after':-1} | after=[invalid]",
        "{'action':'delete','all':{},'after':1.5} | after=[invalid]",
        "{'action':'delete','all':{},'after':'1'} | after=[invalid]",
        "{'action':'delete','ids':['8F14E45F-CEEA-467F-A5B1-0C9F3A1D2E4B']} | ids=[incorrect_type]",
        "{'action':'delete','ids':[9999999999999999999]} | ids=[does_not_exist]",
        "{'action':'delete','all':{},'after':99999999999999999999} | after=[invalid]",
        "{'action':'delete','all':{},'group':3} | group=[invalid]",
        "{'action':'delete','ids':[1],'group':null} | group=[invalid]",
        "{'action':'remove_from_group','ids':[1]} | group=[required]",
        "{'action':'remove_from_group','ids':[1],'group':null} | group=[null]",
        "{'action':'remove_from_group','ids':[1],'group':'3'} | group=[invalid]"
      })
  void whatContradictsItselfIsRefused(String body, String codes) {
    assertRefused(body, codes);
  }

  @Test
  void aPortionHasItsSize() {
    String hundred =
        IntStream.rangeClosed(1, 100).mapToObj(Integer::toString).collect(Collectors.joining(","));

    assertThat(read("{'action':'delete','ids':[" + hundred + "]}").ids().orElseThrow())
        .hasSize(100);
    assertRefused("{'action':'delete','ids':[" + hundred + ",101]}", "ids=[max_length]");
  }

  @Test
  void manyWrongFiltersMakeNoLongAnswer() {
    String filters =
        IntStream.range(0, 500).mapToObj(n -> "'x" + n + "':1").collect(Collectors.joining(","));

    assertRefused("{'action':'delete','all':{" + filters + "}}", "all=[invalid]");
  }

  private static void assertRefused(String body, String codes) {
    assertThatThrownBy(() -> read(body))
        .isInstanceOfSatisfying(
            ApiException.class,
            refused -> {
              assertThat(refused.status()).isEqualTo(400);
              assertThat(refused.codedBody().toString()).contains("codes={" + codes + "}");
            });
  }

  private static BulkOrder read(String body) {
    return new BulkForm(
            new BodyParser(10_000, 16)
                .parse(
                    "application/json", body.replace('\'', '"').getBytes(StandardCharsets.UTF_8)))
        .read();
  }
}
