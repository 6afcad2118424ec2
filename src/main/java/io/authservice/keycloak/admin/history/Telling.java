package io.authservice.keycloak.admin.history;

import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.admin.history.EventLog.Told;
import io.authservice.keycloak.admin.history.HistoryEntry.Person;
import io.authservice.keycloak.admin.history.HistoryEntry.Target;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.events.admin.AuthDetails;
import org.keycloak.models.RealmModel;

/** Events as entries of a history, with names in place of ids. */
final class Telling {

  private static final String USER = "user";
  private static final String GROUP = "group";
  private static final String OTHER = "other";

  private final RealmModel realm;
  private final Names names;

  Telling(RealmModel realm, Names names) {
    this.realm = realm;
    this.names = names;
  }

  /** Every event as an entry, in the same order. */
  List<HistoryEntry> entries(List<Told> told) {
    Set<UserId> accounts =
        told.stream()
            .flatMap(each -> Stream.of(actor(each.event()), account(each.subject())))
            .flatMap(Optional::stream)
            .collect(Collectors.toSet());
    names.read(accounts);
    return told.stream().map(this::entry).toList();
  }

  private HistoryEntry entry(Told told) {
    AdminEvent event = told.event();
    Subject subject = told.subject();
    Representation representation = new Representation(event, subject);
    return new HistoryEntry(
        Instant.ofEpochMilli(event.getTime()).toString(),
        person(event),
        Action.of(event, subject),
        target(subject, representation.name()),
        representation.changes(),
        representation.isAsSent() ? Note.AS_SENT : note(event, subject));
  }

  static @Nullable Note note(AdminEvent event, Subject subject) {
    if (Action.of(event, subject) != Action.ACTION) {
      return null;
    }
    if (subject.kind() == Subject.Kind.OTHER) {
      return Note.ofMany(subject);
    }
    return subject.rest().isEmpty()
        ? Note.OTHER
        : Note.of(event.getOperationType(), subject.rest());
  }

  /** The account of whoever acted, if it is one of this realm's. */
  private Optional<UserId> actor(AdminEvent event) {
    return Optional.ofNullable(event.getAuthDetails())
        .filter(details -> realm.getId().equals(details.getRealmId()))
        .map(AuthDetails::getUserId)
        .flatMap(names::account);
  }

  private Person person(AdminEvent event) {
    Optional<UserId> account = actor(event);
    if (account.isPresent()) {
      return names
          .ofAccount(account.get())
          .map(name -> new Person(name, account.get().json(), null))
          .orElseGet(() -> new Person(null, null, account.get().json()));
    }
    AuthDetails details = event.getAuthDetails();
    Optional<String> name =
        details == null || details.getRealmId() == null || details.getUserId() == null
            ? Optional.empty()
            : names.ofOther(details.getRealmId(), details.getUserId());
    return new Person(name.orElse(null), null, null);
  }

  private Optional<UserId> account(Subject subject) {
    return switch (subject.kind()) {
      case USER -> names.account(subject.key());
      case ACCOUNT -> UserId.read(subject.key());
      default -> Optional.empty();
    };
  }

  private Target target(Subject subject, Optional<String> then) {
    return switch (subject.kind()) {
      case USER, ACCOUNT ->
          account(subject)
              .map(id -> numbered(USER, id.json(), names.ofAccount(id), then))
              .orElseGet(
                  () ->
                      unnumbered(USER, names.ofOther(realm.getId(), subject.key()).or(() -> then)));
      case GROUP -> {
        long id = Long.parseLong(subject.key());
        yield numbered(GROUP, id, names.ofGroup(id), then);
      }
      case KEYCLOAK_GROUP ->
          unnumbered(GROUP, names.ofKeycloaksGroup(subject.key()).or(() -> then));
      case OTHER -> new Target(OTHER, null, subject.key(), null);
    };
  }

  private static Target numbered(
      String kind, Object id, Optional<String> now, Optional<String> then) {
    return now.map(name -> new Target(kind, id, name, null))
        .orElseGet(() -> new Target(kind, null, then.orElse(null), id));
  }

  private static Target unnumbered(String kind, Optional<String> name) {
    return new Target(kind, null, name.orElse(null), null);
  }
}
