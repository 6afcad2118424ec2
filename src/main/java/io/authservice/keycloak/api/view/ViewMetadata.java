package io.authservice.keycloak.api.view;

import io.authservice.keycloak.account.UserField;
import io.authservice.keycloak.account.UserField.Reader;
import io.authservice.keycloak.account.UserField.Writer;
import io.authservice.keycloak.api.attribute.RecordShape;
import io.authservice.keycloak.api.attribute.ValueForm;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What a view answers to OPTIONS, as Django REST framework's SimpleMetadata describes views. */
public final class ViewMetadata {

  private static final Map<UserField<?>, String> HELP =
      Map.of(
          UserField.ACTIVE,
          "Designates whether this user should be treated as active. Unselect this instead of"
              + " deleting accounts.",
          UserField.STAFF,
          "Designates whether the user can log into this admin site.",
          UserField.USERNAME,
          "Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.");

  private final boolean emailRequired;
  private final Supplier<RecordShape> shape;

  /**
   * Describes users with or without a compulsory e-mail address.
   *
   * @param shape of the realm's users, asked for where users are described
   */
  public ViewMetadata(boolean emailRequired, Supplier<RecordShape> shape) {
    this.emailRequired = emailRequired;
    this.shape = shape;
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
    body.put("renders", view.renderings().stream().map(Rendering::mediaType).toList());
    body.put(
        "parses",
        List.of("application/json", "application/x-www-form-urlencoded", "multipart/form-data"));
    Map<String, Object> fields = mayWrite ? fields(view) : Map.of();
    if (!fields.isEmpty()) {
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
      case ME,
          SCHEMA,
          LOGIN,
          LOGOUT,
          USER_DETAILS,
          REGISTRATION,
          OWN_ACCOUNT,
          PASSWORD_CHANGE,
          PASSWORD_RESET,
          PASSWORD_RESET_CONFIRM,
          EMAIL_VERIFICATION,
          EMAIL_VERIFICATION_MAIL -> {}
    }
    return fields;
  }

  private void userFields(Map<String, Object> fields) {
    RecordShape users = shape.get();
    for (UserField<?> field : UserField.ALL) {
      if (field.isShownTo(Reader.CLIENTS) || field.isSetBy(Writer.USERS)) {
        fields.put(field.column(), userField(field, users));
      }
    }
    for (RecordShape.Shown attribute : users.attributes()) {
      fields.put(
          attribute.name(),
          field(attribute.form().word(), false, attribute.readOnly(), attribute.label()));
    }
  }

  private Map<String, Object> userField(UserField<?> field, RecordShape users) {
    boolean email = field == UserField.EMAIL;
    Map<String, Object> described =
        field(
            email ? "email" : form(field, users).word(),
            field.isRequired() || (email && emailRequired),
            !field.isSetBy(Writer.USERS),
            field.label());
    if (HELP.containsKey(field)) {
      described.put("help_text", HELP.get(field));
    }
    if (field.kind() == UserField.Kind.TEXT) {
      described.put("max_length", field.longest());
    }
    return described;
  }

  private static ValueForm form(UserField<?> field, RecordShape users) {
    return switch (field.kind()) {
      case KEY -> users.id();
      case TEXT -> ValueForm.TEXT;
      case FLAG -> ValueForm.FLAG;
      case MOMENT -> ValueForm.MOMENT;
    };
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
}
