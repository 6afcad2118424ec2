package io.authservice.keycloak.authority;

import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.account.key.UserId;
import java.util.Optional;

/**
 * Who may do what to whom over the API. Deny by default: a user reads, changes and deletes itself;
 * viewers read everyone; staff change all but superusers; superusers everyone.
 */
public final class AccessPolicy {

  private final Visibility visibility;
  private final boolean registrationOpen;

  /**
   * The policy of one server.
   *
   * @param registrationOpen whether anyone may create an account
   */
  public AccessPolicy(Visibility visibility, boolean registrationOpen) {
    this.visibility = visibility;
    this.registrationOpen = registrationOpen;
  }

  /** Whether the actor sees the whole list, or only itself in it. */
  public boolean mayListAll(Actor actor) {
    return actor.standing().seesOthers() || visibility == Visibility.ALL;
  }

  /** Whether there is an account of this id for the actor, if there is one at all. */
  public boolean mayRead(Actor actor, UserId accountId) {
    return actor.is(accountId) || mayListAll(actor);
  }

  /**
   * Whether the actor may search and order the list by what records do not show: else their order
   * and number would tell it.
   */
  public boolean maySearchHiddenFields(Actor actor) {
    return actor.standing().seesOthers();
  }

  /** Changing and deleting alike. */
  public boolean mayWrite(Actor actor, Account target) {
    return actor.is(target.id())
        || actor.standing() == Standing.SUPERUSER
        || (actor.standing().managesOthers() && !target.superuser());
  }

  /** Whether there can be any account at all that the actor changes. */
  public boolean mayWriteSome(Actor actor) {
    return actor.account().isPresent() || actor.standing().managesOthers();
  }

  /**
   * Creating an account. A viewer may not even where anyone may: it was given reads.
   *
   * @param actor empty for a request without credentials
   */
  public boolean mayCreate(Optional<Actor> actor) {
    return actor.filter(self -> self.standing().managesOthers()).isPresent()
        || (registrationOpen && actor.map(this::mayWriteSome).orElse(true));
  }

  /** Setting {@code is_staff} and {@code is_active}, of a new account as of an old one. */
  public boolean maySetFlags(Actor actor) {
    return actor.standing().managesOthers();
  }
}
