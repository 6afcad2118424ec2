package io.authservice.keycloak.migration.source;

import com.fasterxml.jackson.databind.JsonNode;
import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.account.UserField;
import io.authservice.keycloak.account.extra.ExtraOutline;
import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.persistence.failure.DatabaseRefusedException;
import io.authservice.keycloak.persistence.model.ModelValueException;
import io.authservice.keycloak.persistence.model.ModelValues;
import io.authservice.keycloak.persistence.model.UserModel;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Users of a dump whose model is a project's own, as the text of a user model has them. */
public final class DumpModel {

  private final UserModel model;
  private final DumpTables tables;
  private final Instant now = Instant.now();

  /**
   * Reads the text; nothing is {@code AbstractUser}'s.
   *
   * @param userModels Django's names of the model
   * @throws DatabaseRefusedException with the line that is not understood
   */
  DumpModel(String text, Set<String> userModels) {
    this.model = UserModel.read(text);
    this.tables = new DumpTables(model, userModels);
  }

  /** Why a text cannot be read; empty if it can. */
  public static Optional<String> complaint(String text) {
    try {
      UserModel.read(text);
      return Optional.empty();
    } catch (DatabaseRefusedException refused) {
      return Optional.of(String.valueOf(refused.getMessage()));
    }
  }

  /** Whether users are as {@code AbstractUser} has them. */
  boolean isDjangos() {
    return model == UserModel.DJANGO;
  }

  DumpTables tables() {
    return tables;
  }

  ExtraOutline outline() {
    return model.outline();
  }

  /**
   * A user, or an object of no concern where the model says that it is none.
   *
   * @throws DumpFields.BadFieldException if the object has not what the model says
   */
  SourceRow row(String name, JsonNode pk, JsonNode fields) {
    DumpedRow row = new DumpedRow(pk, fields, model.key());
    ModelValues values = new ModelValues(model, tables, row, now);
    try {
      return values.isUser() ? user(row, values) : new SourceRow.Foreign(name, false);
    } catch (ModelValueException bad) {
      throw new DumpFields.BadFieldException(Problem.UNREADABLE, String.valueOf(bad.getMessage()));
    }
  }

  private SourceRow user(DumpedRow row, ModelValues values) {
    JsonNode key = row.find(model.key());
    Optional<UserId> id =
        key.isMissingNode() || key.isNull()
            ? Optional.empty()
            : Optional.of(DumpFields.userId(key, model.key()));
    DumpFields fields = new DumpFields(row.pk(), row.fields());
    return new SourceRow.User(
        id.isPresent(),
        Account.from(
            field -> field == UserField.ID ? id.orElse(UserId.of(0)) : value(field, values)),
        text(UserField.PASSWORD, values.field(UserField.PASSWORD)),
        model.hasGroups() ? fields.references("groups") : List.of(),
        model.hasGroups() ? fields.references("user_permissions") : List.of(),
        values.memberships(),
        values.extras());
  }

  /** Where there is nothing, a text is blank, a flag is off and a date unknown, as on a bridge. */
  private @Nullable Object value(UserField<?> field, ModelValues values) {
    Object found = values.field(field);
    return switch (field.kind()) {
      case KEY -> throw new IllegalArgumentException(field.column());
      case TEXT -> text(field, found);
      case FLAG -> found != null && flag(field, found);
      case MOMENT ->
          found == null
              ? field.isNullable() ? null : Account.UNKNOWN_DATE
              : DumpFields.moment(named(field), text(field, found));
    };
  }

  private String text(UserField<?> field, @Nullable Object found) {
    if (found == null || found instanceof String) {
      return found == null ? "" : (String) found;
    }
    throw DumpFields.unreadable(named(field), "a text");
  }

  private boolean flag(UserField<?> field, Object found) {
    if (found instanceof Boolean flag) {
      return flag;
    }
    throw DumpFields.unreadable(named(field), "a boolean");
  }

  private String named(UserField<?> field) {
    return model.column(field).orElse(field.column());
  }
}
