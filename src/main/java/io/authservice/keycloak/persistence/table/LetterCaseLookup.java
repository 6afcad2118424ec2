package io.authservice.keycloak.persistence.table;

import io.authservice.keycloak.account.AccountQuery;
import io.authservice.keycloak.account.AccountQuery.Condition;
import io.authservice.keycloak.account.AccountQuery.Match;
import io.authservice.keycloak.account.LetterCase;
import io.authservice.keycloak.account.UserField;
import io.authservice.keycloak.account.key.UserId;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.dialect.Dialect;
import org.hibernate.dialect.H2Dialect;
import org.hibernate.dialect.PostgreSQLDialect;
import org.hibernate.engine.spi.SessionImplementor;
import org.jspecify.annotations.Nullable;

/**
 * Accounts by username or e-mail whatever its letter case, as {@link LetterCase} means it. The
 * database is asked for all that may be meant, and what it answers is compared once more.
 */
final class LetterCaseLookup {

  /** More look-alikes of one name than there are. */
  private static final int MANY = 10_000;

  private final EntityManager em;

  LetterCaseLookup(EntityManager em) {
    this.em = em;
  }

  /** Those of this username, the oldest first, the exact spelling before all others. */
  List<DjangoUser> ofUsername(String username) {
    return found("username", username, user -> user.username)
        .sorted((one, other) -> Boolean.compare(isExact(other, username), isExact(one, username)))
        .toList();
  }

  private static boolean isExact(DjangoUser user, String username) {
    return username.equals(user.username);
  }

  /** Those of this e-mail, the oldest first. */
  List<DjangoUser> ofEmail(String email) {
    return found("email", email, user -> user.email).toList();
  }

  private Stream<DjangoUser> found(
      String column, String text, Function<DjangoUser, @Nullable String> stored) {
    if (!AccountCriteria.isText(text)) {
      return Stream.empty();
    }
    // SQLite's lower() knows the letters of ASCII alone, and so does its LIKE.
    boolean loosely = isSqlite() && !isAscii(text);
    String loose = " or u." + column + " like :pattern escape '\\'";
    TypedQuery<DjangoUser> query =
        em.createQuery(
                "select u from DjangoUser u where lower(u."
                    + column
                    + ") = lower(:text)"
                    + (loosely ? loose : "")
                    + " order by u.id",
                DjangoUser.class)
            .setParameter("text", text)
            .setMaxResults(MANY);
    if (loosely) {
      query.setParameter("pattern", pattern(text));
    }
    return query.getResultList().stream().filter(user -> isLike(stored.apply(user), text));
  }

  private static boolean isLike(@Nullable String stored, String text) {
    return stored != null && LetterCase.isAllThatDiffers(stored, text);
  }

  private static String pattern(String text) {
    return AccountCriteria.escaped(text).replaceAll("[^\\x00-\\x7f]", "_");
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(unit -> unit < 0x80);
  }

  /**
   * The query with what it says of whole usernames and e-mails settled here, where the database
   * would take more for the same, or less.
   */
  AccountQuery settled(AccountQuery query) {
    if (dialect() instanceof PostgreSQLDialect) {
      return query;
    }
    return new AccountQuery(query.conditions().stream().map(this::settled).toList());
  }

  private Condition settled(Condition condition) {
    if (condition instanceof AccountQuery.Text text && text.match() == Match.EXACT) {
      if (text.field() == UserField.USERNAME) {
        return among(ofUsername(text.term()));
      }
      if (text.field() == UserField.EMAIL) {
        return among(ofEmail(text.term()));
      }
    }
    return condition;
  }

  private static Condition among(List<DjangoUser> users) {
    Set<UserId> ids = users.stream().map(JpaAccounts::idOf).collect(Collectors.toSet());
    return new AccountQuery.IdIn(ids, true);
  }

  boolean isH2() {
    return dialect() instanceof H2Dialect;
  }

  private boolean isSqlite() {
    return dialect().getClass().getSimpleName().startsWith("SQLite");
  }

  private Dialect dialect() {
    return em.unwrap(SessionImplementor.class).getFactory().getJdbcServices().getDialect();
  }
}
