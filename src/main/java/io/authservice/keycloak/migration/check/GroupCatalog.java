package io.authservice.keycloak.migration.check;

import io.authservice.keycloak.account.group.GroupRow;
import io.authservice.keycloak.account.row.ContentTypeRow;
import io.authservice.keycloak.account.row.PermissionRow;
import io.authservice.keycloak.account.row.RowImport;
import io.authservice.keycloak.migration.source.ForeignKey;
import io.authservice.keycloak.migration.source.Problem;
import io.authservice.keycloak.migration.source.SourceRow;
import io.authservice.keycloak.migration.source.SourceRow.Kind;
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
public final class GroupCatalog {

  private static final int ID_LIMIT = Integer.MAX_VALUE;
  private static final int LONGEST_NAME = 150;

  private final Findings findings;
  private final ImportOptions.Existing policy;
  private final IdAssignment contentTypes;
  private final IdAssignment permissions;
  private final IdAssignment groups;
  private final Map<Long, GroupRow> storedGroups = new HashMap<>();
  private final List<ContentTypeRow> newContentTypes = new ArrayList<>();
  private final List<PermissionRow> newPermissions = new ArrayList<>();
  private final List<GroupRow> newGroups = new ArrayList<>();
  private final List<GroupRow> changedGroups = new ArrayList<>();

  /** Reads what is there; nothing is written before {@link #write}. */
  public GroupCatalog(RowImport stored, ImportOptions.Existing policy, Findings findings) {
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
    contentTypes = new IdAssignment(types);
    permissions = new IdAssignment(permissionKeys);
    groups = new IdAssignment(groupKeys);
  }

  /** Takes in the rows of a source, whatever their order. */
  public void take(SmallTables rows) {
    rows.contentTypes().forEach(this::take);
    rows.permissions().forEach(this::take);
    rows.groups().forEach(this::take);
    rows.memberships().forEach(this::takeName);
  }

  /** What people are members of by its name alone is the group of that name, whatever it gives. */
  private void takeName(String name) {
    List<String> key = List.of(name);
    ColumnCheck texts = texts(Kind.GROUP, OptionalLong.empty(), name);
    if (groups.resolve(ForeignKey.to(key)).isEmpty()
        && texts.column("name", name, LONGEST_NAME).fit()) {
      groups.numberApart(key);
      newGroups.add(new GroupRow(idOf(groups, key), name, Set.of()));
    }
  }

  private void take(SourceRow.ContentType row) {
    ColumnCheck texts = texts(Kind.CONTENT_TYPE, row.id(), row.appLabel() + "." + row.model());
    texts.column("app_label", row.appLabel(), 100).column("model", row.model(), 100);
    List<String> key = List.of(row.appLabel(), row.model());
    if (isAdded(contentTypes, row.id(), key, texts)) {
      long id = idOf(contentTypes, key);
      newContentTypes.add(new ContentTypeRow(id, row.appLabel(), row.model()));
    }
  }

  private void take(SourceRow.Permission row) {
    ColumnCheck texts = texts(Kind.PERMISSION, row.id(), row.codename());
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
    ColumnCheck texts = texts(Kind.GROUP, row.id(), row.name());
    texts.column("name", row.name(), LONGEST_NAME);
    Set<Long> given = new HashSet<>();
    for (ForeignKey reference : row.permissions()) {
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
    OptionalLong id = groups.resolve(ForeignKey.to(key));
    GroupRow stored = id.isPresent() ? storedGroups.get(id.getAsLong()) : null;
    if (stored != null && texts.fit() && !stored.permissionIds().equals(given)) {
      if (policy == ImportOptions.Existing.UPDATE) {
        changedGroups.add(new GroupRow(stored.id(), stored.name(), given));
      } else {
        texts.complain(Problem.DIFFERS, "Gives other permissions here, and is kept as it is");
      }
    }
  }

  private boolean isAdded(
      IdAssignment table, OptionalLong id, List<String> key, ColumnCheck texts) {
    if (id.isPresent() && (id.getAsLong() < 1 || id.getAsLong() > ID_LIMIT)) {
      texts.complain(Problem.BAD_ID, "The id is not from 1 to " + ID_LIMIT);
    }
    if (!texts.fit()) {
      return false;
    }
    IdAssignment.Outcome outcome = table.number(id, key);
    switch (outcome) {
      case ID_TAKEN -> texts.complain(Problem.ID_TAKEN, "Another row has this id here already");
      case DUPLICATE_ID ->
          texts.complain(Problem.DUPLICATE_ID, "Another row of the source has this id");
      case DUPLICATE_KEY ->
          texts.complain(Problem.DUPLICATE_NAME, "The source has the same row twice");
      case ADDED, KNOWN -> {}
    }
    return outcome == IdAssignment.Outcome.ADDED;
  }

  OptionalLong group(ForeignKey reference) {
    return groups.resolve(reference);
  }

  /** A natural key names the permission's codename, application and model. */
  OptionalLong permission(ForeignKey reference) {
    List<String> key = reference.key();
    if (key.size() != 3) {
      return permissions.resolve(reference);
    }
    OptionalLong contentType = contentTypes.resolve(ForeignKey.to(key.subList(1, 3)));
    return contentType.isEmpty()
        ? contentType
        : permissions.resolve(ForeignKey.to(permissionKey(key.get(0), contentType.getAsLong())));
  }

  /** Keeps the counters of ids ahead of every row; in a transaction of its own. */
  public void reserveIds(RowImport tables) {
    if (!newContentTypes.isEmpty()) {
      tables.reserveIds(RowImport.Table.CONTENT_TYPES, contentTypes.highest());
    }
    if (!newPermissions.isEmpty()) {
      tables.reserveIds(RowImport.Table.PERMISSIONS, permissions.highest());
    }
    if (!newGroups.isEmpty()) {
      tables.reserveIds(RowImport.Table.GROUPS, groups.highest());
    }
  }

  public void write(RowImport tables) {
    tables.addContentTypes(newContentTypes);
    tables.addPermissions(newPermissions);
    tables.addGroups(newGroups);
    tables.updateGroups(changedGroups);
  }

  /** Whether users may look different once this is written. */
  public boolean changesGroups() {
    return !changedGroups.isEmpty();
  }

  /** How many rows are added or changed, for the report. */
  public Map<String, Object> asJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("content_types_added", newContentTypes.size());
    json.put("permissions_added", newPermissions.size());
    json.put("groups_added", newGroups.size());
    json.put("groups_updated", changedGroups.size());
    return json;
  }

  private ColumnCheck texts(Kind kind, OptionalLong id, String name) {
    return new ColumnCheck(findings, kind, described(id), name);
  }

  private static long idOf(IdAssignment table, List<String> key) {
    return table.resolve(ForeignKey.to(key)).orElseThrow();
  }

  private static List<String> permissionKey(String codename, long contentTypeId) {
    return List.of(codename, Long.toString(contentTypeId));
  }

  private static String described(OptionalLong id) {
    return id.isPresent() ? Long.toString(id.getAsLong()) : "";
  }
}
