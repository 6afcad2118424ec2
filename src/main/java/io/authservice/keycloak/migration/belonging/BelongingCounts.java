package io.authservice.keycloak.migration.belonging;

import io.authservice.keycloak.migration.check.OutcomeCounts;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** What became of what users have, or would. */
public final class BelongingCounts {

  /** Names of providers that are told apart; there is no end to what a file may hold. */
  private static final int MOST_PROVIDERS = 100;

  private static final int LONGEST_PROVIDER = 100;
  private static final String OTHER_PROVIDERS = "…";

  private final Map<Sort, OutcomeCounts> outcomes = new EnumMap<>(Sort.class);
  private final Map<String, Integer> unknownProviders = new TreeMap<>();
  private long unconfirmed;
  private long passkeys;
  private long otherAddresses;

  public BelongingCounts() {
    Arrays.stream(Sort.values()).forEach(sort -> outcomes.put(sort, new OutcomeCounts()));
  }

  OutcomeCounts of(Sort sort) {
    return outcomes.computeIfAbsent(sort, any -> new OutcomeCounts());
  }

  /** One that the database refused. */
  public void refuse(Moved moved) {
    of(moved.sort()).refuse();
  }

  /** A device that was never used, and is none. */
  void unconfirmed() {
    unconfirmed++;
  }

  void passkey() {
    passkeys++;
  }

  /** An address that is not verified, or not the user's e-mail. */
  void otherAddress() {
    otherAddresses++;
  }

  void unknownProvider(String name) {
    boolean listed = unknownProviders.size() < MOST_PROVIDERS || unknownProviders.containsKey(name);
    unknownProviders.merge(
        listed && name.length() <= LONGEST_PROVIDER ? name : OTHER_PROVIDERS, 1, Integer::sum);
  }

  /** For the report. */
  public Map<String, Object> asJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    outcomes.forEach((sort, counts) -> json.put(sort.code(), counts.asJson()));
    json.put("unconfirmed_devices", unconfirmed);
    json.put("passkeys_left_out", passkeys);
    json.put("other_addresses", otherAddresses);
    json.put("unknown_providers", new TreeMap<>(unknownProviders));
    return json;
  }
}
