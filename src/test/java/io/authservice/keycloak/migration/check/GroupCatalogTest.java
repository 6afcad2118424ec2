package io.authservice.keycloak.migration.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.authservice.keycloak.account.extra.ExtraValues;
import io.authservice.keycloak.account.group.GroupRow;
import io.authservice.keycloak.account.row.ContentTypeRow;
import io.authservice.keycloak.account.row.PermissionRow;
import io.authservice.keycloak.migration.check.ImportOptions.Existing;
import io.authservice.keycloak.migration.source.ForeignKey;
import io.authservice.keycloak.migration.source.SourceRow;
import io.authservice.keycloak.testing.Dumps;
import io.authservice.keycloak.testing.TestAccount;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GroupCatalogTest {

  private static final String SHOP =
      """
      {"model": "auth.group", "pk": 1, "fields": {"name": "Sellers", "permissions": [5]}}
      {"model": "auth.permission", "pk": 5,
       "fields": {"name": "Can add order", "content_type": 9, "codename": "add_order"}}
      {"model": "contenttypes.contenttype", "pk": 9,
       "fields": {"app_label": "shop", "model": "order"}}
      """;

  private final Findings findings = new Findings();

  @Test
  void takesRowsInWhateverOrder() {
    GroupCatalog catalog = catalog(NoTables.empty(), Existing.SKIP, SHOP);

    assertThat(catalog.asJson()).isEqualTo(counts(1, 1, 1, 0));
    assertThat(catalog.group(ForeignKey.to(1))).hasValue(1);
    assertThat(catalog.permission(ForeignKey.to(5))).hasValue(5);
    assertThat(catalog.permission(ForeignKey.to(List.of("add_order", "shop", "order"))))
        .hasValue(5);
    assertThat(findings.errors()).isZero();
  }

  @Test
  void leadsToRowsThatAreThereUnderOtherIds() {
    NoTables stored =
        new NoTables(
            List.of(new ContentTypeRow(2, "shop", "order")),
            List.of(new PermissionRow(3, "Can add order", 2, "add_order")),
            List.of(new GroupRow(4, "Sellers", Set.of(3L))),
            List.of());

    GroupCatalog catalog = catalog(stored, Existing.SKIP, SHOP);

    assertThat(catalog.asJson()).isEqualTo(counts(0, 0, 0, 0));
    assertThat(catalog.group(ForeignKey.to(1))).hasValue(4);
    assertThat(catalog.permission(ForeignKey.to(5))).hasValue(3);
    assertThat(reasons()).isEmpty();
  }

  @Test
  void refusesAnIdThatAnotherRowHas() {
    NoTables stored =
        new NoTables(List.of(), List.of(), List.of(new GroupRow(1, "Buyers", Set.of())), List.of());

    GroupCatalog catalog = catalog(stored, Existing.SKIP, SHOP);

    assertThat(reasons()).isEqualTo(Map.of("id_taken", 1));
    assertThat(catalog.group(ForeignKey.to(1))).isEmpty();
  }

  @Test
  void keepsOrReplacesWhatAGroupGives() {
    NoTables stored =
        new NoTables(
            List.of(), List.of(), List.of(new GroupRow(1, "Sellers", Set.of())), List.of());

    assertThat(catalog(stored, Existing.SKIP, SHOP).asJson()).isEqualTo(counts(1, 1, 0, 0));
    assertThat(reasons()).isEqualTo(Map.of("differs", 1));
    assertThat(catalog(stored, Existing.UPDATE, SHOP).asJson()).isEqualTo(counts(1, 1, 0, 1));
  }

  @Test
  void notesWhatIsMissing() {
    catalog(
        NoTables.empty(),
        Existing.SKIP,
        """
        {"model": "auth.group", "pk": 1, "fields": {"name": "Sellers", "permissions": [5]}}
        {"model": "auth.permission", "pk": 6,
         "fields": {"name": "n", "content_type": 9, "codename": "c"}}
        """);

    assertThat(reasons()).isEqualTo(Map.of("missing_reference", 2));
  }

  @Test
  void whatPeopleAreMembersOfByNameIsTheGroupOfThatName() {
    GroupCatalog catalog = catalog(NoTables.empty(), Existing.UPDATE, SHOP, "Sellers", "Sails");

    assertThat(catalog.asJson()).isEqualTo(counts(1, 1, 2, 0));
    assertThat(catalog.group(ForeignKey.to(List.of("Sellers")))).hasValue(1);
    assertThat(catalog.group(ForeignKey.to(List.of("Sails"))).orElseThrow())
        .as("where no id of a project's will come")
        .isGreaterThan(1_000_000);
  }

  @Test
  void aGroupThatIsThereIsLeftAsItIsByMembersOfItsName() {
    NoTables stored =
        new NoTables(
            List.of(), List.of(), List.of(new GroupRow(1, "Sails", Set.of(3L))), List.of());

    GroupCatalog catalog = catalog(stored, Existing.UPDATE, "[]", "Sails");

    assertThat(catalog.asJson()).isEqualTo(counts(0, 0, 0, 0));
    assertThat(catalog.group(ForeignKey.to(List.of("Sails")))).hasValue(1);
    assertThat(reasons()).isEmpty();
  }

  @Test
  void aNameThatFitsNoGroupIsAFinding() {
    catalog(NoTables.empty(), Existing.SKIP, "[]", "x".repeat(151));

    assertThat(reasons()).isEqualTo(Map.of("too_long", 1));
  }

  private GroupCatalog catalog(
      NoTables stored, Existing policy, String dump, String... memberships) {
    GroupCatalog catalog = new GroupCatalog(stored, policy, findings);
    SmallTables small = new SmallTables();
    Dumps.rows(dump).forEach(small::take);
    small.take(
        new SourceRow.User(
            true,
            TestAccount.of(1, "ada"),
            "!",
            List.of(),
            List.of(),
            Set.of(memberships),
            ExtraValues.NONE));
    catalog.take(small);
    return catalog;
  }

  private GroupCatalog catalog(NoTables stored, Existing policy, String dump) {
    GroupCatalog catalog = new GroupCatalog(stored, policy, findings);
    SmallTables small = new SmallTables();
    Dumps.rows(dump).forEach(small::take);
    catalog.take(small);
    return catalog;
  }

  private Map<?, ?> reasons() {
    return (Map<?, ?>) findings.asJson().get("by_reason");
  }

  private static Map<String, Object> counts(int types, int permissions, int groups, int updated) {
    return Map.of(
        "content_types_added", types,
        "permissions_added", permissions,
        "groups_added", groups,
        "groups_updated", updated);
  }
}
