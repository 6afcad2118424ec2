package io.authservice.keycloak.storage.provider;

import static io.authservice.keycloak.logging.DatabaseLog.LOG;

import io.authservice.keycloak.logging.ToldOnce;
import io.authservice.keycloak.password.FewerIterations;
import java.util.function.Consumer;
import org.keycloak.component.ComponentModel;

/**
 * Says of each bridged database once that passwords are stored anew at a login because they have
 * fewer iterations than are set: Django, where its count is the lower one, stores them anew as
 * well, and so on at each login on either side.
 */
final class RewriteNotice {

  private final ToldOnce told = new ToldOnce();

  /** What to tell of passwords of a component's. */
  Consumer<FewerIterations> of(ComponentModel component) {
    return fewer -> {
      if (told.isNews(component.getId())) {
        LOG.fewerIterations(component.getName(), fewer.stored(), fewer.wanted());
      }
    };
  }
}
