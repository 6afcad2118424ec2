package io.authservice.keycloak.storage.provider;

import io.authservice.keycloak.password.FewerIterations;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.keycloak.component.ComponentModel;

/**
 * Says of each bridged database once that passwords are stored anew at a login because they have
 * fewer iterations than are set: Django, where its count is the lower one, stores them anew as
 * well, and so on at each login on either side.
 */
final class RewriteNotice {

  /** More bridges than a server has; one beyond is told of no more. */
  private static final int MOST = 1000;

  private static final Logger LOG = Logger.getLogger(RewriteNotice.class);

  private final Set<String> told = ConcurrentHashMap.newKeySet();

  /** What to tell of passwords of a component's. */
  Consumer<FewerIterations> of(ComponentModel component) {
    return fewer -> {
      if (told.size() < MOST && told.add(component.getId())) {
        LOG.warnf(
            "A password in the Django database of %s has %d iterations, and is stored anew with"
                + " %d. If %d is what its Django has now, set passwordIterations to it: otherwise"
                + " each login on one side undoes what the last one on the other side stored.",
            component.getName(), fewer.stored(), fewer.wanted(), fewer.stored());
      }
    };
  }
}
