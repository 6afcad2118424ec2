package io.authservice.keycloak.admin.security;

import io.authservice.keycloak.api.users.ThemeWords;
import io.authservice.keycloak.storage.identity.PasswordRules;
import java.util.List;
import org.keycloak.models.KeycloakSession;

/** What the realm asks of passwords, as sentences for whoever chooses one. */
final class SpokenRules {

  private final KeycloakSession session;
  private final ThemeWords words;

  SpokenRules(KeycloakSession session, ThemeWords words) {
    this.session = session;
    this.words = words;
  }

  /** One sentence for each policy of the realm, with its value. */
  List<String> inWords() {
    return PasswordRules.of(session.getContext().getRealm()).stream().map(this::inWords).toList();
  }

  private String inWords(PasswordRules.Rule rule) {
    if (rule.isKnown()) {
      return words.of(PasswordRules.KEY + rule.id(), new Object[] {rule.value()});
    }
    String name = rule.name(session);
    return rule.value().equals("") ? name : name + ": " + rule.value();
  }
}
