package io.authservice.keycloak.migration.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.account.UserField;
import io.authservice.keycloak.account.extra.ExtraValues;
import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.account.row.ApplicationRow;
import io.authservice.keycloak.migration.source.SourceRow.Kind;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Objects as Django's serializers write them ({@code {"model", "pk", "fields"}}) as rows. Columns
 * that no table of ours has are left unread.
 */
final class DumpRows {

  private final Set<String> userModels;
  private final DumpModel model;

  /** By their models; those of users are told by the names above. */
  private final Set<Kind> kinds;

  DumpRows(Set<String> userModels, boolean tokens, DumpModel model) {
    this.model = model;
    this.userModels = Set.copyOf(userModels);
    this.kinds = EnumSet.range(Kind.CONTENT_TYPE, tokens ? Kind.KEY : Kind.APPLICATION);
    this.kinds.remove(Kind.USER);
  }

  /** Whether objects of the model become rows of ours. */
  boolean isKnown(String model) {
    String name = model.toLowerCase(Locale.ROOT);
    return userModels.contains(name) || kinds.stream().anyMatch(kind -> kind.model().equals(name));
  }

  /** Whether a column of a model is read; of any model if it is blank. */
  boolean isRead(String model, String column) {
    boolean ofUser = model.isEmpty() || userModels.contains(model.toLowerCase(Locale.ROOT));
    return DumpReader.COLUMNS.contains(column)
        || (ofUser && this.model.tables().isReadOfUsers(column));
  }

  SourceRow row(DumpReader.Dumped dumped) {
    SourceRow row = row(dumped.object(), dumped.unread());
    if (!dumped.isTooLarge() || row instanceof SourceRow.Foreign) {
      return row;
    }
    return new SourceRow.Unreadable(
        kind(row),
        kind(row) == Kind.KEY ? "" : keyOf(dumped.object().path("pk")),
        Problem.TOO_LONG,
        "The row has more than "
            + DumpReader.MOST_VALUES
            + " values, or more than "
            + DumpReader.MOST_CHARACTERS
            + " characters");
  }

  private static Kind kind(SourceRow row) {
    if (row instanceof SourceRow.Unreadable unreadable) {
      return unreadable.kind();
    }
    if (row instanceof SourceRow.ContentType) {
      return Kind.CONTENT_TYPE;
    }
    if (row instanceof SourceRow.Permission) {
      return Kind.PERMISSION;
    }
    if (row instanceof SourceRow.Group) {
      return Kind.GROUP;
    }
    if (row instanceof SourceRow.Issued issued) {
      return switch (issued.kind()) {
        case OAUTH2_ACCESS -> Kind.ACCESS_TOKEN;
        case OAUTH2_REFRESH -> Kind.REFRESH_TOKEN;
        case DRF -> Kind.KEY;
        case JWT_BLACKLISTED -> throw new IllegalStateException("Of a database alone");
      };
    }
    return row instanceof SourceRow.Application ? Kind.APPLICATION : Kind.USER;
  }

  private SourceRow row(ObjectNode object, List<String> unread) {
    String model = object.path("model").asText("").toLowerCase(Locale.ROOT);
    if (userModels.contains(model)) {
      return read(Kind.USER, object, unread);
    }
    for (Kind kind : kinds) {
      if (kind.model().equals(model)) {
        return read(kind, object, unread);
      }
    }
    return new SourceRow.Foreign(model.isEmpty() ? "?" : model, isLikeUser(object.path("fields")));
  }

  private static boolean isLikeUser(JsonNode fields) {
    return DumpReader.OF_EVERY_USER.stream().allMatch(fields::has);
  }

  private SourceRow read(Kind kind, ObjectNode object, List<String> unread) {
    JsonNode key = object.has("pk") ? object.get("pk") : MissingNode.getInstance();
    DumpFields fields = new DumpFields(key, object.path("fields"));
    try {
      return switch (kind) {
        case CONTENT_TYPE -> contentType(fields);
        case PERMISSION -> permission(fields);
        case GROUP -> group(fields);
        case USER ->
            model.isDjangos()
                ? user(fields)
                : model.row(object.path("model").asText(""), key, object.path("fields"));
        case APPLICATION -> application(fields, unread);
        case ACCESS_TOKEN -> DumpedTokens.access(fields);
        case REFRESH_TOKEN -> DumpedTokens.refresh(fields);
        case KEY -> DumpedTokens.key(fields);
      };
    } catch (DumpFields.BadFieldException bad) {
      return new SourceRow.Unreadable(
          kind, kind == Kind.KEY ? "" : keyOf(key), bad.problem(), bad.detail());
    }
  }

  private static String keyOf(JsonNode key) {
    return key.isMissingNode() ? "" : key.asText();
  }

  private static SourceRow contentType(DumpFields fields) {
    return new SourceRow.ContentType(fields.id(), fields.text("app_label"), fields.text("model"));
  }

  private static SourceRow permission(DumpFields fields) {
    return new SourceRow.Permission(
        fields.id(),
        fields.text("name"),
        fields.reference("content_type"),
        fields.text("codename"));
  }

  private static SourceRow group(DumpFields fields) {
    return new SourceRow.Group(fields.id(), fields.text("name"), fields.references("permissions"));
  }

  private static SourceRow user(DumpFields fields) {
    Optional<UserId> id = fields.userId();
    Account account =
        Account.from(
            field -> field == UserField.ID ? id.orElse(UserId.of(0)) : fields.value(field));
    return new SourceRow.User(
        id.isPresent(),
        account,
        fields.text(UserField.PASSWORD.column()),
        fields.references("groups"),
        fields.references("user_permissions"),
        Set.of(),
        ExtraValues.NONE);
  }

  /** What later versions of django-oauth-toolkit added is missing in earlier dumps. */
  private static SourceRow application(DumpFields fields, List<String> unread) {
    Map<String, String> columns = new HashMap<>();
    for (String name : ApplicationRow.REQUIRED) {
      columns.put(name, fields.text(name));
    }
    for (String name : ApplicationRow.OPTIONAL) {
      columns.put(name, fields.textIfAny(name));
    }
    for (String name : ApplicationRow.FLAGS) {
      columns.put(name, Boolean.toString(fields.isSet(name) && fields.flag(name)));
    }
    unread.forEach(name -> columns.put(name, "…"));
    return new SourceRow.Application(new ApplicationRow(fields.id(), columns));
  }
}
