package io.authservice.keycloak.api.view;

import io.authservice.keycloak.account.UserColumns;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a view answers to OPTIONS, as Django REST framework's SimpleMetadata describes views. */
public final class ViewMetadata {

  private static final String ACTIVE_HELP =
      "Designates whether this user should be treated as active. Unselect this instead of deleting"
          + " accounts.";
  private static final String STAFF_HELP =
      "Designates whether the user can log into this admin site.";
  private static final String USERNAME_HELP =
      "Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.";

  private final boolean emailRequired;

  /** Describes users with or without a compulsory e-mail address. */
  public ViewMetadata(boolean emailRequired) {
    this.emailRequired = emailRequired;
  }

  /**
   * The body of the answer.
   *
   * @param mayWrite whether the caller may use the view's POST or PUT; its fields are left out
   *     otherwise
   */
  public Map<String, Object> describe(ViewName view, boolean mayWrite) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("name", view.human());
    body.put("description", view.description());
    body.put("renders", List.of("application/json", "text/html"));
    body.put(
        "parses",
        List.of("application/json", "application/x-www-form-urlencoded", "multipart/form-data"));
    Map<String, Object> fields = fields(view);
    if (mayWrite && !fields.isEmpty()) {
      String method = view == ViewName.USER_RETRIEVE_UPDATE_DESTROY ? "PUT" : "POST";
      body.put("actions", Map.of(method, fields));
    }
    return body;
  }

  private Map<String, Object> fields(ViewName view) {
    Map<String, Object> fields = new LinkedHashMap<>();
    switch (view) {
      case USER_LIST_CREATE, USER_RETRIEVE_UPDATE_DESTROY -> userFields(fields);
      case TOKEN_OBTAIN_PAIR -> {
        fields.put("username", writable("string", true, "Username"));
        fields.put("password", writable("string", true, "Password"));
      }
      case TOKEN_REFRESH -> {
        fields.put("refresh", writable("string", true, "Refresh"));
        fields.put("access", readOnly("string", "Access"));
      }
      case TOKEN_VERIFY -> fields.put("token", writable("string", true, "Token"));
      case TOKEN_BLACKLIST -> fields.put("refresh", writable("string", true, "Refresh"));
      case ME, SCHEMA -> {}
    }
    return fields;
  }

  private void userFields(Map<String, Object> fields) {
    fields.put(UserColumns.ID, readOnly("integer", "ID"));
    fields.put(
        UserColumns.USERNAME,
        limited(explained(writable("string", true, "Username"), USERNAME_HELP), 150));
    fields.put(UserColumns.EMAIL, limited(writable("email", emailRequired, "Email address"), 254));
    fields.put(UserColumns.FIRST_NAME, limited(writable("string", false, "First name"), 150));
    fields.put(UserColumns.LAST_NAME, limited(writable("string", false, "Last name"), 150));
    fields.put(UserColumns.IS_ACTIVE, explained(readOnly("boolean", "Active"), ACTIVE_HELP));
    fields.put(UserColumns.IS_STAFF, explained(readOnly("boolean", "Staff status"), STAFF_HELP));
    fields.put(UserColumns.PASSWORD, limited(writable("string", true, "Password"), 128));
  }

  private static Map<String, Object> writable(String type, boolean required, String label) {
    return field(type, required, false, label);
  }

  private static Map<String, Object> readOnly(String type, String label) {
    return field(type, false, true, label);
  }

  private static Map<String, Object> field(
      String type, boolean required, boolean readOnly, String label) {
    Map<String, Object> field = new LinkedHashMap<>();
    field.put("type", type);
    field.put("required", required);
    field.put("read_only", readOnly);
    field.put("label", label);
    return field;
  }

  private static Map<String, Object> explained(Map<String, Object> field, String help) {
    field.put("help_text", help);
    return field;
  }

  private static Map<String, Object> limited(Map<String, Object> field, int maxLength) {
    field.put("max_length", maxLength);
    return field;
  }
}
