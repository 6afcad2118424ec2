package io.authservice.keycloak.migration.assessment;

import static org.assertj.core.api.Assertions.assertThat;

import io.authservice.keycloak.account.row.BelongingTable;
import io.authservice.keycloak.documentation.Page;
import io.authservice.keycloak.migration.source.SourceRow;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The tables that are told of are those that imports know. */
class KnownTableTest {

  @Test
  void everyTableThatAnImportReadsIsTold() {
    assertThat(Arrays.stream(BelongingTable.values()).map(BelongingTable::model))
        .allMatch(model -> KnownTable.ofModel(model).isPresent());
    assertThat(Arrays.stream(SourceRow.Kind.values()).filter(kind -> kind != SourceRow.Kind.USER))
        .allMatch(kind -> KnownTable.ofModel(kind.model()).isPresent());
    for (BelongingTable table : BelongingTable.values()) {
      assertThat(KnownTable.ofModel(table.model()).orElseThrow().table()).isEqualTo(table.table());
    }
    assertThat(KnownTable.ofModel("shop.order")).isEmpty();
  }

  @Test
  void namesDifferAndReasonsAreSaid() {
    assertThat(Arrays.stream(KnownTable.values()).map(KnownTable::table)).doesNotHaveDuplicates();
    assertThat(Arrays.stream(KnownTable.values()).map(KnownTable::how)).noneMatch(String::isBlank);
  }

  @Test
  void optionsThatAreNamedExist() {
    String options = Page.of("docs/configuration.md").text();
    List<String> named =
        Stream.of(KnownTable.values())
            .flatMap(
                table ->
                    Pattern.compile("legacy-[a-z0-9-]+")
                        .matcher(table.how())
                        .results()
                        .map(MatchResult::group))
            .toList();

    assertThat(named).isNotEmpty().allMatch(option -> options.contains("`" + option + "`"));
  }
}
