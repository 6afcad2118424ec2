package io.authservice.keycloak.password;

import io.authservice.keycloak.password.format.MemoryBudget;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The passwords of one server: however many settings its realms have, their memory-hard hashes
 * share one quarter of the heap. Safe for use by several threads.
 */
public final class ServerPasswords {

  /** More than there are realms; what was tried out in their settings is let go of then. */
  static final int MOST = 1000;

  private final MemoryBudget memory;
  private final HashTimes times;
  private final AddedFormats added;
  private final Map<PasswordSettings, DjangoPasswords> known = new ConcurrentHashMap<>();

  /**
   * With the formats that other JARs add.
   *
   * @throws IllegalArgumentException if one of these is of a name that is none, or taken
   */
  public ServerPasswords(HashTimes times) {
    this(MemoryBudget.ofHeap(), times, AddedFormats.found());
  }

  ServerPasswords(MemoryBudget memory, HashTimes times, AddedFormats added) {
    this.memory = memory;
    this.times = times;
    this.added = added;
  }

  /**
   * Those of one choice of settings.
   *
   * @throws IllegalArgumentException if the server lacks the classes that encode new passwords
   */
  public DjangoPasswords with(PasswordSettings settings) {
    if (known.size() >= MOST) {
      known.clear();
    }
    return known.computeIfAbsent(
        settings, chosen -> new DjangoPasswords(chosen, added, memory, times));
  }

  /** How many settings are known. */
  int settings() {
    return known.size();
  }
}
