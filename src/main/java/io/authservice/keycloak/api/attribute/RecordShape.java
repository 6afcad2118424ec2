package io.authservice.keycloak.api.attribute;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.authservice.keycloak.account.extra.ExtraAttribute;
import io.authservice.keycloak.storage.provider.AccountReader;
import java.util.List;

/**
 * What records of a realm's users have in a form of their own.
 *
 * @param id that of the users' ids
 * @param attributes those that the user model shows, in its order
 */
public record RecordShape(ValueForm id, List<Shown> attributes) {

  /** Of Django's own user model. */
  public static final RecordShape DJANGO = new RecordShape(ValueForm.INTEGER, List.of());

  public RecordShape {
    attributes = List.copyOf(attributes);
  }

  /**
   * Of the users that are read.
   *
   * @throws org.keycloak.storage.StorageUnavailableException when their database does not answer
   */
  public static RecordShape of(AccountReader accounts) {
    return new RecordShape(
        ValueForm.of(accounts.ids()), accounts.shownAttributes().stream().map(Shown::of).toList());
  }

  /** One attribute, which may be null. */
  public record Shown(String name, ValueForm form, boolean readOnly) {

    private static Shown of(ExtraAttribute attribute) {
      return new Shown(attribute.name(), ValueForm.of(attribute.kind()), !attribute.writable());
    }

    /** As Django REST framework labels a field that has no label. */
    public String label() {
      String words = name.replace('_', ' ').strip();
      return words.isEmpty() ? name : Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    public ObjectNode schema() {
      ObjectNode schema = form.schemaOrNull();
      return readOnly ? schema.put("readOnly", true) : schema;
    }
  }
}
