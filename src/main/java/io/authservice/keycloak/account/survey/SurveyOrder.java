package io.authservice.keycloak.account.survey;

import java.time.Duration;
import java.util.Set;

/**
 * What is to be looked at.
 *
 * @param tables that are counted if they are there
 * @param linkTables those of them whose rows name an identity provider as {@code provider}
 * @param applications Django's labels of those whose migrations are of interest
 * @param patience after which nothing more is begun
 */
public record SurveyOrder(
    Set<String> tables, Set<String> linkTables, Set<String> applications, Duration patience) {

  public SurveyOrder {
    tables = Set.copyOf(tables);
    linkTables = Set.copyOf(linkTables);
    applications = Set.copyOf(applications);
  }
}
