package io.authservice.keycloak.migration.belonging;

import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.migration.check.Findings;
import io.authservice.keycloak.migration.check.ImportOptions;
import io.authservice.keycloak.migration.source.Problem;
import io.authservice.keycloak.persistence.keycloak.FederatedBelongings;
import io.authservice.keycloak.persistence.keycloak.FederatedBelongings.Credential;
import io.authservice.keycloak.persistence.keycloak.FederatedBelongings.Link;
import io.authservice.keycloak.persistence.keycloak.FederatedRows;
import io.authservice.keycloak.storage.identity.ServerAttributes;
import io.authservice.keycloak.storage.identity.VerifiedEmail;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.keycloak.common.util.MultivaluedHashMap;
import org.keycloak.models.credential.RecoveryAuthnCodesCredentialModel;

/**
 * Some of what users are to have beside what they have already: what is to be added and left alone.
 *
 * <p>Whoever has a factor of a type that no import made keeps that one alone.
 */
public final class BelongingBatch {

  private static final int FIRST = 10;
  private static final int SECOND = 20;

  private final FederatedBelongings stored;
  private final FederatedRows rows;
  private final ImportOptions.Existing policy;
  private final Function<UserId, String> keycloakId;
  private final Map<String, Credential> credentials = new HashMap<>();
  private final Set<String> settled = new HashSet<>();
  private final Map<String, String> subjects = new HashMap<>();
  private final Map<String, String> linked = new HashMap<>();
  private final Map<String, MultivaluedHashMap<String, String>> attributes;
  private final List<Credential> addedFactors = new ArrayList<>();
  private final List<Credential> changedFactors = new ArrayList<>();
  private final List<Link> addedLinks = new ArrayList<>();
  private final Map<String, String> marks = new HashMap<>();
  private final List<Taken> taken = new ArrayList<>();
  private final Map<Sort, Map<Outcome, Integer>> outcomes = new EnumMap<>(Sort.class);

  /**
   * Compares them.
   *
   * @param keycloakId Keycloak's id of a user
   * @param isThere whether the user is; one who was refused is not
   */
  public BelongingBatch(
      List<Moved> moved,
      FederatedBelongings stored,
      FederatedRows rows,
      ImportOptions.Existing policy,
      Function<UserId, String> keycloakId,
      Predicate<UserId> isThere) {
    this.stored = stored;
    this.rows = rows;
    this.policy = policy;
    this.keycloakId = keycloakId;
    List<Moved> there = moved.stream().filter(next -> isThere.test(next.userId())).toList();
    readFactors(owners(there, Moved.Factor.class));
    readLinks(there);
    this.attributes = rows.attributes(owners(there, Moved.VerifiedEmail.class));
    moved.forEach(
        next -> count(next, isThere.test(next.userId()) ? compared(next) : Outcome.REFUSED));
  }

  private enum Outcome {
    ADDED,
    UPDATED,
    UNCHANGED,
    KEPT,
    REFUSED
  }

  private record Taken(Moved.Link link, String detail) {}

  private Set<String> owners(List<Moved> moved, Class<? extends Moved> sort) {
    return moved.stream()
        .filter(sort::isInstance)
        .map(next -> keycloakId.apply(next.userId()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private void readFactors(Set<String> users) {
    for (Credential credential : stored.credentials(users)) {
      credentials.put(credential.id(), credential);
      // Keycloak asks for the codes of one list.
      if (!Factors.isMade(credential.id())
          || credential.type().equals(RecoveryAuthnCodesCredentialModel.TYPE)) {
        settled.add(credential.userId() + " " + credential.type());
      }
    }
  }

  private void readLinks(List<Moved> moved) {
    Map<String, Set<String>> wanted = new LinkedHashMap<>();
    for (Moved next : moved) {
      if (next instanceof Moved.Link link) {
        wanted
            .computeIfAbsent(link.provider(), provider -> new LinkedHashSet<>())
            .add(link.subject());
      }
    }
    stored.links(owners(moved, Moved.Link.class)).forEach(this::know);
    wanted.forEach((provider, subjects) -> stored.linksTo(provider, subjects).forEach(this::know));
  }

  private void know(Link link) {
    subjects.put(link.provider() + " " + link.userId(), link.subject());
    linked.put(link.provider() + " " + link.subject(), link.userId());
  }

  private Outcome compared(Moved next) {
    String userId = keycloakId.apply(next.userId());
    if (next instanceof Moved.Factor factor) {
      return factor(userId, factor);
    }
    return next instanceof Moved.Link link
        ? link(userId, link)
        : email(userId, ((Moved.VerifiedEmail) next).email());
  }

  private Outcome factor(String userId, Moved.Factor factor) {
    Credential wanted =
        new Credential(
            factor.id(),
            userId,
            factor.type(),
            factor.label(),
            factor.created(),
            factor.sort() == Sort.ONE_TIME_PASSWORDS ? FIRST : SECOND,
            factor.data(),
            factor.secret());
    Credential known = credentials.get(factor.id());
    if (known != null) {
      // Codes that were used here since must not be good again.
      if (factor.sort() == Sort.RECOVERY_CODES
          || (known.data().equals(wanted.data()) && known.secret().equals(wanted.secret()))) {
        return Outcome.UNCHANGED;
      }
      if (policy == ImportOptions.Existing.UPDATE) {
        changedFactors.add(wanted);
        return Outcome.UPDATED;
      }
      return Outcome.KEPT;
    }
    if (settled.contains(userId + " " + factor.type())) {
      return Outcome.KEPT;
    }
    if (factor.sort() == Sort.RECOVERY_CODES) {
      settled.add(userId + " " + factor.type());
    }
    credentials.put(wanted.id(), wanted);
    addedFactors.add(wanted);
    return Outcome.ADDED;
  }

  private Outcome link(String userId, Moved.Link link) {
    String subject = subjects.get(link.provider() + " " + userId);
    if (link.subject().equals(subject)) {
      return Outcome.UNCHANGED;
    }
    if (subject != null) {
      taken.add(new Taken(link, "The user is linked to another account there; Keycloak links one"));
      return Outcome.KEPT;
    }
    String holder = linked.get(link.provider() + " " + link.subject());
    if (holder != null) {
      taken.add(new Taken(link, "Another user is linked to the account there"));
      return Outcome.REFUSED;
    }
    Link added = new Link(userId, link.provider(), link.subject());
    know(added);
    addedLinks.add(added);
    return Outcome.ADDED;
  }

  private Outcome email(String userId, String email) {
    String mark = VerifiedEmail.markOf(email);
    MultivaluedHashMap<String, String> kept = attributes.get(userId);
    boolean isMarked =
        mark.equals(marks.get(userId))
            || (kept != null
                && kept.getOrDefault(ServerAttributes.VERIFIED_EMAIL, List.of()).contains(mark));
    if (isMarked) {
      return Outcome.UNCHANGED;
    }
    marks.put(userId, mark);
    return Outcome.ADDED;
  }

  private void count(Moved next, Outcome outcome) {
    outcomes
        .computeIfAbsent(next.sort(), any -> new EnumMap<>(Outcome.class))
        .merge(outcome, 1, Integer::sum);
  }

  /** Whether there is anything to {@link #write}. */
  public boolean changesAnything() {
    return !(addedFactors.isEmpty()
        && changedFactors.isEmpty()
        && addedLinks.isEmpty()
        && marks.isEmpty());
  }

  /** Writes what is new. What is kept under the users' ids must be theirs. */
  public void write() {
    Set<String> changed = new TreeSet<>(marks.keySet());
    addedFactors.forEach(factor -> changed.add(factor.userId()));
    addedLinks.forEach(link -> changed.add(link.userId()));
    if (!changed.isEmpty()) {
      changed.removeAll(rows.entered(changed));
      stored.enter(changed);
    }
    stored.addCredentials(addedFactors);
    stored.overwrite(changedFactors);
    stored.addLinks(addedLinks);
    rows.removeAttribute(
        marks.keySet().stream().filter(attributes::containsKey).toList(),
        ServerAttributes.VERIFIED_EMAIL);
    rows.addAttributes(ServerAttributes.VERIFIED_EMAIL, marks);
  }

  /** Notes what another has already. */
  public void note(Findings findings) {
    taken.forEach(
        found ->
            findings.add(
                Problem.UNSUPPORTED_LINK,
                found.link().model(),
                found.link().rowId(),
                "",
                found.detail()));
  }

  /** Adds up what became of them. */
  public void count(BelongingCounts counts) {
    outcomes.forEach(
        (sort, of) ->
            counts
                .of(sort)
                .add(
                    of.getOrDefault(Outcome.ADDED, 0),
                    of.getOrDefault(Outcome.UPDATED, 0),
                    of.getOrDefault(Outcome.UNCHANGED, 0),
                    of.getOrDefault(Outcome.KEPT, 0),
                    of.getOrDefault(Outcome.REFUSED, 0)));
  }
}
