package io.authservice.keycloak.admin.security;

import io.authservice.keycloak.api.users.ThemeWords;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RequiredActionProviderModel;
import org.keycloak.models.UserModel.RequiredAction;

/** What users of the realm can be made to do at their next login. */
final class RequiredActions {

  /** They end in what a database that is only read would not take: nobody would get past them. */
  private static final Set<String> WRITING =
      Set.of(
          RequiredAction.UPDATE_PASSWORD.name(),
          RequiredAction.UPDATE_PROFILE.name(),
          RequiredAction.UPDATE_EMAIL.name());

  private static final String KEY = "requiredAction.";

  private final RealmModel realm;
  private final ThemeWords words;

  RequiredActions(RealmModel realm, ThemeWords words) {
    this.realm = realm;
    this.words = words;
  }

  /** The aliases of those that can be asked for. */
  List<String> available(boolean writable) {
    return enabled(writable).map(RequiredActionProviderModel::getAlias).toList();
  }

  /** The same, with what each is called in the language of whoever reads it. */
  List<Map<String, String>> named(boolean writable) {
    return enabled(writable).map(this::named).toList();
  }

  private Stream<RequiredActionProviderModel> enabled(boolean writable) {
    return realm
        .getRequiredActionProvidersStream()
        .filter(RequiredActionProviderModel::isEnabled)
        .filter(action -> writable || !WRITING.contains(action.getAlias()));
  }

  private Map<String, String> named(RequiredActionProviderModel action) {
    String key = KEY + action.getAlias();
    String name = words.of(key, null);
    Map<String, String> named = new LinkedHashMap<>();
    named.put("alias", action.getAlias());
    named.put("name", name.equals(key) ? action.getName() : name);
    return named;
  }
}
