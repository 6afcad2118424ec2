package io.authservice.keycloak.migration.source;

import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.account.extra.ExtraValues;
import io.authservice.keycloak.account.issued.IssuedToken;
import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.account.row.ApplicationRow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * One object of a source, its values as they stand there. Ids are missing where Django wrote
 * natural primary keys ({@code --natural-primary}).
 */
public sealed interface SourceRow {

  /** Of {@code django_content_type}. */
  record ContentType(OptionalLong id, String appLabel, String model) implements SourceRow {}

  /** Of {@code auth_permission}. */
  record Permission(OptionalLong id, String name, ForeignKey contentType, String codename)
      implements SourceRow {}

  /** Of {@code auth_group}. */
  record Group(OptionalLong id, String name, List<ForeignKey> permissions) implements SourceRow {
    public Group {
      permissions = List.copyOf(permissions);
    }
  }

  /**
   * Of the user table.
   *
   * @param numbered whether the user has an id; the account's is nought otherwise
   * @param password the column as it stands
   * @param groups Django's
   * @param memberships the names of what the user is a member of besides
   * @param extras what else the user model has of the user, where the source tells it with the row
   */
  record User(
      boolean numbered,
      Account account,
      String password,
      List<ForeignKey> groups,
      List<ForeignKey> permissions,
      Set<String> memberships,
      ExtraValues extras)
      implements SourceRow {

    public User {
      groups = List.copyOf(groups);
      permissions = List.copyOf(permissions);
      memberships = Set.copyOf(memberships);
    }

    /** Groups and memberships alike, which become groups of their names. */
    public List<ForeignKey> memberOf() {
      return Stream.concat(
              groups.stream(),
              new TreeSet<>(memberships).stream().map(name -> ForeignKey.to(List.of(name))))
          .toList();
    }

    public Optional<UserId> id() {
      return numbered ? Optional.of(account.id()) : Optional.empty();
    }

    /** Shows neither password nor person. */
    @Override
    public String toString() {
      return "User[" + id() + "]";
    }
  }

  /** Of {@code oauth2_provider_application}. */
  record Application(ApplicationRow row) implements SourceRow {}

  /**
   * Of a table of tokens, but for its text.
   *
   * @param id the primary key; of a token that is its own key the digest
   * @param user empty for a client's own
   * @param application empty for a token that belongs to none
   * @param grantId of an access token its id, of a refresh token that of its access token; blank if
   *     that is gone
   * @param scope empty for a refresh token whose access token says it
   */
  record Issued(
      IssuedToken.Kind kind,
      String id,
      String digest,
      Optional<ForeignKey> user,
      Optional<ForeignKey> application,
      String grantId,
      Optional<String> scope,
      Instant created,
      Optional<Instant> expires,
      boolean revoked)
      implements SourceRow {}

  /**
   * An object of one of these kinds that cannot be made out.
   *
   * @param id as it stands in the source
   */
  record Unreadable(Kind kind, String id, Problem problem, String detail) implements SourceRow {}

  /**
   * An object of no concern here.
   *
   * @param likeUser whether it has what every user model of Django's has: a password and the date
   *     of the last login
   */
  record Foreign(String model, boolean likeUser) implements SourceRow {}

  /** What is moved. */
  enum Kind {
    CONTENT_TYPE("contenttypes.contenttype"),
    PERMISSION("auth.permission"),
    GROUP("auth.group"),
    USER("user"),
    APPLICATION("oauth2_provider.application"),
    ACCESS_TOKEN("oauth2_provider.accesstoken"),
    REFRESH_TOKEN("oauth2_provider.refreshtoken"),
    KEY("authtoken.token");

    private final String model;

    Kind(String model) {
      this.model = model;
    }

    /** Django's name of the model; that of users depends on the project. */
    public String model() {
      return model;
    }
  }
}
