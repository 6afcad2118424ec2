package io.authservice.keycloak.account;

import io.authservice.keycloak.account.UserField.Kind;
import io.authservice.keycloak.account.UserField.Reader;
import io.authservice.keycloak.account.UserField.Writer;
import org.jspecify.annotations.Nullable;

/** A {@link UserField} in the making: shown to nobody and set by nobody, unless it is said. */
final class UserFieldDeclaration<T extends @Nullable Object> {

  final Kind kind;
  final String column;
  final String label;
  int longest;
  Reader reader = Reader.NOBODY;
  Writer writer = Writer.NOBODY;
  boolean blankable = true;
  boolean nullable;

  UserFieldDeclaration(Kind kind, String column, String label) {
    this.kind = kind;
    this.column = column;
    this.label = label;
  }

  UserFieldDeclaration<T> shownTo(Reader who) {
    reader = who;
    return this;
  }

  UserFieldDeclaration<T> setBy(Writer who) {
    writer = who;
    return this;
  }

  UserFieldDeclaration<T> neverBlank() {
    blankable = false;
    return this;
  }

  UserFieldDeclaration<T> orNull() {
    nullable = true;
    return this;
  }

  /** The field, at its place in {@link UserField#ALL}. */
  UserField<T> at(int place) {
    return new UserField<>(this, place);
  }
}
