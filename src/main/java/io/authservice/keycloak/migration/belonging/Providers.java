package io.authservice.keycloak.migration.belonging;

import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.migration.source.Belonging;
import io.authservice.keycloak.migration.source.Problem;
import java.util.Map;
import java.util.Set;

/**
 * The realm's identity providers, by what the old service called them.
 *
 * @param renamed aliases by former names, where they differ
 * @param aliases those of the realm
 */
public record Providers(Map<String, String> renamed, Set<String> aliases) {

  private static final int LONGEST = 255;

  public Providers {
    renamed = Map.copyOf(renamed);
    aliases = Set.copyOf(aliases);
  }

  Moved link(UserId userId, Belonging row, BelongingCounts counts) {
    Columns columns = new Columns(row);
    String provider = columns.text("provider", LONGEST);
    String uid = columns.text("uid", LONGEST);
    String alias = renamed.getOrDefault(provider, provider);
    if (!aliases.contains(alias)) {
      counts.unknownProvider(provider);
      throw new BadRowException(
          Problem.UNKNOWN_PROVIDER, "The realm has no identity provider of the alias " + alias);
    }
    if (provider.startsWith("google") && !uid.matches("[0-9]+")) {
      throw new BadRowException(
          Problem.UNSUPPORTED_LINK,
          "The uid is no account number of Google's, by which Keycloak knows its users");
    }
    return new Moved.Link(userId, row.table().model(), row.id(), alias, uid);
  }
}
