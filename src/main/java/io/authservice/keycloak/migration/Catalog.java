package io.authservice.keycloak.migration;

import io.authservice.keycloak.account.AccountTables;
import io.authservice.keycloak.account.ContentTypeRow;
import io.authservice.keycloak.account.GroupRow;
import io.authservice.keycloak.account.PermissionRow;
import io.authservice.keycloak.migration.SourceRow.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Content types, permissions and groups: small tables, compared as a whole with what is there, and
 * told apart by Django's natural keys.
 */
final class Catalog {

  private static final int ID_LIMIT = Integer.MAX_VALUE;

  private final Findings findings;
  private final ImportOptions.Existing policy;
  private final Numbering contentTypes;
  private final Numbering permissions;
  private final Numbering groups;
  private final Map<Long, GroupRow> storedGroups = new HashMap<>();
  private final List<ContentTypeRow> newContentTypes = new ArrayList<>();
  private final List<PermissionRow> newPermissions = new ArrayList<>();
  private final List<GroupRow> newGroups = new ArrayList<>();
  private final List<GroupRow> changedGroups = new ArrayList<>();

  /** Reads what is there; nothing is written before {@link #write}. */
  Catalog(AccountTables stored, ImportOptions.Existing policy, Findings findings) {
    this.findings = findings;
    this.policy = policy;
    Map<List<String>, Long> types = new HashMap<>();
    for (ContentTypeRow row : stored.contentTypes()) {
      types.put(List.of(row.appLabel(), row.model()), row.id());
    }
    Map<List<String>, Long> permissionKeys = new HashMap<>();
    for (PermissionRow row : stored.permissions()) {
      permissionKeys.put(permissionKey(row.codename(), row.contentTypeId()), row.id());
    }
    Map<List<String>, Long> groupKeys = new HashMap<>();
    for (GroupRow row : stored.groups()) {
      groupKeys.put(List.of(row.name()), row.id());
      storedGroups.put(row.id(), row);
    }
    contentTypes = new Numbering(types);
    permissions = new Numbering(permissionKeys);
    groups = new Numbering(groupKeys);
  }

  /** Takes in the rows of a source, whatever their order. */
  void take(SmallRows rows) {
    rows.contentTypes().forEach(this::take);
    rows.permissions().forEach(this::take);
    rows.groups().forEach(this::take);
  }

  private void take(SourceRow.ContentType row) {
    Texts texts = texts(Kind.CONTENT_TYPE, row.id(), row.appLabel() + "." + row.model());
    texts.column("app_label", row.appLabel(), 100).column("model", row.model(), 100);
    List<String> key = List.of(row.appLabel(), row.model());
    if (isAdded(contentTypes, row.id(), key, texts)) {
      long id = idOf(contentTypes, key);
      newContentTypes.add(new ContentTypeRow(id, row.appLabel(), row.model()));
    }
  }

  private void take(SourceRow.Permission row) {
    Texts texts = texts(Kind.PERMISSION, row.id(), row.codename());
    texts.column("name", row.name(), 255).column("codename", row.codename(), 100);
    OptionalLong contentType = contentTypes.resolve(row.contentType());
    if (contentType.isEmpty()) {
      texts.complain(
          Problem.MISSING_REFERENCE, "There is no content type " + row.contentType().described());
      return;
    }
    List<String> key = permissionKey(row.codename(), contentType.getAsLong());
    if (isAdded(permissions, row.id(), key, texts)) {
      newPermissions.add(
          new PermissionRow(
              idOf(permissions, key), row.name(), contentType.getAsLong(), row.codename()));
    }
  }

  private void take(SourceRow.Group row) {
    Texts texts = texts(Kind.GROUP, row.id(), row.name());
    texts.column("name", row.name(), 150);
    Set<Long> given = new HashSet<>();
    for (Reference reference : row.permissions()) {
      permission(reference)
          .ifPresentOrElse(
              given::add,
              () ->
                  findings.add(
                      Problem.MISSING_REFERENCE,
                      Kind.GROUP,
                      described(row.id()),
                      row.name(),
                      "There is no permission " + reference.described()));
    }
    List<String> key = List.of(row.name());
    if (isAdded(groups, row.id(), key, texts)) {
      newGroups.add(new GroupRow(idOf(groups, key), row.name(), given));
      return;
    }
    OptionalLong id = groups.resolve(Reference.to(key));
    GroupRow stored = id.isPresent() ? storedGroups.get(id.getAsLong()) : null;
    if (stored != null && texts.fit() && !stored.permissionIds().equals(given)) {
      if (policy == ImportOptions.Existing.UPDATE) {
        changedGroups.add(new GroupRow(stored.id(), stored.name(), given));
      } else {
        texts.complain(Problem.DIFFERS, "Gives other permissions here, and is kept as it is");
      }
    }
  }

  private boolean isAdded(Numbering table, OptionalLong id, List<String> key, Texts texts) {
    if (id.isPresent() && (id.getAsLong() < 1 || id.getAsLong() > ID_LIMIT)) {
      texts.complain(Problem.BAD_ID, "The id is not from 1 to " + ID_LIMIT);
    }
    if (!texts.fit()) {
      return false;
    }
    Numbering.Outcome outcome = table.number(id, key);
    switch (outcome) {
      case ID_TAKEN -> texts.complain(Problem.ID_TAKEN, "Another row has this id here already");
      case DUPLICATE_ID ->
          texts.complain(Problem.DUPLICATE_ID, "Another row of the source has this id");
      case DUPLICATE_KEY ->
          texts.complain(Problem.DUPLICATE_NAME, "The source has the same row twice");
      case ADDED, KNOWN -> {}
    }
    return outcome == Numbering.Outcome.ADDED;
  }

  OptionalLong group(Reference reference) {
    return groups.resolve(reference);
  }

  /** A natural key names the permission's codename, application and model. */
  OptionalLong permission(Reference reference) {
    List<String> key = reference.key();
    if (key.size() != 3) {
      return permissions.resolve(reference);
    }
    OptionalLong contentType = contentTypes.resolve(Reference.to(key.subList(1, 3)));
    return contentType.isEmpty()
        ? contentType
        : permissions.resolve(Reference.to(permissionKey(key.get(0), contentType.getAsLong())));
  }

  /** Keeps the counters of ids ahead of every row; in a transaction of its own. */
  void reserveIds(AccountTables tables) {
    if (!newContentTypes.isEmpty()) {
      tables.reserveIds(AccountTables.Table.CONTENT_TYPES, contentTypes.highest());
    }
    if (!newPermissions.isEmpty()) {
      tables.reserveIds(AccountTables.Table.PERMISSIONS, permissions.highest());
    }
    if (!newGroups.isEmpty()) {
      tables.reserveIds(AccountTables.Table.GROUPS, groups.highest());
    }
  }

  void write(AccountTables tables) {
    tables.addContentTypes(newContentTypes);
    tables.addPermissions(newPermissions);
    tables.addGroups(newGroups);
    tables.updateGroups(changedGroups);
  }

  /** Whether users may look different once this is written. */
  boolean changesGroups() {
    return !changedGroups.isEmpty();
  }

  /** How many rows are added or changed, for the report. */
  Map<String, Object> asJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("content_types_added", newContentTypes.size());
    json.put("permissions_added", newPermissions.size());
    json.put("groups_added", newGroups.size());
    json.put("groups_updated", changedGroups.size());
    return json;
  }

  private Texts texts(Kind kind, OptionalLong id, String name) {
    return new Texts(findings, kind, described(id), name);
  }

  private static long idOf(Numbering table, List<String> key) {
    return table.resolve(Reference.to(key)).orElseThrow();
  }

  private static List<String> permissionKey(String codename, long contentTypeId) {
    return List.of(codename, Long.toString(contentTypeId));
  }

  private static String described(OptionalLong id) {
    return id.isPresent() ? Long.toString(id.getAsLong()) : "";
  }
}
