package io.authservice.keycloak.migration.source;

import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.account.key.UserId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

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
   */
  record User(
      boolean numbered,
      Account account,
      String password,
      List<ForeignKey> groups,
      List<ForeignKey> permissions)
      implements SourceRow {

    public User {
      groups = List.copyOf(groups);
      permissions = List.copyOf(permissions);
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

  /** Of {@code oauth2_provider_application}; lists are separated by white space. */
  record Application(
      OptionalLong id,
      String clientId,
      String clientType,
      String grantType,
      String secret,
      String name,
      boolean skipAuthorization,
      String redirectUris,
      String postLogoutRedirectUris,
      String allowedOrigins,
      String algorithm,
      boolean owned)
      implements SourceRow {

    /** Shows no secret. */
    @Override
    public String toString() {
      return "Application[" + clientId + "]";
    }
  }

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
    APPLICATION("oauth2_provider.application");

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
