package io.authservice.keycloak.migration.extra;

import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.account.extra.ExtraAttribute;
import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.migration.check.ImportOptions;
import io.authservice.keycloak.migration.check.OutcomeCounts;
import io.authservice.keycloak.migration.check.Owners;
import io.authservice.keycloak.migration.source.UserExtras;
import io.authservice.keycloak.persistence.keycloak.FederatedBelongings;
import io.authservice.keycloak.persistence.keycloak.FederatedRows;
import io.authservice.keycloak.storage.identity.ServerAttributes;
import io.authservice.keycloak.storage.identity.VerifiedEmail;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.util.MultivaluedHashMap;

/**
 * What some users have of the user model beside what Keycloak keeps of them already: what is to be
 * added, overwritten and left alone. A mark is added and never taken back: Keycloak may have given
 * it itself.
 */
public final class ExtraBatch {

  private final List<ExtraAttribute> declared;
  private final Function<UserId, String> keycloakId;
  private final FederatedRows rows;
  private final FederatedBelongings index;
  private final ImportOptions.Existing policy;
  private final Map<String, MultivaluedHashMap<String, String>> kept;
  private final Map<String, Map<String, String>> written = new LinkedHashMap<>();
  private final Set<String> overwritten = new TreeSet<>();
  private final Map<String, String> marks = new LinkedHashMap<>();
  private final List<Outcome> attributes = new ArrayList<>();
  private final List<Outcome> verified = new ArrayList<>();

  /** What is there, and who decides. */
  public record Stored(
      Map<UserId, Account> accounts,
      Owners owners,
      Function<UserId, String> keycloakId,
      FederatedRows rows,
      FederatedBelongings index) {}

  private enum Outcome {
    ADDED,
    UPDATED,
    UNCHANGED,
    KEPT,
    REFUSED
  }

  /**
   * Compares them.
   *
   * @param declared the attributes that are moved
   * @param stored the users who are there already; all others are left out
   * @param trial whether nothing is written yet, and those others will be there
   */
  public ExtraBatch(
      List<UserExtras> extras,
      List<ExtraAttribute> declared,
      Stored stored,
      ImportOptions.Existing policy,
      boolean trial) {
    this.declared = List.copyOf(declared);
    this.keycloakId = stored.keycloakId();
    this.rows = stored.rows();
    this.index = stored.index();
    this.policy = policy;
    Set<String> there = new HashSet<>();
    stored.accounts().keySet().forEach(id -> there.add(keycloakId.apply(id)));
    this.kept = there.isEmpty() ? Map.of() : rows.attributes(there);
    Set<UserId> seen = new HashSet<>();
    for (UserExtras each : extras) {
      // Of two rows with one id the first was taken.
      if (seen.add(each.userId())) {
        compare(each, stored.accounts().get(each.userId()), stored.owners(), trial);
      }
    }
  }

  private void compare(UserExtras next, @Nullable Account account, Owners owners, boolean trial) {
    Map<String, String> wanted = new LinkedHashMap<>();
    next.values().attributes().forEach((name, value) -> wanted.put(name, value.toString()));
    if (account == null) {
      Outcome outcome = trial ? Outcome.ADDED : Outcome.REFUSED;
      if (!wanted.isEmpty()) {
        attributes.add(outcome);
      }
      if (next.values().verified()) {
        verified.add(outcome);
      }
      return;
    }
    String userId = keycloakId.apply(next.userId());
    compareAttributes(userId, wanted);
    if (next.values().verified() && !account.email().isBlank()) {
      verified.add(mark(userId, account, owners));
    }
  }

  private void compareAttributes(String userId, Map<String, String> wanted) {
    Map<String, String> present = present(userId);
    if (wanted.isEmpty() && present.isEmpty()) {
      return;
    }
    if (declared.stream().allMatch(one -> isSame(one, wanted, present))) {
      attributes.add(Outcome.UNCHANGED);
    } else if (present.isEmpty()) {
      written.put(userId, wanted);
      attributes.add(Outcome.ADDED);
    } else if (policy == ImportOptions.Existing.UPDATE) {
      written.put(userId, wanted);
      overwritten.add(userId);
      attributes.add(Outcome.UPDATED);
    } else {
      attributes.add(Outcome.KEPT);
    }
  }

  private Map<String, String> present(String userId) {
    MultivaluedHashMap<String, String> all = kept.get(userId);
    Map<String, String> present = new LinkedHashMap<>();
    for (ExtraAttribute attribute : declared) {
      List<String> values = all == null ? null : all.get(attribute.name());
      if (values != null) {
        // Several values are no value that a model gives.
        present.put(attribute.name(), String.join("\0", values));
      }
    }
    return present;
  }

  private static boolean isSame(
      ExtraAttribute attribute, Map<String, String> wanted, Map<String, String> present) {
    String value = wanted.get(attribute.name());
    String now = present.get(attribute.name());
    return Objects.equals(value, now)
        || (attribute.kind() == ExtraAttribute.Kind.MOMENT
            && value != null
            && now != null
            && value.equals(cut(now)));
  }

  /** As dumps have it, to the millisecond: beside what a database told that is no difference. */
  private static String cut(String moment) {
    try {
      return Instant.parse(moment).truncatedTo(ChronoUnit.MILLIS).toString();
    } catch (DateTimeException none) {
      return moment;
    }
  }

  private Outcome mark(String userId, Account account, Owners owners) {
    if (!owners.isEmail(account.id(), account.email())) {
      // The row was kept with another e-mail, of which the source says nothing.
      return Outcome.KEPT;
    }
    String mark = VerifiedEmail.markOf(account.email());
    if (isMarked(userId, ServerAttributes.VERIFIED_EMAIL, mark)) {
      return Outcome.UNCHANGED;
    }
    if (isMarked(userId, ServerAttributes.UNVERIFIED_EMAIL, mark)) {
      // An administrator said so, or the e-mail was changed here.
      return Outcome.KEPT;
    }
    marks.put(userId, mark);
    return Outcome.ADDED;
  }

  private boolean isMarked(String userId, String name, String mark) {
    MultivaluedHashMap<String, String> all = kept.get(userId);
    return all != null && all.getOrDefault(name, List.of()).contains(mark);
  }

  /** Whether there is anything to {@link #write}. */
  public boolean changesAnything() {
    return !(written.isEmpty() && marks.isEmpty());
  }

  /** Writes what is new. What is kept under the users' ids must be theirs. */
  public void write() {
    Set<String> changed = new TreeSet<>(written.keySet());
    changed.addAll(marks.keySet());
    changed.removeAll(rows.entered(changed));
    index.enter(changed);
    for (ExtraAttribute attribute : declared) {
      rows.removeAttribute(
          overwritten.stream().filter(user -> present(user).containsKey(attribute.name())).toList(),
          attribute.name());
    }
    rows.removeAttribute(
        marks.keySet().stream().filter(kept::containsKey).toList(),
        ServerAttributes.VERIFIED_EMAIL);
    written.forEach(
        (user, values) -> values.forEach((name, value) -> rows.addAttribute(user, name, value)));
    marks.forEach((user, mark) -> rows.addAttribute(user, ServerAttributes.VERIFIED_EMAIL, mark));
  }

  /** Adds up what became of them. */
  public void count(ExtraCounts counts) {
    add(attributes, counts.attributes());
    add(verified, counts.verified());
  }

  private static void add(List<Outcome> outcomes, OutcomeCounts counts) {
    counts.add(
        number(outcomes, Outcome.ADDED),
        number(outcomes, Outcome.UPDATED),
        number(outcomes, Outcome.UNCHANGED),
        number(outcomes, Outcome.KEPT),
        number(outcomes, Outcome.REFUSED));
  }

  private static long number(List<Outcome> outcomes, Outcome which) {
    return outcomes.stream().filter(outcome -> outcome == which).count();
  }
}
