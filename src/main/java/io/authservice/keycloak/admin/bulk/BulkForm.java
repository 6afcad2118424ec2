package io.authservice.keycloak.admin.bulk;

import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.wire.body.InputValue;
import io.authservice.keycloak.wire.body.RequestBody;
import io.authservice.keycloak.wire.error.ApiException;
import io.authservice.keycloak.wire.error.ErrorCode;
import io.authservice.keycloak.wire.error.FieldErrors;
import io.authservice.keycloak.wire.field.Fields;
import io.authservice.keycloak.wire.field.KeysField;
import io.authservice.keycloak.wire.field.TextField;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Reads what is to be done to whom. A body that contradicts itself is refused: nothing is done on a
 * guess. Confined to one body.
 */
final class BulkForm {

  /** The most users of one call. */
  static final int PORTION = 100;

  static final String GROUP = "group";

  private static final String ACTION = "action";
  private static final String IDS = "ids";
  private static final String ALL = "all";
  private static final String AFTER = "after";

  /** The members of a body. */
  static final String[] MEMBERS = {ACTION, GROUP, IDS, ALL, AFTER};

  private static final String REQUIRED = "This field is required.";
  private static final String NULL = "This field may not be null.";
  private static final String NO_NUMBER = "A valid integer is required.";
  private static final String NO_FILTER =
      "There is no such filter; there are: " + String.join(", ", UserFilters.NAMES) + ".";

  /** Where a client begins that knows of no id yet. */
  private static final UserId NOBODY = UserId.of(0);

  private final RequestBody body;
  private FieldErrors errors = FieldErrors.none();

  BulkForm(RequestBody body) {
    this.body = body;
  }

  /**
   * What the body says.
   *
   * @throws ApiException 400 naming all that is wrong
   */
  BulkOrder read() {
    Fields fields = new Fields(body, false);
    errors = fields.errors();
    requireNoErrors();
    Optional<String> name = fields.text(TextField.required(ACTION, TextField.UNLIMITED));
    Optional<Set<UserId>> ids = fields.keys(new KeysField<>(IDS, UserId::read));
    errors = fields.errors();
    Optional<BulkAction> action = name.flatMap(BulkAction::of);
    if (name.isPresent() && action.isEmpty()) {
      refuse(
          ACTION,
          ErrorCode.INVALID,
          "\"%s\" is not a valid choice; there are: %s."
              .formatted(name.get(), String.join(", ", BulkAction.names())));
    }
    OptionalLong group = action.isPresent() ? group(action.get()) : OptionalLong.empty();
    if (ids.filter(some -> some.size() > PORTION).isPresent()) {
      refuse(
          IDS,
          ErrorCode.MAX_LENGTH,
          "Ensure this field has no more than " + PORTION + " elements.");
    }
    Optional<Map<String, String>> filters = filters();
    Optional<UserId> after = after();
    requireOneOf(after.isPresent());
    requireNoErrors();
    return new BulkOrder(
        action.orElseThrow(), group, ids, filters, after.filter(id -> !id.equals(NOBODY)));
  }

  private OptionalLong group(BulkAction action) {
    if (!action.needsGroup()) {
      if (isSent(GROUP)) {
        refuse(GROUP, ErrorCode.INVALID, "This action is about no group.");
      }
      return OptionalLong.empty();
    }
    if (!isSent(GROUP)) {
      refuse(GROUP, ErrorCode.REQUIRED, REQUIRED);
    }
    return number(GROUP);
  }

  private void requireOneOf(boolean after) {
    if (!isSent(IDS) && !isSent(ALL)) {
      refuse(IDS, ErrorCode.REQUIRED, "Say to whom, by \"ids\" or by \"all\".");
    }
    if (isSent(IDS) && isSent(ALL)) {
      refuse(ALL, ErrorCode.INVALID, "Say to whom by \"ids\" or by \"all\", not by both.");
    }
    if (after && isSent(IDS)) {
      refuse(AFTER, ErrorCode.INVALID, "This field goes with \"all\" alone.");
    }
  }

  private Optional<UserId> after() {
    if (sent(AFTER).orElse(null) instanceof InputValue.Text text) {
      Optional<UserId> uuid = UserId.read(text.text()).filter(id -> id instanceof UserId.Universal);
      if (uuid.isEmpty()) {
        refuse(AFTER, ErrorCode.INVALID, NO_NUMBER);
      }
      return uuid;
    }
    OptionalLong number = number(AFTER);
    return number.isPresent() ? Optional.of(UserId.of(number.getAsLong())) : Optional.empty();
  }

  private OptionalLong number(String name) {
    Optional<InputValue> sent = sent(name);
    if (sent.isEmpty()) {
      return OptionalLong.empty();
    }
    if (sent.get() instanceof InputValue.Null) {
      refuse(name, ErrorCode.NULL, NULL);
    } else if (sent.get() instanceof InputValue.Numeral number
        && number.whole()
        && number.printed().matches("[0-9]{1,18}")) {
      return OptionalLong.of(Long.parseLong(number.printed()));
    } else {
      refuse(name, ErrorCode.INVALID, NO_NUMBER);
    }
    return OptionalLong.empty();
  }

  private Optional<Map<String, String>> filters() {
    Optional<InputValue> sent = sent(ALL);
    if (sent.isEmpty()) {
      return Optional.empty();
    }
    if (sent.get() instanceof InputValue.Null) {
      refuse(ALL, ErrorCode.NULL, NULL);
      return Optional.empty();
    }
    if (!(sent.get() instanceof InputValue.Mapping filters)) {
      refuse(
          ALL,
          ErrorCode.INVALID,
          "Expected a dictionary of filters but got type \"" + sent.get().pythonType() + "\".");
      return Optional.empty();
    }
    Map<String, String> texts = new LinkedHashMap<>();
    for (Map.Entry<String, InputValue> filter : filters.members().entrySet()) {
      Optional<String> text = text(filter.getValue()).filter(value -> !value.isBlank());
      boolean known = UserFilters.NAMES.contains(filter.getKey());
      if (!known || text.isEmpty()) {
        // Of one alone: a body has room for more wrong names than an answer should have.
        refuse(ALL, ErrorCode.INVALID, known ? needsText(filter.getKey()) : NO_FILTER);
        return Optional.empty();
      }
      texts.put(filter.getKey(), text.get());
    }
    return Optional.of(texts);
  }

  private static String needsText(String filter) {
    return "The filter " + filter + " needs a text or a boolean.";
  }

  private static Optional<String> text(InputValue value) {
    if (value instanceof InputValue.Text text) {
      return Optional.of(text.text());
    }
    return value instanceof InputValue.Bool flag
        ? Optional.of(Boolean.toString(flag.value()))
        : Optional.empty();
  }

  private boolean isSent(String name) {
    return sent(name).isPresent();
  }

  private Optional<InputValue> sent(String name) {
    return body.field(name, true, true);
  }

  private void refuse(String field, ErrorCode code, String message) {
    errors = errors.with(field, code, message);
  }

  private void requireNoErrors() {
    if (!errors.isEmpty()) {
      throw ApiException.validation(errors);
    }
  }
}
