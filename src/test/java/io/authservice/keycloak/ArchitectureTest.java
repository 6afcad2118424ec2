package io.authservice.keycloak;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.authservice.keycloak.api.view.ApiResource;
import io.authservice.keycloak.documentation.Page;
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
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The rooms of the house, which of them may know which, and what each keeps to itself. */
class ArchitectureTest {

  private static final String BASE = "io.authservice.keycloak.";
  private static final Page ARCHITECTURE = Page.of("docs/development/architecture.md");
  private static final String PROVIDER_FACTORY = "org.keycloak.provider.ProviderFactory";

  /** Found by its name as factories are, and made before there is a session. */
  private static final String COMPATIBILITY =
      "org.keycloak.compatibility.CompatibilityMetadataProvider";

  private static final DescribedPredicate<JavaClass> INSIDES =
      resideInAnyPackage(
              "org.keycloak.models.jpa..",
              "org.keycloak.storage.jpa..",
              "org.keycloak.services..",
              "org.keycloak.protocol..",
              "org.keycloak.authorization..",
              "org.keycloak.quarkus..",
              "org.hibernate.engine..",
              "org.hibernate.boot..",
              "io.agroal..",
              "io.netty..",
              "io.quarkus..",
              "io.vertx..",
              "org.jboss.resteasy..")
          .and(
              not(
                  resideInAnyPackage(
                      "org.keycloak.services.resource", "org.keycloak.authorization.fgap")));

  /** What writes the lines of the log. */
  private static final String MADE_BY_THE_BUILD = "_$logger";

  private static Path output;
  private static JavaClasses product;

  @BeforeAll
  static void readTheProduct() throws URISyntaxException {
    output = Path.of(ApiResource.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    product =
        new ClassFileImporter()
            .withImportOption(file -> !file.contains(MADE_BY_THE_BUILD))
            .importPath(output);
  }

  static Stream<Arguments> rooms() {
    return ARCHITECTURE.rows("Room", "Holds", "Knows").stream()
        .map(row -> Arguments.of(Page.coded(row.get(0)).get(0), Page.coded(row.get(2))));
  }

  static Stream<Arguments> roomsWithin() {
    return ARCHITECTURE.rows("Within").stream()
        .map(row -> Arguments.of(Page.coded(row.get(0)).get(0), Page.coded(row.get(2))));
  }

  @ParameterizedTest
  @MethodSource("rooms")
  void aRoomKnowsOnlyThoseBelowIt(String room, List<String> below) {
    String[] allowed =
        Stream.concat(Stream.of(room), below.stream())
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
  void everyClassLivesInARoomOfTheTables() {
    assertThat(product.stream().map(JavaClass::getPackageName).distinct())
        .isSubsetOf(
            Stream.concat(rooms(), roomsWithin())
                .map(row -> BASE + row.get()[0])
                .collect(Collectors.toSet()));
    assertThat(roomsWithin().map(row -> BASE + row.get()[0]))
        .isSubsetOf(product.stream().map(JavaClass::getPackageName).collect(Collectors.toSet()));
  }

  @ParameterizedTest
  @MethodSource("roomsWithin")
  void aRoomWithinARoomIsUsedThroughItsDoor(String room, List<String> users) {
    if (users.isEmpty()) {
      return;
    }
    String[] allowed =
        Stream.concat(Stream.of(room), users.stream())
            .map(ArchitectureTest::inside)
            .toArray(String[]::new);

    noClasses()
        .that()
        .resideOutsideOfPackages(allowed)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(inside(room))
        .check(product);
  }

  @Test
  void noRoomsGoInCircles() {
    slices().matching(BASE + "(**)").should().beFreeOfCycles().check(product);
  }

  /** Who looks for something reads what there is in one glance. */
  @Test
  void aRoomIsNoWarehouse() {
    Map<String, List<String>> rooms =
        product.stream()
            .filter(JavaClass::isTopLevelClass)
            .filter(type -> !type.getSimpleName().equals("package-info"))
            .collect(
                Collectors.groupingBy(
                    JavaClass::getPackageName,
                    Collectors.mapping(JavaClass::getSimpleName, Collectors.toList())));

    assertThat(rooms)
        .allSatisfy((room, types) -> assertThat(types).as(room).hasSizeLessThanOrEqualTo(20));
  }

  /** What it holds, by whom it is entered, and what it does not know. */
  @Test
  void everyRoomSaysWhatItIs() throws IOException {
    Path sources = Path.of("src/main/java", BASE.replace('.', '/'));
    Set<Path> rooms;
    try (Stream<Path> files = Files.walk(sources)) {
      rooms =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .map(Path::getParent)
              .collect(Collectors.toSet());
    }
    for (Path room : rooms) {
      assertThat(room.resolve("package-info.java"))
          .content()
          .containsPattern("Its doors? (is|are) ")
          .contains("@NullMarked");
    }
  }

  /** A type that is public without need is a door that nobody meant. */
  @Test
  void whatNoOtherRoomUsesIsHidden() throws IOException {
    Map<Path, String> sources = new TreeMap<>();
    for (String root : List.of("src", "bench")) {
      try (Stream<Path> files = Files.walk(Path.of(root))) {
        for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
          sources.put(file, Files.readString(file));
        }
      }
    }

    assertThat(
            product.stream()
                .filter(JavaClass::isTopLevelClass)
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .filter(type -> !isFoundByItsName(type))
                .filter(type -> !isSpokenOfAtADoor(type))
                .filter(type -> sources.values().stream().noneMatch(text -> imports(text, type)))
                .map(JavaClass::getName))
        .isEmpty();
  }

  /** Others hand it on without naming it. */
  private static boolean isSpokenOfAtADoor(JavaClass type) {
    return type.getPackage().getClasses().stream()
        .filter(door -> door.getModifiers().contains(JavaModifier.PUBLIC) && !door.equals(type))
        .flatMap(door -> door.getMethods().stream())
        .filter(method -> method.getModifiers().contains(JavaModifier.PUBLIC))
        .anyMatch(
            method ->
                method.getRawReturnType().equals(type)
                    || method.getRawParameterTypes().contains(type));
  }

  private static boolean imports(String source, JavaClass type) {
    return source.contains("import " + type.getName() + ";")
        || source.contains("import static " + type.getName() + ".");
  }

  /** By Keycloak, Hibernate, the CDI container or JAX-RS. */
  private static boolean isFoundByItsName(JavaClass type) {
    return isService(type)
        || isMadeByAContainer(type)
        || type.isAnnotatedWith("jakarta.inject.Singleton")
        || type.getMethods().stream()
            .anyMatch(method -> method.isMetaAnnotatedWith("jakarta.ws.rs.HttpMethod"));
  }

  @ParameterizedTest
  @CsvSource({"wire", "account", "password"})
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
  void onlyWhatAnswersRequestsKnowsJaxRsResponses() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            inside("api.view"),
            inside("api.oauth2"),
            inside("api.schema"),
            inside("admin"),
            inside("http.exchange"),
            inside("token.endpoint"),
            inside("token.grant"),
            inside("token.client"))
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

  /** Insides of the server and its libraries, which change without notice: each in its room. */
  @ParameterizedTest
  @CsvSource({
    "org.keycloak.models.jpa.., persistence.keycloak",
    "org.keycloak.storage.jpa.., persistence.keycloak",
    "io.agroal.., persistence.bridge",
    "liquibase.., persistence.own",
    "org.keycloak.connections.jpa.updater.., persistence.own",
    "org.hibernate.boot.., persistence.bridge persistence.own",
    "org.hibernate.engine.., persistence.bridge persistence.bulk persistence.own persistence.table",
    "io.vertx.., http.routing http.body",
    "io.quarkus.., http.routing http.body",
    "io.netty.., http.routing",
    "org.jboss.resteasy.., http.routing",
    "org.keycloak.quarkus.., storage.health",
    "org.eclipse.microprofile.health.., storage.health",
    "org.jboss.logging.., logging",
    "org.slf4j.., logging",
    "java.util.logging.., logging",
    "io.micrometer.., metrics",
    "io.opentelemetry.., tracing",
    "org.keycloak.services.resources.admin.., admin api.users",
    "org.keycloak.services.resources.account.., login",
    "org.keycloak.protocol.oidc.endpoints.., token.endpoint",
    "org.keycloak.protocol.oidc.grants.., token.endpoint token.grant"
  })
  void whatIsPrivateToOthersIsKnownInOneRoom(String library, String rooms) {
    noClasses()
        .that()
        .resideOutsideOfPackages(words(rooms).map(ArchitectureTest::inside).toArray(String[]::new))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .check(product);
  }

  /** What is to be told has a code and is explained. */
  @Test
  void nobodyTellsAnythingPastTheLog() {
    NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(product);
  }

  /** Who moves to another Keycloak looks at these first. */
  @Test
  void whoeverKnowsInsidesOfOthersStandsInTheUpgradeTable() {
    Set<String> named =
        Page.of("docs/development/keycloak-upgrade.md").rows("Classes and files").stream()
            .flatMap(row -> Page.coded(row.get(0)).stream())
            .collect(Collectors.toSet());

    assertThat(
            product.stream()
                .filter(
                    type ->
                        type.getDirectDependenciesFromSelf().stream()
                            .anyMatch(use -> INSIDES.test(use.getTargetClass())))
                .map(type -> type.getName().replaceFirst("\\$.*", ""))
                .map(name -> name.substring(name.lastIndexOf('.') + 1))
                .distinct()
                .filter(name -> !named.contains(name)))
        .isEmpty();
  }

  @Test
  void onlyTheTokenRoomKnowsHowTheServerIssuesTokens() {
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
                            "org.keycloak.services.resources.admin..",
                            "org.keycloak.services.resources.account.."))))
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
                .filter(ArchitectureTest::isService)
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

  private static boolean isService(JavaClass type) {
    return type.isAssignableTo(PROVIDER_FACTORY) || type.isAssignableTo(COMPATIBILITY);
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
