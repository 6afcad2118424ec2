package io.authservice.keycloak.admin.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.authservice.keycloak.account.UserColumns;
import io.authservice.keycloak.account.UserField;
import io.authservice.keycloak.admin.history.ShownFields.Shown;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.events.admin.OperationType;
import org.keycloak.util.JsonSerialization;

/**
 * What an admin event tells beside its path: of our own events what has changed, of Keycloak's what
 * was sent.
 */
final class Representation {

  /** No representation that people look at is longer. */
  private static final int LONGEST = 100_000;

  private static final String CHANGED = "changed";

  private final AdminEvent event;
  private final Subject subject;
  private final JsonNode sent;

  Representation(AdminEvent event, Subject subject) {
    this.event = event;
    this.subject = subject;
    this.sent = parsed(event.getRepresentation());
  }

  private static JsonNode parsed(@Nullable String text) {
    if (text == null || text.length() > LONGEST) {
      return MissingNode.getInstance();
    }
    try {
      return JsonSerialization.mapper.readTree(text);
    } catch (IOException unreadable) {
      return MissingNode.getInstance();
    }
  }

  /** What the user or group was called then. */
  Optional<String> name() {
    boolean ofGroup =
        subject.kind() == Subject.Kind.GROUP || subject.kind() == Subject.Kind.KEYCLOAK_GROUP;
    if (ofGroup && !subject.rest().isEmpty()) {
      return Optional.empty();
    }
    JsonNode name = sent.path(ofGroup ? ShownFields.NAME : UserColumns.USERNAME);
    return name.isTextual()
        ? Optional.of(ShownFields.text(name.textValue()))
        : Optional.ofNullable(event.getDetails()).map(details -> details.get(UserColumns.USERNAME));
  }

  /** Whether the changes are all that was sent, be it as it was before. */
  boolean isAsSent() {
    return event.getOperationType() == OperationType.UPDATE
        && subject.rest().isEmpty()
        && !tellsChanges()
        && !changes().isEmpty();
  }

  private boolean tellsChanges() {
    return sent.path(CHANGED).isObject();
  }

  /** What has changed, or was sent or given, as far as it is shown. */
  List<Change> changes() {
    if (tellsChanges()) {
      return told();
    }
    if (subject.rest().isEmpty()) {
      return event.getOperationType() == OperationType.DELETE ? List.of() : sentFields();
    }
    return switch (subject.rest().get(0)) {
      case "groups" -> gift("keycloak_groups", Stream.of(sent));
      case "role-mappings" -> gift("roles", StreamSupport.stream(sent.spliterator(), false));
      default -> List.of();
    };
  }

  /** Old and new. */
  private List<Change> told() {
    List<Change> changes = new ArrayList<>();
    for (Shown field : ShownFields.TOLD) {
      JsonNode pair = sent.path(CHANGED).path(field.sent());
      if (pair.isArray() && pair.size() == 2) {
        changes.add(
            new Change(
                field.shown(), ShownFields.value(pair.get(0)), ShownFields.value(pair.get(1))));
      }
    }
    return changes;
  }

  private List<Change> sentFields() {
    Map<String, Change> changes = new LinkedHashMap<>();
    for (Shown field : ShownFields.SENT) {
      Object value = ShownFields.value(sent.path(field.sent()));
      if (value != null && !isNothingNew(value)) {
        changes.put(field.shown(), new Change(field.shown(), null, value));
      }
    }
    for (UserField<Boolean> flag : UserField.FLAGS) {
      JsonNode value = sent.path("attributes").path(flag.column()).path(0);
      if (value.isTextual()) {
        changes.put(
            flag.column(),
            new Change(flag.column(), null, Boolean.parseBoolean(value.textValue())));
      }
    }
    return List.copyOf(changes.values());
  }

  /** What is new has nothing before it is given something. */
  private boolean isNothingNew(Object value) {
    return event.getOperationType() == OperationType.CREATE
        && (value.equals("") || value.equals(List.of()));
  }

  /** What a user was given or lost, by the names of what is listed. */
  private List<Change> gift(String field, Stream<JsonNode> given) {
    List<String> names =
        given
            .map(each -> each.path(ShownFields.NAME))
            .filter(JsonNode::isTextual)
            .map(name -> ShownFields.text(name.textValue()))
            .toList();
    if (names.isEmpty()) {
      return List.of();
    }
    return event.getOperationType() == OperationType.DELETE
        ? List.of(new Change(field, names, null))
        : List.of(new Change(field, null, names));
  }
}
