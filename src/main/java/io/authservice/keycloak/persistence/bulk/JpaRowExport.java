package io.authservice.keycloak.persistence.bulk;

import io.authservice.keycloak.account.extra.AccountExtras;
import io.authservice.keycloak.account.extra.ExtraOutline;
import io.authservice.keycloak.account.extra.ExtraValues;
import io.authservice.keycloak.account.group.GroupRow;
import io.authservice.keycloak.account.issued.IssuedToken;
import io.authservice.keycloak.account.issued.IssuedTokenRow;
import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.account.row.ApplicationRow;
import io.authservice.keycloak.account.row.BelongingRow;
import io.authservice.keycloak.account.row.BelongingTable;
import io.authservice.keycloak.account.row.ContentTypeRow;
import io.authservice.keycloak.account.row.PermissionRow;
import io.authservice.keycloak.account.row.RowExport;
import io.authservice.keycloak.account.row.UserRow;
import io.authservice.keycloak.persistence.failure.DatabaseFailures;
import io.authservice.keycloak.persistence.issued.DjangoIssuedTokens;
import jakarta.persistence.EntityManager;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@link RowExport} over Django's tables by way of an {@link EntityManager}. */
public final class JpaRowExport implements RowExport {

  private final StoredRows stored;
  private final DjangoApplications applications;
  private final DjangoIssuedTokens tokens;
  private final DjangoBelongings belongings;
  private final AccountExtras extras;

  /**
   * Reads nothing yet.
   *
   * @param extras what the users have beyond their fields
   */
  public JpaRowExport(
      EntityManager em, DatabaseFailures faults, DjangoIssuedTokens tokens, AccountExtras extras) {
    this.extras = extras;
    this.tokens = tokens;
    this.stored = new StoredRows(em, faults);
    this.applications = new DjangoApplications(em, faults);
    this.belongings = new DjangoBelongings(em, faults);
  }

  @Override
  public List<ContentTypeRow> contentTypes() {
    return stored.contentTypes().stream()
        .sorted(Comparator.comparingLong(ContentTypeRow::id))
        .toList();
  }

  @Override
  public List<PermissionRow> permissions() {
    return stored.permissions().stream()
        .sorted(Comparator.comparingLong(PermissionRow::id))
        .toList();
  }

  @Override
  public List<GroupRow> groups() {
    return stored.groups().stream().sorted(Comparator.comparingLong(GroupRow::id)).toList();
  }

  @Override
  public List<UserRow> users(Optional<UserId> after, int max) {
    return stored.usersAfter(after, max);
  }

  @Override
  public List<ApplicationRow> applications() {
    return applications.all();
  }

  @Override
  public List<IssuedTokenRow> tokens(IssuedToken.Kind kind, String afterPlace, int max) {
    return tokens.after(kind, afterPlace, max);
  }

  @Override
  public Set<BelongingTable> belongingTables() {
    return belongings.tables();
  }

  @Override
  public List<BelongingRow> belongings(
      BelongingTable table, Optional<UserId> afterId, UserId lastId) {
    return belongings.rows(table, afterId, lastId);
  }

  @Override
  public ExtraOutline outline() {
    return new ExtraOutline(extras.attributes(), extras.knowVerified(), extras.haveMemberships());
  }

  @Override
  public Map<UserId, Set<String>> memberships(Collection<UserId> ids) {
    return extras.memberships(ids);
  }

  @Override
  public Map<UserId, ExtraValues> extras(Collection<UserId> ids) {
    Map<UserId, Map<String, Object>> attributes = extras.values(ids);
    Set<UserId> verified = extras.verified(ids);
    Set<UserId> any = new HashSet<>(attributes.keySet());
    any.addAll(verified);
    Map<UserId, ExtraValues> all = new HashMap<>();
    any.forEach(
        id ->
            all.put(
                id, new ExtraValues(attributes.getOrDefault(id, Map.of()), verified.contains(id))));
    return all;
  }
}
