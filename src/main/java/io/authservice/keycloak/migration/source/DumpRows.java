package io.authservice.keycloak.migration.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.account.UserField;
import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.migration.source.SourceRow.Kind;
import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Objects as Django's serializers write them ({@code {"model", "pk", "fields"}}) as rows. Columns
 * that no table of ours has are left unread.
 */
final class DumpRows {

  private final Set<String> userModels;

  DumpRows(Set<String> userModels) {
    this.userModels = Set.copyOf(userModels);
  }

  /** Whether objects of the model become rows of ours. */
  boolean isKnown(String model) {
    String name = model.toLowerCase(Locale.ROOT);
    return userModels.contains(name)
        || Arrays.stream(Kind.values())
            .anyMatch(kind -> kind != Kind.USER && kind.model().equals(name));
  }

  SourceRow row(DumpReader.Dumped dumped) {
    SourceRow row = row(dumped.object());
    if (!dumped.isTooLarge() || row instanceof SourceRow.Foreign) {
      return row;
    }
    return new SourceRow.Unreadable(
        kind(row),
        keyOf(dumped.object().path("pk")),
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
    return row instanceof SourceRow.Application ? Kind.APPLICATION : Kind.USER;
  }

  private SourceRow row(ObjectNode object) {
    String model = object.path("model").asText("").toLowerCase(Locale.ROOT);
    if (userModels.contains(model)) {
      return read(Kind.USER, object);
    }
    for (Kind kind : Kind.values()) {
      if (kind.model().equals(model) && kind != Kind.USER) {
        return read(kind, object);
      }
    }
    return new SourceRow.Foreign(model.isEmpty() ? "?" : model, isLikeUser(object.path("fields")));
  }

  private static boolean isLikeUser(JsonNode fields) {
    return DumpReader.OF_EVERY_USER.stream().allMatch(fields::has);
  }

  private static SourceRow read(Kind kind, ObjectNode object) {
    JsonNode key = object.has("pk") ? object.get("pk") : MissingNode.getInstance();
    DumpFields fields = new DumpFields(key, object.path("fields"));
    try {
      return switch (kind) {
        case CONTENT_TYPE -> contentType(fields);
        case PERMISSION -> permission(fields);
        case GROUP -> group(fields);
        case USER -> user(fields);
        case APPLICATION -> application(fields);
      };
    } catch (DumpFields.BadFieldException bad) {
      return new SourceRow.Unreadable(kind, keyOf(key), bad.problem(), bad.detail());
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
    OptionalLong id = fields.id();
    Account account =
        Account.from(
            field -> field == UserField.ID ? UserId.of(id.orElse(0L)) : fields.value(field));
    return new SourceRow.User(
        id.isPresent(),
        account,
        fields.text(UserField.PASSWORD.column()),
        fields.references("groups"),
        fields.references("user_permissions"));
  }

  /** What later versions of django-oauth-toolkit added is missing in earlier dumps. */
  private static SourceRow application(DumpFields fields) {
    return new SourceRow.Application(
        fields.id(),
        fields.text("client_id"),
        fields.text("client_type"),
        fields.text("authorization_grant_type"),
        fields.text("client_secret"),
        fields.text("name"),
        fields.flag("skip_authorization"),
        fields.text("redirect_uris"),
        fields.textIfAny("post_logout_redirect_uris"),
        fields.textIfAny("allowed_origins"),
        fields.textIfAny("algorithm"),
        fields.isSet("user"));
  }
}
