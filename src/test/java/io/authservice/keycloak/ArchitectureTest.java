package io.authservice.keycloak;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.authservice.keycloak.api.view.ApiResource;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rooms of the house, which of them may know which, and what each keeps to itself. */
class ArchitectureTest {

  private static final String BASE = "io.authservice.keycloak.";
  private static final String PROVIDER_FACTORY = "org.keycloak.provider.ProviderFactory";

  private static Path output;
  private static JavaClasses product;

  @BeforeAll
  static void readTheProduct() throws URISyntaxException {
    output = Path.of(ApiResource.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    product = new ClassFileImporter().importPath(output);
  }

  @ParameterizedTest
  @CsvSource({
    "routing,",
    "rest, routing oauth2 migration wire token storage account authority bootstrap throttle metrics",
    "health, storage",
    "oauth2, token storage",
    "migration, token storage account password persistence metrics",
    "wire,",
    "token, storage account password metrics",
    "bootstrap, storage authority",
    "storage, authority account password persistence metrics",
    "authority, routing account",
    "account,",
    "password,",
    "throttle,",
    "persistence, account metrics",
    "metrics,"
  })
  void aRoomKnowsOnlyThoseBelowIt(String room, String below) {
    String[] allowed =
        Stream.concat(Stream.of(room), below == null ? Stream.empty() : words(below))
            .map(ArchitectureTest::inside)
            .toArray(String[]::new);

    classes()
        .that()
        .resideInAPackage(inside(room))
        .should()
        .onlyDependOnClassesThat(not(resideInAPackage(BASE + ".")).or(resideInAnyPackage(allowed)))
        .check(product);
  }

  @Test
  void everyClassLivesInARoom() {
    assertThat(product.stream().map(JavaClass::getPackageName).distinct())
        .containsExactlyInAnyOrderElementsOf(
            words(
                    "routing rest health oauth2 migration wire token bootstrap storage authority"
                        + " account password persistence throttle metrics")
                .map(room -> BASE + room)
                .toList());
  }

  @ParameterizedTest
  @CsvSource({"wire", "account", "password", "throttle"})
  void aPureRoomKnowsNoServer(String room) {
    noClasses()
        .that()
        .resideInAPackage(inside(room))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.keycloak..",
            "jakarta..",
            "org.hibernate..",
            "org.jboss..",
            "io.quarkus..",
            "io.vertx..")
        .check(product);
  }

  @Test
  void onlyTheRestRoomAndTheDoorToKeycloakKnowJaxRsResponses() {
    noClasses()
        .that()
        .resideOutsideOfPackages(inside("rest"), inside("token"))
        .should()
        .dependOnClassesThat()
        .haveNameMatching("jakarta\\.ws\\.rs\\.core\\.Response(\\$.*)?")
        .check(product);
  }

  @Test
  void onlyPersistenceKnowsDatabases() {
    noClasses()
        .that()
        .resideOutsideOfPackage(inside("persistence"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "jakarta.persistence..", "org.hibernate..", "java.sql..", "javax.sql..", "io.agroal..")
        .check(product);
  }

  @Test
  void onlyTheTokenRoomKnowsTheServersInsides() {
    noClasses()
        .that()
        .resideOutsideOfPackage(inside("token"))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                    "org.keycloak.services..",
                    "org.keycloak.protocol..",
                    "org.keycloak.authorization..")
                .and(
                    not(
                        resideInAnyPackage(
                            "org.keycloak.authorization.fgap..",
                            "org.keycloak.services.resource",
                            "org.keycloak.services.resources.admin.."))))
        .check(product);
  }

  @Test
  void onlyTheRestRoomKnowsTheAdminApi() {
    noClasses()
        .that()
        .resideOutsideOfPackage(inside("rest"))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.keycloak.services.resources.admin..")
        .check(product);
  }

  @Test
  void onlyRoutingKnowsTheWebServer() {
    noClasses()
        .that()
        .resideOutsideOfPackage(inside("routing"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.quarkus..", "io.vertx..", "org.jboss.resteasy..")
        .check(product);
  }

  @ParameterizedTest
  @CsvSource({"metrics, io.micrometer..", "health, org.eclipse.microprofile.health.."})
  void whatTellsOperatorsIsKnownInOneRoom(String room, String library) {
    noClasses()
        .that()
        .resideOutsideOfPackage(inside(room))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .check(product);
  }

  @Test
  void noStateIsShared() {
    fields().that().areStatic().should().beFinal().check(product);
  }

  @Test
  void nothingIsMeantToBeExtendedByAccident() {
    classes()
        .that()
        .areTopLevelClasses()
        .and()
        .areNotInterfaces()
        .and(not(describe("are made by a container", ArchitectureTest::isMadeByAContainer)))
        .should()
        .haveModifier(JavaModifier.FINAL)
        .orShould()
        .haveModifier(JavaModifier.ABSTRACT)
        .check(product);
  }

  /** A factory without its line in META-INF/services is dead code that compiles. */
  @Test
  void everyProviderFactoryIsRegisteredUnderItsInterface() throws IOException {
    Map<String, Set<String>> registered = registrations();

    assertThat(registered.values().stream().flatMap(Set::stream))
        .containsExactlyInAnyOrderElementsOf(
            product.stream()
                .filter(type -> type.isAssignableTo(PROVIDER_FACTORY))
                .filter(type -> !type.isInterface())
                .filter(type -> !type.getModifiers().contains(JavaModifier.ABSTRACT))
                .map(JavaClass::getName)
                .toList());
    registered.forEach(
        (service, names) ->
            assertThat(names).allMatch(name -> product.get(name).isAssignableTo(service)));
  }

  @Test
  void theServerFindsTheBeansAndNoPersistenceUnitOfOurs() {
    assertThat(output.resolve("META-INF/beans.xml")).isRegularFile();
    assertThat(output.resolve("META-INF/persistence.xml")).doesNotExist();
  }

  private static Map<String, Set<String>> registrations() throws IOException {
    Map<String, Set<String>> registrations = new TreeMap<>();
    try (Stream<Path> services = Files.list(output.resolve("META-INF/services"))) {
      for (Path service : services.toList()) {
        List<String> lines = Files.readAllLines(service);
        registrations.put(
            service.getFileName().toString(),
            lines.stream()
                .map(line -> line.replaceFirst("#.*", "").strip())
                .filter(line -> !line.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new)));
      }
    }
    return registrations;
  }

  /** Hibernate and the CDI container subclass these. */
  private static boolean isMadeByAContainer(JavaClass type) {
    return type.isAnnotatedWith("jakarta.persistence.Entity")
        || type.isAnnotatedWith("jakarta.enterprise.context.ApplicationScoped");
  }

  private static Stream<String> words(String text) {
    return Arrays.stream(text.split(" ", -1));
  }

  private static String inside(String room) {
    return BASE + room + "..";
  }
}
