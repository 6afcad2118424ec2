package io.authservice.keycloak.storage;

import org.keycloak.component.ComponentModel;

/** A component's settings as the texts they are stored as. */
record ComponentText(ComponentModel component) {

  /** Without the white space around it; the default if it is absent or blank. */
  String of(String key, String otherwise) {
    String value = component.get(key);
    return value == null || value.isBlank() ? otherwise : value.strip();
  }
}
