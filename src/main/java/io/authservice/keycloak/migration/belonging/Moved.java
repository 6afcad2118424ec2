package io.authservice.keycloak.migration.belonging;

import io.authservice.keycloak.account.key.UserId;
import org.jspecify.annotations.Nullable;

/** What a user is to have in Keycloak, by the user's id in the source. */
public sealed interface Moved {

  UserId userId();

  Sort sort();

  /** Django's name of the model it comes from. */
  String model();

  /** Its row there. */
  String rowId();

  /**
   * A second factor.
   *
   * @param id the same at every import
   * @param type Keycloak's
   * @param created milliseconds since the epoch
   * @param data as Keycloak keeps it beside the secret
   */
  record Factor(
      UserId userId,
      Sort sort,
      String model,
      String rowId,
      String id,
      String type,
      @Nullable String label,
      long created,
      String data,
      String secret)
      implements Moved {

    /** Shows no secret. */
    @Override
    public String toString() {
      return "Factor[" + id + "]";
    }
  }

  /**
   * A link to an identity provider of the realm.
   *
   * @param provider the alias
   * @param subject who the user is there
   */
  record Link(UserId userId, String model, String rowId, String provider, String subject)
      implements Moved {
    @Override
    public Sort sort() {
      return Sort.LINKS;
    }

    /** Shows no person. */
    @Override
    public String toString() {
      return "Link[" + model + " " + rowId + "]";
    }
  }

  /** That the user's e-mail was verified. */
  record VerifiedEmail(UserId userId, String model, String rowId, String email) implements Moved {
    @Override
    public Sort sort() {
      return Sort.VERIFIED_EMAILS;
    }

    /** Shows no address. */
    @Override
    public String toString() {
      return "VerifiedEmail[" + rowId + "]";
    }
  }
}
