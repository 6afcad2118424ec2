package io.authservice.keycloak.storage.settings;

import io.authservice.keycloak.storage.failure.UsersReadOnlyException;
import org.keycloak.storage.ReadOnlyException;

/** Whether a storage's users may be changed. */
public enum EditMode {
  WRITABLE,
  READ_ONLY;

  public boolean isWritable() {
    return this == WRITABLE;
  }

  /**
   * For changes to a user, which Keycloak expects to fail in this way.
   *
   * @throws ReadOnlyException if the users are only to be read
   */
  public void requireWritable() {
    if (this == READ_ONLY) {
      throw new ReadOnlyException("The users of this storage are read-only");
    }
  }

  /**
   * For users that come and go, where Keycloak expects no {@link ReadOnlyException}.
   *
   * @throws UsersReadOnlyException if the users are only to be read
   */
  public void requireMayAddOrRemove() {
    if (this == READ_ONLY) {
      throw new UsersReadOnlyException();
    }
  }
}
