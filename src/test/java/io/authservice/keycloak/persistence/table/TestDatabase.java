package io.authservice.keycloak.persistence.table;

import static java.util.Objects.requireNonNull;

import io.authservice.keycloak.account.Accounts;
import io.authservice.keycloak.persistence.ImportRun;
import io.authservice.keycloak.persistence.bridge.Bridge;
import io.authservice.keycloak.persistence.bridge.BridgeSettings;
import io.authservice.keycloak.persistence.failure.DatabaseFailures;
import io.authservice.keycloak.persistence.model.UserModel;
import io.authservice.keycloak.server.Sql;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.EntityTransaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import liquibase.Liquibase;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.LiquibaseException;
import liquibase.resource.ClassLoaderResourceAccessor;
import org.hibernate.cfg.AvailableSettings;
import org.hibernate.jpa.HibernatePersistenceConfiguration;

/** A database with Django's tables, mapped by the entities alone. */
public final class TestDatabase implements AutoCloseable {

  private final DataSource source;
  private final Supplier<EntityManager> opening;
  private final RemovalPreparation preparation;
  private final UserModel model;
  private final Runnable closing;

  private TestDatabase(
      DataSource source,
      Supplier<EntityManager> opening,
      RemovalPreparation preparation,
      UserModel model,
      Runnable closing) {
    this.source = source;
    this.opening = opening;
    this.preparation = preparation;
    this.model = model;
    this.closing = closing;
  }

  /** Tables made by our changelog, as in Keycloak's own database. */
  public static TestDatabase own(DataSource source) {
    applyChangelog(source);
    EntityManagerFactory factory =
        new HibernatePersistenceConfiguration("accounts")
            .managedClasses(
                DjangoUser.class,
                DjangoGroup.class,
                DjangoPermission.class,
                DjangoContentType.class,
                ImportRun.class)
            .property(AvailableSettings.JAKARTA_NON_JTA_DATASOURCE, source)
            .property(AvailableSettings.JAKARTA_VALIDATION_MODE, "none")
            // As Keycloak's own factory has it.
            .property(AvailableSettings.DEFAULT_BATCH_FETCH_SIZE, 8)
            .createEntityManagerFactory();
    return new TestDatabase(
        source,
        factory::createEntityManager,
        RemovalPreparation.NONE,
        UserModel.DJANGO,
        factory::close);
  }

  /**
   * Tables made by Django, over a bridge.
   *
   * @param source for the test's own statements
   */
  static TestDatabase bridged(DataSource source, BridgeSettings database) {
    Bridge bridge = Bridge.open(database);
    return new TestDatabase(
        source,
        () -> requireNonNull(bridge.lease()),
        (em, id) -> bridge.references().clear(em, id),
        bridge.model(),
        bridge::retire);
  }

  /** Works in a transaction that is committed, or rolled back if the work fails. */
  public <T> T inTransaction(Function<Accounts, T> work) {
    return inTransaction((accounts, em) -> work.apply(accounts));
  }

  public <T> T inTransaction(BiFunction<Accounts, EntityManager, T> work) {
    try (EntityManager em = opening.get()) {
      EntityTransaction transaction = em.getTransaction();
      if (!transaction.isActive()) {
        transaction.begin();
      }
      try {
        T result =
            work.apply(new JpaAccounts(em, new DatabaseFailures(), preparation, () -> model), em);
        transaction.commit();
        return result;
      } finally {
        if (transaction.isActive()) {
          transaction.rollback();
        }
      }
    }
  }

  void change(Consumer<Accounts> work) {
    inTransaction(
        accounts -> {
          work.accept(accounts);
          return true;
        });
  }

  public void execute(String... statements) {
    new Sql(source::getConnection).execute(statements);
  }

  /** The rows, each as its columns' texts joined by a bar. */
  public List<String> select(String sql) {
    return new Sql(source::getConnection).select(sql);
  }

  @Override
  public void close() {
    closing.run();
  }

  private static void applyChangelog(DataSource source) {
    try (Connection connection = source.getConnection();
        Liquibase changelog =
            new Liquibase(
                "META-INF/auth-service-changelog.xml",
                new ClassLoaderResourceAccessor(),
                DatabaseFactory.getInstance()
                    .findCorrectDatabaseImplementation(new JdbcConnection(connection)))) {
      changelog.update();
    } catch (SQLException | LiquibaseException e) {
      throw new IllegalStateException("the changelog cannot be applied", e);
    }
  }
}
